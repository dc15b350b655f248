package io.github.deconvscope.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.config.Normalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes a {@link BenchReport} as JSON: records by their components, enums by their ids. Times are milliseconds. */
final class BenchJson {
    private static final JsonSerializer<Choice> BY_ID = (choice, type, context) -> new JsonPrimitive(choice.id());
    private static final Gson GSON = new GsonBuilder()
            .registerTypeHierarchyAdapter(Choice.class, BY_ID)
            .setPrettyPrinting()
            .create();

    private BenchJson() {}

    static String write(BenchReport report) {
        return GSON.toJson(of(report));
    }

    private static Map<String, Object> of(BenchReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Version.current());
        json.put("options", options(report.options()));
        json.put("machine", report.machine());
        json.put("nets", report.nets().stream().map(BenchJson::net).toList());
        json.put("ratios", ratios(report));
        report.dataMillis().ifPresent(data -> json.put("data", data));
        report.watched().ifPresent(watched -> json.put("watchedStep", watched));
        json.put("layers", report.layers());
        json.put("parts", parts(report));
        return json;
    }

    private static Map<String, Object> options(BenchOptions options) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", options.config().model());
        json.put("width", options.config().width());
        json.put("block", options.config().block());
        json.put("batch", options.config().batch());
        json.put("iterations", options.config().iterations());
        json.put("threads", options.threads());
        json.put("repeats", options.repeats());
        return json;
    }

    private static Map<String, Object> net(NetTiming net) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("normalization", net.normalization());
        json.put("parameters", net.parameters());
        json.put("forward", net.forward());
        json.put("backward", net.backward());
        json.put("optimizer", net.optimizer());
        json.put("step", net.step());
        json.put("imagesPerSecond", net.imagesPerSecond());
        return json;
    }

    private static Map<String, Object> ratios(BenchReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "deconvToBatchnorm", report.stepRatio(Normalization.DECONV, Normalization.BATCHNORM));
        put(json, "deconvToNone", report.stepRatio(Normalization.DECONV, Normalization.NONE));
        put(json, "batchnormToNone", report.stepRatio(Normalization.BATCHNORM, Normalization.NONE));
        return json;
    }

    private static void put(Map<String, Object> json, String name, OptionalDouble ratio) {
        ratio.ifPresent(value -> json.put(name, value));
    }

    private static List<Map<String, Object>> parts(BenchReport report) {
        return report.parts().stream()
                .map(part -> part(part, report.machine().matrixGflops()))
                .toList();
    }

    private static Map<String, Object> part(PartTiming part, double bestGflops) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layer", part.layer());
        json.put("part", part.part().name().toLowerCase(Locale.ROOT));
        json.put("forward", part.forward());
        json.put("backward", part.backward());
        json.put("forwardGmac", part.forwardGmac());
        if (part.forwardGmac() > 0) {
            json.put("forwardGflops", part.forwardGflops());
            json.put("shareOfBest", part.forwardGflops() / bestGflops);
        }
        return json;
    }
}
