package io.github.deconvscope.engine.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.github.deconvscope.run.config.OptimizerName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.Map;

/** Makes the optimizer of a run. */
public final class Optimizers {
    private Optimizers() {}

    /**
     * @param config optimizer, momentum, decay
     * @param parent the run's manager
     * @param parameters what is learned, by name, initialised
     * @param halfWeights whether there is no fp32 master copy of the weights
     */
    public static Optimizer of(
            RunConfig config, NDManager parent, Map<String, Parameter> parameters, boolean halfWeights) {
        boolean decoupled = config.flag(RunOption.DECOUPLED_DECAY);
        double momentum = config.real(RunOption.MOMENTUM);
        double decay = config.weightDecay();
        return config.optimizer() == OptimizerName.ADAM
                ? new Adam(parent, parameters, decay, decoupled, halfWeights, momentum)
                : new Sgd(parent, parameters, decay, decoupled, halfWeights, momentum, config.flag(RunOption.NESTEROV));
    }
}
