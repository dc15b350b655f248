package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** Small operations on square matrices, (F, F), or (G, F, F) for G at once. */
public final class Matrices {
    private Matrices() {}

    /** A view of each matrix's transpose. */
    public static NDArray transpose(NDArray a) {
        return a.getShape().dimension() == 3 ? a.transpose(0, 2, 1) : a.transpose();
    }

    /** One identity of the size and type of the matrices. */
    static NDArray identityLike(NDArray a) {
        int f = (int) a.getShape().get(a.getShape().dimension() - 1);
        return a.getManager().eye(f, f, 0, a.getDataType());
    }

    /** A times a number, where no gradient flows: half the time of {@link io.github.deconvscope.engine.precision.Scalars#times}. */
    static NDArray times(NDArray a, double number) {
        return a.duplicate().muli(number);
    }

    /** Adds a number to the diagonals in place, without a trace in the graph: it has no part in any gradient. */
    public static NDArray addToDiagonal(NDArray a, double number) {
        int n = a.getShape().dimension();
        a.stopGradient().diagonal(0, n - 2, n - 1).addi(number);
        return a;
    }

    /** The sum of all numbers of each matrix, (1, 1) or (G, 1, 1). */
    static NDArray sum(NDArray a) {
        int n = a.getShape().dimension();
        return a.sum(new int[] {n - 2, n - 1}, true);
    }

    /** The sum of the products of corresponding numbers of A and B, (1, 1) or (G, 1, 1). */
    static NDArray inner(NDArray a, NDArray b) {
        return sum(a.mul(b));
    }

    /** norm(A - I)_F / sqrt(F) of each matrix, without gradient. Waits for the device. */
    public static double[] distancesFromIdentity(NDArray a) {
        NDArray error = addToDiagonal(a.stopGradient().duplicate(), -1);
        long features = a.getShape().get(a.getShape().dimension() - 1);
        NDArray squares = sum(error.square()).toType(DataType.FLOAT64, false);
        return Arrays.stream(squares.toDoubleArray())
                .map(square -> Math.sqrt(square / features))
                .toArray();
    }

    /** The largest of {@link #distancesFromIdentity}. */
    static double distanceFromIdentity(NDArray a) {
        return Arrays.stream(distancesFromIdentity(a)).max().orElseThrow();
    }
}
