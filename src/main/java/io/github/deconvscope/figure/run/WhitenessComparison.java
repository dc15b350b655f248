package io.github.deconvscope.figure.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.math.Floats;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Makes the figure of how white the input of each layer's product is, in one run or two side by side: before and after whitening, or as it
 * is in a net that does not whiten. Layers are matched by their place in the net, such as {@code conv3}, so that their names and widths may
 * differ.
 */
final class WhitenessComparison {
    /** Lower ones leave the spectrum no room for its labels. */
    private static final double LOWEST_PANEL = 190;

    private static final double PERCENT = 100;

    /**
     * A layer at one step.
     *
     * @param whitened what its product sees if it whitens
     */
    private record Place(LayerInfo layer, LayerFrames frames, LayerWhiteness input, Optional<LayerWhiteness> whitened) {
        /** What its product sees. */
        LayerWhiteness product() {
            return whitened.orElse(input);
        }

        /** Whether it was finite, so that there are numbers of it. */
        boolean isKnown() {
            return Double.isFinite(product().patches());
        }
    }

    /**
     * A run.
     *
     * @param name A or B; empty for a single run
     * @param places by place in the net
     */
    private record Side(String name, RunConfig config, Map<String, Place> places) {
        boolean whitens() {
            return places.values().stream().anyMatch(place -> place.whitened.isPresent());
        }

        /** What decides the batch that was recorded. */
        List<Object> batch() {
            List<Object> all = new ArrayList<>();
            for (RunOption option : RunOption.values()) {
                if (option.group() == RunOption.Group.DATA || option == RunOption.SEED || option == RunOption.BATCH) {
                    all.add(config.text(option));
                }
            }
            places.values().stream()
                    .map(place -> place.frames.step())
                    .distinct()
                    .forEach(all::add);
            return all;
        }

        String called(String what) {
            return name.isEmpty() ? what : name + ", " + what;
        }

        String described() {
            return (name.isEmpty() ? "" : name + " is ")
                    + config.normalization().label().toLowerCase(Locale.ROOT) + ", step "
                    + places.values().stream()
                            .map(place -> Long.toString(place.frames.step()))
                            .distinct()
                            .collect(Collectors.joining(" and "));
        }
    }

    private final List<Side> sides = new ArrayList<>();
    private final List<String> order = new ArrayList<>();

    /**
     * Adds a run, one or two in all.
     *
     * @param config of the run
     * @param layers of the run
     * @param frames of each at the step that is looked at; empty where nothing was recorded
     */
    void add(RunConfig config, List<LayerInfo> layers, List<Optional<LayerFrames>> frames) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerInfo layer = layers.get(i);
            LayerFrames there = frames.get(i).orElse(null);
            if (there != null && there.has(Quantity.COVARIANCE)) {
                LayerWhiteness input = LayerWhiteness.ofInput(there).orElseThrow();
                places.put(layer.place(), new Place(layer, there, input, LayerWhiteness.ofWhitened(there)));
            }
        }
        sides.add(new Side("", config, places));
        insert(new ArrayList<>(places.keySet()));
    }

    /** Keeps the layers of both runs in the order of their nets. */
    private void insert(List<String> places) {
        int at = 0;
        for (String place : places) {
            int known = order.indexOf(place);
            if (known < 0) {
                order.add(at++, place);
            } else {
                at = known + 1;
            }
        }
    }

    /** @param at the layer whose spectrum is drawn: its place, name or label; empty takes the second */
    Figure figure(String at) {
        if (order.isEmpty()) {
            throw new InvalidInputException(
                    "nothing was recorded that says how white the input of a layer is: earlier versions recorded it of layers that whiten"
                            + " only, and a run with --record-every 0 records nothing. Train once more, or choose another run.");
        }
        for (int i = 0; sides.size() == 2 && i < 2; i++) {
            Side side = sides.get(i);
            sides.set(i, new Side(i == 0 ? "A" : "B", side.config, side.places));
        }
        List<Figure> panels = List.of(
                bars("Correlation of patches", Axis.linear("mean |correlation|", ""), LayerWhiteness::patches),
                bars("Correlation of channels", Axis.linear("mean |correlation|", ""), LayerWhiteness::channels),
                bars("Effective rank", Axis.linear("of all features", "%"), white -> PERCENT * white.effectiveShare()),
                bars(
                        "Condition number",
                        Axis.log("largest / smallest eigenvalue", "").from(1),
                        LayerWhiteness::condition),
                dead(),
                spectra(at.isEmpty() ? order.get(Math.min(1, order.size() - 1)) : place(at)));
        return new PanelsFigure(
                "What each layer multiplies",
                caption(),
                words(),
                panels,
                2,
                Math.max(LOWEST_PANEL, 80 + order.size() * (10.0 + 11 * groups())),
                table());
    }

    private int groups() {
        return sides.stream().mapToInt(side -> side.whitens() ? 2 : 1).sum();
    }

    private String place(String wanted) {
        return order.stream()
                .filter(place -> place.equals(wanted)
                        || sides.stream()
                                .map(side -> side.places.get(place))
                                .anyMatch(there -> there != null
                                        && (there.layer.name().equals(wanted)
                                                || there.layer.label().equals(wanted))))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("there is no layer \"" + wanted + "\" to compare; there are "
                                + String.join(", ", order) + ", in the first run called "
                                + sides.get(0).places.values().stream()
                                        .map(there -> there.layer.name())
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private SeriesKey ofProduct(Side side) {
        SeriesKey key = RunCharts.key(side.config);
        return side != sides.get(0) && key == RunCharts.key(sides.get(0).config) ? SeriesKey.EXTRA_2 : key;
    }

    private SeriesKey ofInput(Side side) {
        return side == sides.get(0) ? SeriesKey.REFERENCE : SeriesKey.EXTRA_1;
    }

    /** Beside the bars: the whole label where both runs have the same. */
    private List<String> categories() {
        return order.stream()
                .map(place -> {
                    List<String> labels = sides.stream()
                            .map(side -> side.places.get(place))
                            .filter(there -> there != null)
                            .map(there -> there.layer.label())
                            .distinct()
                            .toList();
                    return labels.size() == 1 ? labels.get(0) : place;
                })
                .toList();
    }

    private double[] of(Side side, boolean whitened, ToDoubleFunction<LayerWhiteness> measure) {
        return order.stream()
                .map(side.places::get)
                .mapToDouble(place -> place == null
                        ? Double.NaN
                        : (whitened ? place.whitened : Optional.of(place.input))
                                .map(measure::applyAsDouble)
                                .orElse(Double.NaN))
                .toArray();
    }

    private Figure bars(String title, Axis axis, ToDoubleFunction<LayerWhiteness> measure) {
        BarChartFigure.Builder chart = BarChartFigure.titled(title, axis, categories());
        for (Side side : sides) {
            if (side.whitens()) {
                chart.add(side.called("input"), ofInput(side), of(side, false, measure));
                chart.add(side.called("after whitening"), ofProduct(side), of(side, true, measure));
            } else {
                chart.add(side.called("input"), ofProduct(side), of(side, false, measure));
            }
        }
        return chart.build();
    }

    private Figure dead() {
        BarChartFigure.Builder chart =
                BarChartFigure.titled("Dead channels", Axis.linear("of the input channels", "%"), categories());
        for (Side side : sides) {
            chart.add(side.called("input"), ofProduct(side), of(side, false, white -> PERCENT * white.dead()));
        }
        boolean known =
                sides.stream().flatMap(side -> side.places.values().stream()).allMatch(Place::isKnown);
        return chart.whereAllAreZero(known ? "No channel is dead" : "No channel is known to be dead")
                .build();
    }

    private Figure spectra(String place) {
        LineChartFigure.Builder chart = LineChartFigure.titled("Spectrum of " + place)
                .axes(Axis.counted("eigenvalue"), Axis.log("eigenvalue / mean eigenvalue", ""));
        for (Side side : sides) {
            Place there = side.places.get(place);
            if (there != null) {
                boolean whitens = there.whitened.isPresent();
                spectrum(there, Quantity.COVARIANCE)
                        .map(points ->
                                Series.line(side.called("input"), points, whitens ? ofInput(side) : ofProduct(side)))
                        .ifPresent(chart::add);
                spectrum(there, Quantity.COVARIANCE_AFTER)
                        .map(points -> Series.line(side.called("after whitening"), points, ofProduct(side)))
                        .ifPresent(chart::add);
            }
        }
        return chart.build();
    }

    private static Optional<Points> spectrum(Place place, Quantity quantity) {
        return place.frames.get(quantity).flatMap(WhitenessComparison::relativeSpectrum);
    }

    /** Of the first block. */
    private static Optional<Points> relativeSpectrum(Frame frame) {
        int n = LayerFigures.features(frame);
        double[] matrix = Floats.wide(LayerFigures.matrix(frame, 0));
        if (!SquareMatrix.isFinite(matrix)) {
            return Optional.empty();
        }
        double[] values = SymmetricEigen.valuesOf(matrix, n);
        double mean = Arrays.stream(values).average().orElse(1);
        return Optional.of(
                Points.counted(1, Arrays.stream(values).map(v -> v / mean).toArray()));
    }

    private String caption() {
        StringBuilder text = new StringBuilder("The input of each layer's product, on one batch");
        text.append(sides.size() < 2 ? ". " : sameBatch() ? ", the same in both runs. " : " of each run. ");
        for (Side side : sides) {
            // Before and after are means over the same layers.
            List<Place> shown = side.places.values().stream()
                    .filter(place -> place.whitened.isPresent() || !side.whitens())
                    .toList();
            List<Place> known = shown.stream().filter(Place::isKnown).toList();
            if (known.isEmpty()) {
                text.append(side.described()).append(": no number is known, since no input is finite. ");
                continue;
            }
            text.append(side.described())
                    .append(": mean |correlation| of patches, averaged over the ")
                    .append(PlainWords.count(known.size(), "layer"))
                    .append(side.whitens() ? " that whiten, " : ", ")
                    .append(Numbers.shown(mean(known, Place::input)));
            if (side.whitens()) {
                text.append(" as it comes and ")
                        .append(Numbers.shown(mean(known, Place::product)))
                        .append(" after whitening");
            } else {
                text.append(", which is what it multiplies");
            }
            if (known.size() < shown.size()) {
                text.append("; of ")
                        .append(PlainWords.count(shown.size() - known.size(), "other"))
                        .append(" it is not known, since their input is not finite");
            }
            text.append(". ");
        }
        return text.append("White: correlation 0, effective rank 100 %, condition number 1.")
                .toString();
    }

    /** Whether all that decides a batch is the same: the data and their order, how many pictures, and the step. */
    private boolean sameBatch() {
        return sides.stream().map(Side::batch).distinct().count() == 1;
    }

    private static double mean(List<Place> places, Function<Place, LayerWhiteness> of) {
        return places.stream()
                .mapToDouble(place -> of.apply(place).patches())
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private String words() {
        StringBuilder text = new StringBuilder(caption());
        for (String place : order) {
            for (Side side : sides) {
                Place there = side.places.get(place);
                if (there != null) {
                    LayerWhiteness white = there.product();
                    text.append(' ')
                            .append(side.called(place))
                            .append(": correlation ")
                            .append(Numbers.shown(white.patches()))
                            .append(", effective rank ")
                            .append(Numbers.shown(white.effectiveRank()))
                            .append(" of ")
                            .append(white.features())
                            .append('.');
                }
            }
        }
        return text.toString();
    }

    private DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (String place : order) {
            for (Side side : sides) {
                Place there = side.places.get(place);
                if (there != null) {
                    rows.add(row(side, there, "input", there.input));
                    there.whitened.ifPresent(white -> rows.add(row(side, there, "after whitening", white)));
                }
            }
        }
        return DataTable.of(
                List.of(
                        "run",
                        "layer",
                        "name",
                        "of",
                        "step",
                        "features",
                        "correlation of patches",
                        "correlation of channels",
                        "effective rank",
                        "condition number",
                        "dead channels"),
                rows);
    }

    private static List<Object> row(Side side, Place place, String of, LayerWhiteness white) {
        return List.of(
                side.name.isEmpty() ? side.config.normalization().id() : side.name,
                place.layer.label(),
                place.layer.name(),
                of,
                place.frames.step(),
                white.features(),
                white.patches(),
                white.channels(),
                white.effectiveRank(),
                white.condition(),
                white.dead());
    }
}
