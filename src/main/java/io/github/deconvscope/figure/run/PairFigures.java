package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureEntry.Maker;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The figures of the page {@code precision} that compare two runs: A is the run itself, B the one it is compared with. */
public final class PairFigures implements FigureProvider {
    /** Name of the parameter that names B. */
    public static final String WITH = "with";

    private static final Parameter OTHER =
            Parameter.text(WITH, "folder of run B, which the run, A, is compared with", "");
    /** Run B, which may be left out. */
    static final Parameter OTHER_IF_ANY =
            Parameter.text(WITH, "folder of run B, which the run, A, is compared with; empty shows one run", "");

    private static final Parameter SEED = Parameter.text(
            "seed-run", "folders of runs like A with other seeds, separated by commas; two or more give a band", "");
    private static final Parameter AXIS =
            Parameter.choice("axis", "what losses are drawn over", List.of("steps", "time"));

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                entry(
                        "precision-losses",
                        "Losses of two runs",
                        "The loss of two runs, such as of two precisions, over one another.",
                        List.of(OTHER, AXIS, RunFigures.SMOOTHING),
                        in -> requireCurves(pair(in)).losses(in.text("axis").equals("time"))),
                entry(
                        "precision-difference",
                        "Difference of two losses",
                        "Mean loss of B minus that of A over a window of steps, over the band of pairs that differ by the seed alone.",
                        List.of(OTHER, SEED),
                        in -> requireCurves(pair(in)).difference()),
                entry(
                        "precision-underflow",
                        "Gradients that fp16 cannot hold",
                        "Share of each layer's gradients, of those that are not 0, that fp16 rounds to 0 or to infinity, at one step of an fp16"
                                + " run; of two runs side by side.",
                        List.of(
                                OTHER_IF_ANY,
                                Parameter.whole(
                                        "step", "step of a single run; 0 takes the last", 0, Integer.MAX_VALUE, 0),
                                RunFigures.SMOOTHING),
                        in -> compares(in)
                                ? requireCurves(pair(in)).underflow()
                                : LostGradientCharts.atStep(in.run(), in.whole("step"))),
                entry(
                        "precision-memory",
                        "Memory",
                        "What the tensors of two runs take, and would take in native fp16.",
                        List.of(OTHER),
                        in -> pair(in).memory()
                                .orElseThrow(
                                        () -> new InvalidInputException(
                                                "the memory use of both runs is not recorded: one"
                                                        + " of them ended before its first update. Choose runs that took a step."))),
                ofLayer(
                        "precision-covariance-a",
                        "Covariance of A",
                        "Covariance of a layer's input in run A, in colours that hold for both runs.",
                        Quantity.COVARIANCE,
                        (pair, layer) -> pair.covariance(layer, true)),
                ofLayer(
                        "precision-covariance-b",
                        "Covariance of B",
                        "Covariance of a layer's input in run B, in colours that hold for both runs.",
                        Quantity.COVARIANCE,
                        (pair, layer) -> pair.covariance(layer, false)),
                ofLayer(
                        "precision-residuals",
                        "Newton-Schulz residual of two runs",
                        "How white a layer's input is after each iteration, in both runs.",
                        Quantity.RESIDUALS,
                        RunPair::residuals),
                histogram("precision-gradients", Quantity.GRADIENT_HISTOGRAM, "gradients"),
                histogram("precision-activations", Quantity.ACTIVATION_HISTOGRAM, "activations"));
    }

    private static FigureEntry entry(
            String id, String title, String description, List<Parameter> parameters, Maker maker) {
        return FigureEntry.ofRun(id, "precision", title, description, parameters, maker);
    }

    private static FigureEntry ofLayer(
            String id,
            String title,
            String description,
            Quantity quantity,
            BiFunction<RunPair, LayerInfo, Optional<Figure>> maker) {
        return entry(id, title, description, List.of(OTHER, RunFigures.LAYER), in -> {
            LayerInfo layer = RunFigures.layerWith(in, quantity);
            return maker.apply(pair(in), layer).orElseThrow(() -> missing(quantity.label(), layer.name()));
        });
    }

    private static FigureEntry histogram(String id, Quantity quantity, String what) {
        return entry(
                id,
                "Magnitudes of the " + what + " of a layer",
                "Where the magnitudes of a layer's " + what + " lie, against what fp16 can hold; of one run or two.",
                List.of(OTHER_IF_ANY, RunFigures.LAYER, RunFigures.STEP),
                in -> {
                    LayerInfo layer = RunFigures.layer(in, any -> true);
                    return compares(in)
                            ? pair(in).magnitudes(layer, quantity)
                                    .orElseThrow(() -> missing(quantity.label(), layer.name()))
                            : MagnitudeCharts.of(layer, RunFigures.frame(in, layer, quantity));
                });
    }

    /** Whether a figure is of two runs, not of one. */
    public static boolean compares(FigureInput in) {
        return !in.text(WITH).isBlank();
    }

    private static RunPair pair(FigureInput in) {
        if (in.has(RunFigures.STEP.name()) && in.whole(RunFigures.STEP.name()) > 0) {
            throw new InvalidInputException(
                    "step is " + in.text(RunFigures.STEP.name())
                            + ", but two runs are compared at their newest; leave step out, or leave with out and see one run.");
        }
        if (!compares(in)) {
            throw new InvalidInputException(
                    "this figure compares two runs; name the second with --set with=RUNDIR, the first is --run.");
        }
        List<RunFeed> seeds =
                seedFolders(in).map(folder -> RecordedRun.open(folder).feed()).toList();
        RunFeed a = in.run().folder().map(PairFigures::newest).orElse(in.run());
        RunFeed other = newest(in.folder(WITH));
        double smoothing = in.has("smoothing") ? in.real("smoothing") : 0;
        return new RunPair(a, other, seeds, smoothing);
    }

    /** Returns the pair, or refuses it if a run has no curve to draw. */
    private static RunPair requireCurves(RunPair pair) {
        Stream.concat(Stream.of(pair.a(), pair.b()), pair.seeds().stream()).forEach(RunFigures::requireCurves);
        return pair;
    }

    private static Stream<Path> seedFolders(FigureInput in) {
        return in.has(SEED.name()) ? in.folders(SEED.name()).stream() : Stream.empty();
    }

    /** The runs of a figure that {@link #compares}: A, B, and A with other seeds. */
    public static List<Path> folders(Path a, FigureInput in) {
        return Stream.concat(Stream.of(a, in.folder(WITH)), seedFolders(in)).toList();
    }

    /** A run with its newest frames, as the window shows them. */
    private static RunFeed newest(Path folder) {
        RecordedRun run = RecordedRun.open(folder);
        for (LayerInfo layer : run.feed().layers()) {
            for (Quantity quantity : Quantity.values()) {
                run.feed().watch(new ProbeKey(layer.name(), quantity));
            }
        }
        try {
            run.poll();
        } catch (IOException e) {
            throw new InvalidInputException("The run " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return run.feed();
    }

    private static InvalidInputException missing(String what, String of) {
        return new InvalidInputException(
                "neither run recorded the " + what + " of " + of + "; train with recording switched on.");
    }
}
