package io.github.deconvscope.figure.overlay;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figure of the page {@code runs}. */
public final class RunOverlayProvider implements FigureProvider {
    private static final String ID = "runs-overlay";

    @Override
    public List<FigureEntry> figures() {
        return List.of(FigureEntry.ofCurves(
                ID,
                "runs",
                "Runs over one another",
                "One curve of several runs, or of curves imported from another program, over one another.",
                List.of(
                        Parameter.text(
                                "with",
                                "further folders of runs or imported curves, separated by commas; up to "
                                        + (RunOverlay.MOST_RUNS - 1),
                                ""),
                        Parameter.text(
                                "curve",
                                "which curve: " + String.join(", ", names()) + ", or an imported one",
                                Metric.LOSS.id()),
                        Parameter.choice("axis", "what it is drawn over", axes()),
                        Parameter.real("smoothing", "weight of the past; 0 draws each point", 0, 0.9999, 0.9),
                        Parameter.flag("logX", "whether the horizontal axis is logarithmic", false),
                        Parameter.flag("logY", "whether the vertical axis is logarithmic", false)),
                RunOverlayProvider::overlay));
    }

    /**
     * The state that draws these runs so.
     *
     * @param folders of the runs, at least one
     */
    public static FigureState state(List<Path> folders, RunOverlay how) {
        return new FigureState(
                ID,
                Optional.of(folders.get(0).toString()),
                Map.of(
                        "with",
                        folders.stream().skip(1).map(Path::toString).collect(Collectors.joining(",")),
                        "curve",
                        how.curve(),
                        "axis",
                        how.over().id(),
                        "smoothing",
                        Double.toString(how.smoothing()),
                        "logX",
                        Boolean.toString(how.logX()),
                        "logY",
                        Boolean.toString(how.logY())));
    }

    private static List<String> names() {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric != Metric.EPOCH_STEP)
                .map(Metric::id)
                .toList();
    }

    private static List<String> axes() {
        return Choice.ids(Axis.class);
    }

    private static Figure overlay(FigureInput in) {
        List<Path> folders = new ArrayList<>();
        try {
            for (Path folder : folders(in.folder(), in)) {
                folders.addAll(RunLibrary.runsOf(folder));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (folders.size() > RunOverlay.MOST_RUNS) {
            throw new InvalidInputException("figure " + ID + " was given " + folders.size() + " runs, more than "
                    + RunOverlay.MOST_RUNS + ", which cannot be told apart; leave some out of the parameter with.");
        }
        RunComparison runs;
        try {
            runs = RunLibrary.compare(folders);
        } catch (IOException e) {
            throw unreadable(e);
        }
        String curve = in.text("curve");
        if (!runs.curveNames().contains(curve)) {
            throw new InvalidInputException("parameter curve is \"" + curve
                    + "\", which none of the runs has; give one of these: " + String.join(", ", runs.curveNames())
                    + ".");
        }
        return how(in).of(runs);
    }

    private static InvalidInputException unreadable(IOException e) {
        return new InvalidInputException("the runs cannot be read: " + e.getMessage(), e);
    }

    /** All runs of a figure, the first one first. */
    public static List<Path> folders(Path first, FigureInput in) {
        return Stream.concat(Stream.of(first), in.folders("with").stream()).toList();
    }

    /** How the parameters of a figure draw its curves. */
    public static RunOverlay how(FigureInput in) {
        Axis axis = Choice.parse(Axis.class, "parameter axis", in.text("axis"));
        return new RunOverlay(in.text("curve"), axis, in.real("smoothing"), in.flag("logX"), in.flag("logY"));
    }
}
