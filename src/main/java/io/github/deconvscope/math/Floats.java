package io.github.deconvscope.math;

/** Numbers of single precision in double, and the other way round. */
public final class Floats {
    private Floats() {}

    /** The same numbers in double precision. */
    public static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Each number rounded to single precision. */
    public static float[] of(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
