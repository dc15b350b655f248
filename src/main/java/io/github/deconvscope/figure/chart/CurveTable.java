package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.DataTable;
import java.util.List;

/** A table of the points of several curves, one curve after the other, without copying them. */
final class CurveTable implements DataTable {
    private final List<String> columns;
    private final List<String> names;
    private final List<Points> curves;
    private final int[] firstRow;

    CurveTable(List<String> columns, List<String> names, List<Points> curves) {
        this.columns = columns;
        this.names = names;
        this.curves = curves;
        firstRow = new int[curves.size() + 1];
        for (int i = 0; i < curves.size(); i++) {
            firstRow[i + 1] = firstRow[i] + curves.get(i).size();
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public int rowCount() {
        return firstRow[curves.size()];
    }

    @Override
    public Object value(int row, int column) {
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
    }
}
