package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.DataTable;
import java.util.List;

/** A table of the points of several curves, one curve after the other, without copying them. */
final class CurveTable {
    private CurveTable() {}

    static DataTable of(List<String> columns, List<String> names, List<Points> curves) {
        int[] firstRow = new int[curves.size() + 1];
        for (int i = 0; i < curves.size(); i++) {
            firstRow[i + 1] = firstRow[i] + curves.get(i).size();
        }
        return DataTable.of(columns, firstRow[curves.size()], (row, column) -> {
            int curve = 0;
            while (row >= firstRow[curve + 1]) {
                curve++;
            }
            int index = row - firstRow[curve];
            return switch (column) {
                case 0 -> names.get(curve);
                case 1 -> curves.get(curve).x(index);
                default -> curves.get(curve).y(index);
            };
        });
    }
}
