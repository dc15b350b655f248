package io.github.deconvscope.run.bench;

import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.RunSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How time and memory of a training step grow with one thing while all others stay, beside what counting predicts.
 *
 * @param over what grows
 * @param points by growing value, at least two
 */
public record Growth(Over over, List<Point> points) {
    private static final int CLASSES = 10;

    private static final double MEBIBYTE = 1 << 20;

    /** What can grow. */
    public enum Over {
        /** Channels of every layer, as a share of the published ones. */
        WIDTH("width", RunOption.WIDTH, List.of(0.0625, 0.125, 0.25, 0.5, 1.0)),
        /** Channels that are whitened together. */
        BLOCK("block", RunOption.BLOCK, List.of(4L, 8L, 16L, 32L, 64L, 128L)),
        /** Pictures in a step. */
        BATCH("batch", RunOption.BATCH, List.of(8L, 16L, 32L, 64L, 128L, 256L, 512L)),
        /** Height and width of the pictures. */
        SIZE("image size", RunOption.IMAGE_SIZE, List.of(32L, 48L, 64L, 96L)),
        /** Convolutions in a row. */
        DEPTH("depth", RunOption.MODEL, List.of(ModelName.VGG11, ModelName.VGG13, ModelName.VGG16, ModelName.VGG19));

        private final String label;
        private final RunOption option;
        private final List<Object> values;

        Over(String label, RunOption option, List<?> values) {
            this.label = label;
            this.option = option;
            this.values = List.copyOf(values);
        }

        /** In plain words. */
        public String label() {
            return label;
        }

        /** The configurations to time, by growing value. */
        public List<RunConfig> of(RunConfig base) {
            return values.stream().map(value -> base.with(option, value)).toList();
        }

        private double value(RunConfig config) {
            return this == DEPTH
                    ? NetPlan.of(config).convolutions().size()
                    : ((Number) config.get(option)).doubleValue();
        }
    }

    /**
     * One value, and the steps there.
     *
     * @param value what was varied, as a number
     * @param deconv time of a step with deconvolution
     * @param norm time of one with batch normalization
     * @param countedDeconv multiply-adds of a step with deconvolution, in billions
     * @param countedNorm of one with batch normalization
     * @param memory of the steps; null where it was not measured
     */
    public record Point(
            double value,
            Timing deconv,
            Timing norm,
            double countedDeconv,
            double countedNorm,
            @Nullable Memory memory) {
        /** Time with deconvolution over that with batch normalization. */
        public double ratio() {
            return deconv.median() / norm.median();
        }
    }

    /**
     * The most memory of a step, beside that of the engine, in MiB.
     *
     * @param countedDeconv what a step with deconvolution cannot do without
     * @param countedNorm what one with batch normalization cannot
     */
    public record Memory(double deconv, double norm, double countedDeconv, double countedNorm) {
        /** Memory with deconvolution over that with batch normalization. */
        public double ratio() {
            return deconv / norm;
        }
    }

    /** Measures the memory of a net's steps. */
    @FunctionalInterface
    public interface Meter {
        MemoryReport measure(RunConfig config);
    }

    public Growth {
        points = List.copyOf(points);
    }

    /**
     * Times the steps, and measures their memory.
     *
     * @param base what stays
     * @param repeats how often each step is timed
     * @param meter measures the memory; empty if nobody can
     * @param progress told what is being measured
     */
    public static Growth measure(
            Over over,
            RunConfig base,
            int repeats,
            BenchService bench,
            Optional<Meter> meter,
            Consumer<String> progress) {
        List<Point> points = new ArrayList<>();
        for (RunConfig config : over.of(base)) {
            progress.accept(over.label() + " " + config.text(over.option));
            List<NetTiming> nets = bench.measure(
                            new BenchOptions(config, 0, repeats, Set.of(BenchOptions.Scope.NET)), part -> {})
                    .nets();
            RunConfig deconv = config.with(RunOption.NORMALIZATION, Normalization.DECONV);
            RunConfig norm = config.with(RunOption.NORMALIZATION, Normalization.BATCHNORM);
            points.add(new Point(
                    over.value(config),
                    of(Normalization.DECONV, nets),
                    of(Normalization.BATCHNORM, nets),
                    RunSize.withWhitening(deconv, CLASSES) / 1e9,
                    RunSize.withWhitening(norm, CLASSES) / 1e9,
                    meter.map(memory -> memory(memory, deconv, norm)).orElse(null)));
        }
        return new Growth(over, points);
    }

    private static Memory memory(Meter meter, RunConfig deconv, RunConfig norm) {
        return new Memory(
                meter.measure(deconv).ofSteps(),
                meter.measure(norm).ofSteps(),
                RunSize.held(deconv, CLASSES) / MEBIBYTE,
                RunSize.held(norm, CLASSES) / MEBIBYTE);
    }

    private static Timing of(Normalization kind, List<NetTiming> nets) {
        return nets.stream()
                .filter(net -> net.normalization() == kind)
                .findFirst()
                .orElseThrow()
                .step();
    }

    /** Whether memory was measured. */
    public boolean hasMemory() {
        return points.stream().allMatch(point -> point.memory() != null);
    }

    /** The exponent p of value^p that fits best: the slope of a line through the logarithms, by least squares. */
    public double exponent(ToDoubleFunction<Point> of) {
        double x = points.stream()
                .mapToDouble(point -> Math.log(point.value()))
                .average()
                .orElseThrow();
        double y = points.stream()
                .mapToDouble(point -> Math.log(of.applyAsDouble(point)))
                .average()
                .orElseThrow();
        double above = 0;
        double below = 0;
        for (Point point : points) {
            double dx = Math.log(point.value()) - x;
            above += dx * (Math.log(of.applyAsDouble(point)) - y);
            below += dx * dx;
        }
        return above / below;
    }
}
