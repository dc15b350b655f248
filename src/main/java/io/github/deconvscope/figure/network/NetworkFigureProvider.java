package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.image.ImageFile;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.lab.network.Answers;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of the page {@code network}. They open the net of a run, and wait for it. */
public final class NetworkFigureProvider implements FigureProvider {
    private static final String PAGE = "network";
    private static final Parameter STEP =
            Parameter.whole("step", "step of the checkpoint; 0 takes the newest", 0, Integer.MAX_VALUE, 0);
    private static final Parameter TEST_INDEX =
            Parameter.whole("test-index", "which test picture, from 0", 0, Integer.MAX_VALUE, 0);
    private static final Parameter IMAGE =
            Parameter.text("image", "a picture file, taken instead of a test picture", "");
    private static final Parameter OWN =
            Parameter.text("own", "a picture of one's own, as a saved state of the page holds it", "");
    private static final Parameter OWN_NAME = Parameter.text("own-name", "what that picture is called", "own picture");
    private static final Parameter LAYER =
            Parameter.whole("layer", "which convolution, from 1; 0 takes the middle one", 0, 1000, 0);
    private static final Parameter LAYER_OR_SCORES = Parameter.whole(
            "layer",
            "which convolution, from 1; one more than there are for the scores, whose channels are the classes; 0 takes the middle one",
            0,
            1000,
            0);
    private static final Parameter CHANNEL = Parameter.whole(
            "channel", "which channel, from 0; -1 takes the one that the picture excites most", -1, 1_000_000, -1);
    private static final Parameter RULE =
            Parameter.choice("rule", "what a ReLU lets pass on the way back", Choice.ids(BackRule.class));

    private static final Parameter POSITION = Parameter.whole("position", "which step of the way, from 0", 0, 1000, 0);
    private static final Parameter MARKED =
            Parameter.whole("marked", "which step has a ring, from 0; -1 for none", -1, 1000, -1);
    private static final Parameter FIRST = Parameter.whole(
            "first", "first layer whose weights are drawn anew, from 1; 0 takes the layer itself", 0, 1000, 0);
    private static final Parameter LAST =
            Parameter.whole("last", "last layer whose weights are drawn anew; 0 takes the layer itself", 0, 1000, 0);

    private final NetworkLab lab;

    /** @param lab opens the nets */
    public NetworkFigureProvider(NetworkLab lab) {
        this.lab = lab;
    }

    /** Makes a figure of an open net. */
    private interface Painter {
        Figure of(OpenNetwork net, FigureInput input);
    }

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                entry(
                        "overview",
                        "What a net makes of a picture",
                        "A picture, the most excited channels of each layer, and the scores of the classes.",
                        List.of(),
                        (net, in) -> NetworkFigures.overview(pass(net, in))),
                entry(
                        "channel",
                        "A channel",
                        "What a channel gives for a picture, where it looks, and its weights as learned and as they work.",
                        List.of(LAYER, CHANNEL),
                        (net, in) -> {
                            NetworkPass pass = pass(net, in);
                            int layer = layer(net, in);
                            return NetworkFigures.channel(pass, net.kernels(layer), channel(pass, layer, in));
                        }),
                entry(
                        "back",
                        "A channel in pixels",
                        "A channel made visible by the three rules, beside the picture.",
                        List.of(LAYER_OR_SCORES, CHANNEL),
                        (net, in) -> NetworkFigures.back(net.info(), back(net, question(net, in)))),
                entry(
                        "redrawn",
                        "With weights drawn anew",
                        "A channel in pixels by the three rules, as learned and with the weights of some layers drawn at random.",
                        List.of(LAYER_OR_SCORES, CHANNEL, FIRST, LAST),
                        (net, in) -> {
                            BackQuestion asked = question(net, in);
                            return StepFigures.redrawn(
                                    net.info(), back(net, asked), back(net, asked.with(redraw(net, asked, in))));
                        }),
                entry(
                        "step",
                        "One step to the pixels",
                        "The signal before and after one step back from a channel.",
                        List.of(LAYER_OR_SCORES, CHANNEL, RULE, POSITION),
                        (net, in) -> StepFigures.step(net.info(), byRule(net, in), in.integer("position"))),
                entry(
                        "steps",
                        "Step by step to the pixels",
                        "The signal after each step back from a channel: unpooling, ReLU, transposed convolution.",
                        List.of(LAYER_OR_SCORES, CHANNEL, RULE, MARKED),
                        (net, in) -> NetworkFigures.steps(net.info(), byRule(net, in), in.integer("marked"))),
                entry(
                        "top",
                        "What excites a channel most",
                        "The twelve test pictures with the largest activation of a channel, cropped to what it sees.",
                        List.of(LAYER, CHANNEL),
                        (net, in) -> {
                            int layer = layer(net, in);
                            int channel = channel(pass(net, in), layer, in);
                            return NetworkFigures.top(
                                    net.info(),
                                    Answers.await(net.top(layer, TestProgress.NONE)),
                                    channel,
                                    net::testPicture);
                        }),
                ofTest(
                        "confusion",
                        "Confusion of the classes",
                        "How many test pictures of each class are taken for which.",
                        (net, in) -> NetworkFigures.confusion(Answers.await(net.predictions(TestProgress.NONE)))),
                ofTest(
                        "mistakes",
                        "The surest mistakes",
                        "The test pictures that the net is wrong about and surest of.",
                        (net, in) -> NetworkFigures.mistakes(
                                Answers.await(net.predictions(TestProgress.NONE)), net::testPicture)));
    }

    private FigureEntry entry(String name, String title, String description, List<Parameter> further, Painter painter) {
        List<Parameter> parameters = new ArrayList<>(List.of(STEP, TEST_INDEX, IMAGE, OWN, OWN_NAME));
        parameters.addAll(further);
        return FigureEntry.ofRun(PAGE + "-" + name, PAGE, title, description, parameters, in -> paint(painter, in));
    }

    private FigureEntry ofTest(String name, String title, String description, Painter painter) {
        return FigureEntry.ofRun(PAGE + "-" + name, PAGE, title, description, List.of(STEP), in -> paint(painter, in));
    }

    private Figure paint(Painter painter, FigureInput in) {
        Path run = in.folder();
        long step = in.whole("step");
        OptionalLong at = step == 0 ? OptionalLong.empty() : OptionalLong.of(step);
        try (OpenNetwork net = Answers.await(lab.open(new NetworkSource(run, at, Optional.empty())))) {
            return painter.of(net, in);
        }
    }

    private static NetworkPicture picture(OpenNetwork net, FigureInput in) {
        if (!in.text("own").isEmpty()) {
            OwnPhoto own = OwnPhoto.read(in.text("own-name"), in.text("own"));
            return net.info().format().fit(own.name(), own.image());
        }
        if (in.text("image").isEmpty()) {
            return net.testPicture(in.integer("test-index"));
        }
        Path file = PlainWords.path("The picture", in.text("image"));
        return net.info().format().fit(file.getFileName().toString(), ImageFile.load(file));
    }

    private static NetworkPass pass(OpenNetwork net, FigureInput in) {
        return Answers.await(net.look(picture(net, in)));
    }

    private static int layer(OpenNetwork net, FigureInput in) {
        int layer = in.integer("layer");
        int count = net.info().layers().size();
        return layer == 0 ? (count + 1) / 2 : net.info().layer(layer).number();
    }

    private static int channel(NetworkPass pass, int layer, FigureInput in) {
        int channel = in.integer("channel");
        return channel < 0 ? pass.layer(layer).peak().channel() : channel;
    }

    /** By the rule of the gradient. */
    private static BackQuestion question(OpenNetwork net, FigureInput in) {
        NetworkPass pass = pass(net, in);
        int asked = in.integer("layer");
        boolean ofScores = asked > 0 && net.info().ofScores(asked);
        int layer = ofScores ? asked : layer(net, in);
        int channel = in.integer("channel");
        if (channel < 0) {
            channel = ofScores ? pass.predicted() : pass.layer(layer).peak().channel();
        }
        return new BackQuestion(pass.picture(), layer, channel, BackRule.GRADIENT);
    }

    private static BackProjection byRule(OpenNetwork net, FigureInput in) {
        BackRule rule = Choice.parse(BackRule.class, "rule", in.text("rule"));
        return Answers.await(net.back(question(net, in).with(rule)));
    }

    private static List<BackProjection> back(OpenNetwork net, BackQuestion question) {
        return Stream.of(BackRule.values())
                .map(rule -> Answers.await(net.back(question.with(rule))))
                .toList();
    }

    /** The layers drawn anew, of those that the way back goes through. */
    private static Redraw redraw(OpenNetwork net, BackQuestion question, FigureInput in) {
        int most = Math.min(question.layer(), net.info().layers().size());
        int first = in.integer("first") == 0 ? most : in.integer("first");
        int last = Math.min(most, in.integer("last") == 0 ? most : in.integer("last"));
        if (first > last) {
            throw new InvalidInputException("first is " + first + " and last " + in.integer("last")
                    + ": no layer to draw anew lies on the way back. Name layers from 1 to " + most + ".");
        }
        return new Redraw(IntStream.rangeClosed(first, last).boxed().collect(Collectors.toSet()), Redraw.USUAL_SEED);
    }
}
