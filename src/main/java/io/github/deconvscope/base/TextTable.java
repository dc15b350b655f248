package io.github.deconvscope.base;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cells of text as a table in the forms that people and programs read.
 *
 * @param rows at least one, which names the columns; all of the same length
 */
public record TextTable(List<List<String>> rows) {
    /** A pipe table whose columns are also aligned as plain text. */
    public String markdown() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], inMarkdown(row.get(i)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < columns; i++) {
                String cell = inMarkdown(rows.get(r).get(i));
                text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
            }
            text.append("|\n");
            if (r == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static String inMarkdown(String cell) {
        return cell.replace("|", "\\|");
    }

    /** A {@code tabular} with the rules of the package {@code booktabs}. */
    public String latex() {
        StringBuilder text =
                new StringBuilder("\\begin{tabular}{" + "l".repeat(rows.get(0).size()) + "}\n\\toprule\n");
        for (int r = 0; r < rows.size(); r++) {
            text.append(rows.get(r).stream().map(TextTable::inLatex).collect(Collectors.joining(" & ")))
                    .append(" \\\\\n")
                    .append(r == 0 ? "\\midrule\n" : "");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String inLatex(String cell) {
        StringBuilder text = new StringBuilder();
        for (char letter : cell.toCharArray()) {
            switch (letter) {
                case '\\' -> text.append("\\textbackslash{}");
                case '~' -> text.append("\\textasciitilde{}");
                case '^' -> text.append("\\textasciicircum{}");
                case '\u2212' -> text.append("$-$");
                case '\u221e' -> text.append("$\\infty$");
                default ->
                    text.append("&%$#_{}".indexOf(letter) < 0 ? "" : "\\").append(letter);
            }
        }
        return text.toString();
    }

    /** As RFC 4180 says, but that lines end with LF. */
    public String csv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .autoFlush(true)
                .build(text);
        rows.forEach(csv::writeRecord);
        return text.toString();
    }
}
