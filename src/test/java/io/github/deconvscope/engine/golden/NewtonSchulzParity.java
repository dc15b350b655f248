package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.root.InverseRoot;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.engine.root.NewtonSchulzSteps;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.run.config.WhiteningNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Inverse square roots and their gradients, and the residual after each iteration. */
final class NewtonSchulzParity {
    private NewtonSchulzParity() {}

    static void check(GoldenCase golden) {
        Shape shape = new Shape(golden.shape("A"));
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int iterations : new int[] {5, 15}) {
                NDArray a = manager.create(golden.array("A").toFloats(), shape);
                NDArray g = manager.create(golden.array("G").toFloats(), shape);
                a.setRequiresGradient(true);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray d = inverseSqrt(a, iterations, null);
                    golden.check("result_it" + iterations, doubles(d));
                    collector.backward(d.mul(g).sum());
                }
                golden.check("gradA_it" + iterations, doubles(a.getGradient()));
                checkByHand(golden, a.stopGradient(), g, iterations);
            }
            if (golden.has("residuals_of_double_iterates_f64")) {
                checkResiduals(golden, manager.create(golden.array("A").toFloats(), shape));
            }
        }
    }

    private static void checkByHand(GoldenCase golden, NDArray a, NDArray g, int iterations) {
        InverseRoot root = new InverseRoot(
                a, NewtonSchulzSteps.norm(a, WhiteningNorm.FROBENIUS), Iteration.published(iterations), null);
        golden.check("result_it" + iterations, doubles(root.value()));
        golden.checkSymmetricPart("gradA_it" + iterations, doubles(root.gradient(g)));
    }

    private static void checkResiduals(GoldenCase golden, NDArray single) {
        NDArray a = single.toType(DataType.FLOAT64, false);
        double[] inDouble = overRoot(golden, "residuals_of_double_iterates_f64");
        double[] inSingle = overRoot(golden, "residuals_f64");
        List<NDArray> doubles = new ArrayList<>();
        List<NDArray> singles = new ArrayList<>();
        inverseSqrt(a, inDouble.length - 1, doubles);
        inverseSqrt(single, inSingle.length - 1, singles);
        assertThat(doubles).hasSameSizeAs(inDouble);
        for (int k = 0; k < inDouble.length; k++) {
            // the floor is rounding noise and differs from library to library: only its size is compared
            assertThat(residual(a, doubles.get(k)))
                    .as(golden + ": residual of double iterate " + k)
                    .isBetween(inDouble[k] * 0.999 - 1e-10, inDouble[k] * 1.001 + 1e-10);
            assertThat(residual(a, singles.get(k).toType(DataType.FLOAT64, false)))
                    .as(golden + ": residual of single iterate " + k)
                    .isBetween(inSingle[k] / 2 - 1e-4 * inSingle[0], inSingle[k] * 2 + 1e-4 * inSingle[0]);
        }
    }

    /** The reference measures norm(Z A Z - I)_F; here it is over sqrt(n). */
    private static double[] overRoot(GoldenCase golden, String residuals) {
        double root = Math.sqrt(golden.shape("A")[0]);
        return Arrays.stream(golden.array(residuals).toDoubles())
                .map(residual -> residual / root)
                .toArray();
    }

    private static double residual(NDArray a, NDArray z) {
        return Whiteness.residual(doubles(z), doubles(a), (int) a.getShape().get(0));
    }

    private static NDArray inverseSqrt(NDArray a, int iterations, List<NDArray> iterates) {
        return NewtonSchulzSteps.inverseSqrt(
                a,
                NewtonSchulzSteps.norm(a, WhiteningNorm.FROBENIUS),
                Iteration.published(iterations),
                PrecisionPolicy.SINGLE,
                iterates);
    }

    static double[] doubles(NDArray array) {
        return array.stopGradient().toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
