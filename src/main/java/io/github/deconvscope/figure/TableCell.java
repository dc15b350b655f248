package io.github.deconvscope.figure;

import io.github.deconvscope.base.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds a number in the table of a figure by the heading of its column and the first cells of its row. */
public final class TableCell {
    private TableCell() {}

    /**
     * @param column a heading of the table
     * @param row the first cells of the row, joined by commas, as in {@code fp32, 5}
     * @throws IllegalArgumentException if there is no such column, if not exactly one row begins so, or if the cell holds no number
     */
    public static double number(DataTable table, String column, String row) {
        int at = table.columns().indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "there is no column \"" + column + "\"; there are " + some(table.columns()));
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < table.rowCount(); i++) {
            if (begins(table, i, row)) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException((found.isEmpty() ? "no row begins" : found.size() + " rows begin")
                    + " with \"" + row + "\"; rows are as "
                    + some(IntStream.range(0, Math.min(4, table.rowCount()))
                            .mapToObj(
                                    i -> "\"" + cells(table, i, table.columns().size()) + "\"")
                            .toList()));
        }
        if (table.value(found.get(0), at) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the row \"" + row + "\" has no number in the column \"" + column + "\"");
    }

    /** Whether the first cells are these; a cell may hold commas itself. */
    private static boolean begins(DataTable table, int i, String row) {
        String wanted = row.strip();
        for (int count = 1; count <= table.columns().size(); count++) {
            String cells = cells(table, i, count);
            if (cells.length() >= wanted.length()) {
                return cells.equals(wanted);
            }
        }
        return false;
    }

    private static String cells(DataTable table, int i, int count) {
        return IntStream.range(0, count)
                .mapToObj(column -> cell(table.value(i, column)))
                .collect(Collectors.joining(", "));
    }

    private static String cell(Object value) {
        if (value instanceof Number number && Numbers.isWhole(number.doubleValue())) {
            return String.valueOf(number.longValue());
        }
        return value == null ? "" : value.toString();
    }

    private static String some(List<String> names) {
        List<String> first = names.subList(0, Math.min(6, names.size()));
        return String.join(", ", first)
                + (names.size() > first.size() ? ", and " + (names.size() - first.size()) + " more" : "");
    }
}
