package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.math.Patches;
import java.util.List;

/** What is pointed at, on whichever figure: two features, a patch, or an eigenvector. */
final class Pointed {
    private int row = -1;
    private int column = -1;
    private int patch = -1;
    private int eigenvector = -1;
    private Runnable listener = () -> {};

    void onChange(Runnable newListener) {
        listener = newListener;
    }

    /** A cell of a matrix of features; {@code null} for none. */
    void cell(FigureHit hit) {
        set(hit == null ? -1 : hit.row(), hit == null ? -1 : hit.column(), -1, -1);
    }

    /** A point of a curve over the eigenvectors. */
    void direction(FigureHit hit) {
        set(-1, -1, -1, hit == null ? -1 : hit.row());
    }

    /** A pixel of a little patch: its first channel's feature, and the place the patch came from. */
    void pixel(FigureHit hit, Patches patches) {
        int feature = hit == null || hit.column() >= patches.kernel() * patches.kernel() ? -1 : hit.column();
        set(feature, feature, hit == null ? -1 : hit.row(), -1);
    }

    private void set(int newRow, int newColumn, int newPatch, int newEigenvector) {
        if (newRow != row || newColumn != column || newPatch != patch || newEigenvector != eigenvector) {
            row = newRow;
            column = newColumn;
            patch = newPatch;
            eigenvector = newEigenvector;
            listener.run();
        }
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    int patch() {
        return patch;
    }

    int eigenvector() {
        return eigenvector;
    }

    List<Integer> features() {
        return row < 0 ? List.of() : row == column ? List.of(row) : List.of(row, column);
    }
}
