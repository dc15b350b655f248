package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.LearnedUpsampling;
import io.github.deconvscope.lab.convolution.LearnedUpsampling.Run;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.UpsamplingNet.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figure of small nets that learn to enlarge a photograph, and of the checkerboards that their weights make. */
public final class LearnedFigures implements FigureProvider {
    private static final String TITLE = "Learned enlargement";

    /** Training takes a second or two: the last figure is kept for whoever asks for it again. */
    private record Kept(Photo photo, int steps, int seeds, Figure figure) {}

    private static volatile @Nullable Kept kept;

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.choice("photo", "which photograph is learned", Choice.ids(Photo.class)),
            Parameter.whole("steps", "of gradient descent", 0, 1000, 100),
            Parameter.whole("seeds", "nets of each kind; the first is drawn, the table holds all", 1, 10, 3));

    @Override
    public List<FigureEntry> figures() {
        return List.of(FigureEntry.still(
                "convolution-learned",
                "convolution",
                TITLE,
                "Two layers of each kind learn to enlarge a photograph fourfold; below, what they make of flat grey.",
                PARAMETERS,
                LearnedFigures::figure));
    }

    private static Figure figure(FigureInput input) {
        Photo photo = Choice.parse(Photo.class, "parameter photo", input.text("photo"));
        int steps = input.integer("steps");
        int seeds = input.integer("seeds");
        Kept last = kept;
        if (last == null || last.photo != photo || last.steps != steps || last.seeds != seeds) {
            last = new Kept(photo, steps, seeds, of(LearnedUpsampling.of(photo.load(), steps, seeds)));
            kept = last;
        }
        return last.figure;
    }

    static Figure of(LearnedUpsampling learned) {
        List<Figure> panels = new ArrayList<>();
        List<Figure> patterns = new ArrayList<>();
        List<Run> drawn =
                Arrays.stream(Way.values()).map(way -> learned.of(way).get(0)).toList();
        double most = drawn.stream()
                .flatMapToDouble(run -> Arrays.stream(percent(run)))
                .map(Math::abs)
                .max()
                .orElseThrow();
        for (Run run : drawn) {
            panels.add(new PhotoFigure(
                    new PhotoLab.Panel(run.way().title(), "as enlarged by the first net", picture(run))));
            double[] percent = percent(run);
            int side = (int) Math.sqrt(percent.length);
            patterns.add(HeatMapFigure.of("On grey: " + range(learned.of(run.way())), percent, side, side)
                    .map(ColorMap.BLUE_WHITE_ORANGE)
                    .range(ValueRange.symmetric(most))
                    .valueLabel("%")
                    .ticks(false)
                    .build());
        }
        panels.addAll(patterns);
        String caption = "After " + PlainWords.count(learned.steps(), "step")
                + ". Checkerboard: standard deviation of what becomes of flat grey, "
                + "in per cent of the grey; "
                + PlainWords.count(learned.of(Way.RESIZE).size(), "seed") + ". Colours reach from "
                + Numbers.shown(-most) + " to " + Numbers.shown(most) + " %.";
        return new PanelsFigure(TITLE, caption, altText(learned), panels, panels.size() / 2, 230, table(learned));
    }

    private static String altText(LearnedUpsampling learned) {
        List<String> ways = Arrays.stream(Way.values())
                .map(way -> way.title() + " " + range(learned.of(way)))
                .toList();
        return "Checkerboard on flat grey after " + learned.steps() + " steps: " + String.join(", ", ways) + ".";
    }

    /** The differences of the flat picture from its mean, in per cent of the grey that entered. */
    private static double[] percent(Run run) {
        double mean = Arrays.stream(run.flat()).average().orElseThrow();
        return Arrays.stream(run.flat())
                .map(v -> 100 * (v - mean) / LearnedUpsampling.GREY)
                .toArray();
    }

    private static String range(List<Run> runs) {
        String least = shown(
                runs.stream().min(Comparator.comparingDouble(Run::checkerboard)).orElseThrow());
        String most = shown(
                runs.stream().max(Comparator.comparingDouble(Run::checkerboard)).orElseThrow());
        return (least.equals(most) ? least : least + " to " + most) + " %";
    }

    private static String shown(Run run) {
        return Numbers.shown(Math.rint(1000 * run.checkerboard()) / 10);
    }

    /** What is only rounding is 0. */
    private static double rounded(double percent) {
        return percent < 1e-9 ? 0 : percent;
    }

    private static ColorImage picture(Run run) {
        float[] plane = new float[run.picture().length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) run.picture()[i];
        }
        return new ColorImage(LearnedUpsampling.SIDE, LearnedUpsampling.SIDE, plane);
    }

    private static DataTable table(LearnedUpsampling learned) {
        List<List<Object>> rows = new ArrayList<>();
        for (Run run : learned.runs()) {
            rows.add(List.of(
                    Choice.word(run.way()),
                    run.seed(),
                    learned.steps(),
                    run.error(),
                    rounded(100 * run.checkerboard())));
        }
        return DataTable.of(List.of("way", "seed", "steps", "mean squared error", "checkerboard (%)"), rows);
    }
}
