package io.github.deconvscope.figure.report;

import io.github.deconvscope.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The contents of a report, without layout, which is up to {@link PdfReport} and {@link HtmlReport}.
 *
 * @param title of the document
 * @param blocks its contents, in order
 */
public record Report(String title, List<Block> blocks) {
    /** One part of the document. */
    public sealed interface Block {}

    /** Starts a section. */
    public record Heading(String text) implements Block {}

    /** A paragraph. */
    public record Text(String text) implements Block {}

    /**
     * A table; a column of numbers stands on the right.
     *
     * @param columns headings
     * @param rows cells, as many a row as there are headings
     */
    public record Table(List<String> columns, List<List<String>> rows) implements Block {
        private static final Pattern NUMBER =
                Pattern.compile("[\u2212+-]?[0-9.]+(e[\u2212-]?[0-9]+)?|NaN|[\u2212]?\u221e");

        /** Whether a column holds numbers, but for empty cells. */
        boolean isNumeric(int column) {
            List<String> cells = rows.stream()
                    .map(row -> row.get(column))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            return !cells.isEmpty()
                    && cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
        }
    }

    /** Figures side by side, with their titles and captions. */
    public record Pictures(List<Figure> figures) implements Block {}

    public Report {
        blocks = List.copyOf(blocks);
    }

    /** All figures, in order. */
    public List<Figure> figures() {
        return blocks.stream()
                .filter(Pictures.class::isInstance)
                .flatMap(block -> ((Pictures) block).figures().stream())
                .toList();
    }

    /** Collects blocks. */
    static final class Builder {
        private final String title;
        private final List<Block> blocks = new ArrayList<>();

        Builder(String title) {
            this.title = title;
        }

        Builder heading(String text) {
            blocks.add(new Heading(text));
            return this;
        }

        Builder text(String text) {
            blocks.add(new Text(text));
            return this;
        }

        Builder table(List<String> columns, List<List<String>> rows) {
            blocks.add(new Table(List.copyOf(columns), List.copyOf(rows)));
            return this;
        }

        Builder pictures(Figure... figures) {
            blocks.add(new Pictures(List.of(figures)));
            return this;
        }

        Report build() {
            return new Report(title, blocks);
        }
    }
}
