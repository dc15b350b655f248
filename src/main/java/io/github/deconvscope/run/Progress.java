package io.github.deconvscope.run;

/**
 * How far a run is.
 *
 * @param step steps done
 * @param totalSteps steps there will be; 0 while unknown
 * @param epoch 1 for the first; 0 before
 * @param epochs how many there will be
 * @param imagesPerSecond over the last steps; NaN before the first
 * @param secondsLeft estimate to the end; NaN while unknown
 * @param activity what goes on now, in plain words
 */
public record Progress(
        long step,
        long totalSteps,
        int epoch,
        int epochs,
        double imagesPerSecond,
        double secondsLeft,
        String activity) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, Double.NaN, Double.NaN, "");

    /** Share done, 0 to 1; 0 while unknown. */
    public double fraction() {
        return totalSteps == 0 ? 0 : Math.min(1, (double) step / totalSteps);
    }
}
