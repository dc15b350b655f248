package io.github.deconvscope.lesson;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a condition can ask about the run in view, under {@code run}: numbers that the run measured, not what a person chose. */
public final class RunFacts {
    /** The names there are. */
    public static final List<String> NAMES = List.of(
            "state",
            "step",
            "epoch",
            "loss",
            "testAccuracy",
            "lossScale",
            "normalization",
            "precision",
            "learningRate");

    private RunFacts() {}

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
    static String inWords(JsonObject facts) {
        List<String> words = new ArrayList<>();
        words.add(facts.has("normalization") ? facts.get("normalization").getAsString() : "");
        words.add(number(facts, "learningRate", "base learning rate %s", 1));
        words.add(number(facts, "step", "%.0f steps", 1));
        words.add(number(facts, "loss", "loss %.3g", 1));
        words.add(number(facts, "testAccuracy", "test accuracy %.1f %%", 100));
        words.removeIf(String::isEmpty);
        return String.join(", ", words);
    }

    private static String number(JsonObject facts, String name, String format, double unit) {
        if (!facts.has(name)) {
            return "";
        }
        Object value = format.contains("%s")
                ? facts.get(name).getAsString()
                : (Object) (facts.get(name).getAsDouble() * unit);
        return String.format(Locale.ROOT, format, value);
    }

    private static void measured(JsonObject facts, String name, RunFeed feed, Metric metric) {
        double last = feed.curve(metric).snapshot().last();
        if (Double.isFinite(last)) {
            facts.addProperty(name, last);
        }
    }
}
