package io.github.deconvscope.engine.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.math.WhitenessTest;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inverse root with its gradient by hand is the iteration with autograd's, for any polynomial, norm, size and count. */
@ExtendWith(OnComputeThread.class)
class InverseRootTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void valueAndGradientAreThoseOfThePublishedForm(int seed) {
        Random random = new Random(seed);
        WhiteningNorm kind = WhiteningNorm.values()[seed % 2];
        WhiteningPolynomial polynomial = WhiteningPolynomial.values()[seed / 2 % WhiteningPolynomial.values().length];
        Iteration iteration = new Iteration(polynomial, 1 + random.nextInt(8), kind, seed % 5 == 0 ? 0.5 : 0);
        int f = 2 + random.nextInt(7);
        Shape shape = random.nextBoolean() ? new Shape(f, f) : new Shape(1 + random.nextInt(3), f, f);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, shape);
            NDArray upstream = Layers.numbers(manager, random, shape);
            a.setRequiresGradient(true);
            NDArray published;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                published = NewtonSchulzSteps.inverseSqrt(
                        a, NewtonSchulzSteps.norm(a, kind), iteration, PrecisionPolicy.SINGLE, null);
                collector.backward(published.mul(upstream).sum());
            }
            NDArray plain = a.stopGradient();
            InverseRoot root = new InverseRoot(plain, NewtonSchulzSteps.norm(plain, kind), iteration, null);
            Layers.requireClose(root.value(), published.stopGradient());
            Layers.requireClose(root.gradient(upstream), symmetric(a.getGradient()));
        }
    }

    /** Every iterate of the engine is that of the plain iteration in double. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyIterateIsThatOfTheMathematics(int seed) {
        Random random = new Random(seed);
        WhiteningPolynomial polynomial = WhiteningPolynomial.values()[seed % WhiteningPolynomial.values().length];
        int count = 1 + random.nextInt(8);
        int f = 2 + random.nextInt(7);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, new Shape(f, f));
            List<NDArray> iterates = new ArrayList<>();
            Iteration iteration = Iteration.published(count).by(polynomial);
            new InverseRoot(a, NewtonSchulzSteps.norm(a, iteration.norm()), iteration, iterates);
            assertThat(iterates).hasSize(count + 1);
            double[] covariance = a.toDoubleArray();
            for (int k = 0; k <= count; k++) {
                double[] exact = NewtonSchulz.whitening(covariance, f, k, polynomial.form(), Lane.DOUBLE);
                double[] found = iterates.get(k).toDoubleArray();
                double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
                assertThat(found).containsExactly(exact, within(1e-9 * largest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWarmStartHasTheGradientOfAutograd(int seed) {
        Random random = new Random(seed);
        Iteration iteration =
                new Iteration(WhiteningPolynomial.NEWTON_SCHULZ, 1 + random.nextInt(6), WhiteningNorm.FROBENIUS, 0);
        int f = 2 + random.nextInt(7);
        Shape shape = random.nextBoolean() ? new Shape(f, f) : new Shape(1 + random.nextInt(3), f, f);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, shape);
            NDArray start = Layers.numbers(manager, random, shape);
            NDArray upstream = Layers.numbers(manager, random, shape);
            a.setRequiresGradient(true);
            NDArray recorded;
            List<NDArray> iterates = new ArrayList<>();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                recorded = WarmRoot.recorded(a, start, iteration, PrecisionPolicy.SINGLE, iterates);
                collector.backward(recorded.mul(upstream).sum());
            }
            List<NDArray> others = new ArrayList<>();
            WarmRoot root = new WarmRoot(a.stopGradient(), start, iteration, others);
            Layers.requireClose(root.value(), recorded.stopGradient());
            Layers.requireClose(root.gradient(upstream), symmetric(a.getGradient()));
            assertThat(others).hasSameSizeAs(iterates).hasSize(iteration.count() + 1);
            for (int k = 0; k < others.size(); k++) {
                Layers.requireClose(others.get(k), iterates.get(k));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatHasBeenWhitenedNeedsNoIteration(int seed) {
        Random random = new Random(seed);
        int f = 2 + random.nextInt(7);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, new Shape(f, f));
            Iteration many = Iteration.published(40);
            NDArray first = new InverseRoot(a, NewtonSchulzSteps.norm(a, many.norm()), many, null).value();
            NDArray other = positive(manager, random, new Shape(f, f));
            NDArray start = new WarmRoot(other, first, many, null).value();
            // Exactly white for one covariance, by way of another: no symmetric matrix, and white all the same.
            NDArray d = new WarmRoot(a, start, many, null).value();
            NDArray white = d.matMul(a).matMul(d.transpose());
            assertThat(Matrices.distanceFromIdentity(white)).isLessThan(1e-6);
            List<NDArray> iterates = new ArrayList<>();
            new WarmRoot(a, d, many.until(0.5), iterates);
            assertThat(iterates).as("start and one iteration").hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stopsWhereTheResidualIsReachedAndNotBefore(int seed) {
        Random random = new Random(seed);
        int f = 2 + random.nextInt(7);
        double enough = 0.05 + 0.8 * random.nextDouble();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, new Shape(f, f));
            List<NDArray> iterates = new ArrayList<>();
            NDArray norm = NewtonSchulzSteps.norm(a, WhiteningNorm.FROBENIUS);
            Iteration iteration = Iteration.published(60).until(enough);
            NDArray value = new InverseRoot(a, norm, iteration, iterates).value();
            Layers.requireClose(iterates.get(iterates.size() - 1), value);
            for (int k = 1; k < iterates.size(); k++) {
                NDArray d = iterates.get(k);
                double residual = Matrices.distanceFromIdentity(d.matMul(a).matMul(d));
                assertThat(residual <= enough)
                        .as("iterate " + k + ", " + residual)
                        .isEqualTo(k == iterates.size() - 1);
            }
        }
    }

    /** With one large eigenvalue and many tiny ones single precision leaves a residual of .08, where the iterate says 5e-5 of itself. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anIterateThatFlattersItselfDoesNotStop(long seed) {
        int f = 64;
        double[] covariance = WhitenessTest.oneLarge(f, 3e-7, seed);
        float[] single = new float[f * f];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) covariance[i];
            covariance[i] = single[i];
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.create(single, new Shape(f, f));
            NDArray norm = NewtonSchulzSteps.norm(a, WhiteningNorm.FROBENIUS);
            Stop stop = new Stop();
            Iteration iteration = Iteration.published(40).until(.01).reportingTo(stop);
            for (boolean byHand : new boolean[] {true, false}) {
                stop.begin();
                List<NDArray> iterates = new ArrayList<>();
                NDArray d = byHand
                        ? new InverseRoot(a, norm, iteration, iterates).value()
                        : NewtonSchulzSteps.inverseSqrt(a, norm, iteration, PrecisionPolicy.SINGLE, iterates);
                assertThat(iterates).as("all of them").hasSize(41);
                assertThat(stop.reached()).isFalse();
                double[] matrix = d.toType(DataType.FLOAT64, false).toDoubleArray();
                assertThat(Whiteness.residual(matrix, covariance, f)).isGreaterThan(.02);
                stop.end("conv", iteration, d, a);
                if (byHand) {
                    assertThat(stop.takeWarning())
                            .get()
                            .asString()
                            .contains(
                                    "conv",
                                    "residual to stop at, 0.01,",
                                    "40 iterations",
                                    "norm(I - Z Y)",
                                    "Rounding ends there");
                }
                assertThat(stop.takeWarning()).as("said once").isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noNormIsBelowTheLargestEigenvalueAndTheTighterOneWhitensFurther(int seed) {
        Random random = new Random(seed);
        int f = 2 + random.nextInt(20);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, random, new Shape(f, f));
            double[] eigenvalues = SymmetricEigen.of(a.toDoubleArray(), f).values();
            double largest = Arrays.stream(eigenvalues).max().orElseThrow();
            double frobenius =
                    NewtonSchulzSteps.norm(a, WhiteningNorm.FROBENIUS).getDouble();
            double schatten = NewtonSchulzSteps.norm(a, WhiteningNorm.SCHATTEN4).getDouble();
            double fourth = Arrays.stream(eigenvalues).map(x -> Math.pow(x, 4)).sum();
            assertThat(schatten).isCloseTo(Math.pow(fourth, 0.25), within(1e-9 * schatten));
            assertThat(schatten).isBetween(largest * (1 - 1e-12), frobenius * (1 + 1e-12));
            assertThat(residual(a, WhiteningNorm.SCHATTEN4)).isLessThanOrEqualTo(residual(a, WhiteningNorm.FROBENIUS));
        }
    }

    private static double residual(NDArray a, WhiteningNorm kind) {
        NDArray d = new InverseRoot(
                        a,
                        NewtonSchulzSteps.norm(a, kind),
                        Iteration.published(3).with(kind),
                        null)
                .value();
        NDArray white = d.matMul(a).matMul(d);
        return white.sub(Matrices.identityLike(a)).square().sum().getDouble();
    }

    /** For 5 iterations nine matrices, where autograd would keep some thirty: what a step holds of each layer. */
    @Test
    void keepsNoMatrixThatOthersGiveWithoutAProduct() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = positive(manager, new Random(1), new Shape(4, 4));
            Iteration iteration = Iteration.published(5);
            InverseRoot root = new InverseRoot(a, NewtonSchulzSteps.norm(a, iteration.norm()), iteration, null);
            List<double[]> different = new ArrayList<>();
            for (NDArray kept : root.kept()) {
                double[] numbers = kept.toDoubleArray();
                if (numbers.length > 1 && different.stream().noneMatch(other -> Arrays.equals(other, numbers))) {
                    different.add(numbers);
                }
            }
            assertThat(different).hasSize(9);
        }
    }

    /** The gradient with respect to a matrix that can only change symmetrically. */
    private static NDArray symmetric(NDArray gradient) {
        return gradient.add(Matrices.transpose(gradient)).mul(0.5);
    }

    private static NDArray positive(NDManager manager, Random random, Shape shape) {
        NDArray half = Layers.numbers(manager, random, shape);
        NDArray product = half.matMul(Matrices.transpose(half));
        return Matrices.addToDiagonal(product, 0.05);
    }
}
