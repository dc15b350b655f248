package io.github.deconvscope.run.feed;

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

    /** Of a run that goes on no more: nothing is left to wait for. */
    public Progress over() {
        return new Progress(step, totalSteps, epoch, epochs, imagesPerSecond, Double.NaN, activity);
    }

    /** Share done, 0 to 1; 0 while unknown. */
    public double fraction() {
        return totalSteps == 0 ? 0 : Math.min(1, (double) step / totalSteps);
    }

    /** Such as {@code 8 s}, {@code 2 min 10 s}, {@code 3 h 5 min}, {@code 2 d 4 h}; NaN is an unknown time. */
    public static String duration(double seconds) {
        if (Double.isNaN(seconds)) {
            return "unknown time";
        }
        long s = Math.max(0, Math.round(seconds));
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        if (s < 86_400) {
            return s / 3600 + " h " + s % 3600 / 60 + " min";
        }
        return s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }
}
