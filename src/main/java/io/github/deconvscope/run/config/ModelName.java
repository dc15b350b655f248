package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import java.util.List;
import java.util.Locale;

/**
 * The VGG nets of the seed's baseline: 3 x 3 convolutions with same padding, ReLU, max pooling where the plan holds a 0.
 *
 * <p>Source: Simonyan and Zisserman, 2015, in the layout for 32 x 32 images.
 */
public enum ModelName implements Choice {
    VGG11(64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0),
    VGG13(64, 64, 0, 128, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0),
    VGG16(64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0),
    VGG19(64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512, 0);

    private final List<Integer> plan;

    ModelName(Integer... plan) {
        this.plan = List.of(plan);
    }

    /** Output channels of each convolution at full width; 0 stands for a max pooling by 2. */
    public List<Integer> plan() {
        return plan;
    }

    @Override
    public Words words() {
        long convolutions = plan.stream().filter(c -> c > 0).count();
        return new Words(
                name().toLowerCase(Locale.ROOT),
                "VGG-" + name().substring(3),
                convolutions + " convolutions of 3 x 3 and one dense layer.");
    }
}
