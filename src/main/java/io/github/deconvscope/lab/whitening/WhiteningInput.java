package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.math.Patches;
import java.util.List;

/**
 * Images and the patches cut from them, ready to be whitened.
 *
 * @param images as the convolution sees them: standardised if asked for
 * @param patches cut from all of them
 * @param standardized whether each channel has mean 0 and variance 1; otherwise values lie in [0, 1]
 */
public record WhiteningInput(List<ColorImage> images, Patches patches, boolean standardized) {
    /** As many values as the patches may hold; beyond it the stride grows. 64 MB of floats. */
    private static final long MAX_VALUES = 16_000_000;
    /** As many features as can be taken apart on the page. */
    public static final int MAX_FEATURES = 1024;

    /**
     * Cuts the patches.
     *
     * @param images all of one size
     * @throws InvalidInputException if no patch fits or a patch has more than {@value #MAX_FEATURES} values
     */
    public static WhiteningInput of(List<ColorImage> images, WhiteningState.PatchSettings settings) {
        ColorImage first = images.get(0);
        long features = (long) first.channels() * settings.kernel() * settings.kernel();
        if (features > MAX_FEATURES) {
            throw new InvalidInputException("Patches of " + first.channels() + " channels and " + settings.kernel()
                    + " x " + settings.kernel() + " pixels have " + features + " features, more than " + MAX_FEATURES
                    + "; choose a smaller kernel or fewer channels.");
        }
        int stride = settings.samplingStride();
        while (count(first, settings.kernel(), stride) * images.size() * features > MAX_VALUES) {
            stride++;
        }
        List<ColorImage> seen = settings.standardized() ? standardized(images) : List.copyOf(images);
        return new WhiteningInput(seen, Patches.of(seen, settings.kernel(), stride, 0), settings.standardized());
    }

    private static long count(ColorImage image, int kernel, int stride) {
        return (long) Patches.positions(image.width(), kernel, stride, 0)
                * Patches.positions(image.height(), kernel, stride, 0);
    }

    /** Each channel to mean 0 and variance 1 over all images; a constant channel only to mean 0. */
    private static List<ColorImage> standardized(List<ColorImage> images) {
        int channels = images.get(0).channels();
        double[] mean = new double[channels];
        double[] scale = new double[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (ColorImage image : images) {
                for (float value : image.plane(c)) {
                    sum += value;
                    squares += (double) value * value;
                }
                count += image.plane(c).length;
            }
            mean[c] = sum / count;
            double variance = squares / count - mean[c] * mean[c];
            scale[c] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 1;
        }
        return images.stream()
                .map(image -> {
                    float[][] planes = new float[channels][];
                    for (int c = 0; c < channels; c++) {
                        planes[c] = image.plane(c).clone();
                        for (int i = 0; i < planes[c].length; i++) {
                            planes[c][i] = (float) ((planes[c][i] - mean[c]) * scale[c]);
                        }
                    }
                    return new ColorImage(image.width(), image.height(), planes);
                })
                .toList();
    }

    /** How the features are split into groups under these settings. */
    public FeatureBlocks layout(WhiteningState state) {
        return FeatureBlocks.of(
                patches.channels(),
                patches.kernel(),
                state.patches().block(),
                state.estimate().has(Quirk.POOLED_BLOCKS));
    }
}
