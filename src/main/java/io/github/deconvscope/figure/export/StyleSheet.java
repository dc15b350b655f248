package io.github.deconvscope.figure.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.Nearest;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.figure.AxisLook;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.Typeface;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ColorMap;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A style file: one look for all figures of a paper, as JSON. {@code docs/figures.md} lists its members. Whatever it holds is checked when it
 * is read, but for what depends on the figure.
 */
public final class StyleSheet {
    private static final double[] TYPE_POINTS = {6, 24};
    private static final double[] LINE_POINTS = {0.1, 10};
    private static final List<String> MEMBERS =
            List.of("font", "fontSize", "lineWidth", "colorMap", "palette", "labels", "figures");
    private static final List<String> AXES = List.of("x", "y", "values");
    private static final List<String> OF_AXIS = List.of("min", "max", "ticks", "label");
    private static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

    private final JsonObject json;
    private final FigureLook common;
    private final Map<String, Map<String, AxisLook>> axes = new LinkedHashMap<>();

    private StyleSheet(JsonFields file) {
        json = file.json();
        requireKnown(file, MEMBERS);
        common = new FigureLook(
                "",
                file.has("font")
                        ? Choice.parse(Typeface.class, file.place() + ": \"font\"", file.text("font"))
                        : Typeface.NOTO_SANS,
                length(file, "fontSize", TYPE_POINTS),
                length(file, "lineWidth", LINE_POINTS),
                file.has("colorMap") ? Optional.of(colorMap(file)) : Optional.empty(),
                palette(file),
                labels(file),
                AxisLook.NONE,
                AxisLook.NONE,
                AxisLook.NONE);
        if (file.has("figures")) {
            JsonFields figures = file.object("figures");
            for (String id : figures.json().keySet()) {
                JsonFields figure = figures.object(id);
                requireKnown(figure, AXES);
                Map<String, AxisLook> of = new LinkedHashMap<>();
                figure.json().keySet().forEach(axis -> of.put(axis, axis(figure.object(axis))));
                axes.put(id, of);
            }
        }
    }

    /** @throws InvalidInputException that names file, member, value and remedy */
    public static StyleSheet read(Path file) {
        try {
            return parse(file.toString(), TextFile.read(file));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the style " + file + " cannot be read; name a JSON file that is there.", e);
        }
    }

    /** @param place what the text is, for messages */
    public static StyleSheet parse(String place, String text) {
        return new StyleSheet(JsonFields.parse(place, text));
    }

    /** What the style of a state changes in its figure. */
    public static FigureLook look(FigureState state) {
        return state.style()
                .map(text -> parse("the style of " + state.figure(), text).look(state.figure()))
                .orElse(FigureLook.USUAL);
    }

    /** The whole style on one line. */
    public String text() {
        return COMPACT.toJson(json);
    }

    /** Ids of the figures whose axes it sets. */
    public Set<String> figures() {
        return new LinkedHashSet<>(axes.keySet());
    }

    /** What it changes in a figure. @param figure id in the catalogue */
    public FigureLook look(String figure) {
        Map<String, AxisLook> of = axes.getOrDefault(figure, Map.of());
        return new FigureLook(
                figure,
                common.typeface(),
                common.typeSize(),
                common.lineWidth(),
                common.colorMap(),
                common.palette(),
                common.words(),
                of.getOrDefault("x", AxisLook.NONE),
                of.getOrDefault("y", AxisLook.NONE),
                of.getOrDefault("values", AxisLook.NONE));
    }

    private static void requireKnown(JsonFields object, List<String> known) {
        for (String name : object.json().keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInputException(object.place() + ": there is no \"" + name + "\"; nearest: "
                        + Nearest.of(name, known, 1).get(0) + ". All: " + String.join(", ", known) + ".");
            }
        }
    }

    private static OptionalDouble length(JsonFields file, String name, double[] range) {
        if (!file.has(name)) {
            return OptionalDouble.empty();
        }
        double pixels = Length.parse(file.place() + ": \"" + name + "\"", file.text(name));
        double points = pixels * Length.POINTS_PER_PIXEL;
        if (!(points >= range[0] && points <= range[1])) {
            throw file.wrong(name, "from " + range[0] + "pt to " + range[1] + "pt");
        }
        return OptionalDouble.of(pixels);
    }

    private static ColorMap colorMap(JsonFields file) {
        List<String> ids = Arrays.stream(ColorMap.values())
                .filter(map -> !map.diverging())
                .map(ColorMap::id)
                .toList();
        return Arrays.stream(ColorMap.values())
                .filter(map -> ids.contains(map.id()) && map.id().equals(file.text("colorMap")))
                .findFirst()
                .orElseThrow(() -> file.wrong("colorMap", "one of " + String.join(", ", ids)));
    }

    private static Map<String, Color> palette(JsonFields file) {
        Map<String, Color> colors = new LinkedHashMap<>();
        if (file.has("palette")) {
            JsonFields palette = file.object("palette");
            requireKnown(
                    palette, Arrays.stream(SeriesKey.values()).map(Choice::word).toList());
            for (String key : palette.json().keySet()) {
                if (!palette.text(key).matches("#[0-9A-Fa-f]{6}")) {
                    throw palette.wrong(key, "a colour such as #0072B2");
                }
                colors.put(key, Color.decode(palette.text(key)));
            }
        }
        return colors;
    }

    private static Map<String, String> labels(JsonFields file) {
        Map<String, String> words = new LinkedHashMap<>();
        if (file.has("labels")) {
            JsonFields labels = file.object("labels");
            labels.json().keySet().forEach(text -> words.put(text, labels.text(text)));
        }
        return words;
    }

    private static AxisLook axis(JsonFields axis) {
        requireKnown(axis, OF_AXIS);
        OptionalDouble min = number(axis, "min");
        OptionalDouble max = number(axis, "max");
        if (min.isPresent() && max.isPresent() && !(max.getAsDouble() > min.getAsDouble())) {
            throw axis.wrong("max", "above the min");
        }
        double[] ticks = axis.has("ticks") ? axis.numbers("ticks") : new double[0];
        for (int i = 0; i < ticks.length; i++) {
            if (!Double.isFinite(ticks[i]) || i > 0 && !(ticks[i] > ticks[i - 1])) {
                throw axis.wrong("ticks", "numbers that rise");
            }
        }
        return new AxisLook(
                min,
                max,
                Arrays.stream(ticks).boxed().toList(),
                axis.has("label") ? Optional.of(axis.text("label")) : Optional.empty());
    }

    private static OptionalDouble number(JsonFields axis, String name) {
        if (!axis.has(name)) {
            return OptionalDouble.empty();
        }
        if (!Double.isFinite(axis.number(name))) {
            throw axis.wrong(name, "a finite number");
        }
        return OptionalDouble.of(axis.number(name));
    }
}
