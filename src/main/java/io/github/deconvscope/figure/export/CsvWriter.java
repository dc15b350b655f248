package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Writes a table as CSV (RFC 4180, UTF-8, decimal points, lines end with LF); numbers read back exactly. No field needs quotation marks, which
 * NumPy does not know: headings become {@link ColumnNames}, and commas in words semicolons.
 */
public final class CsvWriter {
    private static final int CHUNK = 1 << 16;

    private final StringBuilder text = new StringBuilder(CHUNK + 1024);
    private Object lastWords;
    private String lastPlain = "";

    private CsvWriter() {}

    public static void write(DataTable table, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        new CsvWriter().write(table, out);
        out.flush();
    }

    /** The first line, with its end. */
    static String head(DataTable table) {
        return String.join(",", ColumnNames.of(table.columns())) + "\n";
    }

    /** The first line as it was once written, which an own file may still begin with. */
    static String formerHead(DataTable table) {
        return table.columns().stream()
                .map(name -> name.matches("(?s).*[,\"\n\r].*") ? '"' + name.replace("\"", "\"\"") + '"' : name)
                .collect(Collectors.joining(",", "", "\n"));
    }

    private void write(DataTable table, Writer out) throws IOException {
        int columns = table.columns().size();
        text.append(head(table));
        for (int r = 0; r < table.rowCount(); r++) {
            for (int c = 0; c < columns; c++) {
                if (c > 0) {
                    text.append(',');
                }
                cell(table.value(r, c));
            }
            text.append('\n');
            if (text.length() > CHUNK) {
                out.append(text);
                text.setLength(0);
            }
        }
        out.append(text);
    }

    /** Appends in place: a string for each of a million numbers would take longer than to write them. */
    private void cell(Object value) {
        if (value instanceof Float number) {
            Numbers.appendExact(text, number.floatValue());
        } else if (value instanceof Double number) {
            Numbers.appendExact(text, number.doubleValue());
        } else if (value != null) {
            words(value);
        }
    }

    /** The name of a curve stands in every row of it. */
    private void words(Object value) {
        if (value != lastWords) {
            lastWords = value;
            lastPlain = plain(value.toString());
        }
        text.append(lastPlain);
    }

    /** A number sign would start a comment for NumPy. */
    private static String plain(String text) {
        return text.replace(',', ';').replace('"', '\'').replace("#", "no. ").replaceAll("[\\r\\n]+", " ");
    }
}
