package io.github.deconvscope.cli;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.image.ImageFile;
import io.github.deconvscope.lab.network.Answers;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.record.BestEpoch;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what the net of a run makes of a picture. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what the net of a run makes of a picture: the scores of the classes, the largest activation of each layer and what"
                    + " it sees, and a channel made visible in pixels.",
            ""
        },
        footer = {
            "",
            "Layers are convolutions, counted from 1; channels, rows, columns and test pictures from 0. A picture is cut to its"
                    + " middle square, scaled and normalised as the run's data set is.",
            "",
            "Examples:",
            "  deconvscope inspect runs/demo --test-index 17",
            "  deconvscope inspect runs/demo --image cat.png --layer 4 --channel 9 --rule guided --json",
            "  deconvscope inspect runs/demo --test-index 17 --layer 6 --channel 0 --rule guided --redraw 4..6"
        })
public final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUNDIR", description = "The run folder; the run may still be going on.")
    private Path run;

    @Option(
            names = "--step",
            paramLabel = "S",
            description =
                    "Checkpoint: best (by test accuracy, of a run with --keep best or every), last, or a step (default: last).")
    private String step;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    private static final class Source {
        @Option(
                names = "--image",
                paramLabel = "F",
                description = "A picture of any size: PNG, JPEG, WebP, GIF, BMP or TIFF.")
        private Path image;

        @Option(names = "--test-index", paramLabel = "N", description = "A picture of the run's test set, from 0.")
        private Integer testIndex;
    }

    @Option(
            names = "--layer",
            paramLabel = "L",
            description = "Make a channel of this layer visible; one more than there are convolutions for the scores.")
    private Integer layer;

    @Option(names = "--channel", paramLabel = "C", description = "The channel, from 0; of the scores the class.")
    private Integer channel;

    @Option(
            names = "--rule",
            paramLabel = "R",
            description = "What a ReLU lets pass on the way back: gradient, deconvnet or guided (default: gradient).")
    private String rule;

    @Option(
            names = "--redraw",
            paramLabel = "L",
            description =
                    "Layers whose weights are drawn anew, such as 4 or 4..6 or 1,3: prints the rank correlation of the picture"
                            + " with that of the net as it is.")
    private String redraw;

    @Option(names = "--seed", paramLabel = "N", description = "Decides what --redraw draws (default: 1).")
    private Long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the run's data set, if it lies elsewhere than when it was trained.")
    private Path data;

    @Mixin
    private ReportForm form;

    private final NetworkLab lab;

    /** @param lab opens the net */
    public InspectCommand(NetworkLab lab) {
        this.lab = lab;
    }

    @Override
    public Integer call() throws IOException {
        requireFlagsThatFit();
        BackRule asked = rule == null ? BackRule.GRADIENT : Choice.parse(BackRule.class, "--rule", rule);
        OptionalLong at = BestEpoch.checkpoint("--step", step == null ? "last" : step, new RunFolder(run));
        try (OpenNetwork net = Answers.await(lab.open(new NetworkSource(run, at, Optional.ofNullable(data))))) {
            NetworkPicture picture = picture(net);
            NetworkPass pass = Answers.await(net.look(picture));
            Optional<BackProjection> back = Optional.empty();
            Optional<BackProjection> redrawn = Optional.empty();
            if (layer != null) {
                BackQuestion question = new BackQuestion(picture, layer, channel, asked);
                back = Optional.of(Answers.await(net.back(question)));
                if (redraw != null) {
                    redrawn = Optional.of(Answers.await(net.back(question.with(drawn(net.info())))));
                }
            }
            InspectReport report = new InspectReport(pass, back, redrawn);
            form.print(report::printText, report::printJson);
        }
        return ExitCode.DONE;
    }

    private void requireFlagsThatFit() {
        if (layer != null && channel == null) {
            throw new InvalidInputException(
                    "--layer " + layer + " makes a channel visible; say which with --channel C.");
        }
        if (layer == null) {
            refuseWithoutLayer("--channel", channel);
            refuseWithoutLayer("--rule", rule);
            refuseWithoutLayer("--redraw", redraw);
        }
        if (seed != null && redraw == null) {
            throw new InvalidInputException(
                    "--seed decides what --redraw draws; give --redraw L, or leave --seed out.");
        }
    }

    private static void refuseWithoutLayer(String flag, Object given) {
        if (given != null) {
            throw new InvalidInputException(
                    flag + " " + given + " is about a channel of a layer; say which layer with --layer L.");
        }
    }

    private NetworkPicture picture(OpenNetwork net) {
        if (source.image == null) {
            return net.testPicture(source.testIndex);
        }
        return net.info().format().fit(source.image.getFileName().toString(), ImageFile.load(source.image));
    }

    private Redraw drawn(NetworkInfo info) {
        TreeSet<Integer> layers = new TreeSet<>();
        for (String part : redraw.split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.", -1);
            int first = layerNumber(ends[0]);
            int last = layerNumber(ends[ends.length - 1]);
            if (ends.length > 2 || last < first) {
                throw badRedraw();
            }
            for (int number : List.of(first, last)) {
                info.layer(number);
                if (number > layer) {
                    throw new InvalidInputException("--redraw " + redraw + ": layer " + number
                            + " comes after layer " + layer
                            + ", whose picture it does not change. Name layers from 1 to "
                            + layer + ".");
                }
            }
            for (int number = first; number <= last; number++) {
                layers.add(number);
            }
        }
        return new Redraw(layers, seed == null ? Redraw.USUAL_SEED : seed);
    }

    private int layerNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw badRedraw();
        }
    }

    private InvalidInputException badRedraw() {
        return new InvalidInputException(
                "--redraw is \"" + redraw + "\"; give numbers of layers, such as 4, 4..6 or 1,3.");
    }
}
