package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.List;

/**
 * A named starting point for the form.
 *
 * @param id lower case, hyphens
 * @param label on the screen
 * @param config every option
 */
public record Preset(String id, String label, RunConfig config) {
    private static final RunConfig LAPTOP_CONFIG = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.EMOJI)
            .with(RunOption.MODEL, ModelName.VGG11)
            .with(RunOption.WIDTH, 0.125)
            .with(RunOption.BLOCK, 16L)
            .with(RunOption.EPOCHS, 2L);

    /** Learns while one watches, on any machine. */
    public static final Preset LAPTOP = new Preset("laptop", "Laptop, two minutes", LAPTOP_CONFIG);

    /** All presets, the simplest first. */
    public static final List<Preset> ALL = List.of(
            LAPTOP,
            new Preset(
                    "laptop-batchnorm",
                    "Laptop, batch norm",
                    LAPTOP_CONFIG
                            .with(RunOption.NORMALIZATION, Normalization.BATCHNORM)
                            .with(RunOption.LEARNING_RATE, 0.01)),
            new Preset(
                    "paper",
                    "Paper: VGG-16 on CIFAR-10",
                    RunConfig.defaults()
                            .with(RunOption.DATASET, DatasetName.CIFAR10)
                            .with(RunOption.MODEL, ModelName.VGG16)
                            .with(RunOption.EPOCHS, 100L)));
}
