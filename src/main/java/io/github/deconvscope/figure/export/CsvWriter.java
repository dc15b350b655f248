package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Numbers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes a table as CSV (RFC 4180, UTF-8, decimal points, lines end with LF); numbers read back exactly. */
public final class CsvWriter {
    private CsvWriter() {}

    public static void write(DataTable table, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        int columns = table.columns().size();
        for (int c = 0; c < columns; c++) {
            out.append(c == 0 ? "" : ",").append(quoted(table.columns().get(c)));
        }
        out.append('\n');
        for (int r = 0; r < table.rowCount(); r++) {
            for (int c = 0; c < columns; c++) {
                out.append(c == 0 ? "" : ",").append(cell(table.value(r, c)));
            }
            out.append('\n');
        }
        out.flush();
    }

    private static String cell(Object value) {
        if (value instanceof Float number) {
            return number == Math.rint(number) && Math.abs(number) < 1e7
                    ? Numbers.exact(number.doubleValue())
                    : number.toString();
        }
        if (value instanceof Double number) {
            return Numbers.exact(number);
        }
        return value == null ? "" : quoted(value.toString());
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
