package io.github.deconvscope.figure.document;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * Text with Markdown emphasis: strong in bold, emphasis in italics, code in the typeface of numbers.
 *
 * @param spans one after the other, with the spaces between them
 */
record RichText(List<Span> spans) {
    /** Words in one face. */
    record Span(String text, FigureFonts face) {
        Font font(double size, FigureStyle style) {
            // A typewriter face looks larger than the text around it.
            return Ink.font(face, face == FigureFonts.NUMBERS ? 0.9 * size : size, style);
        }

        double width(double size, FigureStyle style) {
            return Ink.width(text, font(size, style));
        }
    }

    RichText {
        spans = List.copyOf(spans);
    }

    /**
     * What stands below a node.
     *
     * @param face of words without emphasis
     */
    static RichText of(Node node, FigureFonts face) {
        List<Span> spans = new ArrayList<>();
        append(node, face, spans);
        return new RichText(spans);
    }

    private static void append(Node parent, FigureFonts face, List<Span> spans) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text plain) {
                spans.add(new Span(plain.getLiteral(), face));
            } else if (node instanceof Code code) {
                spans.add(new Span(code.getLiteral(), FigureFonts.NUMBERS));
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                spans.add(new Span(" ", face));
            } else if (node instanceof StrongEmphasis) {
                append(node, FigureFonts.BOLD, spans);
            } else if (node instanceof Emphasis) {
                append(node, face == FigureFonts.BOLD ? face : FigureFonts.ITALIC, spans);
            } else {
                append(node, face, spans);
            }
        }
    }

    /** The lines, broken at spaces so that none is wider than {@code room} unless one word is. */
    List<List<Span>> lines(double size, FigureStyle style, double room) {
        List<List<Span>> lines = new ArrayList<>();
        List<Span> line = new ArrayList<>();
        double used = 0;
        for (List<Span> word : words()) {
            double width =
                    word.stream().mapToDouble(span -> span.width(size, style)).sum();
            Span space = new Span(" ", line.isEmpty() ? FigureFonts.TEXT : between(line, word));
            double gap = line.isEmpty() ? 0 : space.width(size, style);
            if (!line.isEmpty() && used + gap + width > room) {
                lines.add(List.copyOf(line));
                line.clear();
                used = 0;
                gap = 0;
            }
            if (!line.isEmpty()) {
                line.add(space);
            }
            line.addAll(word);
            used += gap + width;
        }
        if (!line.isEmpty()) {
            lines.add(List.copyOf(line));
        }
        return lines.stream().map(RichText::joined).toList();
    }

    private static FigureFonts between(List<Span> line, List<Span> word) {
        FigureFonts left = line.get(line.size() - 1).face;
        return left == word.get(0).face ? left : FigureFonts.TEXT;
    }

    /** What stands between spaces; a word may change its face in the middle. */
    private List<List<Span>> words() {
        List<List<Span>> words = new ArrayList<>();
        List<Span> word = new ArrayList<>();
        for (Span span : spans) {
            String[] pieces = span.text.split(" ", -1);
            for (int i = 0; i < pieces.length; i++) {
                if (i > 0 && !word.isEmpty()) {
                    words.add(List.copyOf(word));
                    word.clear();
                }
                if (!pieces[i].isEmpty()) {
                    word.add(new Span(pieces[i], span.face));
                }
            }
        }
        if (!word.isEmpty()) {
            words.add(word);
        }
        return words;
    }

    /** Neighbours of one face as one span, so that a line is drawn, and found in the file, in few pieces. */
    private static List<Span> joined(List<Span> line) {
        List<Span> joined = new ArrayList<>();
        for (Span span : line) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).face == span.face) {
                joined.set(last, new Span(joined.get(last).text + span.text, span.face));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }
}
