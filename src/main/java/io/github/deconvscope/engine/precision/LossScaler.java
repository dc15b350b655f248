package io.github.deconvscope.engine.precision;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.run.config.LossScaling;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.Map;

/**
 * The factor on the loss, as PyTorch's GradScaler: doubled after 2,000 finite steps in a row, halved when a gradient is not finite, in
 * which case the step is skipped.
 */
public final class LossScaler {
    private static final String KEY = "loss-scaler/scale-and-finite-steps";
    private static final int GROWTH_INTERVAL = 2000;

    private final LossScaling scaling;
    private double scale;
    private int finiteSteps;

    /**
     * @param scaling how the scale moves; with {@link LossScaling#NONE} it is 1 and no step is skipped
     * @param initialScale above 0
     */
    public LossScaler(LossScaling scaling, double initialScale) {
        this.scaling = scaling;
        scale = scaling == LossScaling.NONE ? 1 : initialScale;
    }

    /** The scaler of a run; fp32 needs none. */
    public static LossScaler of(RunConfig config) {
        LossScaling scaling = config.precision() == Precision.FP32 ? LossScaling.NONE : config.lossScaling();
        return new LossScaler(scaling, config.real(RunOption.INITIAL_LOSS_SCALE));
    }

    /** The factor on the loss of the next step. */
    public double scale() {
        return scale;
    }

    /** Whether gradients have to be looked at before the update. */
    public boolean watches() {
        return scaling != LossScaling.NONE;
    }

    /** Sets the scale, as a person wants it. */
    public void setScale(double scale) {
        if (watches()) {
            this.scale = scale;
            finiteSteps = 0;
        }
    }

    /**
     * Moves the scale after a backward pass.
     *
     * @param finite whether all gradients are
     * @return whether the step is to be taken
     */
    public boolean update(boolean finite) {
        if (scaling == LossScaling.DYNAMIC) {
            if (!finite) {
                scale /= 2;
                finiteSteps = 0;
            } else if (++finiteSteps == GROWTH_INTERVAL) {
                scale *= 2;
                finiteSteps = 0;
            }
        }
        return finite || scaling == LossScaling.NONE;
    }

    public void save(Map<String, NpyArray> state) {
        state.put(KEY, NpyArray.of(new double[] {scale, finiteSteps}, 2));
    }

    public void restore(Map<String, NpyArray> state) {
        double[] saved = state.get(KEY).toDoubles();
        scale = saved[0];
        finiteSteps = (int) saved[1];
    }
}
