package io.github.deconvscope.cli;

import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.LayerTiming;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.Timing;
import io.github.deconvscope.run.config.Normalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A {@link BenchReport} as JSON. Times are milliseconds. */
final class BenchJson {
    private BenchJson() {}

    static Map<String, Object> of(BenchReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Version.current());
        json.put("options", options(report.options()));
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("engine", report.machine().engine());
        machine.put("device", report.machine().device());
        machine.put("matrixGflops", report.machine().matrixGflops());
        json.put("machine", machine);
        json.put("nets", report.nets().stream().map(BenchJson::net).toList());
        json.put("ratios", ratios(report));
        report.dataMillis().ifPresent(data -> json.put("data", timing(data)));
        report.watched().ifPresent(watched -> json.put("watchedStep", timing(watched)));
        json.put("layers", report.layers().stream().map(BenchJson::layer).toList());
        json.put("parts", parts(report));
        return json;
    }

    private static Map<String, Object> options(BenchOptions options) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", options.config().model().id());
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
        json.put("normalization", net.normalization().id());
        json.put("parameters", net.parameters());
        json.put("forward", timing(net.forward()));
        json.put("backward", timing(net.backward()));
        json.put("optimizer", timing(net.optimizer()));
        json.put("step", timing(net.step()));
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

    private static Map<String, Object> layer(LayerTiming layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layer", layer.layer());
        json.put("in", layer.in());
        json.put("out", layer.out());
        json.put("size", layer.size());
        json.put("normalization", layer.normalization().id());
        json.put("forward", timing(layer.forward()));
        json.put("backward", timing(layer.backward()));
        return json;
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
        json.put("forward", timing(part.forward()));
        json.put("backward", timing(part.backward()));
        json.put("forwardGmac", part.forwardGmac());
        if (part.forwardGmac() > 0) {
            json.put("forwardGflops", part.forwardGflops());
            json.put("shareOfBest", part.forwardGflops() / bestGflops);
        }
        return json;
    }

    private static Map<String, Object> timing(Timing timing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", timing.median());
        json.put("fastest", timing.fastest());
        json.put("slowest", timing.slowest());
        json.put("count", timing.count());
        return json;
    }
}
