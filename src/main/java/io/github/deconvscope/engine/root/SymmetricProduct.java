package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.TorchScript;

/**
 * Products of matrices that are known to be symmetric: of two polynomials of one symmetric matrix, or of samples and their transpose. Large
 * ones on a CPU are computed in three rows of blocks, each from the diagonal on, and mirrored: two thirds of the multiply-adds, a fifth to a
 * quarter of the time less. Elsewhere whole products take less.
 *
 * <p>Takes no gradient: blocks are written in place.
 */
public final class SymmetricProduct {
    /** From this size on, blocks are large enough to be multiplied at the same speed as the whole. */
    static final int BLOCKS_FROM = 384;

    private static final TorchScript PRODUCT =
            new TorchScript("SymmetricProduct", "a: Tensor, b: Tensor", """
            n = torch.size(a, 0)
            return (self).product(torch.empty([n, n], dtype=ops.prim.dtype(a)), a, b, 1.)
            """).with(methods(2, true));

    private SymmetricProduct() {}

    /**
     * Methods of a TorchScript module that write into a matrix and return it: {@code product(result, a, b, factor)}, factor A B, and {@code
     * sum(result, factor, a, b, c, d)}, factor (A B + C D), where the results are symmetric; {@code whole(result, a, b, factor)}, factor A B, where it
     * need not be.
     *
     * @param dimensions 2, or 3 for several matrices at once
     * @param blocks whether to compute them in blocks
     */
    static String methods(int dimensions, boolean blocks) {
        String multiply = multiply(dimensions);
        String product = blocks ? inBlocks("") : "return %s_(result, a, b, beta=0, alpha=factor)\n".formatted(multiply);
        String sum = blocks
                ? inBlocks(
                        "_1 = torch.addmm_(block, torch.slice(c, 0, lo, hi, 1), torch.slice(d, 1, lo, n, 1), alpha=factor)")
                : "return %s_((self).product(result, a, b, factor), c, d, alpha=factor)\n".formatted(multiply);
        return TorchScript.method("product", "result: Tensor, a: Tensor, b: Tensor, factor: float", "Tensor", product)
                + TorchScript.method(
                        "sum",
                        "result: Tensor, factor: float, a: Tensor, b: Tensor, c: Tensor, d: Tensor",
                        "Tensor",
                        sum)
                + TorchScript.method(
                        "whole",
                        "result: Tensor, a: Tensor, b: Tensor, factor: float",
                        "Tensor",
                        "return %s_(result, a, b, beta=0, alpha=factor)\n".formatted(multiply));
    }

    /** The function that adds a product to a matrix, or one product each to several. */
    static String multiply(int dimensions) {
        return dimensions == 2 ? "torch.addmm" : "torch.baddbmm";
    }

    /** The result, with one more line for each row of blocks. */
    private static String inBlocks(String more) {
        return """
                n = torch.size(a, 0)
                for i in range(3):
                  lo = torch.floordiv(n * i, 3)
                  hi = torch.floordiv(n * (i + 1), 3)
                  rows = torch.slice(result, 0, lo, hi, 1)
                  block = torch.slice(rows, 1, lo, n, 1)
                  _0 = torch.addmm_(block, torch.slice(a, 0, lo, hi, 1), torch.slice(b, 1, lo, n, 1), beta=0, alpha=factor)
                  %s
                  below = torch.slice(torch.slice(result, 0, hi, n, 1), 1, lo, hi, 1)
                  _2 = torch.copy_(below, torch.t(torch.slice(rows, 1, hi, n, 1)))
                return result
                """.formatted(more);
    }

    /**
     * A B.
     *
     * @param a (F, R), or (G, F, R) for G at once
     * @param b (F, R) transposed, such that the product is symmetric
     */
    public static NDArray of(NDArray a, NDArray b) {
        return inBlocks(a) ? PRODUCT.call(a, b) : a.matMul(b);
    }

    /** Whether products of this size are computed in blocks. */
    static boolean inBlocks(NDArray a) {
        return a.getShape().dimension() == 2
                && a.getShape().get(0) >= BLOCKS_FROM
                && !a.getDevice().isGpu();
    }
}
