package io.github.deconvscope.run.cost;

import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.config.Head;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import io.github.deconvscope.run.config.WhiteningRules;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The work of the parts of whitening in one step of a net, counted from shapes, and that of the convolutions beside it. Small covariances
 * are formed and iterated in double precision, where a multiply-add counts as two.
 *
 * @param covariance samples times features of each layer
 * @param covarianceBack the same, backward, but for layers with few samples, whose root goes back to them
 * @param newtonSchulz products of F x F matrices, forward
 * @param newtonSchulzBack the same, backward
 * @param weight outputs times inputs of a convolution times F
 * @param kept bytes of the matrices that the gradient of whitening needs from the forward pass, and of the running ones
 * @param convolutions multiply-adds of all convolutions, forward
 */
public record WhiteningWork(
        Load covariance,
        Load covarianceBack,
        Load newtonSchulz,
        Load newtonSchulzBack,
        Load weight,
        double kept,
        double convolutions) {
    /**
     * What one part has to do.
     *
     * @param multiplyAdds in all products together
     * @param products how many products of matrices that is
     * @param squares the same work as products of square matrices: by their side, how many; parts of one count
     */
    public record Load(double multiplyAdds, int products, SortedMap<Integer, Double> squares) {
        private static final Load NONE = new Load(0, 0, new TreeMap<>());

        /** Products of which each has a matrix of this side. */
        private static Load of(double multiplyAdds, int products, double price, int side) {
            double each = price * side * side * side;
            return new Load(multiplyAdds, products, new TreeMap<>(Map.of(side, multiplyAdds / each)));
        }

        /** Single precision products of an {@code m x k} and a {@code k x n} matrix, each as the square ones of as much work. */
        private static Load oblong(double m, double k, double n, int products) {
            return of(products * m * k * n, products, 1, (int) Math.round(Math.cbrt(m * k * n)));
        }

        private Load plus(Load other) {
            SortedMap<Integer, Double> both = new TreeMap<>(squares);
            other.squares.forEach((side, count) -> both.merge(side, count, Double::sum));
            return new Load(multiplyAdds + other.multiplyAdds, products + other.products, both);
        }

        /** Milliseconds of the work at the times of a machine. */
        double millis(IntToDoubleFunction ofProduct) {
            return squares.entrySet().stream()
                    .mapToDouble(each -> each.getValue() * ofProduct.applyAsDouble(each.getKey()))
                    .sum();
        }
    }

    private static final WhiteningWork NONE =
            new WhiteningWork(Load.NONE, Load.NONE, Load.NONE, Load.NONE, Load.NONE, 0, 0);

    /**
     * How many products of two matrices a whitening matrix takes.
     *
     * @param config says whether it starts warm, and whether it may stop sooner: then the most is counted
     * @param polynomial of each iteration
     * @param iterations at most
     */
    public static int products(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        return inner(config, polynomial, iterations, 2)
                + 3 * (stages(config, polynomial, iterations) - 1)
                + start(config);
    }

    /** How many products of two matrices its gradient takes. */
    private static int productsBack(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        return inner(config, polynomial, iterations, 3)
                + 5 * (stages(config, polynomial, iterations) - 1)
                + start(config);
    }

    /** How many times Z is multiplied by something. */
    private static int stages(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        return (int) degrees(config, polynomial, iterations).count();
    }

    /** The degree of each polynomial that Z is multiplied by: 4 for two iterations of Newton-Schulz at once. */
    private static IntStream degrees(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        return inPairs(config, polynomial)
                ? IntStream.concat(
                        IntStream.generate(() -> 4).limit(iterations / 2),
                        IntStream.generate(() -> 1).limit(iterations % 2))
                : IntStream.rangeClosed(1, iterations)
                        .map(k -> polynomial.form().factor(k).length - 1);
    }

    /** Products for what Z is multiplied by: so many for one of fourth degree, one for one of second, none for one of first. */
    private static int inner(RunConfig config, WhiteningPolynomial polynomial, int iterations, int forQuartic) {
        return degrees(config, polynomial, iterations)
                .map(degree -> degree == 4 ? forQuartic : degree - 1)
                .sum();
    }

    /**
     * How many matrices are there at the end of the forward pass: three of a polynomial of fourth degree, two of one of second and one of one of first, Z
     * before all but the first (before the second it is the first's value, which is kept unless that is of first degree), D, and the running one.
     */
    private static int keptMatrices(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        int[] degrees = degrees(config, polynomial, iterations).toArray();
        int ofFactors =
                Arrays.stream(degrees).map(degree -> degree == 4 ? 3 : degree).sum();
        return ofFactors + degrees.length - 1 - known(degrees) + 2;
    }

    private static boolean inPairs(RunConfig config, WhiteningPolynomial polynomial) {
        return polynomial == WhiteningPolynomial.NEWTON_SCHULZ && config.real(RunOption.STOP_RESIDUAL) == 0;
    }

    private static int start(RunConfig config) {
        return config.flag(RunOption.WARM_START) ? 3 : 0;
    }

    /**
     * How many products between samples an iteration takes: a polynomial as many as its degree, unless that is 1, then three of matrices
     * between one polynomial and the next, and one for what each of their left factors is inside.
     */
    private static int smallProducts(RunConfig config, WhiteningPolynomial polynomial, int iterations) {
        int[] degrees = degrees(config, polynomial, iterations).toArray();
        return Arrays.stream(degrees).filter(degree -> degree > 1).sum() + 6 * (degrees.length - 1) - known(degrees);
    }

    /** How many matrices after the first factor are there already, since Z is the identity and Y is N before it. */
    private static int known(int[] degrees) {
        return degrees.length > 1 && degrees[0] > 1 ? 1 : 0;
    }

    /** The work of a net that computes a fresh whitening matrix in each layer; none if the net does not whiten. */
    public static WhiteningWork of(RunConfig config) {
        if (config.normalization() != Normalization.DECONV) {
            return NONE;
        }
        WhiteningWork sum = NONE;
        WhiteningPolynomial polynomial = WhiteningPolynomial.NEWTON_SCHULZ;
        int iterations = config.whole(RunOption.FIRST_ITERATIONS);
        NetPlan plan = NetPlan.of(config);
        for (NetPlan.Convolution convolution : plan.convolutions()) {
            sum = sum.plus(convolution(config, polynomial, iterations, convolution));
            polynomial = config.polynomial();
            iterations = config.iterations();
        }
        return config.head() == Head.PLAIN ? sum : sum.plus(head(config, plan.outputs()));
    }

    private static WhiteningWork convolution(
            RunConfig config, WhiteningPolynomial polynomial, int iterations, NetPlan.Convolution convolution) {
        int in = convolution.in();
        int out = convolution.out();
        int size = convolution.size();
        int block = FeatureBlocks.effectiveBlock(config.block(), in);
        double features = (double) block * convolution.cells();
        double inputs = (double) in * convolution.cells();
        double perSide = (size - 1) / (config.whole(RunOption.SAMPLING_STRIDE) * convolution.stride()) + 1;
        double samples = config.batch() * perSide * perSide;
        double covariances = config.fidelity() == Fidelity.CORRECTED ? in / block : 1;
        double positions = (double) config.batch() * convolution.outputSize() * convolution.outputSize();
        return layer(
                config,
                features,
                inputs * samples,
                covariances,
                polynomial,
                iterations,
                out * inputs,
                out * inputs * positions);
    }

    /** The head whitens all its features together, whatever the block. */
    private static WhiteningWork head(RunConfig config, int in) {
        double samples = (double) in * config.batch();
        return layer(config, in, samples, 1, config.polynomial(), config.iterations(), samples, 0);
    }

    /**
     * A layer whose samples are fewer than its features iterates on products between them ({@code engine.root.LowRankRoot}) before one as large as
     * the features. Backward each small product takes two, and the gradient goes on to the samples.
     */
    private static WhiteningWork fewSamples(
            RunConfig config,
            double features,
            double samples,
            WhiteningPolynomial polynomial,
            int iterations,
            double weights,
            double convolution) {
        double rows = samples / features;
        int small = smallProducts(config, polynomial, iterations);
        Load ofFeatures = Load.oblong(features, rows, features, 1);
        return new WhiteningWork(
                ofFeatures,
                Load.NONE,
                Load.oblong(rows, rows, rows, small)
                        .plus(Load.oblong(features, rows, rows, 2))
                        .plus(ofFeatures),
                Load.oblong(rows, rows, rows, 2 * small)
                        .plus(Load.oblong(features, rows, rows, 3))
                        .plus(ofFeatures),
                Load.of(weights * features, 1, 1, (int) features),
                Float.BYTES * rows * rows * (small + stages(config, polynomial, iterations)),
                convolution);
    }

    /** Whether results are rounded to fp16 on the way: then a layer of few samples iterates as all do. */
    private static boolean roundsInSteps(RunConfig config) {
        return config.precision() != Precision.FP32
                && Stream.of(
                                RunOption.FP16_COVARIANCE,
                                RunOption.FP16_NEWTON_SCHULZ,
                                RunOption.FP16_RUNNING,
                                RunOption.FP16_WEIGHTS)
                        .anyMatch(config::flag);
    }

    private static WhiteningWork layer(
            RunConfig config,
            double features,
            double samples,
            double covariances,
            WhiteningPolynomial polynomial,
            int iterations,
            double weights,
            double convolution) {
        if (covariances == 1
                && WhiteningRules.fewSamples((long) features, (long) (samples / features))
                && !config.flag(RunOption.WARM_START)
                && !roundsInSteps(config)) {
            return fewSamples(config, features, samples, polynomial, iterations, weights, convolution);
        }
        int price = WhiteningRules.inDouble((long) features) ? 2 : 1;
        double product = price * covariances * features * features * features;
        int forward = products(config, polynomial, iterations);
        int back = productsBack(config, polynomial, iterations);
        int side = (int) features;
        Load covariance = Load.of(price * samples * features, 1, price, side);
        return new WhiteningWork(
                covariance,
                covariance,
                Load.of(product * forward, forward, price, side),
                Load.of(product * back, back, price, side),
                Load.of(weights * features, 1, 1, side),
                keptMatrices(config, polynomial, iterations) * covariances * features * features * price * Float.BYTES,
                convolution);
    }

    private WhiteningWork plus(WhiteningWork other) {
        return new WhiteningWork(
                covariance.plus(other.covariance),
                covarianceBack.plus(other.covarianceBack),
                newtonSchulz.plus(other.newtonSchulz),
                newtonSchulzBack.plus(other.newtonSchulzBack),
                weight.plus(other.weight),
                kept + other.kept,
                convolutions + other.convolutions);
    }
}
