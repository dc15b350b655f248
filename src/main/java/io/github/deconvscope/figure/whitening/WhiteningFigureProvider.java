package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.image.EmbeddedSet;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.KernelBank;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lab.whitening.WhiteningStateJson;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The figures of the whitening page, for the command line, lessons and the gallery. */
public final class WhiteningFigureProvider implements FigureProvider {
    private static final String PAGE = "whitening";
    private static final String SYNTHETIC = "synthetic";
    private static final int FRAME_MILLIS = 250;
    private static final List<Parameter> PARAMETERS = parameters();

    private static List<Parameter> parameters() {
        List<String> sources = new ArrayList<>(Choice.ids(Photo.class));
        sources.addAll(Choice.ids(EmbeddedSet.class));
        sources.add(SYNTHETIC);
        return List.of(
                Parameter.choice("source", "a photograph, a data set, or a random field", sources),
                Parameter.text("image", "an image file, taken instead of the source", ""),
                Parameter.text(
                        "state", "what the window showed, as JSON text; taken instead of all but the iterations", ""),
                Parameter.real("correlation", "of neighbours in the random field", 0, 0.99, 0.9),
                Parameter.whole("channels", "of the random field", 1, 64, 3),
                Parameter.whole("kernel", "side of the patches", 1, 13, 3),
                Parameter.whole("sampling-stride", "pixels between patches", 1, 16, 3),
                Parameter.whole("block", "channels that are whitened together", 1, 512, 64),
                Parameter.flag("standardized", "each channel to mean 0 and variance 1 first", false),
                Parameter.real("eps", "added to the diagonal of the covariance", 0, 100, 1e-5),
                Parameter.choice(
                        "method",
                        "how the whitening matrix is made",
                        Arrays.stream(WhiteningMethod.values())
                                .map(WhiteningMethod::id)
                                .toList()),
                Parameter.whole("iterations", "of Newton-Schulz", 0, WhiteningState.MAX_ITERATIONS, 5),
                Parameter.choice("iteration", "form of Newton-Schulz", Choice.ids(IterationForm.class)),
                Parameter.choice("precision", "arithmetic of Newton-Schulz", Choice.ids(Lane.class)),
                Parameter.text(
                        "quirks",
                        "of the references, separated by commas: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Quirk.values())
                                                .map(Quirk::id)
                                                .toList()),
                        ""));
    }

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                entry(
                        "image",
                        "Image",
                        "The image, with the places where patches are cut.",
                        s -> WhiteningFigures.image(s.input(), -1)),
                entry(
                        "patches",
                        "Patches",
                        "Patches of the image, each a row of features.",
                        s -> WhiteningFigures.patches(s.input(), List.of())),
                entry(
                        "covariance",
                        "Covariance",
                        "Covariance of the features of a patch.",
                        s -> WhiteningFigures.covariance(s.result().estimate(), s.when())),
                entry(
                        "spectrum",
                        "Eigenvalues",
                        "Variance of the data along each eigenvector, before and after whitening.",
                        s -> WhiteningFigures.spectrum(s.result(), s.when(), -1)),
                moving(
                        "matrix",
                        "Whitening matrix",
                        "The whitening matrix D.",
                        s -> WhiteningFigures.whitening(s.result(), s.when())),
                moving(
                        "after",
                        "Covariance after",
                        "Covariance of the whitened features: the identity would be white.",
                        s -> WhiteningFigures.after(s.result(), s.when())),
                moving(
                        "image-after",
                        "Whitened image",
                        "The image, each pixel the centre of its whitened patch.",
                        s -> WhiteningFigures.whitenedImage(s.pixels())),
                moving(
                        "filters",
                        "Rows of D as filters",
                        "Each row of the whitening matrix as a small image.",
                        s -> WhiteningFigures.filters(s.result(), -1)),
                moving(
                        "gains",
                        "Gain of each direction",
                        "What D does to each eigenvector, against the exact inverse root.",
                        s -> WhiteningFigures.gains(s.result(), s.when(), -1)),
                entry(
                        "kernels",
                        "Kernels",
                        "Kernels that work on whitened patches.",
                        s -> FoldFigures.kernels(s.fold(), false, List.of())),
                entry(
                        "kernels-folded",
                        "Kernels, folded",
                        "The same kernels, multiplied by D: a plain convolution.",
                        s -> FoldFigures.kernels(s.fold(), true, List.of())),
                entry(
                        "fold-outputs",
                        "Outputs of a kernel",
                        "What a kernel gives on whitened patches, and its folded form on the same raw patches.",
                        s -> FoldFigures.outputs(s.fold())),
                entry(
                        "fold-difference",
                        "Difference of the outputs",
                        "How far kernels on whitened patches and their folded forms are apart.",
                        s -> FoldFigures.difference(s.fold())),
                entry(
                        "residuals",
                        "Newton-Schulz residual",
                        WhiteningRules.RESIDUAL + " after each iteration, in five arithmetics.",
                        s -> WhiteningFigures.residuals(
                                new WhiteningLab().traces(s.result(), () -> false),
                                s.result().state().iterations(),
                                s.result().used(),
                                false)));
    }

    /** The parameters that make the figures of a state again. */
    public static Map<String, String> parameters(WhiteningState state) {
        return Map.of("state", WhiteningStateJson.write(state), "iterations", Integer.toString(state.iterations()));
    }

    /**
     * What the figures are made of.
     *
     * @param when such as ", step 100"; empty for pixels
     * @param kernels of a layer; empty for pixels
     */
    private record Seen(WhiteningResult result, String when, Optional<KernelBank> kernels) {
        WhiteningInput input() {
            return pixels().estimate().input().orElseThrow();
        }

        WhiteningResult pixels() {
            if (result.estimate().input().isEmpty()) {
                throw new InvalidInputException("a layer of a run has no pixels to show; choose a photograph.");
            }
            return result;
        }

        FoldCheck fold() {
            return kernels.map(bank -> FoldCheck.of(result, bank)).orElseGet(() -> FoldCheck.of(pixels()));
        }
    }

    private static FigureEntry entry(String name, String title, String description, Function<Seen, Figure> painter) {
        return FigureEntry.still(
                        PAGE + "-" + name, PAGE, title, description, PARAMETERS, input -> painter.apply(seen(input)))
                .openedAs(input -> WhiteningStateJson.write(state(input)));
    }

    private static FigureEntry moving(String name, String title, String description, Function<Seen, Figure> painter) {
        return entry(name, title, description, painter)
                .animated("iterations", "iteration", FRAME_MILLIS, WhiteningFigureProvider::iterations);
    }

    /** A frame an iteration: each of a D that is computed here, also of a layer of a run. */
    private static List<Map<String, String>> iterations(FigureInput input) {
        String state = input.text("state").isBlank()
                ? ""
                : WhiteningStateJson.write(state(input).withAsUsed(false));
        return IntStream.rangeClosed(0, WhiteningState.MAX_ITERATIONS)
                .mapToObj(k -> Map.of("iterations", Integer.toString(k), "state", state))
                .toList();
    }

    private static Seen seen(FigureInput input) {
        WhiteningState state = state(input);
        if (state.source().isLayer()) {
            return layer(state);
        }
        WhiteningInput pixels = WhiteningInput.of(new ImageSource().images(state), state.patches());
        WhiteningResult result = new WhiteningLab().whiten(CovarianceEstimate.of(pixels, state), state);
        return new Seen(result, "", Optional.empty());
    }

    private static Seen layer(WhiteningState state) {
        WhiteningSource source = state.source();
        RunFeed run = RecordedRun.open(Path.of(source.name())).feed();
        LayerMoment moment = run.layers().stream()
                .filter(layer -> layer.name().equals(source.layer()))
                .findFirst()
                .flatMap(layer -> new LayerReader(run, layer).read(source.step(), state.group()))
                .orElseThrow(() -> new InvalidInputException(
                        "the run " + source.name() + " recorded no covariance of layer " + source.layer() + "."));
        return new Seen(new WhiteningLab().whiten(moment.estimate(), state), moment.when(), moment.kernels());
    }

    private static WhiteningState state(FigureInput input) {
        if (!input.text("state").isBlank()) {
            return WhiteningStateJson.read(input.text("state")).withIterations(input.integer("iterations"));
        }
        WhiteningState state = WhiteningState.DEFAULT
                .withSource(source(input))
                .withData(new WhiteningState.SyntheticData(input.real("correlation"), input.integer("channels"), 96, 1))
                .withPatches(new WhiteningState.PatchSettings(
                        input.integer("kernel"),
                        input.integer("sampling-stride"),
                        input.integer("block"),
                        input.flag("standardized")))
                .withEps(input.real("eps"))
                .withIterations(input.integer("iterations"))
                .withMethod(Choice.parse(WhiteningMethod.class, "parameter method", input.text("method")))
                .withForm(Choice.parse(IterationForm.class, "parameter iteration", input.text("iteration")))
                .withLane(Choice.parse(Lane.class, "parameter precision", input.text("precision")));
        for (String name : input.text("quirks").split(",")) {
            state = name.isBlank()
                    ? state
                    : state.withQuirk(Choice.parse(Quirk.class, "parameter quirks", name.strip()), true);
        }
        return state;
    }

    private static WhiteningSource source(FigureInput input) {
        if (!input.text("image").isEmpty()) {
            return WhiteningSource.file(new File(input.text("image")).getAbsolutePath());
        }
        String id = input.text("source");
        if (id.equals(SYNTHETIC)) {
            return WhiteningSource.synthetic();
        }
        return Choice.find(EmbeddedSet.class, id).isPresent() ? WhiteningSource.dataSet(id) : WhiteningSource.photo(id);
    }
}
