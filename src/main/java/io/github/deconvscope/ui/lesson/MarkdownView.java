package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.ui.theme.Styled;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.Parser;

/** Markdown as nodes: paragraphs, lists, emphasis and code. Links show their text. */
final class MarkdownView {
    private static final Parser PARSER = Parser.builder().build();

    private MarkdownView() {}

    static Node of(String markdown) {
        VBox box = new VBox();
        box.getStyleClass().add("lesson-text");
        fill(box, PARSER.parse(markdown));
        return box;
    }

    private static void fill(VBox box, org.commonmark.node.Node parent) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListBlock list) {
                addList(box, list);
            } else if (node instanceof IndentedCodeBlock code) {
                Label label = Styled.label(code.getLiteral().stripTrailing(), "number");
                box.getChildren().add(label);
            } else {
                box.getChildren().add(flow(node));
            }
        }
    }

    private static void addList(VBox box, ListBlock list) {
        int number = 1;
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            Label mark = new Label(list instanceof OrderedList ? number++ + "." : "\u2022");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            VBox content = new VBox();
            fill(content, item);
            HBox.setHgrow(content, Priority.ALWAYS);
            HBox line = Styled.of(new HBox(8, mark, content), "lesson-item");
            box.getChildren().add(line);
        }
    }

    private static TextFlow flow(org.commonmark.node.Node block) {
        TextFlow flow = new TextFlow();
        append(flow, block, "");
        return flow;
    }

    private static void append(TextFlow flow, org.commonmark.node.Node parent, String style) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof org.commonmark.node.Text text) {
                add(flow, text.getLiteral(), style);
            } else if (node instanceof Code code) {
                add(flow, code.getLiteral(), "code");
            } else if (node instanceof SoftLineBreak) {
                add(flow, " ", style);
            } else if (node instanceof HardLineBreak) {
                add(flow, "\n", style);
            } else if (node instanceof StrongEmphasis) {
                append(flow, node, "strong");
            } else if (node instanceof Emphasis) {
                append(flow, node, "emphasis");
            } else {
                append(flow, node, style);
            }
        }
    }

    private static void add(TextFlow flow, String words, String style) {
        Text text = new Text(words);
        text.getStyleClass().add("lesson-words");
        if (!style.isEmpty()) {
            text.getStyleClass().add(style);
        }
        flow.getChildren().add(text);
    }
}
