package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A number that every run of an experiment gives.
 *
 * @param kind what is measured
 * @param epoch of which epoch; empty for the last
 */
public record Measure(Kind kind, OptionalInt epoch) {
    private static final int LAST_STEPS = 10;

    /** What can be measured. */
    public enum Kind implements Choice {
        TEST_ACCURACY("test-accuracy", "test accuracy", "%", true, Metric.TEST_ACCURACY),
        TEST_LOSS("test-loss", "test loss", "", false, Metric.TEST_LOSS),
        TRAIN_ACCURACY("train-accuracy", "training accuracy", "%", true, Metric.TRAIN_ACCURACY),
        TRAIN_LOSS("train-loss", "training loss", "", false, Metric.TRAIN_LOSS),
        /** Mean of the last ten steps, skipped ones left out. */
        LOSS("loss", "loss of the last ten steps", "", false, Metric.LOSS),
        /** Median over all steps. */
        STEP_TIME("step-time", "time of a step", "ms", false, Metric.STEP_MILLIS),
        /** Of all steps, without tests. */
        TIME("time", "training time", "s", false, Metric.STEP_MILLIS),
        /** What the whitening matrices left, mean over the layers that whiten, at the last recorded step. */
        RESIDUAL("residual", "residual after whitening", "", false, Metric.LOSS);

        private final Words words;
        private final String unit;
        private final boolean higherIsBetter;
        private final Metric metric;

        Kind(String id, String label, String unit, boolean higherIsBetter, Metric metric) {
            words = new Words(id, label);
            this.unit = unit;
            this.higherIsBetter = higherIsBetter;
            this.metric = metric;
        }

        @Override
        public Words words() {
            return words;
        }

        /** Per cent, milliseconds, seconds, or nothing. */
        public String unit() {
            return unit;
        }

        /** Whether the better of two runs has the higher value. */
        public boolean higherIsBetter() {
            return higherIsBetter;
        }

        /** Whether it is known after every epoch, so that one can be named. */
        public boolean perEpoch() {
            return metric.perEpoch();
        }
    }

    /** Reads {@code test-accuracy} or {@code test-accuracy@3}. */
    public static Measure parse(String text) {
        String[] parts = text.split("@", 2);
        Kind kind = Choice.parse(Kind.class, "\"measure\"", parts[0].strip());
        if (parts.length == 1) {
            return new Measure(kind, OptionalInt.empty());
        }
        if (!kind.perEpoch()) {
            throw new InvalidInputException("\"measure\" is \"" + text + "\", but " + kind.id()
                    + " is one number per run; leave the epoch out.");
        }
        if (!parts[1].matches("[1-9]\\d{0,5}")) {
            throw new InvalidInputException(
                    "\"measure\" is \"" + text + "\"; behind @ goes the number of an epoch, from 1.");
        }
        return new Measure(kind, OptionalInt.of(Integer.parseInt(parts[1])));
    }

    /** As {@link #parse} reads it. */
    public String id() {
        return kind.id() + (epoch.isPresent() ? "@" + epoch.getAsInt() : "");
    }

    /** For a table: what it is, with its unit. */
    public String label() {
        return kind.label()
                + (epoch.isPresent() ? " after epoch " + epoch.getAsInt() : "")
                + (kind.unit().isEmpty() ? "" : ", " + kind.unit());
    }

    /** What a run says; NaN if it did not get so far or recorded nothing of the kind. */
    public double of(RunFeed run) {
        Curve.Snapshot curve = run.curve(kind.metric).snapshot();
        return switch (kind) {
            case LOSS -> lastSteps(run);
            case STEP_TIME -> median(Arrays.copyOf(curve.y(), curve.size()));
            case TIME -> Arrays.stream(curve.y(), 0, curve.size()).sum() / 1e3;
            case RESIDUAL -> residual(run);
            default -> kind.unit().equals("%") ? Numbers.inPercent(atEpoch(curve)) : atEpoch(curve);
        };
    }

    private double atEpoch(Curve.Snapshot curve) {
        if (epoch.isEmpty()) {
            return curve.last();
        }
        int place = Arrays.binarySearch(curve.x(), 0, curve.size(), epoch.getAsInt());
        return place < 0 ? Double.NaN : curve.y()[place];
    }

    private static double lastSteps(RunFeed run) {
        Curve.Snapshot loss = run.curve(Metric.LOSS).snapshot();
        Curve.Snapshot skipped = run.curve(Metric.SKIPPED).snapshot();
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, loss.size() - LAST_STEPS); i < loss.size(); i++) {
            if (i >= skipped.size() || skipped.y()[i] != 1) {
                sum += loss.y()[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
    }

    private static double residual(RunFeed run) {
        List<Quantity> quantities = List.of(Quantity.RESIDUALS, Quantity.COVARIANCE_AFTER);
        return run.layers().stream()
                .filter(LayerInfo::whitens)
                .map(layer ->
                        FrameChoice.at(run, layer.name(), quantities, LayerFrames::hasResidual, FrameChoice.NEWEST))
                .flatMap(Optional::stream)
                .mapToDouble(frames -> frames.residual().orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
    }
}
