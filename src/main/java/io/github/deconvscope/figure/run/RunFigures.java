package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The figures of the page {@code training}, and those of the page {@code precision} that show one run. */
public final class RunFigures implements FigureProvider {
    static final Parameter SMOOTHING =
            Parameter.real("smoothing", "weight of the past in the strong curve; 0 draws each step", 0, 0.9999, 0.9);
    static final Parameter LAYER = Parameter.text("layer", "name of the layer; empty takes the first", "");
    /** A recorded step; of others the nearest recorded is shown. */
    public static final Parameter STEP = Parameter.whole(
            "step", "recorded step; 0 takes the last, others the nearest recorded", 0, Integer.MAX_VALUE, 0);

    private static final Parameter GROUP =
            Parameter.whole("group", "which matrix of a layer that whitens in several groups", 0, 4095, 0);
    private static final Parameter RANGE = Parameter.real(
            "range", "value of the strongest colour; 0 takes a round one that holds the data", 0, 1e9, 0);
    private static final Parameter WITH = Parameter.text("with", "further run folders, separated by commas", "");

    @Override
    public List<FigureEntry> figures() {
        List<FigureEntry> all = new ArrayList<>();
        addCurves(all);
        addMatrices(all);
        addConvergence(all);
        addPrecision(all);
        return all;
    }

    private static void addCurves(List<FigureEntry> all) {
        Parameter axis = Parameter.choice("axis", "how the loss axis is divided", List.of("linear", "log"));
        all.add(FigureEntry.ofRun(
                "training-loss",
                "training",
                "Loss",
                "Loss of each batch, raw and smoothed, with the test loss of each epoch.",
                List.of(axis, SMOOTHING),
                in -> RunCharts.loss(requireCurves(in.run()), in.text("axis").equals("log"), in.real("smoothing"))));
        all.add(FigureEntry.ofRun(
                "training-accuracy",
                "training",
                "Accuracy",
                "Share of images classified right, in training and in test.",
                List.of(SMOOTHING),
                in -> RunCharts.accuracy(requireCurves(in.run()), in.real("smoothing"))));
        all.add(FigureEntry.ofRun(
                "training-learning-rate",
                "training",
                "Learning rate",
                "The learning rate of each step.",
                List.of(),
                in -> RunCharts.metric(
                        requireCurves(in.run()),
                        Metric.LEARNING_RATE,
                        "Learning rate",
                        Axis.linear("learning rate", "").from(0),
                        "The learning rate of each step" + RunCharts.ofRun(in.run()) + ".")));
        all.add(FigureEntry.ofRun(
                "training-step-time",
                "training",
                "Time of each step",
                "Wall time of each step in milliseconds.",
                List.of(),
                in -> RunCharts.stepTime(requireCurves(in.run()))));
        all.add(FigureEntry.ofRun(
                "training-cost",
                "training",
                "Where a step's time goes",
                "Milliseconds of each part of a step, forward and backward.",
                List.of(),
                in -> CostCharts.cost(in.run())));
        all.add(FigureEntry.ofRun(
                "training-cost-forecast",
                "training",
                "Cost of another block or iterations",
                "What a step would take, predicted from this run, beside what it took in other runs.",
                List.of(WITH),
                in -> CostCharts.forecast(in.run(), further(in))));
    }

    /** Returns the run, or refuses one without a curve to draw. */
    static RunFeed requireCurves(RunFeed run) {
        if (run.curve(Metric.LOSS).size() == 0) {
            String name = run.folder().map(folder -> " " + folder).orElse("");
            throw new InvalidInputException("the run" + name
                    + " has no step yet, so there is nothing to draw; let it take one, or name another run.");
        }
        return run;
    }

    private static void addMatrices(List<FigureEntry> all) {
        all.add(matrix(
                "training-covariance", Quantity.COVARIANCE, "How the features of a layer's input vary together."));
        all.add(FigureEntry.ofRun(
                "training-spectrum",
                "training",
                "Spectrum of a layer's input",
                "Eigenvalues of the covariance of a layer's input and, where it whitens, after whitening.",
                List.of(LAYER, STEP, GROUP),
                in -> {
                    LayerInfo layer = layerWith(in, Quantity.COVARIANCE);
                    LayerFrames frames = frames(
                            in,
                            layer,
                            LayerFigures.OF_SPECTRUM,
                            there -> there.has(Quantity.COVARIANCE),
                            Quantity.COVARIANCE);
                    return LayerFigures.spectrum(layer, frames, in.integer("group"));
                }));
        all.add(matrix("training-whitening", Quantity.WHITENING, "The matrix D that whitens a layer's input."));
        all.add(matrix(
                "training-covariance-after",
                Quantity.COVARIANCE_AFTER,
                "The covariance after whitening; the identity if it were perfect."));
    }

    private static FigureEntry matrix(String id, Quantity quantity, String description) {
        String title = LayerFigures.titleOf(quantity) + " of a layer";
        return FigureEntry.ofRun(
                        id,
                        "training",
                        title,
                        description,
                        List.of(LAYER, STEP, GROUP, RANGE),
                        in -> matrix(in, quantity))
                .animated("step", "step", 250, in -> matrixFrames(in, quantity));
    }

    private static HeatMapFigure matrix(FigureInput in, Quantity quantity) {
        LayerInfo layer = layerWith(in, quantity);
        LayerFrames frames = frames(in, layer, LayerFigures.of(quantity), there -> there.has(quantity), quantity);
        Frame frame = frames.get(quantity).orElseThrow();
        double limit = in.real("range");
        ValueRange range = limit > 0
                ? ValueRange.symmetric(limit)
                : LayerFigures.range(quantity, LayerFigures.matrix(frame, in.integer("group")));
        return LayerFigures.heatMap(layer, frames, quantity, in.integer("group"), range);
    }

    private static List<Map<String, String>> matrixFrames(FigureInput in, Quantity quantity) {
        LayerInfo layer = layerWith(in, quantity);
        List<Long> steps = new ArrayList<>();
        for (long step : in.run().recordedSteps()) {
            Optional<Frame> frame = in.run().frameAt(new ProbeKey(layer.name(), quantity), step);
            if (frame.isPresent()) {
                steps.add(step);
            }
        }
        return steps.stream().map(step -> Map.of("step", Long.toString(step))).toList();
    }

    private static void addConvergence(List<FigureEntry> all) {
        all.add(FigureEntry.ofRun(
                "training-residuals",
                "training",
                "Newton-Schulz residual of a layer",
                "How white a layer's input is after each Newton-Schulz iteration; of a step that used running values, after those.",
                List.of(LAYER, STEP),
                in -> {
                    LayerInfo layer = layerWith(in, Quantity.RESIDUALS);
                    return LayerFigures.residuals(
                            layer,
                            frames(in, layer, LayerFigures.OF_RESIDUALS, LayerFrames::hasResidual, Quantity.RESIDUALS));
                }));
        all.add(FigureEntry.ofRun(
                "training-convergence",
                "training",
                "Whiteness of every layer",
                "The residual that each layer's whitening matrix left, computed from the batch, running or frozen, layer by layer.",
                List.of(STEP),
                RunFigures::convergence));
    }

    private static Figure convergence(FigureInput in) {
        List<LayerInfo> layers = layersWith(in, Quantity.RESIDUALS);
        List<Optional<LayerFrames>> frames = layers.stream()
                .map(layer -> find(in, layer, LayerFigures.OF_RESIDUALS, LayerFrames::hasResidual, in.whole("step")))
                .toList();
        if (frames.stream().allMatch(Optional::isEmpty)) {
            throw notRecorded(Quantity.RESIDUALS, "any layer");
        }
        return LayerFigures.convergence(layers, frames);
    }

    private static void addPrecision(List<FigureEntry> all) {
        all.add(FigureEntry.ofRun(
                "precision-loss-scale",
                "precision",
                "Loss scale",
                "The factor on the loss that keeps small gradients in fp16's range, and the steps that were skipped.",
                List.of(),
                in -> RunCharts.lossScale(requireCurves(in.run()))));
        all.add(FigureEntry.ofRun(
                "precision-underflow-steps",
                "precision",
                "Gradients that fp16 cannot hold, by step",
                "Share of one layer's gradients, of those that are not 0, that fp16 rounds to 0 or to infinity, step by step.",
                List.of(LAYER),
                in -> {
                    List<Integer> recorded = LostGradientCharts.recorded(in.run());
                    return LostGradientCharts.overSteps(
                            in.run(),
                            layer(
                                    in,
                                    layer -> recorded.contains(in.run().layers().indexOf(layer))));
                }));
    }

    private static List<RunFeed> further(FigureInput in) {
        return in.folders("with").stream()
                .map(folder -> RecordedRun.open(folder).feed())
                .toList();
    }

    /** The named layer, or the first, of those that have a covariance or, for any other quantity, a whitening matrix. */
    static LayerInfo layerWith(FigureInput in, Quantity quantity) {
        layersWith(in, quantity);
        return layer(in, usable(quantity));
    }

    private static Predicate<LayerInfo> usable(Quantity quantity) {
        return quantity == Quantity.COVARIANCE ? LayerInfo::hasCovariance : LayerInfo::whitens;
    }

    /** The layers that have a covariance or, for any other quantity, a whitening matrix; refuses a run that has none. */
    private static List<LayerInfo> layersWith(FigureInput in, Quantity quantity) {
        List<LayerInfo> layers =
                in.run().layers().stream().filter(usable(quantity)).toList();
        if (layers.isEmpty()) {
            throw new InvalidInputException(
                    quantity == Quantity.COVARIANCE
                            ? "this run recorded no covariance: runs of earlier versions have one only where they whiten; train once more, or use"
                                    + " a run with --normalization deconv."
                            : "this run recorded no layer that whitens, so there is no D and no Newton-Schulz; use a run with --normalization"
                                    + " deconv, or see what its layers multiply: training-covariance, training-spectrum, network-whiteness.");
        }
        return layers;
    }

    /** The named layer, or the first, of those that can be used; there has to be one. */
    static LayerInfo layer(FigureInput in, Predicate<LayerInfo> usable) {
        List<LayerInfo> layers = in.run().layers().stream().filter(usable).toList();
        String name = in.text("layer");
        return layers.stream()
                .filter(layer -> name.isEmpty()
                        || layer.name().equals(name)
                        || layer.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        layers.isEmpty()
                                ? "this run has no layer with this figure; choose another run."
                                : "the run has no layer \"" + name + "\" with this figure; it has "
                                        + layers.stream().map(LayerInfo::name).collect(Collectors.joining(", "))
                                        + "."));
    }

    static Frame frame(FigureInput in, LayerInfo layer, Quantity quantity) {
        return frames(in, layer, List.of(quantity), there -> there.has(quantity), quantity)
                .get(quantity)
                .orElseThrow();
    }

    private static LayerFrames frames(
            FigureInput in, LayerInfo layer, List<Quantity> quantities, Predicate<LayerFrames> enough, Quantity named) {
        return find(in, layer, quantities, enough, in.whole("step"))
                .orElseThrow(() -> notRecorded(named, layer.name()));
    }

    /** The frames that {@link FrameChoice} chooses; adds a note where they are of another step than the requested one. */
    private static Optional<LayerFrames> find(
            FigureInput in, LayerInfo layer, List<Quantity> quantities, Predicate<LayerFrames> enough, long step) {
        Optional<LayerFrames> found = FrameChoice.at(in.run(), layer.name(), quantities, enough, step);
        found.flatMap(frames -> FrameChoice.note(step, frames.step())).ifPresent(in::note);
        return found;
    }

    private static InvalidInputException notRecorded(Quantity quantity, String layer) {
        return new InvalidInputException("the run recorded no " + quantity.label() + " of " + layer
                + "; train with recording switched on, or choose another layer.");
    }
}
