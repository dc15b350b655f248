package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.QuadraticDescent;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.Optional;

/**
 * What whitening does to a cloud of points in two dimensions, and to a least-squares loss over it: f(w) is half the mean of (w (x - mean) - t)^2, where t is
 * what the weights {@link #TARGET} give, so that its Hessian is the covariance. After whitening the weights v work on D (x - mean), and the Hessian is the
 * covariance that is left.
 *
 * @param state what it was computed from
 * @param mean of the points
 * @param covariance of the points, without eps, {@code 2 x 2}
 * @param whitening D, {@code 2 x 2}; empty where there is none
 * @param problem why there is no D, in words; empty if there is one
 */
public record PlaneResult(
        PlaneState state, double[] mean, double[] covariance, Optional<double[]> whitening, String problem) {
    /** The share of the loss at the start that {@link #stepsNeeded} asks for. */
    public static final double SHARE = 0.001;

    /** More steps than this are not counted. */
    public static final int MOST_STEPS = 9999;

    private static final double[] TARGET = {2, -1};

    public static PlaneResult of(PlaneState state) {
        double[] mean = new double[2];
        for (int i = 0; i < state.points().length; i++) {
            mean[i % 2] += state.points()[i] / state.count();
        }
        double[] covariance = new double[4];
        for (int i = 0; i < state.count(); i++) {
            for (int k = 0; k < 4; k++) {
                covariance[k] += (state.points()[2 * i + k / 2] - mean[k / 2])
                        * (state.points()[2 * i + k % 2] - mean[k % 2])
                        / state.count();
            }
        }
        SymmetricEigen data = SymmetricEigen.of(covariance, 2);
        if (data.rank() < 2) {
            return new PlaneResult(
                    state,
                    mean,
                    covariance,
                    Optional.empty(),
                    "All points lie on one line: across it nothing varies, and no whitening can make something vary there. Move a point.");
        }
        double[] regularized = Covariance.plusDiagonal(covariance, 2, state.eps());
        double[] whitening = state.method() == WhiteningMethod.NEWTON_SCHULZ
                ? NewtonSchulz.whitening(regularized, 2, state.iterations(), Lane.DOUBLE)
                : state.method().exact(regularized, data.shifted(state.eps()));
        return new PlaneResult(state, mean, covariance, Optional.of(whitening), "");
    }

    /** The points after whitening: D (x - mean), x and y of each. */
    public double[] whitened() {
        double[] d = matrix();
        double[] whitened = new double[state.points().length];
        for (int i = 0; i < whitened.length; i += 2) {
            double x = state.points()[i] - mean[0];
            double y = state.points()[i + 1] - mean[1];
            whitened[i] = d[0] * x + d[1] * y;
            whitened[i + 1] = d[2] * x + d[3] * y;
        }
        return whitened;
    }

    /** D Cov D': the covariance after whitening. */
    public double[] covarianceAfter() {
        return Covariance.after(matrix(), covariance, 2);
    }

    private double[] matrix() {
        return whitening.orElseThrow(() -> new InvalidInputException(problem));
    }

    /** Gradient descent over the points as they are. */
    public QuadraticDescent descent() {
        return new QuadraticDescent(covariance, TARGET.clone(), new double[2]);
    }

    /** Gradient descent over the whitened points: the same loss of the weights v, w = D' v. */
    public QuadraticDescent descentAfter() {
        double[] d = SquareMatrix.transpose(matrix(), 2);
        double determinant = d[0] * d[3] - d[1] * d[2];
        double[] minimum = {
            (d[3] * TARGET[0] - d[1] * TARGET[1]) / determinant, (d[0] * TARGET[1] - d[2] * TARGET[0]) / determinant
        };
        return new QuadraticDescent(covarianceAfter(), minimum, new double[2]);
    }

    /** Steps of gradient descent until the loss is a thousandth of that at the start; {@link #MOST_STEPS} + 1 if those do not suffice. */
    public int stepsNeeded(boolean after) {
        return (after ? descentAfter() : descent()).stepsTo(SHARE, MOST_STEPS);
    }

    /** Largest over smallest eigenvalue of the covariance, before or after. */
    public double condition(boolean after) {
        return SymmetricEigen.conditionNumber(SymmetricEigen.valuesOf(after ? covarianceAfter() : covariance, 2));
    }
}
