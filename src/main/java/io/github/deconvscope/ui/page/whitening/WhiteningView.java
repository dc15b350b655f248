package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.whitening.LayerMoment;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.math.SquareMatrix;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the page shows of one setting, ready to be painted; made off the FX thread.
 *
 * @param estimate the covariance and where it comes from
 * @param when such as ", step 100"; empty for images
 * @param result what whitening does; empty while that is still being computed
 * @param covariance heat map of the data's covariance
 * @param whitening heat map of D; empty while it is computed
 * @param after heat map of the covariance afterwards; empty while it is computed
 * @param whitened the image afterwards; empty for layers
 * @param fold kernels before and after folding; empty for layers without kernels and where D is not finite
 * @param before the same layer at its first recorded step; empty for images
 */
record WhiteningView(
        CovarianceEstimate estimate,
        String when,
        Optional<WhiteningResult> result,
        MarkedHeatMap covariance,
        Optional<MarkedHeatMap> whitening,
        Optional<MarkedHeatMap> after,
        Optional<Figure> whitened,
        Optional<FoldCheck> fold,
        Optional<Before> before) {

    /** A layer at its first recorded step. */
    record Before(long step, WhiteningResult result, MarkedHeatMap covariance, MarkedHeatMap after) {
        /** As in the titles of its figures. */
        String when() {
            return ", step " + step;
        }

        static Before of(long step, WhiteningResult result) {
            String when = ", step " + step;
            return new Before(
                    step,
                    result,
                    WhiteningFigures.covariance(result.estimate(), when),
                    WhiteningFigures.after(result, when));
        }
    }

    /** Only the covariance yet. */
    static WhiteningView of(CovarianceEstimate estimate) {
        return new WhiteningView(
                estimate,
                "",
                Optional.empty(),
                WhiteningFigures.covariance(estimate, ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Everything about pixels. */
    static WhiteningView ofPixels(WhiteningResult result) {
        CompletableFuture<Figure> whitened =
                CompletableFuture.supplyAsync(() -> WhiteningFigures.whitenedImage(result));
        Optional<FoldCheck> fold =
                SquareMatrix.isFinite(result.whitening()) ? Optional.of(FoldCheck.of(result)) : Optional.empty();
        return whole(result, "", Optional.of(whitened.join()), fold, Optional.empty());
    }

    /** Everything about a layer. */
    static WhiteningView ofLayer(WhiteningResult result, LayerMoment moment, Optional<Before> before) {
        Optional<FoldCheck> fold = moment.kernels()
                .filter(kernels -> SquareMatrix.isFinite(result.whitening()))
                .map(kernels -> FoldCheck.of(result, kernels));
        return whole(result, moment.when(), Optional.empty(), fold, before);
    }

    private static WhiteningView whole(
            WhiteningResult result,
            String when,
            Optional<Figure> whitened,
            Optional<FoldCheck> fold,
            Optional<Before> before) {
        return new WhiteningView(
                result.estimate(),
                when,
                Optional.of(result),
                WhiteningFigures.covariance(result.estimate(), when),
                Optional.of(WhiteningFigures.whitening(result, when)),
                Optional.of(WhiteningFigures.after(result, when)),
                whitened,
                fold,
                before);
    }

    Optional<WhiteningInput> input() {
        return estimate.input();
    }
}
