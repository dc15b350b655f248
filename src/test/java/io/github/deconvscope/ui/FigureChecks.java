package io.github.deconvscope.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.export.CsvWriter;
import io.github.deconvscope.ui.page.NamedFigure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What every figure of a page owes to those who do not see it. */
public final class FigureChecks {
    private FigureChecks() {}

    /** A text that says more than the title, and a table with rows, whose CSV has named columns and as many cells in every row. */
    public static void requireTextAndTable(NamedFigure named) {
        String id = named.id();
        assertThat(named.figure().title()).as(id).isNotBlank();
        assertThat(named.figure().caption()).as(id).isNotBlank();
        assertThat(named.figure().altText())
                .as(id)
                .hasSizeGreaterThan(named.figure().title().length() + 20)
                .doesNotContain("null", "NaN");
        DataTable table = named.figure().table();
        assertThat(table.rowCount()).as(id).isPositive();
        List<String> lines = csv(table).lines().toList();
        assertThat(lines).as(id).hasSize(table.rowCount() + 1);
        assertThat(lines.get(0).split(","))
                .as(id)
                .hasSize(table.columns().size())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]*"));
        long commas = table.columns().size() - 1L;
        assertThat(lines)
                .as(id)
                .allMatch(line -> line.chars().filter(c -> c == ',').count() == commas);
    }

    /** A table as CSV. */
    public static String csv(DataTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CsvWriter.write(table, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
