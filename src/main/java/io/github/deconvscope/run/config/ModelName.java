package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import java.util.List;
import java.util.Locale;

/**
 * The VGG nets of the seed's baseline, a residual net, and one of the person's own. Convolutions with same padding, ReLU and max poolings.
 *
 * <p>Source: Simonyan and Zisserman, 2015, in the layout for 32 x 32 images; He et al., 2016.
 */
public enum ModelName implements Choice {
    VGG11("64 M 128 M 256 256 M 512 512 M 512 512 M"),
    VGG13("64 64 M 128 128 M 256 256 M 512 512 M 512 512 M"),
    VGG16("64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M"),
    VGG19("64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M"),
    /** Residual blocks; see {@link NetPlan#resNet18}. */
    RESNET18(""),
    /** Written by the person; see {@link RunOption#PLAN}. */
    PLAN("");

    private final String plan;

    ModelName(String plan) {
        this.plan = plan;
    }

    /** Its steps at full width; empty for {@link #PLAN}, whose steps are another option, and for a residual net, which is no row of steps. */
    public List<PlanStep> steps() {
        return plan.isEmpty() ? List.of() : PlanStep.parse(name(), plan);
    }

    @Override
    public Words words() {
        if (this == PLAN) {
            return new Words(
                    "plan", "Own plan", "A net of your own: the convolutions and poolings that the option plan names.");
        }
        if (this == RESNET18) {
            return new Words(
                    "resnet18",
                    "ResNet-18",
                    "Eight residual blocks of two convolutions of 3 x 3 each, in the layout for small images: no pooling, and the first convolution is"
                            + " 3 x 3 too. 1 x 1 convolutions where the size changes.");
        }
        long convolutions = steps().stream().filter(step -> !step.pools()).count();
        return new Words(
                name().toLowerCase(Locale.ROOT),
                "VGG-" + name().substring(3),
                convolutions + " convolutions of 3 x 3 and one dense layer.");
    }
}
