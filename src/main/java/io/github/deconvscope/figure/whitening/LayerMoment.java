package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.KernelBank;
import java.util.Optional;

/**
 * The recorded data of a layer of a run at one step: covariance, mean and kernels.
 *
 * @param estimate covariance and mean of its input
 * @param kernels of the layer; empty if it has none or they were not recorded
 * @param step of the run
 * @param first the same layer at its first recorded step; the same object as {@code estimate} if there is no other
 * @param firstStep that step
 */
public record LayerMoment(
        CovarianceEstimate estimate,
        Optional<KernelBank> kernels,
        long step,
        CovarianceEstimate first,
        long firstStep) {

    /** As in the titles of figures. */
    public String when() {
        return ", step " + step;
    }
}
