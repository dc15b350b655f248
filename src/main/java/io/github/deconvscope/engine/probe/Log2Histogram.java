package io.github.deconvscope.engine.probe;

/** Counts magnitudes by their power of two: the histogram that shows what a number format can hold. */
final class Log2Histogram {
    /** The exponent of the first bin; all that is smaller, but not zero, is counted there too. */
    static final int LOWEST = -40;
    /** The exponent of the last bin; all that is larger, but finite, is counted there too. */
    static final int HIGHEST = 23;
    /** Where zeros are counted. */
    static final int ZEROS = HIGHEST - LOWEST + 1;
    /** Where infinities and NaN are counted. */
    static final int NOT_FINITE = ZEROS + 1;

    private Log2Histogram() {}

    /** {@link #NOT_FINITE} + 1 counts. */
    static float[] of(float[] values) {
        int[] counts = new int[NOT_FINITE + 1];
        for (float value : values) {
            if (value == 0) {
                counts[ZEROS]++;
            } else if (!Float.isFinite(value)) {
                counts[NOT_FINITE]++;
            } else {
                // The double exponent, so that fp32 subnormals are told apart too.
                int exponent = Math.getExponent((double) value);
                counts[Math.max(LOWEST, Math.min(HIGHEST, exponent)) - LOWEST]++;
            }
        }
        float[] result = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            result[i] = counts[i];
        }
        return result;
    }
}
