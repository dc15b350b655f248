package io.github.deconvscope.run.scalar;

import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.ScalarSeries.Band;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Collects the points of a curve in the order of a file. {@link #build} sorts them as a {@link ScalarSeries} requires, and reports what was
 * changed or left out.
 */
public final class SeriesBuilder {
    /** Fewer points than this between two steps back are no restart but a table in another order. */
    private static final int SHORTEST_SESSION = 3;

    private static final int STEP = 0;
    private static final int EPOCH = 1;
    private static final int SECONDS = 2;
    private static final int VALUE = 3;
    private static final int LOW = 4;
    private static final int HIGH = 5;

    private double[][] columns = new double[6][16];
    private int size;

    /**
     * The curve, and what was changed or left out.
     *
     * @param series the points that were kept
     * @param withoutPlace points without a place on the axis that the others have
     * @param replaced points that a later one took the place of: at the same step, or at the steps that a restart computed again
     * @param restarts how often the steps went back
     * @param sorted whether the points came in another order and were sorted
     * @param axesDropped further axes on which the kept points go back, as a clock that was set
     */
    public record Built(
            ScalarSeries series, int withoutPlace, int replaced, int restarts, boolean sorted, Set<Axis> axesDropped) {
        /** Nothing had to be done. */
        public static Built of(ScalarSeries series) {
            return new Built(series, 0, 0, 0, false, Set.of());
        }
    }

    /** Adds a point; NaN for an axis on which its place is not known. */
    public void add(double step, double epoch, double seconds, double value) {
        add(step, epoch, seconds, value, Double.NaN, Double.NaN);
    }

    /** Adds a point with the lowest and highest of the values it summarizes; NaN where that is not known. */
    public void add(double step, double epoch, double seconds, double value, double low, double high) {
        if (size == columns[STEP].length) {
            for (int column = 0; column < columns.length; column++) {
                columns[column] = Arrays.copyOf(columns[column], 2 * size);
            }
        }
        columns[STEP][size] = step;
        columns[EPOCH][size] = epoch;
        columns[SECONDS][size] = seconds;
        columns[VALUE][size] = value;
        columns[LOW][size] = low;
        columns[HIGH][size] = high;
        size++;
    }

    /**
     * Takes out the points at this step and beyond, as a session that starts there does.
     *
     * @return how many that were
     */
    public int dropFromStep(double start) {
        int[] kept = IntStream.range(0, size)
                .filter(i -> !(columns[STEP][i] >= start))
                .toArray();
        int dropped = size - kept.length;
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Arrays.copyOf(pick(columns[column], kept), Math.max(16, kept.length));
        }
        size = kept.length;
        return dropped;
    }

    /**
     * The same points with epochs computed from their steps.
     *
     * @param epochOf the epoch of a step; NaN where it is not known
     * @param keepSteps whether the steps are known still
     */
    public SeriesBuilder withEpochs(DoubleUnaryOperator epochOf, boolean keepSteps) {
        SeriesBuilder placed = new SeriesBuilder();
        for (int i = 0; i < size; i++) {
            double step = columns[STEP][i];
            placed.add(
                    keepSteps ? step : Double.NaN, epochOf.applyAsDouble(step), columns[SECONDS][i], columns[VALUE][i]);
        }
        return placed;
    }

    public int size() {
        return size;
    }

    /** The points so far, in order. */
    public Built build(String name) {
        double[][] whole = Arrays.stream(columns)
                .map(column -> Arrays.copyOf(column, size))
                .toArray(double[][]::new);
        boolean banded = Arrays.stream(new double[][] {whole[LOW], whole[HIGH]})
                .flatMapToDouble(Arrays::stream)
                .anyMatch(edge -> !Double.isNaN(edge));
        return build(
                name,
                whole[STEP],
                whole[EPOCH],
                whole[SECONDS],
                whole[VALUE],
                banded ? Optional.of(new Band(whole[LOW], whole[HIGH])) : Optional.empty());
    }

    /** The curve of points that are in order already, but for what a continued run repeats. */
    static ScalarSeries ascending(String name, double[] step, double[] epoch, double[] seconds, double[] value) {
        return build(name, step, epoch, seconds, value, Optional.empty()).series;
    }

    /**
     * Puts points in order.
     *
     * <p>Where steps go back, a run was continued from there: what it computed again replaces what stood there and beyond, as TensorBoard
     * does it. Steps that go back all the time are no restarts: such a table is sorted, and of equal steps the later row counts.
     */
    private static Built build(
            String name, double[] step, double[] epoch, double[] seconds, double[] value, Optional<Band> band) {
        double[][] axes = {step, epoch, seconds};
        Axis main = mostKnown(axes);
        double[] at = axes[main.ordinal()];
        int[] placed = IntStream.range(0, value.length)
                .filter(i -> !Double.isNaN(at[i]))
                .toArray();
        int back = 0;
        int equal = 0;
        for (int i = 1; i < placed.length; i++) {
            back += at[placed[i]] < at[placed[i - 1]] ? 1 : 0;
            equal += at[placed[i]] == at[placed[i - 1]] ? 1 : 0;
        }
        boolean sorted = back * SHORTEST_SESSION > placed.length;
        int[] order = sorted ? byPlace(placed, at) : placed;
        int[] kept = back + equal == 0 ? placed : withoutRepeats(order, at, main == Axis.TIME);
        double[][] taken = new double[axes.length][];
        Set<Axis> dropped = EnumSet.noneOf(Axis.class);
        for (Axis axis : Axis.values()) {
            double[] x = pick(axes[axis.ordinal()], kept);
            // Without the points that were dropped an earlier axis may have no gaps left; it would become the main one.
            if (axis != main && ScalarSeries.goesBack(x, axis.isBefore(main))) {
                Arrays.fill(x, Double.NaN);
                dropped.add(axis);
            }
            taken[axis.ordinal()] = x;
        }
        ScalarSeries series = new ScalarSeries(
                name,
                taken[0],
                taken[1],
                taken[2],
                pick(value, kept),
                band.map(edges -> new Band(pick(edges.low(), kept), pick(edges.high(), kept))));
        return new Built(
                series, value.length - placed.length, placed.length - kept.length, sorted ? 0 : back, sorted, dropped);
    }

    /** The axis on which most points have a place; of several the first. */
    private static Axis mostKnown(double[][] axes) {
        return List.of(Axis.values()).stream()
                .max(Comparator.comparingLong((Axis axis) -> Arrays.stream(axes[axis.ordinal()])
                                .filter(x -> !Double.isNaN(x))
                                .count())
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static int[] byPlace(int[] placed, double[] at) {
        return Arrays.stream(placed)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> at[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** @param evenly whether two points may be at one place, as on a clock that shows seconds */
    private static int[] withoutRepeats(int[] order, double[] at, boolean evenly) {
        int[] kept = new int[order.length];
        int size = 0;
        for (int next : order) {
            while (size > 0 && (at[kept[size - 1]] > at[next] || !evenly && at[kept[size - 1]] == at[next])) {
                size--;
            }
            kept[size++] = next;
        }
        return Arrays.copyOf(kept, size);
    }

    private static double[] pick(double[] from, int[] which) {
        double[] picked = new double[which.length];
        for (int i = 0; i < which.length; i++) {
            picked[i] = from[which[i]];
        }
        return picked;
    }
}
