package io.github.deconvscope.engine.data;

/**
 * Mean and standard deviation of each channel of a batch, on the scale where a pixel goes from 0 to 1. A batch holds
 * {@code (pixel / 255 - mean) / deviation}.
 *
 * @param mean one or three means, 0 to 1
 * @param deviation as many standard deviations, above 0
 */
public record ChannelStatistics(float[] mean, float[] deviation) {
    /** The constants that the reference and most published CIFAR-10 results use, so that numbers can be compared. */
    static final ChannelStatistics CIFAR10 =
            new ChannelStatistics(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f});

    public ChannelStatistics {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException("There have to be as many deviations as means.");
        }
        for (float value : deviation) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("A standard deviation has to be above 0, not " + value + ".");
            }
        }
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** Channels of a batch. */
    public int channels() {
        return mean.length;
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] deviation() {
        return deviation.clone();
    }

    /**
     * Measures a set: over all its pixels, channel by channel; a grey set has as many equal channels as are asked for. A constant channel
     * counts as deviation 1, so that it becomes zero and not a division by zero.
     *
     * @param channels of a batch
     */
    public static ChannelStatistics of(ImageSet images, int channels) {
        float[] mean = new float[channels];
        float[] deviation = new float[channels];
        int plane = images.shape().plane();
        byte[] raw = images.raw();
        double count = (double) images.size() * plane;
        for (int channel = 0; channel < channels; channel++) {
            // Whole-number sums are exact, so the result does not depend on the order: at most 2^31 pixels of at most
            // 2^16 each.
            long sum = 0;
            long squares = 0;
            for (int image = 0; image < images.size(); image++) {
                int start = images.offset(image, channel % images.channels());
                for (int i = start; i < start + plane; i++) {
                    int value = raw[i] & 0xff;
                    sum += value;
                    squares += value * value;
                }
            }
            double average = sum / count;
            double variance = Math.max(0, squares / count - average * average);
            mean[channel] = (float) (average / 255);
            deviation[channel] = variance == 0 ? 1 : (float) (Math.sqrt(variance) / 255);
        }
        return new ChannelStatistics(mean, deviation);
    }
}
