package io.github.deconvscope.lesson.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a condition can ask about the run in view, under {@code run}: numbers that the run measured, not what a person chose. */
public final class RunFacts {
    /** Where conditions find them. */
    public static final String PREFIX = "run.";

    /** What one fact can be: one of some words or, without words, a number of a range. */
    public record Range(double low, double high, List<String> words) {
        static Range from0To(double high) {
            return new Range(0, high, List.of());
        }

        static Range of(Stream<String> words) {
            return new Range(0, 0, words.toList());
        }
    }

    /** The names there are, with what each can be. */
    public static final Map<String, Range> RANGES = ranges();

    /** Those that a page knows which looks at trained nets; all but the first it knows alone. */
    private static final List<String> OF_NETS = List.of("normalization", "beside", "tested", "topLayer");

    private static Map<String, Range> ranges() {
        Map<String, Range> ranges = new TreeMap<>();
        for (String name : List.of("step", "epoch", "loss", "lossScale", "learningRate", "tested", "topLayer")) {
            ranges.put(name, Range.from0To(Double.POSITIVE_INFINITY));
        }
        ranges.put("testAccuracy", Range.from0To(1));
        ranges.put("state", Range.of(Arrays.stream(RunState.values()).map(RunState::label)));
        ranges.put("precision", Range.of(Arrays.stream(Precision.values()).map(Precision::id)));
        for (String name : List.of("normalization", "beside")) {
            ranges.put(name, Range.of(Arrays.stream(Normalization.values()).map(Normalization::id)));
        }
        return ranges;
    }

    private RunFacts() {}

    /** The names of the facts that a page knows; none if it looks at no run. */
    public static Set<String> of(String page) {
        return switch (page) {
            case "training", "precision", "whitening" ->
                RANGES.keySet().stream()
                        .filter(name -> OF_NETS.indexOf(name) < 1)
                        .collect(Collectors.toCollection(TreeSet::new));
            case "network" -> new TreeSet<>(OF_NETS);
            default -> Set.of();
        };
    }

    /**
     * The facts of trained nets that are looked at.
     *
     * @param net how the layers of the net normalize
     * @param beside the same of the second net, if there is one
     * @param tested how many test pictures the net was tried on here
     * @param topLayer of which layer the top pictures were looked for last, from 1; 0 for none
     */
    public static JsonObject of(Optional<String> net, Optional<String> beside, int tested, int topLayer) {
        JsonObject facts = new JsonObject();
        facts.addProperty("tested", tested);
        facts.addProperty("topLayer", topLayer);
        net.ifPresent(of -> facts.addProperty("normalization", of));
        beside.ifPresent(of -> facts.addProperty("beside", of));
        return facts;
    }

    /** The facts of a run; measured ones are missing until there is a measurement. */
    public static JsonObject of(RunFeed feed) {
        JsonObject facts = new JsonObject();
        facts.addProperty("state", feed.state().label());
        facts.addProperty("step", feed.progress().step());
        facts.addProperty("epoch", feed.progress().epoch());
        measured(facts, "loss", feed, Metric.LOSS);
        measured(facts, "testAccuracy", feed, Metric.TEST_ACCURACY);
        measured(facts, "lossScale", feed, Metric.LOSS_SCALE);
        facts.addProperty("normalization", feed.config().normalization().id());
        facts.addProperty("precision", feed.config().precision().id());
        facts.addProperty("learningRate", String.valueOf(feed.config().get(RunOption.LEARNING_RATE)));
        return facts;
    }

    /** What a run measured, for the record of lessons: {@code "batchnorm, 60 steps, loss 0.81, test accuracy 75.7 %"}. */
    public static String inWords(JsonObject facts) {
        List<String> words = new ArrayList<>();
        ifPresent(facts, "normalization", value -> words.add(value.getAsString()));
        ifPresent(facts, "learningRate", value -> words.add("base learning rate " + value.getAsString()));
        ifPresent(facts, "step", value -> words.add(PlainWords.count(value.getAsLong(), "step")));
        ifPresent(facts, "loss", value -> words.add(String.format(Locale.ROOT, "loss %.3g", value.getAsDouble())));
        ifPresent(facts, "testAccuracy", value -> words.add("test accuracy " + Numbers.percent(value.getAsDouble())));
        return String.join(", ", words);
    }

    private static void ifPresent(JsonObject facts, String name, Consumer<JsonElement> taker) {
        Optional.ofNullable(facts.get(name)).ifPresent(taker);
    }

    private static void measured(JsonObject facts, String name, RunFeed feed, Metric metric) {
        double last = feed.curve(metric).snapshot().last();
        if (Double.isFinite(last)) {
            facts.addProperty(name, last);
        }
    }
}
