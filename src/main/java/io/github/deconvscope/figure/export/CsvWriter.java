package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Writes a table as CSV (RFC 4180, UTF-8, decimal points, lines end with LF); numbers read back exactly. */
public final class CsvWriter {
    private static final int CHUNK = 1 << 16;

    private final StringBuilder text = new StringBuilder(CHUNK + 1024);
    private Object lastWords;
    private String lastQuoted = "";

    private CsvWriter() {}

    public static void write(DataTable table, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        new CsvWriter().write(table, out);
        out.flush();
    }

    /** The first line, with its end. */
    static String head(DataTable table) {
        return table.columns().stream().map(CsvWriter::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private void write(DataTable table, Writer out) throws IOException {
        int columns = table.columns().size();
        for (int r = -1; r < table.rowCount(); r++) {
            for (int c = 0; c < columns; c++) {
                if (c > 0) {
                    text.append(',');
                }
                cell(r < 0 ? table.columns().get(c) : table.value(r, c));
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
            lastQuoted = quoted(value.toString());
        }
        text.append(lastQuoted);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
