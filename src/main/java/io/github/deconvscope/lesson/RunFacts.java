package io.github.deconvscope.lesson;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.RunFeed;
import io.github.deconvscope.run.RunOption;
import java.util.List;

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

    private static void measured(JsonObject facts, String name, RunFeed feed, Metric metric) {
        double last = feed.curve(metric).snapshot().last();
        if (Double.isFinite(last)) {
            facts.addProperty(name, last);
        }
    }
}
