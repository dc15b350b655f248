package io.github.deconvscope.run.scalar;

/**
 * A curve shrunk to a few dozen columns, lowest and highest value of each, so that a spike of one step is still there.
 *
 * @param low lowest finite value of each column; NaN where there is none
 * @param high highest finite value of each column
 */
public record Sparkline(float[] low, float[] high) {
    /** Columns of every sparkline that has that many points. */
    public static final int COLUMNS = 60;

    /** Nothing to draw. */
    public static final Sparkline NONE = new Sparkline(new float[0], new float[0]);

    /** Shrinks the values of a curve. */
    public static Sparkline of(double[] values) {
        int columns = Math.min(COLUMNS, values.length);
        float[] low = new float[columns];
        float[] high = new float[columns];
        for (int column = 0; column < columns; column++) {
            int start = (int) ((long) column * values.length / columns);
            int end = (int) ((long) (column + 1) * values.length / columns);
            float least = Float.NaN;
            float most = Float.NaN;
            for (int i = start; i < end; i++) {
                if (Double.isFinite(values[i])) {
                    least = Float.isNaN(least) ? (float) values[i] : Math.min(least, (float) values[i]);
                    most = Float.isNaN(most) ? (float) values[i] : Math.max(most, (float) values[i]);
                }
            }
            low[column] = least;
            high[column] = most;
        }
        return new Sparkline(low, high);
    }

    public boolean isEmpty() {
        return low.length == 0;
    }
}
