package io.github.deconvscope.run.importing;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Converts steps, epochs and times as other programs count them into the counting of this program: epochs from 1, a step within the second
 * epoch between 1 and 2, seconds since the start. The arrays hold a place for each row, NaN where it is not known.
 */
final class Places {
    /** Seconds since 1970 are above, times of a run below: 3 years. */
    private static final double WALL_CLOCK = 1e8;

    /** The same of milliseconds. */
    private static final double WALL_CLOCK_MILLIS = 1e11;

    /** Tools that do not log every step make epochs look a little shorter. */
    private static final double WHOLE_EPOCH = 0.9;

    private Places() {}

    /**
     * Whole epochs that begin at 0 are counted from 1, as Keras and Lightning do not.
     *
     * @return whether that changed anything
     */
    static boolean countFromOne(double[] epoch) {
        double least = Arrays.stream(epoch).filter(x -> !Double.isNaN(x)).min().orElse(Double.NaN);
        boolean whole = Arrays.stream(epoch).allMatch(x -> Double.isNaN(x) || x == Math.rint(x));
        if (least != 0 || !whole) {
            return false;
        }
        for (int i = 0; i < epoch.length; i++) {
            epoch[i]++;
        }
        return true;
    }

    /**
     * Batches that are counted anew in each epoch become steps since the start.
     *
     * @return whether they were
     */
    static boolean countAcrossEpochs(double[] step, double[] epoch) {
        double[] whole = step.clone();
        boolean fromZero = Arrays.stream(step).anyMatch(x -> x == 0);
        double before = 0;
        int last = -1;
        boolean again = false;
        for (int i = 0; i < step.length; i++) {
            if (Double.isNaN(step[i]) || Double.isNaN(epoch[i])) {
                continue;
            }
            if (last >= 0 && step[i] <= step[last] && epoch[i] > epoch[last]) {
                before += step[last] + (fromZero ? 1 : 0);
                again = true;
            } else if (last >= 0 && (step[i] < step[last] || epoch[i] < epoch[last])) {
                // A restart, not a new epoch: steps are counted from the start of the run after all.
                return false;
            }
            whole[i] = before + step[i];
            last = i;
        }
        if (again) {
            System.arraycopy(whole, 0, step, 0, step.length);
        }
        return again;
    }

    /**
     * Spreads the steps of an epoch over it, where a tool writes the number of the epoch beside each of its steps: the last step of epoch 2
     * is at 2, one in its middle at 1.5. A last epoch that is much shorter than the
     * longest was not finished.
     *
     * @param step of each row
     * @param epoch of each row, counted from 1
     */
    static void spread(double[] step, double[] epoch) {
        TreeMap<Double, double[]> ends = new TreeMap<>();
        boolean several = false;
        for (int i = 0; i < step.length; i++) {
            if (Double.isNaN(step[i]) || Double.isNaN(epoch[i])) {
                continue;
            }
            if (epoch[i] != Math.rint(epoch[i])) {
                return;
            }
            double at = step[i];
            double[] end = ends.computeIfAbsent(epoch[i], absent -> new double[] {at, at});
            several |= end[0] != at;
            end[0] = Math.min(end[0], at);
            end[1] = Math.max(end[1], at);
        }
        if (!several) {
            return;
        }
        double longest = 0;
        double first = ends.firstEntry().getValue()[0];
        double start = ends.firstKey() > 1 ? first - 1 : first > 0 ? 0 : -1;
        Map<Double, double[]> spans = new TreeMap<>();
        for (Map.Entry<Double, double[]> epochEnds : ends.entrySet()) {
            double end = epochEnds.getValue()[1];
            if (end <= start) {
                return;
            }
            spans.put(epochEnds.getKey(), new double[] {start, end - start});
            longest = Math.max(longest, end - start);
            start = end;
        }
        double lastEpoch = ends.lastKey();
        for (int i = 0; i < step.length; i++) {
            if (!Double.isNaN(step[i]) && !Double.isNaN(epoch[i])) {
                double[] span = spans.get(epoch[i]);
                boolean cutShort = epoch[i] == lastEpoch && span[1] < WHOLE_EPOCH * longest;
                double length = cutShort ? longest : span[1];
                epoch[i] += (step[i] - span[0]) / length - 1;
            }
        }
    }

    /** Whether a place is before that of a row above. */
    static boolean goBack(double[] places) {
        double before = Double.NaN;
        for (double at : places) {
            if (at < before) {
                return true;
            }
            before = Double.isNaN(at) ? before : at;
        }
        return false;
    }

    /** Times of day become times since the first. */
    static void sinceTheStart(double[] seconds) {
        double first =
                Arrays.stream(seconds).filter(x -> !Double.isNaN(x)).findFirst().orElse(0);
        if (first < WALL_CLOCK) {
            return;
        }
        double unit = first > WALL_CLOCK_MILLIS ? 1000 : 1;
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = (seconds[i] - first) / unit;
        }
    }

    /** The times at which rows end, from the durations of rows. */
    static double[] cumulative(double[] durations) {
        double[] sum = new double[durations.length];
        double total = 0;
        for (int i = 0; i < sum.length; i++) {
            total += Double.isNaN(durations[i]) ? 0 : durations[i];
            sum[i] = Double.isNaN(durations[i]) ? Double.NaN : total;
        }
        return sum;
    }
}
