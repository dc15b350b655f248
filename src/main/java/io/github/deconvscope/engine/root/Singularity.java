package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;

/** Refuses a covariance that has no inverse square root. Only called where eps is 0, since it has to read the whole matrix. */
public final class Singularity {
    private Singularity() {}

    /**
     * @param layer for the message
     * @param covariance (F, F) or (G, F, F)
     * @param rows samples it was taken from
     */
    public static void refuse(String layer, NDArray covariance, long rows) {
        int f = (int) covariance.getShape().get(covariance.getShape().dimension() - 1);
        double[] all = covariance.toType(DataType.FLOAT64, false).toDoubleArray();
        double unit = covariance.getDataType() == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
        for (int from = 0; from < all.length; from += f * f) {
            if (rows <= f || !positiveDefinite(all, from, f, f * unit)) {
                throw new InvalidInputException("Layer " + layer + ": eps is 0 and the covariance of "
                        + PlainWords.count(f, "feature") + " from " + PlainWords.count(rows, "sample")
                        + " is singular, so it cannot be inverted. Set eps above 0; usual is 1e-5.");
            }
        }
    }

    /** Refuses to divide by a variance of 0. */
    public static void refuseConstant(String layer, NDArray variance) {
        for (double v : variance.toType(DataType.FLOAT64, false).toDoubleArray()) {
            if (!(v > 0)) {
                throw new InvalidInputException("Layer " + layer + ": eps is 0 and a channel has variance " + v
                        + ", so it cannot be standardised. Set eps above 0; usual is 1e-5.");
            }
        }
    }

    /** Cholesky decomposition in place of the lower half; false as soon as a pivot is not clearly above 0. */
    private static boolean positiveDefinite(double[] a, int from, int n, double tolerance) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[from + i * n + i]);
        }
        for (int j = 0; j < n; j++) {
            double pivot = a[from + j * n + j];
            for (int k = 0; k < j; k++) {
                pivot -= a[from + j * n + k] * a[from + j * n + k];
            }
            if (!(pivot > tolerance * largest)) {
                return false;
            }
            a[from + j * n + j] = Math.sqrt(pivot);
            for (int i = j + 1; i < n; i++) {
                double sum = a[from + i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[from + i * n + k] * a[from + j * n + k];
                }
                a[from + i * n + j] = sum / a[from + j * n + j];
            }
        }
        return true;
    }
}
