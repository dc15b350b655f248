package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.math.Size;
import java.util.function.BinaryOperator;

/**
 * Patches that do not overlap as rows, cut from maps whose channels lie side by side ({@link ChannelsLast}): a row of the kernel is then one run of
 * memory, where {@link PatchColumns} first has to turn the map over. A row has the features (ky, kx, channel), (N * H' * W', kh * kw * C).
 *
 * <p>For layers of one group. Groups of interleaved features would be far apart in a row.
 *
 * @param channels C
 * @param cells places under the kernel
 */
record PatchRows(int channels, int cells) implements SampleOrder {
    /** Whether the patches of such a window can be cut and whether it pays. */
    static boolean suits(BlockLayout layout, Window sampled) {
        return layout.groups() == 1 && sampled.kernel().cells() > 1 && PatchColumns.disjoint(sampled);
    }

    /**
     * Cuts the patches.
     *
     * @param x (N, C, H, W)
     * @param window size and places of the patches
     */
    static NDArray of(NDArray x, Window window) {
        return PatchColumns.tiles(x.transpose(0, 2, 3, 1), window)
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(-1, window.kernel().cells() * x.getShape().get(1));
    }

    /** R of the patches of (N, C, H, W). */
    long count(NDArray x, Window window) {
        Size places = window.positionsOn(Window.sizeOf(x.getShape()));
        return x.getShape().get(0) * places.height() * places.width();
    }

    @Override
    public long count(NDArray rows) {
        return rows.getShape().get(0);
    }

    @Override
    public NDArray mean(NDArray rows) {
        return rows.mean(new int[] {0}).reshape(cells, channels).transpose().reshape(-1, 1);
    }

    /** A number for each feature, (F, 1), in the order of a row, (1, F). */
    private NDArray row(NDArray ofFeatures) {
        return ofFeatures.reshape(channels, cells).transpose().reshape(1, -1);
    }

    @Override
    public NDArray less(NDArray rows, NDArray mean) {
        return rows.sub(row(mean));
    }

    @Override
    public NDArray gram(NDArray rows, BinaryOperator<NDArray> product) {
        return reordered(product.apply(rows.transpose(), rows), cells, channels);
    }

    @Override
    public NDArray gradient(NDArray ofGram, NDArray rows, NDArray ofMean) {
        return rows.matMul(reordered(ofGram, channels, cells)).addi(row(ofMean));
    }

    /** A matrix of features (outer, inner) as one of features (inner, outer). */
    private static NDArray reordered(NDArray matrix, int outer, int inner) {
        return matrix.reshape(outer, inner, outer, inner).transpose(1, 0, 3, 2).reshape(matrix.getShape());
    }
}
