package io.github.deconvscope.engine.data;

/**
 * Large fields of random colour with the statistics of natural images: the power spectrum falls with the square of the frequency (Field,
 * <em>Relations between the statistics of natural images and the response properties of cortical cells</em>, 1987), and red, green and
 * blue are strongly correlated because most of the variance is brightness (Ruderman, Cronin and Chiao, 1998). Windows are cut out of
 * them.
 */
final class NaturalTexture {
    /** Side of a field, a power of two. */
    static final int FIELD = 256;

    /** Side of a window. */
    static final int SIDE = 32;

    /** Standard deviations of brightness, blue against yellow, red against green. */
    private static final double[] OPPONENT = {1, 0.28, 0.1};

    /** Fields of zero mean and about unit variance, indexed by field, channel, pixel. */
    private final float[][][] fields;

    NaturalTexture(int count, SplitMix random) {
        fields = new float[count][][];
        for (int i = 0; i < count; i++) {
            fields[i] = colourField(random);
        }
    }

    /** A window somewhere in one of the fields. */
    Window window(SplitMix random) {
        float[][] field = fields[random.below(fields.length)];
        int margin = FIELD - SIDE + 1;
        return new Window(field, random.below(margin), random.below(margin), random.nextBoolean());
    }

    /** A 32 x 32 view of a field, possibly seen in a mirror. */
    record Window(float[][] field, int top, int left, boolean mirrored) {
        float value(int channel, int row, int column) {
            int x = mirrored ? SIDE - 1 - column : column;
            return field[channel][(top + row) * FIELD + left + x];
        }
    }

    private static float[][] colourField(SplitMix random) {
        float[] brightness = pink(random);
        float[] blueYellow = pink(random);
        float[] redGreen = pink(random);
        float[][] rgb = new float[3][FIELD * FIELD];
        double norm = Math.sqrt(OPPONENT[0] * OPPONENT[0] + OPPONENT[1] * OPPONENT[1] + OPPONENT[2] * OPPONENT[2]);
        for (int i = 0; i < FIELD * FIELD; i++) {
            double light = OPPONENT[0] * brightness[i];
            double warm = OPPONENT[1] * blueYellow[i];
            double red = OPPONENT[2] * redGreen[i];
            rgb[0][i] = (float) ((light + warm * 0.7 + red) / norm);
            rgb[1][i] = (float) ((light + warm * 0.4 - red) / norm);
            rgb[2][i] = (float) ((light - warm * 1.1) / norm);
        }
        return rgb;
    }

    /** White noise, each frequency divided by its distance from zero, scaled to unit variance. */
    private static float[] pink(SplitMix random) {
        double[] real = new double[FIELD * FIELD];
        double[] imaginary = new double[FIELD * FIELD];
        for (int row = 0; row < FIELD; row++) {
            for (int column = 0; column < FIELD; column++) {
                int fy = Math.min(row, FIELD - row);
                int fx = Math.min(column, FIELD - column);
                // Below two periods a field the power is held level, so that windows differ in light but not without
                // bound.
                double amplitude = 1 / Math.max(2, Math.sqrt(fy * fy + fx * fx));
                real[row * FIELD + column] = amplitude * random.normal();
                imaginary[row * FIELD + column] = amplitude * random.normal();
            }
        }
        real[0] = 0;
        imaginary[0] = 0;
        for (int i = 0; i < FIELD; i++) {
            fourier(real, imaginary, i * FIELD, 1);
        }
        for (int i = 0; i < FIELD; i++) {
            fourier(real, imaginary, i, FIELD);
        }
        double squares = 0;
        for (double value : real) {
            squares += value * value;
        }
        double scale = 1 / Math.sqrt(squares / real.length);
        float[] field = new float[real.length];
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) (real[i] * scale);
        }
        return field;
    }

    /** A Fourier transform in place of one row or column: bit reversal, then butterflies (Cooley and Tukey). */
    private static void fourier(double[] real, double[] imaginary, int start, int stride) {
        for (int i = 1, j = 0; i < FIELD; i++) {
            int bit = FIELD >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(real, start + i * stride, start + j * stride);
                swap(imaginary, start + i * stride, start + j * stride);
            }
        }
        for (int length = 2; length <= FIELD; length <<= 1) {
            for (int k = 0; k < length / 2; k++) {
                double angle = -2 * Math.PI * k / length;
                double cos = StrictMath.cos(angle);
                double sin = StrictMath.sin(angle);
                for (int i = k; i < FIELD; i += length) {
                    int a = start + i * stride;
                    int b = start + (i + length / 2) * stride;
                    double re = real[b] * cos - imaginary[b] * sin;
                    double im = real[b] * sin + imaginary[b] * cos;
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
