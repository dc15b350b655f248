package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.NumberArrayReader;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Overlap;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.lab.convolution.Stamps;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of the convolution page, for the command line, lessons and the gallery. */
public final class ConvolutionFigureProvider implements FigureProvider {
    private static final String PAGE = "convolution";
    private static final int FRAME_MILLIS = 500;
    private static final int LAST_POSITION = 1 << 18;

    private static final List<Parameter> OPERATION = List.of(
            Parameter.choice("preset", "a ready-made operation", words(ConvolutionPreset.values())),
            Parameter.text(
                    "padding",
                    "instead of the operation's own: as convolve --padding takes it, such as same or 0,1,0,1",
                    ""),
            Parameter.text("state", "a saved operation as JSON text, taken instead of the preset", ""),
            Parameter.choice("select", "what is lit", words(Selection.Kind.values(), "output")),
            Parameter.whole("position", "which output, input or weight is lit", 0, LAST_POSITION, 0),
            Parameter.flag("pinned", "whether what is lit has a ring", false),
            Parameter.flag("backward", "the backward pass instead of the operation", false),
            Parameter.flag(
                    "kernel-gradient",
                    "of the backward pass, the gradient of the kernel instead of the input's",
                    false),
            Parameter.whole(
                    "stamps",
                    "a transposed convolution played as stamps: so many inputs have been added; 0: a window gathers each output",
                    0,
                    LAST_POSITION,
                    0),
            Parameter.flag("turned", "turn the kernel where a transposed convolution needs it", true));

    private static final List<Parameter> OVERLAP = List.of(
            Parameter.whole("inputs", "inputs along one axis", 1, 64, Overlap.USUAL_INPUTS),
            Parameter.whole("kernel", "kernel size along one axis", 1, 16, 3),
            Parameter.whole("stride", "stride along one axis", 1, 16, 2));

    private static final List<Parameter> PHOTOGRAPH = List.of(
            Parameter.choice("photo", "which photograph", Choice.ids(Photo.class)),
            Parameter.text("image", "an image file, taken instead of the photograph", ""),
            Parameter.text("own", "a picture as text, as the window saves one that was opened there", ""),
            Parameter.choice("operation", "what is done to it", words(PhotoLab.Operation.values(), "upsample")),
            Parameter.whole("kernel", "kernel size", 1, PhotoLab.MAX_KERNEL, 3),
            Parameter.whole("stride", "step of the window", 1, PhotoLab.MAX_STRIDE, 2),
            Parameter.text("weights", "of a kernel of one's own, row by row, separated by commas", ""),
            Parameter.whole("panel", "which picture, from the left; the last one if there are fewer", 1, 3, 2));

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                moving(
                        "overview",
                        "Linked panes",
                        "Input, kernel, output, formula and matrix of one operation.",
                        f -> new OverviewFigure(f, rank(f))),
                moving("input", "Input", "The input as the sliding window meets it.", f -> f.input(1)),
                entry("kernel", "Kernel", "The kernel as the sliding window uses it.", this::kernel),
                moving("output", "Output", "The output.", ConvolutionFigures::output),
                moving("matrix", "Matrix", "The operation as a sparse matrix.", f -> f.matrix(rank(f))),
                moving("formula", "Formula", "The arithmetic of one output.", ConvolutionFigures::formula),
                entry(
                        "gram",
                        "Not an inverse",
                        "The matrix' transpose times the matrix: not the identity.",
                        f -> ConvolutionFigures.gram(f.result())),
                overlap(
                        "overlap",
                        "Overlap in one dimension",
                        "How often each output of a transposed convolution is hit.",
                        OverlapFigure::new),
                overlap(
                        "overlap-2d",
                        "Overlap in two dimensions",
                        "How often each output is hit: the checkerboard.",
                        OverlapFigure::twoDimensional),
                FigureEntry.still(
                                PAGE + "-photo",
                                PAGE,
                                "Photograph",
                                "What a convolution does to a photograph.",
                                PHOTOGRAPH,
                                ConvolutionFigureProvider::photograph)
                        .openedAs(input -> page(photo(input), own(input), settings(input))));
    }

    /** The parameters that make these figures again. */
    public static Map<String, String> parameters(ConvolutionFigures figures) {
        Selection selection = figures.links().selection();
        ConvolutionState state = figures.result().state();
        return Map.of(
                "state", ConvolutionStateJson.write(state),
                "select", Choice.word(selection.kind()),
                "position", Integer.toString(selection.index()),
                "pinned", Boolean.toString(figures.pinned()),
                "backward", Boolean.toString(figures.backward()),
                "kernel-gradient", Boolean.toString(figures.kernelGradient()),
                "stamps", Integer.toString(figures.stamps().map(Stamps::count).orElse(0)),
                "turned", Boolean.toString(state.turned()));
    }

    /**
     * The parameters that make a picture of a photograph again.
     *
     * @param own the person's own picture, in the place of the photograph
     * @param panel which picture, from 1
     */
    public static Map<String, String> parameters(
            Photo photo, Optional<OwnPhoto> own, PhotoLab.Settings settings, int panel) {
        return Map.of(
                "photo", photo.id(),
                "own", own.map(OwnPhoto::text).orElse(""),
                "operation", Choice.word(settings.operation()),
                "kernel", Integer.toString(settings.kernel()),
                "stride", Integer.toString(settings.stride()),
                "weights", settings.weights().stream().map(String::valueOf).collect(Collectors.joining(",")),
                "panel", Integer.toString(panel));
    }

    /** The parameters that make the pictures of overlapping stamps again. */
    public static Map<String, String> parameters(Overlap overlap) {
        return Map.of(
                "inputs", Integer.toString(overlap.inputs()),
                "kernel", Integer.toString(overlap.kernel()),
                "stride", Integer.toString(overlap.stride()));
    }

    private static FigureEntry entry(
            String name, String title, String description, Function<ConvolutionFigures, ? extends Figure> painter) {
        return FigureEntry.still(
                        PAGE + "-" + name, PAGE, title, description, OPERATION, input -> painter.apply(figures(input)))
                .openedAs(input -> page(input, state(input)));
    }

    private static FigureEntry overlap(
            String name, String title, String description, Function<Overlap, Figure> painter) {
        return FigureEntry.still(
                        PAGE + "-" + name, PAGE, title, description, OVERLAP, input -> painter.apply(overlap(input)))
                .openedAs(ConvolutionFigureProvider::overlapPage);
    }

    /** The page with an operation in view. */
    private static String page(FigureInput input, ConvolutionState state) {
        int stamps = input.integer("stamps");
        int position = stamps > 0 ? stamps - 1 : kind(input) == Selection.Kind.OUTPUT ? input.integer("position") : 0;
        return new ConvolutionPageState(
                        false,
                        input.flag("backward"),
                        input.flag("kernel-gradient"),
                        stamps > 0,
                        position,
                        Photo.values()[0],
                        Optional.empty(),
                        PhotoLab.Settings.START,
                        state)
                .write();
    }

    /** The page with a photograph in view. */
    private static String page(Photo photo, Optional<OwnPhoto> own, PhotoLab.Settings settings) {
        return new ConvolutionPageState(
                        true, false, false, false, 0, photo, own, settings, ConvolutionPreset.EXAMPLE_1.state())
                .write();
    }

    private static String overlapPage(FigureInput input) {
        Overlap overlap = overlap(input);
        PhotoLab.Settings settings =
                new PhotoLab.Settings(PhotoLab.Operation.UPSAMPLE, overlap.kernel(), overlap.stride());
        if (!settings.overlap().equals(overlap)) {
            throw new InvalidInputException("The page cannot show this overlap: it draws " + Overlap.USUAL_INPUTS
                    + " inputs, the picture has " + overlap.inputs() + ".");
        }
        return page(Photo.values()[0], Optional.empty(), settings);
    }

    /** One frame a position of the sliding window, or one a stamp. */
    private static FigureEntry moving(
            String name, String title, String description, Function<ConvolutionFigures, ? extends Figure> painter) {
        return entry(name, title, description, painter)
                .animated("position", "position", FRAME_MILLIS, ConvolutionFigureProvider::frames);
    }

    private static List<Map<String, String>> frames(FigureInput input) {
        boolean stamps = input.integer("stamps") > 0 && kind(input) == Selection.Kind.INPUT;
        return IntStream.range(0, count(state(input).geometry(), kind(input)))
                .mapToObj(i -> stamps
                        ? Map.of("position", Integer.toString(i), "stamps", Integer.toString(i + 1))
                        : Map.of("position", Integer.toString(i)))
                .toList();
    }

    private static int count(ConvolutionGeometry g, Selection.Kind kind) {
        return switch (kind) {
            case NOTHING -> 1;
            case OUTPUT -> g.outputElements();
            case INPUT -> g.inputElements();
            case WEIGHT -> g.weightElements();
        };
    }

    private static ConvolutionFigures figures(FigureInput input) {
        ConvolutionState state = state(input);
        Selection.Kind kind = kind(input);
        int count = count(state.geometry(), kind);
        if (input.integer("position") >= count) {
            throw new InvalidInputException(
                    "parameter position is " + input.integer("position") + ", but there are only " + count + " of kind "
                            + input.text("select") + "; give 0 to " + (count - 1) + ".");
        }
        Selection selection =
                kind == Selection.Kind.NOTHING ? Selection.NOTHING : new Selection(kind, input.integer("position"));
        ConvolutionResult result = ConvolutionResult.of(state);
        return new ConvolutionFigures(
                result,
                Links.of(result, selection),
                input.flag("pinned"),
                input.flag("backward"),
                input.flag("kernel-gradient"),
                stamps(input, state));
    }

    private static Optional<Stamps> stamps(FigureInput input, ConvolutionState state) {
        int count = input.integer("stamps");
        if (count == 0) {
            return Optional.empty();
        }
        if (!state.geometry().transposed() || input.flag("backward") || !input.flag("turned")) {
            throw new InvalidInputException("parameter stamps is " + count
                    + ", but only a transposed convolution adds stamps up, forward and with its kernel as it is; give 0, or a preset such as"
                    + " example-3.");
        }
        if (count > state.geometry().inputElements()) {
            throw new InvalidInputException("parameter stamps is " + count + ", but there are only "
                    + state.geometry().inputElements() + " inputs; give 0 to "
                    + state.geometry().inputElements() + ".");
        }
        return Optional.of(Stamps.of(state, count));
    }

    private static Selection.Kind kind(FigureInput input) {
        return Choice.ofWord(Selection.Kind.class, "parameter select", input.text("select"));
    }

    private static ConvolutionState state(FigureInput input) {
        ConvolutionState state = input.text("state").isEmpty()
                ? ConvolutionPreset.valueOf(
                                input.text("preset").toUpperCase(Locale.ROOT).replace('-', '_'))
                        .state()
                : ConvolutionStateJson.read(input.text("state"));
        return padded(state, input.text("padding")).withTurned(input.flag("turned"));
    }

    private static ConvolutionState padded(ConvolutionState state, String padding) {
        if (padding.isEmpty()) {
            return state;
        }
        ConvolutionSettings settings = state.settings();
        Padding read =
                Padding.read("parameter padding", padding, state.geometry().oneDimensional());
        return state.withSettings(settings.withPadding(read)
                .withOutputPadding(read.rule().computed() ? Size.square(0) : settings.outputPadding()));
    }

    private Figure kernel(ConvolutionFigures f) {
        return f.kernel(f.turns() ? 1 : 0);
    }

    private static String rank(ConvolutionFigures f) {
        return "rank " + f.result().matrix().sparse().rank();
    }

    private static Overlap overlap(FigureInput input) {
        return new Overlap(input.integer("inputs"), input.integer("kernel"), input.integer("stride"));
    }

    private static Figure photograph(FigureInput input) {
        ColorImage image = own(input)
                .map(OwnPhoto::image)
                .orElseGet(() -> photo(input).load().fitInto(PhotoLab.MAX_SIDE));
        List<PhotoLab.Panel> panels = PhotoLab.panels(image, settings(input));
        return new PhotoFigure(panels.get(Math.min(panels.size(), input.integer("panel")) - 1));
    }

    private static PhotoLab.Settings settings(FigureInput input) {
        PhotoLab.Operation operation =
                Choice.ofWord(PhotoLab.Operation.class, "parameter operation", input.text("operation"));
        if (input.text("weights").isBlank()) {
            return new PhotoLab.Settings(operation, input.integer("kernel"), input.integer("stride"));
        }
        List<Double> weights = Arrays.stream(input.text("weights").split(","))
                .map(text -> NumberArrayReader.number("parameter weights", text.strip()))
                .toList();
        return new PhotoLab.Settings(operation, input.integer("kernel"), input.integer("stride"), weights);
    }

    private static Optional<OwnPhoto> own(FigureInput input) {
        if (!input.text("image").isEmpty()) {
            return Optional.of(OwnPhoto.open(PlainWords.path("parameter image", input.text("image"))));
        }
        return input.text("own").isEmpty() ? Optional.empty() : Optional.of(OwnPhoto.read("own", input.text("own")));
    }

    private static Photo photo(FigureInput input) {
        return Choice.parse(Photo.class, "parameter photo", input.text("photo"));
    }

    /** Names of constants as words for the command line. */
    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Choice::word).toList();
    }

    /** As {@link #words(Enum[])}, the usual one first. */
    private static List<String> words(Enum<?>[] constants, String usual) {
        return Stream.concat(Stream.of(usual), words(constants).stream().filter(word -> !word.equals(usual)))
                .toList();
    }
}
