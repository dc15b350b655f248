package io.github.deconvscope.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.math.Floats;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code inspect} prints.
 *
 * @param pass of the picture
 * @param back a channel made visible, if one was asked for
 * @param redrawn the same with layers drawn anew, if that was asked for
 */
record InspectReport(NetworkPass pass, Optional<BackProjection> back, Optional<BackProjection> redrawn) {
    private String className(int category) {
        return pass.info().classNames().get(category);
    }

    void printText(PrintWriter out) {
        NetworkInfo info = pass.info();
        out.printf("net         %s%n", info.net());
        out.printf("checkpoint  %s%n", info.where());
        out.printf("picture     %s%s%n", pass.picture().name(), truth());
        out.printf("prediction  %s%n%n", className(pass.predicted()));
        double[] probabilities = pass.probabilities();
        int widest = info.classNames().stream().mapToInt(String::length).max().orElse(5);
        out.printf(Locale.ROOT, "%-" + widest + "s  %10s  %11s%n", "class", "score", "probability");
        for (int c : pass.ranking()) {
            out.printf(
                    Locale.ROOT,
                    "%-" + widest + "s  %10.4f  %11.4f%n",
                    className(c),
                    pass.logits()[c],
                    probabilities[c]);
        }
        out.printf(
                "%n%5s  %-18s  %7s  %6s  %7s  %4s  %6s  %10s  %s%n",
                "layer", "name", "maps", "zeros", "channel", "row", "column", "largest", "sees of the picture");
        for (LayerActivation activation : pass.layers()) {
            NetworkLayer layer = activation.layer();
            LayerActivation.Peak peak = activation.peak();
            out.printf(
                    Locale.ROOT,
                    "%5d  %-18s  %7s  %5.1f%%  %7d  %4d  %6d  %10.4g  %s%n",
                    layer.number(),
                    layer.label(),
                    layer.size(),
                    100 * activation.zeros(),
                    peak.channel(),
                    peak.row(),
                    peak.column(),
                    peak.value(),
                    layer.sees(peak.row(), peak.column()).inWords());
        }
        back.ifPresent(made -> printBack(made, out));
    }

    private String truth() {
        if (pass.picture().truth().isEmpty()) {
            return "";
        }
        int truth = pass.picture().truth().getAsInt();
        return ", which is " + className(truth) + (truth == pass.predicted() ? " (right)" : " (wrong)");
    }

    private void printBack(BackProjection made, PrintWriter out) {
        int layer = made.question().layer();
        int channel = made.question().channel();
        String which = made.peak()
                .map(peak -> String.format(
                        Locale.ROOT,
                        "channel %d of layer %d, %.4g at row %d, column %d%s",
                        channel,
                        layer,
                        peak.value(),
                        peak.row(),
                        peak.column(),
                        peak.value() == 0 ? ": it is silent, so that nothing goes back" : ""))
                .orElseGet(() -> "score of " + className(channel));
        out.printf("%nback        %s%n", which);
        out.printf("rule        %s%n", made.question().rule().id());
        out.printf(Locale.ROOT, "range       %.4g to %.4g%n", least(made.picture()), most(made.picture()));
        redrawn.ifPresent(other -> out.printf(
                Locale.ROOT,
                "redrawn     layers %s, seed %d: rank correlation %s%n",
                layers(other),
                other.question().redraw().orElseThrow().seed(),
                correlation(made, other) == null
                        ? "undefined, since one of the two pictures is the same everywhere"
                        : String.format(Locale.ROOT, "%.4f", correlation(made, other))));
        int side = pass.info().format().side();
        for (int c = 0; c < pass.info().format().input().channels(); c++) {
            out.printf("%nchannel %d of the picture%n", c);
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    out.printf(
                            Locale.ROOT,
                            "%s%.3g",
                            column == 0 ? "" : " ",
                            made.picture()[(c * side + row) * side + column]);
                }
                out.println();
            }
        }
    }

    private static List<Integer> layers(BackProjection redrawn) {
        return List.copyOf(redrawn.question().redraw().orElseThrow().layers()).stream()
                .sorted()
                .toList();
    }

    private static Double correlation(BackProjection made, BackProjection other) {
        double correlation = made.rankCorrelation(other);
        return Double.isNaN(correlation) ? null : correlation;
    }

    private static float least(float[] values) {
        return (float) Arrays.stream(Floats.wide(values)).min().orElseThrow();
    }

    private static float most(float[] values) {
        return (float) Arrays.stream(Floats.wide(values)).max().orElseThrow();
    }

    void printJson(PrintWriter out) {
        Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
        out.println(gson.toJson(asMap()));
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", pass.info().run().toString());
        map.put("step", pass.info().step());
        map.put("net", pass.info().net());
        map.put("dataSet", pass.info().dataSet());
        map.put("picture", pass.picture().name());
        map.put(
                "testIndex",
                pass.picture().index().isPresent() ? pass.picture().index().getAsInt() : null);
        map.put(
                "truth",
                pass.picture().truth().isPresent()
                        ? className(pass.picture().truth().getAsInt())
                        : null);
        map.put("prediction", className(pass.predicted()));
        double[] probabilities = pass.probabilities();
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int c = 0; c < probabilities.length; c++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", className(c));
            one.put("score", pass.logits()[c]);
            one.put("probability", probabilities[c]);
            classes.add(one);
        }
        map.put("classes", classes);
        map.put("layers", pass.layers().stream().map(InspectReport::layer).toList());
        back.ifPresent(made -> map.put("back", back(made)));
        return map;
    }

    private static Map<String, Object> layer(LayerActivation activation) {
        NetworkLayer layer = activation.layer();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", layer.number());
        map.put("name", layer.name());
        map.put("channels", layer.channels());
        map.put("height", layer.size().height());
        map.put("width", layer.size().width());
        map.put("receptiveField", layer.field().size());
        map.put("zeros", activation.zeros());
        map.put("top", peak(activation.peak(), layer));
        return map;
    }

    private static Map<String, Object> peak(LayerActivation.Peak peak, NetworkLayer layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channel", peak.channel());
        map.put("row", peak.row());
        map.put("column", peak.column());
        map.put("value", peak.value());
        map.put("sees", layer.sees(peak.row(), peak.column()));
        return map;
    }

    private Map<String, Object> back(BackProjection made) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", made.question().layer());
        map.put("channel", made.question().channel());
        map.put("rule", made.question().rule().id());
        map.put(
                "top",
                made.peak()
                        .map(peak ->
                                peak(peak, pass.info().layer(made.question().layer())))
                        .orElse(null));
        map.put("min", least(made.picture()));
        map.put("max", most(made.picture()));
        map.put("picture", nested(made.picture()));
        redrawn.ifPresent(other -> {
            map.put("redrawn", layers(other));
            map.put("seed", other.question().redraw().orElseThrow().seed());
            map.put("rankCorrelation", correlation(made, other));
            map.put("redrawnPicture", nested(other.picture()));
        });
        return map;
    }

    private float[][][] nested(float[] picture) {
        int side = pass.info().format().side();
        float[][][] nested = new float[pass.info().format().input().channels()][side][side];
        for (int i = 0; i < picture.length; i++) {
            nested[i / (side * side)][i / side % side][i % side] = picture[i];
        }
        return nested;
    }
}
