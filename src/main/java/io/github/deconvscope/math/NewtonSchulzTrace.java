package io.github.deconvscope.math;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The state after each Newton-Schulz iteration in one arithmetic. All measures are computed in double precision from the rounded iterates.
 *
 * @param form which form of the iteration
 * @param lane the arithmetic
 * @param norm what Cov was divided by, as the lane computes it
 * @param steps entry k is the state after k iterations; entry 0 is D = I/sqrt(norm)
 * @param matrices D_k, or empty where they were not kept
 */
public record NewtonSchulzTrace(IterationForm form, Lane lane, double norm, List<Step> steps, List<double[]> matrices) {
    /**
     * The state after some iterations.
     *
     * @param iteration number of iterations done
     * @param residual of D, see {@link Whiteness#residual}; NaN once a value is not finite
     * @param own the residual as estimated from the iterates, see {@link NewtonSchulz#ownResidual}: far too small once rounding has broken
     *     the relation of Z and Y
     * @param distance norm(D - exact)_F / norm(exact)_F
     * @param health whether D is still usable
     */
    public record Step(int iteration, double residual, double own, double distance, Health health) {}

    /** What became of D. */
    public enum Health {
        /** Finite, and every eigenvalue above 0. */
        SOUND,
        /** An eigenvalue of D is negative: a direction is reversed, and the iteration diverges from here on. */
        INDEFINITE,
        /** A value is infinite or NaN. */
        NOT_FINITE
    }

    /**
     * Runs the iteration and measures each step.
     *
     * @param covariance symmetric, {@code n x n}, with eps
     * @param exact the exact inverse square root
     * @param iterations how many, at least 0
     * @param keepMatrices whether to keep each D_k (n x n doubles each)
     * @param cancelled asked before each step; once true, the trace ends early
     */
    public static NewtonSchulzTrace run(
            double[] covariance,
            int n,
            double[] exact,
            IterationForm form,
            Lane lane,
            int iterations,
            boolean keepMatrices,
            BooleanSupplier cancelled) {
        NewtonSchulz newtonSchulz = new NewtonSchulz(covariance, n, form, lane);
        double exactNorm = SquareMatrix.frobeniusNorm(exact);
        List<Step> steps = new ArrayList<>();
        List<double[]> matrices = new ArrayList<>();
        for (int k = 0; k <= iterations && !cancelled.getAsBoolean(); k++) {
            if (k > 0) {
                newtonSchulz.step();
            }
            double[] d = newtonSchulz.whitening();
            boolean dead = k > 0 && steps.get(k - 1).health() == Health.NOT_FINITE;
            steps.add(
                    dead
                            ? new Step(k, Double.NaN, Double.NaN, Double.NaN, Health.NOT_FINITE)
                            : measured(newtonSchulz, d, covariance, exact, exactNorm));
            if (keepMatrices) {
                matrices.add(d);
            }
        }
        return new NewtonSchulzTrace(form, lane, newtonSchulz.norm(), List.copyOf(steps), List.copyOf(matrices));
    }

    private static Step measured(
            NewtonSchulz newtonSchulz, double[] d, double[] covariance, double[] exact, double exactNorm) {
        int k = newtonSchulz.iteration();
        int n = newtonSchulz.dimension();
        double norm = newtonSchulz.norm();
        if (!SquareMatrix.isFinite(d) || !Double.isFinite(norm) || norm == 0) {
            return new Step(k, Double.NaN, Double.NaN, Double.NaN, Health.NOT_FINITE);
        }
        double[] difference = new double[n * n];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = d[i] - exact[i];
        }
        Health health = SquareMatrix.isPositiveDefinite(d, n) ? Health.SOUND : Health.INDEFINITE;
        return new Step(
                k,
                Whiteness.residual(d, covariance, n),
                newtonSchulz.ownResidual(),
                SquareMatrix.frobeniusNorm(difference) / exactNorm,
                health);
    }

    /** One or two words, such as "fp32" or "fp32 uncoupled". */
    public String id() {
        return lane.id() + other();
    }

    /** {@link #id} with the arithmetic as people know it. */
    public String label() {
        return lane.label() + other();
    }

    private String other() {
        return form == IterationForm.COUPLED ? "" : " " + form.label();
    }

    /** Residual after each number of iterations, from 0 on. */
    public double[] residuals() {
        return steps.stream().mapToDouble(Step::residual).toArray();
    }

    /** The first iteration after which D is not sound, or -1. */
    public int firstTrouble() {
        for (Step step : steps) {
            if (step.health() != Health.SOUND) {
                return step.iteration();
            }
        }
        return -1;
    }
}
