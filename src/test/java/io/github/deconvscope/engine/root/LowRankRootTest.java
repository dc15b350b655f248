package io.github.deconvscope.engine.root;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The root by products between samples is that of their covariance, with its gradient and each iterate, for any eps, norm and polynomial. */
@ExtendWith(OnComputeThread.class)
class LowRankRootTest {
    /** One way to the root of the covariance of samples. */
    private interface Way {
        NDArray root(NDArray samples, NDArray covariance, NDArray norm, List<NDArray> iterates);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void valueGradientAndIteratesAreThoseOfTheCovariance(int seed) {
        Random random = new Random(seed);
        WhiteningPolynomial polynomial = WhiteningPolynomial.values()[seed / 2 % WhiteningPolynomial.values().length];
        Iteration iteration = new Iteration(
                polynomial, 1 + random.nextInt(6), WhiteningNorm.values()[seed % 2], seed % 5 == 0 ? 0.9 : 0);
        int features = 2 + random.nextInt(9);
        int samples = 1 + random.nextInt(features);
        double eps = Math.pow(10, -5 + 4 * random.nextDouble());
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.numbers(manager, random, new Shape(features, samples));
            NDArray upstream = Layers.numbers(manager, random, new Shape(features, features));
            List<NDArray> published = results(
                    x,
                    eps,
                    upstream,
                    iteration,
                    (s, covariance, norm, iterates) -> NewtonSchulzSteps.inverseSqrt(
                            covariance, norm, iteration, PrecisionPolicy.SINGLE, iterates));
            List<NDArray> lowRank =
                    results(x, eps, upstream, iteration, (s, covariance, norm, iterates) -> new LowRankRoot(
                                    s, eps, norm, iteration, iterates)
                            .value());
            NDArray covariance = covariance(x, eps);
            NDArray norm = NewtonSchulzSteps.norm(covariance, iteration.norm());
            LowRankRoot manual = new LowRankRoot(x, eps, norm, iteration, null);
            Layers.requireClose(manual.value(), published.get(0));
            Layers.requireClose(manual.gradient(upstream), published.get(1));
            assertThat(lowRank).hasSameSizeAs(published);
            assertThat(lowRank.size()).isLessThanOrEqualTo(iteration.count() + 3);
            for (int i = 0; i < published.size(); i++) {
                Layers.requireClose(lowRank.get(i), published.get(i));
            }
        }
    }

    /** Value, gradient of the samples, and all iterates. */
    private static List<NDArray> results(NDArray x, double eps, NDArray upstream, Iteration iteration, Way way) {
        NDArray samples = x.duplicate();
        samples.setRequiresGradient(true);
        List<NDArray> iterates = new ArrayList<>();
        NDArray root;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray covariance = covariance(samples, eps);
            NDArray norm = NewtonSchulzSteps.norm(covariance, iteration.norm());
            root = way.root(samples, covariance, norm, iterates);
            collector.backward(root.mul(upstream).sum());
        }
        List<NDArray> results = new ArrayList<>(List.of(root.stopGradient(), samples.getGradient()));
        results.addAll(iterates);
        return results;
    }

    private static NDArray covariance(NDArray samples, double eps) {
        NDArray product = samples.matMul(samples.transpose());
        return Scalars.times(product, 1.0 / samples.getShape().get(1))
                .add(Matrices.identityLike(product).muli(eps));
    }
}
