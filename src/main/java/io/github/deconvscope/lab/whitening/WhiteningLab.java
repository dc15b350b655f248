package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Computes {@link WhiteningResult}s and caches what stays valid when settings change: eigenvectors when eps changes, traces when the number
 * of iterations changes. Not thread-safe.
 */
public final class WhiteningLab {
    /**
     * Above this many features the matrix after k iterations in double is put together from the eigenvalues, in which every exact
     * iterate is a polynomial, instead of kept from the iteration: 31 matrices would be large, and 90 products slow.
     */
    public static final int TRACED_FEATURES = 160;

    private CovarianceEstimate decomposedEstimate;
    private final Map<Integer, SymmetricEigen> decompositions = new HashMap<>();
    private double[] tracedCovariance;
    private final Map<Traced, NewtonSchulzTrace> traces = new HashMap<>();
    private double[] exactRoot;

    /** Whitens by the settings of a state. */
    public WhiteningResult whiten(CovarianceEstimate estimate, WhiteningState state) {
        if (estimate != decomposedEstimate) {
            decompositions.clear();
            decomposedEstimate = estimate;
        }
        double eps = estimate.recordedEps().orElse(state.estimate().eps());
        int f = estimate.groupFeatures();
        int shown = Math.min(state.group(), estimate.groups().size() - 1);
        boolean used = state.asUsed() && estimate.used().isPresent();
        double[][] matrices = new double[estimate.groups().size()][];
        Optional<String> problem = Optional.empty();
        for (int g = 0; g < matrices.length; g++) {
            if (g > 0 && estimate.estimates().get(g) == estimate.estimates().get(0)) {
                matrices[g] = matrices[0];
                continue;
            }
            if (used) {
                matrices[g] = estimate.used().get().matrix();
                continue;
            }
            try {
                matrices[g] = whiteningOf(estimate, g, state, eps);
            } catch (InvalidInputException e) {
                matrices[g] = filled(f, Double.NaN);
                problem = Optional.of(e.getMessage());
            }
        }
        double[] covariance = Covariance.plusDiagonal(estimate.estimates().get(shown), f, eps);
        SymmetricEigen eigen = eigen(estimate, shown).shifted(eps);
        double[] whitening = SquareMatrix.scattered(matrices, estimate.groups(), estimate.features());
        problem = problem.or(() -> trouble(eigen, matrices[shown], f, state.form()));
        if (!used
                && isSpectral(state, f)
                && estimate.estimates().get(0) == estimate.truth()
                && !averages(estimate, state)) {
            return spectral(estimate, state, covariance, eigen, eps, whitening, problem);
        }
        double[] after = Covariance.after(whitening, estimate.truth(), estimate.features());
        double[] truth = ofShown(estimate.truth(), estimate, shown);
        double[] white = ofShown(after, estimate, shown);
        double[] images = eigen.images(matrices[shown]);
        double[] gains = SymmetricEigen.lengths(images, f);
        return new WhiteningResult(
                state,
                estimate,
                covariance,
                eigen,
                SquareMatrix.frobeniusNorm(covariance),
                whitening,
                gains,
                Covariance.variancesAlong(eigen.vectors(), truth, f),
                Covariance.variancesAlong(images, white, f),
                after,
                statistics(
                        estimate, eigen, eps, gains, truth, white, Whiteness.residual(matrices[shown], covariance, f)),
                problem);
    }

    /** What belongs to the shown group. */
    private static double[] ofShown(double[] matrix, CovarianceEstimate estimate, int shown) {
        return SquareMatrix.submatrix(
                matrix, estimate.features(), estimate.groups().get(shown));
    }

    /** D and the covariance share their eigenvectors, so two large products become one small one for each. */
    private WhiteningResult spectral(
            CovarianceEstimate estimate,
            WhiteningState state,
            double[] covariance,
            SymmetricEigen eigen,
            double eps,
            double[] whitening,
            Optional<String> problem) {
        double norm = SquareMatrix.frobeniusNorm(covariance);
        double[] gains = spectralGains(state, eigen, norm);
        double[] before = eigen.shifted(-eps).values();
        double[] variances = new double[gains.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = gains[i] * gains[i] * before[i];
        }
        double[] after = eigen.compose(variances);
        return new WhiteningResult(
                state,
                estimate,
                covariance,
                eigen,
                norm,
                whitening,
                gains,
                before,
                variances,
                after,
                statistics(
                        estimate,
                        eigen,
                        eps,
                        gains,
                        estimate.truth(),
                        after,
                        Whiteness.residual(gains, eigen.values())),
                problem);
    }

    /** What a matrix with the eigenvectors of the covariance does to each of them. */
    private static double[] spectralGains(WhiteningState state, SymmetricEigen eigen, double norm) {
        return state.method() == WhiteningMethod.ZCA
                ? WhiteningMethod.inverseSquareRoots(eigen.values())
                : Arrays.stream(eigen.values())
                        .map(value -> NewtonSchulz.gain(value, norm, state.iterations(), state.form()))
                        .toArray();
    }

    private static boolean isSpectral(WhiteningState state, int f) {
        return f > TRACED_FEATURES
                && (state.method() == WhiteningMethod.ZCA
                        || state.method() == WhiteningMethod.NEWTON_SCHULZ
                                && state.form() != IterationForm.UNCOUPLED
                                && state.lane() == Lane.DOUBLE);
    }

    private static boolean averages(CovarianceEstimate estimate, WhiteningState state) {
        return state.estimate().has(Quirk.AVERAGED_WHITENING)
                && !estimate.batches().isEmpty();
    }

    /** The whitening matrix of one group: of its running covariance, or an average of those of the mini-batches. */
    private double[] whiteningOf(CovarianceEstimate estimate, int group, WhiteningState state, double eps) {
        int f = estimate.groupFeatures();
        if (!state.estimate().has(Quirk.AVERAGED_WHITENING)
                || estimate.batches().isEmpty()) {
            return single(estimate, group, state, eps);
        }
        double[] average = new double[f * f];
        for (int i = 0; i < f; i++) {
            average[i * f + i] = estimate.batchWeights()[0];
        }
        for (int b = 0; b < estimate.batches().size(); b++) {
            double[] covariance =
                    Covariance.plusDiagonal(estimate.batches().get(b).get(group), f, eps);
            double[] d = state.method() == WhiteningMethod.NEWTON_SCHULZ
                    ? NewtonSchulz.whitening(covariance, f, state.iterations(), state.form(), state.lane())
                    : state.method().exact(covariance, SymmetricEigen.of(covariance, f));
            double weight = estimate.batchWeights()[b + 1];
            for (int i = 0; i < average.length; i++) {
                average[i] += weight * d[i];
            }
        }
        return average;
    }

    private double[] single(CovarianceEstimate estimate, int group, WhiteningState state, double eps) {
        int f = estimate.groupFeatures();
        double[] covariance = Covariance.plusDiagonal(estimate.estimates().get(group), f, eps);
        SymmetricEigen eigen = eigen(estimate, group).shifted(eps);
        if (state.method() != WhiteningMethod.NEWTON_SCHULZ) {
            return state.method().exact(covariance, eigen);
        }
        return isSpectral(state, f)
                ? eigen.compose(spectralGains(state, eigen, SquareMatrix.frobeniusNorm(covariance)))
                : NewtonSchulz.whitening(covariance, f, state.iterations(), state.form(), state.lane());
    }

    /** The decomposition of a group's covariance without eps; computed once an estimate. */
    private SymmetricEigen eigen(CovarianceEstimate estimate, int group) {
        return decompositions.computeIfAbsent(
                group, g -> SymmetricEigen.of(estimate.estimates().get(g), estimate.groupFeatures()));
    }

    private static Optional<String> trouble(SymmetricEigen eigen, double[] whitening, int f, IterationForm form) {
        if (!SquareMatrix.isFinite(whitening)) {
            return Optional.of("D is no longer finite: the iteration overflowed. Take fewer iterations, a larger eps"
                    + (form == IterationForm.UNCOUPLED
                            ? ", a wider number format or the coupled iteration."
                            : " or a wider number format."));
        }
        double smallest = eigen.values()[f - 1];
        if (smallest < -1e-12 * eigen.values()[0]) {
            return Optional.of("The estimated covariance has the negative eigenvalue " + String.format("%.2e", smallest)
                    + ": it is no covariance any more, and Newton-Schulz diverges in that direction. Raise eps.");
        }
        return Optional.empty();
    }

    private static WhiteningStatistics statistics(
            CovarianceEstimate estimate,
            SymmetricEigen eigen,
            double eps,
            double[] gains,
            double[] truth,
            double[] white,
            double residual) {
        int f = estimate.groupFeatures();
        return new WhiteningStatistics(
                f,
                eigen.conditionNumber(),
                rank(estimate, eigen, eps),
                estimate.samples(),
                Covariance.meanAbsoluteCorrelation(truth, f),
                Covariance.meanAbsoluteCorrelation(white, f),
                residual,
                Whiteness.distanceFromIdentity(white, f),
                Arrays.stream(gains).max().orElse(Double.NaN));
    }

    /**
     * Of the data, without eps. Eigenvalues far below eps are lost in a recorded covariance, which was rounded to fp32 with eps on its
     * diagonal.
     */
    private static int rank(CovarianceEstimate estimate, SymmetricEigen eigen, double eps) {
        return estimate.recordedEps().isPresent()
                ? eigen.rank(estimate.recordedEps().getAsDouble(), Math.ulp(1f))
                : eigen.shifted(-eps).rank();
    }

    private static double[] filled(int f, double value) {
        double[] matrix = new double[f * f];
        Arrays.fill(matrix, value);
        return matrix;
    }

    /** A form of the iteration in a number format. */
    public record Traced(IterationForm form, Lane lane) {}

    /**
     * The trace of one lane over all {@value WhiteningState#MAX_ITERATIONS} iterations; kept until the covariance changes.
     *
     * @param cancelled asked before each iteration; once true the trace is given up
     * @return empty if cancelled, or if the covariance has no exact inverse root to compare with
     */
    public Optional<NewtonSchulzTrace> trace(WhiteningResult result, Traced traced, BooleanSupplier cancelled) {
        int f = result.statistics().dimension();
        if (!Arrays.equals(result.covariance(), tracedCovariance)) {
            traces.clear();
            tracedCovariance = result.covariance();
            exactRoot = result.eigen().values()[f - 1] > 0
                    ? WhiteningMethod.ZCA.exact(result.covariance(), result.eigen())
                    : filled(f, Double.NaN);
        }
        NewtonSchulzTrace known = traces.get(traced);
        if (known == null) {
            known = NewtonSchulzTrace.run(
                    result.covariance(),
                    f,
                    exactRoot,
                    traced.form(),
                    traced.lane(),
                    WhiteningState.MAX_ITERATIONS,
                    false,
                    cancelled);
            if (known.steps().size() <= WhiteningState.MAX_ITERATIONS) {
                return Optional.empty();
            }
            traces.put(traced, known);
        }
        return Optional.of(known);
    }

    /**
     * The trace without rounding: every exact iterate is a polynomial in Cov, so that each eigenvalue goes its own way. Costs nothing
     * beside {@link #trace}, which multiplies matrices in each lane.
     */
    public static NewtonSchulzTrace exactTrace(WhiteningResult result) {
        double[] values = result.eigen().values();
        double[] roots = WhiteningMethod.inverseSquareRoots(values);
        List<NewtonSchulzTrace.Step> steps = new ArrayList<>();
        for (int k = 0; k <= WhiteningState.MAX_ITERATIONS; k++) {
            double[] gains = new double[values.length];
            double distance = 0;
            for (int i = 0; i < values.length; i++) {
                gains[i] = NewtonSchulz.gain(values[i], result.norm(), k);
                distance += Math.pow(gains[i] - roots[i], 2);
            }
            double residual = Whiteness.residual(gains, values);
            NewtonSchulzTrace.Health health =
                    Double.isFinite(residual) ? NewtonSchulzTrace.Health.SOUND : NewtonSchulzTrace.Health.NOT_FINITE;
            steps.add(new NewtonSchulzTrace.Step(
                    k, residual, residual, Math.sqrt(distance) / SquareMatrix.frobeniusNorm(roots), health));
        }
        return new NewtonSchulzTrace(IterationForm.COUPLED, Lane.DOUBLE, result.norm(), steps, List.of());
    }

    /**
     * The lanes that are worth their time: all, but with more than {@value #TRACED_FEATURES} features, where rounding every
     * intermediate takes minutes, only double, fp32 and the one that is asked for. Another form of the iteration comes last, if it is asked for,
     * in the format that is.
     */
    public static List<Traced> lanes(WhiteningResult result) {
        WhiteningState state = result.state();
        Stream<Traced> coupled = Arrays.stream(Lane.values())
                .filter(lane -> result.statistics().dimension() <= TRACED_FEATURES
                        || lane == Lane.DOUBLE
                        || lane == Lane.FP32
                        || lane == state.lane())
                .map(lane -> new Traced(IterationForm.COUPLED, lane));
        return state.form() == IterationForm.COUPLED
                ? coupled.toList()
                : Stream.concat(coupled, Stream.of(new Traced(state.form(), state.lane())))
                        .toList();
    }

    /** {@link #trace} of the {@link #lanes}; those that were cancelled are missing. */
    public List<NewtonSchulzTrace> traces(WhiteningResult result, BooleanSupplier cancelled) {
        List<NewtonSchulzTrace> all = new ArrayList<>();
        for (Traced lane : lanes(result)) {
            trace(result, lane, cancelled).ifPresent(all::add);
        }
        return all;
    }
}
