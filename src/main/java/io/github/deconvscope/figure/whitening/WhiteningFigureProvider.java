package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.image.ImageFile;
import io.github.deconvscope.figure.image.ImageRefusedException;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.SyntheticImage;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.run.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The figures of the whitening page, for the command line, lessons and the gallery. */
public final class WhiteningFigureProvider implements FigureProvider {
    private static final String PAGE = "whitening";
    private static final String SYNTHETIC = "synthetic";
    private static final int FRAME_MILLIS = 250;
    private static final List<Parameter> PARAMETERS = parameters();

    private static List<Parameter> parameters() {
        List<String> sources = new ArrayList<>();
        for (Photo photo : Photo.values()) {
            sources.add(photo.id());
        }
        sources.add(SYNTHETIC);
        return List.of(
                Parameter.choice("source", "the photograph, or a random field", sources),
                Parameter.text("image", "an image file, taken instead of the source", ""),
                Parameter.real("correlation", "of neighbours in the random field", "", 0, 0.99, 0.9),
                Parameter.whole("channels", "of the random field", 1, 64, 3),
                Parameter.whole("kernel", "side of the patches", 1, 13, 3),
                Parameter.whole("sampling-stride", "pixels between patches", 1, 16, 3),
                Parameter.whole("block", "channels that are whitened together", 1, 512, 64),
                Parameter.flag("standardized", "each channel to mean 0 and variance 1 first", false),
                Parameter.real("eps", "added to the diagonal of the covariance", "", 0, 100, 1e-5),
                Parameter.choice(
                        "method",
                        "how the whitening matrix is made",
                        Arrays.stream(WhiteningMethod.values())
                                .map(WhiteningMethod::id)
                                .toList()),
                Parameter.whole("iterations", "of Newton-Schulz", 0, WhiteningState.MAX_ITERATIONS, 5),
                Parameter.choice(
                        "precision",
                        "arithmetic of Newton-Schulz",
                        Arrays.stream(Lane.values()).map(Lane::id).toList()),
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
                        r -> WhiteningFigures.image(input(r), -1)),
                entry(
                        "patches",
                        "Patches",
                        "Patches of the image, each a row of features.",
                        r -> WhiteningFigures.patches(input(r), List.of())),
                entry(
                        "covariance",
                        "Covariance",
                        "Covariance of the features of a patch.",
                        r -> WhiteningFigures.covariance(r.estimate(), "")),
                entry(
                        "spectrum",
                        "Eigenvalues",
                        "Variance along each eigenvector, before and after whitening.",
                        r -> WhiteningFigures.spectrum(r, "", -1)),
                moving("matrix", "Whitening matrix", "The whitening matrix D.", r -> WhiteningFigures.whitening(r, "")),
                moving(
                        "after",
                        "Covariance after",
                        "Covariance of the whitened features: the identity would be white.",
                        r -> WhiteningFigures.after(r, "")),
                moving(
                        "image-after",
                        "Whitened image",
                        "The image, each pixel the centre of its whitened patch.",
                        WhiteningFigures::whitenedImage),
                moving(
                        "filters",
                        "Rows of D as filters",
                        "Each row of the whitening matrix as a small image.",
                        r -> WhiteningFigures.filters(r, -1)),
                moving(
                        "gains",
                        "Gain of each direction",
                        "What D does to each eigenvector, against the exact inverse root.",
                        r -> WhiteningFigures.gains(r, "", -1)),
                entry(
                        "kernels",
                        "Kernels",
                        "Kernels that work on whitened patches.",
                        r -> WhiteningFigures.kernels(FoldCheck.of(r), false)),
                entry(
                        "kernels-folded",
                        "Kernels, folded",
                        "The same kernels, multiplied by D: a plain convolution.",
                        r -> WhiteningFigures.kernels(FoldCheck.of(r), true)),
                entry(
                        "fold-outputs",
                        "Outputs of a kernel",
                        "What a kernel gives on whitened patches, and its folded form on the same raw patches.",
                        r -> WhiteningFigures.foldOutputs(FoldCheck.of(r))),
                entry(
                        "fold-difference",
                        "Difference of the outputs",
                        "How far kernels on whitened patches and their folded forms are apart.",
                        r -> WhiteningFigures.foldDifference(FoldCheck.of(r))),
                entry(
                        "residuals",
                        "Newton-Schulz residual",
                        "Distance from whitening after each iteration, in four number formats.",
                        r -> WhiteningFigures.residuals(
                                new WhiteningLab().traces(r, () -> false),
                                r.state().iterations(),
                                false)));
    }

    private static WhiteningInput input(WhiteningResult result) {
        return result.estimate().input().orElseThrow();
    }

    private static FigureEntry entry(
            String name, String title, String description, Function<WhiteningResult, Figure> painter) {
        return FigureEntry.still(
                PAGE + "-" + name, PAGE, title, description, PARAMETERS, input -> painter.apply(result(input)));
    }

    private static FigureEntry moving(
            String name, String title, String description, Function<WhiteningResult, Figure> painter) {
        return entry(name, title, description, painter)
                .animated("iterations", FRAME_MILLIS, input -> WhiteningState.MAX_ITERATIONS + 1);
    }

    private static WhiteningResult result(FigureInput input) {
        WhiteningState state = state(input);
        try {
            WhiteningInput pixels = WhiteningInput.of(List.of(image(input, state)), state.patches());
            return new WhiteningLab().whiten(CovarianceEstimate.of(pixels, state), state);
        } catch (ImageRefusedException e) {
            throw new InvalidInputException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage() + ".", e);
        }
    }

    private static ColorImage image(FigureInput input, WhiteningState state) throws ImageRefusedException {
        if (!input.text("image").isEmpty()) {
            return ImageFile.load(Path.of(input.text("image")));
        }
        for (Photo photo : Photo.values()) {
            if (photo.id().equals(input.text("source"))) {
                return photo.load();
            }
        }
        return SyntheticImage.of(state.data());
    }

    private static WhiteningState state(FigureInput input) {
        WhiteningState state = WhiteningState.DEFAULT
                .withSource(WhiteningSource.photo(input.text("source")))
                .withData(new WhiteningState.SyntheticData(input.real("correlation"), input.integer("channels"), 96, 1))
                .withPatches(new WhiteningState.PatchSettings(
                        input.integer("kernel"),
                        input.integer("sampling-stride"),
                        input.integer("block"),
                        input.flag("standardized")))
                .withEps(input.real("eps"))
                .withIterations(input.integer("iterations"))
                .withLane(Lane.ofId(input.text("precision")));
        for (WhiteningMethod method : WhiteningMethod.values()) {
            state = method.id().equals(input.text("method")) ? state.withMethod(method) : state;
        }
        for (String name : input.text("quirks").split(",")) {
            state = name.isBlank() ? state : state.withQuirk(quirk(name.strip()), true);
        }
        return state;
    }

    private static Quirk quirk(String id) {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> quirk.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("quirk \"" + id + "\" is not known; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Quirk.values()).map(Quirk::id).toList()) + "."));
    }
}
