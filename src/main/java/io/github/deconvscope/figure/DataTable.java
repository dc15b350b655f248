package io.github.deconvscope.figure;

import java.util.List;

/** The numbers shown by a figure, as a table. Large tables compute their cells on demand. */
public interface DataTable {
    /** Column headings, with units in brackets where there are any. */
    List<String> columns();

    /** Number of rows. */
    int rowCount();

    /** A {@link Number} or a {@link String}; {@code null} for an empty cell. */
    Object value(int row, int column);

    /** What stands in a cell, as {@link #value}. */
    @FunctionalInterface
    interface Cells {
        Object value(int row, int column);
    }

    /** A table whose cells are already there. */
    static DataTable of(List<String> columns, List<List<Object>> rows) {
        return of(columns, rows.size(), (row, column) -> rows.get(row).get(column));
    }

    /** A table whose cells are computed whenever they are asked for. */
    static DataTable of(List<String> columns, int rowCount, Cells cells) {
        List<String> headings = List.copyOf(columns);
        return new DataTable() {
            @Override
            public List<String> columns() {
                return headings;
            }

            @Override
            public int rowCount() {
                return rowCount;
            }

            @Override
            public Object value(int row, int column) {
                return cells.value(row, column);
            }
        };
    }
}
