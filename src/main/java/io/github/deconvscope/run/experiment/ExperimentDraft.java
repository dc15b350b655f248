package io.github.deconvscope.run.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The file of an experiment while somebody edits it: what it holds may not make sense yet. Members that have no method here, such as
 * {@code groups} and {@code compare}, stay as they are. Immutable.
 *
 * @param json the file; not to be changed
 */
public record ExperimentDraft(JsonObject json) {
    private static final String PLACE = "The experiment";

    /** Three nets' worth of runs that end within minutes. */
    public static final ExperimentDraft START =
            new ExperimentDraft(JsonParser.parseString("""
                    {
                      "name": "first-try",
                      "base": {"train-limit": 2560, "test-limit": 500, "width": 0.125, "block": 16, "batch": 64,
                               "record-every": 0},
                      "vary": {"normalization": ["batchnorm", "deconv"]},
                      "best": {"lr": [0.02, 0.05, 0.2]},
                      "seeds": "1..3",
                      "measure": ["test-accuracy", "loss"],
                      "end": {"epochs": 1}
                    }""").getAsJsonObject());

    /** @throws InvalidInputException if a member is of a kind that no file of an experiment has */
    public ExperimentDraft {
        try {
            config(json);
            lists(json, "vary");
            lists(json, "best");
            text(json, "name");
            seeds(json);
            measures(json);
        } catch (IllegalStateException | UnsupportedOperationException | ClassCastException e) {
            throw new InvalidInputException(PLACE + " is not one: " + e.getMessage(), e);
        }
    }

    /** Reads the file of an experiment as it is; {@link Experiment#read} says what is wrong with it. */
    public static ExperimentDraft read(Path file) {
        return new ExperimentDraft(Experiment.read(file).json());
    }

    /**
     * What this describes.
     *
     * @throws InvalidInputException that says what is missing or wrong
     */
    public Experiment experiment() {
        try {
            return ExperimentReader.parse(PLACE, text());
        } catch (InvalidInputException e) {
            // Messages must not name lines: the text is not a file that the person sees.
            throw new InvalidInputException(e.getMessage().replaceFirst("^" + PLACE + "(, line \\d+)?: ", ""), e);
        }
    }

    /** As a file. */
    public String text() {
        return RunFolder.text(json);
    }

    /** Writes the file, whole or not at all; {@link Experiment#read} reads the same experiment. */
    public void write(Path file) throws IOException {
        RunFolder.writeJson(file, json);
    }

    public String name() {
        return text(json, "name");
    }

    public ExperimentDraft withName(String name) {
        return with("name", new JsonPrimitive(name));
    }

    /** What all runs have in common, but for what varies; what is not set has its usual value. */
    public RunConfig config() {
        return config(json);
    }

    private static RunConfig config(JsonObject json) {
        JsonObject all = new JsonObject();
        for (String member : List.of("base", "end")) {
            if (json.has(member)) {
                json.getAsJsonObject(member).asMap().forEach(all::add);
            }
        }
        return RunConfig.fromJson(all);
    }

    /** The same with another configuration; its seed, and its values of what varies, count for nothing. */
    public ExperimentDraft withConfig(RunConfig config) {
        if (config.equals(config())) {
            return this;
        }
        Set<RunOption> elsewhere = elsewhere();
        JsonObject values = config.toJson();
        JsonObject base = new JsonObject();
        JsonObject end = new JsonObject();
        for (RunOption option : RunOption.values()) {
            boolean usual = config.get(option).equals(option.defaultValue());
            if (ExperimentReader.ENDS.contains(option)) {
                if (!elsewhere.contains(option) && (!usual || option == RunOption.EPOCHS)) {
                    end.add(option.id(), values.get(option.id()));
                }
            } else if (!usual && option != RunOption.SEED && !elsewhere.contains(option)) {
                base.add(option.id(), values.get(option.id()));
            }
        }
        return with("base", base).with("end", end);
    }

    /** Options that are not set once for all: each has its list. */
    public Set<RunOption> elsewhere() {
        Set<RunOption> options = new LinkedHashSet<>(varied().keySet());
        options.addAll(searched().keySet());
        return options;
    }

    /** What varies, with its values as text; texts that are no values among them. */
    public Map<RunOption, List<String>> varied() {
        return lists(json, "vary");
    }

    /** The option of which each group gets its own best value, with those that are tried; at most one in a file that is accepted. */
    public Map<RunOption, List<String>> searched() {
        return lists(json, "best");
    }

    private static Map<RunOption, List<String>> lists(JsonObject json, String member) {
        Map<RunOption, List<String>> lists = new LinkedHashMap<>();
        if (json.has(member)) {
            json.getAsJsonObject(member)
                    .asMap()
                    .forEach((id, values) -> lists.put(RunOption.byId(id), texts(values.getAsJsonArray())));
        }
        return lists;
    }

    private static List<String> texts(JsonArray values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    /**
     * The same with a list of values for an option.
     *
     * @param best whether each group gets its own best of them; otherwise each makes groups of its own
     */
    public ExperimentDraft withList(RunOption option, boolean best, List<String> values) {
        JsonArray list = new JsonArray();
        values.forEach(value -> list.add(primitive(option, value)));
        ExperimentDraft cleared = best ? onlySearched(option).without("vary", option) : without("best", option);
        String member = best ? "best" : "vary";
        JsonObject lists =
                cleared.json.has(member) ? cleared.json.getAsJsonObject(member).deepCopy() : new JsonObject();
        lists.add(option.id(), list);
        return cleared.without("base", option).without("end", option).with(member, lists);
    }

    /** One option is searched; one that was before varies from now on. */
    private ExperimentDraft onlySearched(RunOption option) {
        ExperimentDraft draft = this;
        for (Map.Entry<RunOption, List<String>> other : searched().entrySet()) {
            draft = other.getKey() == option ? draft : draft.withList(other.getKey(), false, other.getValue());
        }
        return draft;
    }

    /** The same with one value of an option, the usual one. */
    public ExperimentDraft withoutList(RunOption option) {
        return without("vary", option).without("best", option);
    }

    private ExperimentDraft without(String member, RunOption option) {
        if (!json.has(member) || !json.getAsJsonObject(member).has(option.id())) {
            return this;
        }
        JsonObject changed = json.getAsJsonObject(member).deepCopy();
        changed.remove(option.id());
        return with(member, changed);
    }

    /** As a number or truth value if the text is one for the option. */
    private static JsonPrimitive primitive(RunOption option, String text) {
        try {
            Object value = option.type().parse(option.id(), text);
            if (value instanceof Number number) {
                return new JsonPrimitive(number);
            }
            return value instanceof Boolean flag
                    ? new JsonPrimitive(flag)
                    : new JsonPrimitive(option.type().format(value));
        } catch (InvalidInputException e) {
            return new JsonPrimitive(text);
        }
    }

    /** The values of a list that somebody typed. */
    public static List<String> split(RunOption option, String text) {
        return Arrays.stream(text.split(separator(option)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** What stands between the values of a list: a comma, where no value holds one. */
    public static String separator(RunOption option) {
        return option.type() instanceof OptionType.PathName
                        || option.type() instanceof OptionType.PlanText
                        || option.type() instanceof OptionType.Epochs
                ? ";"
                : ",";
    }

    /** Such as {@code 1..5} or {@code 1, 2, 7}. */
    public String seeds() {
        return seeds(json);
    }

    private static String seeds(JsonObject json) {
        JsonElement seeds = json.get("seeds");
        return seeds == null ? "" : seeds.isJsonArray() ? joined(seeds.getAsJsonArray()) : seeds.getAsString();
    }

    public ExperimentDraft withSeeds(String text) {
        return with(
                "seeds",
                text.matches("\\s*\\d{1,9}\\s*(,\\s*\\d{1,9}\\s*)*") ? numbers(text) : new JsonPrimitive(text));
    }

    private static JsonArray numbers(String text) {
        JsonArray list = new JsonArray();
        Arrays.stream(text.split(",")).map(String::strip).map(Long::valueOf).forEach(list::add);
        return list;
    }

    /** Such as {@code test-accuracy, loss}. */
    public String measures() {
        return measures(json);
    }

    private static String measures(JsonObject json) {
        JsonElement measures = json.get("measure");
        return measures == null
                ? Measure.Kind.TEST_ACCURACY.id()
                : measures.isJsonArray() ? joined(measures.getAsJsonArray()) : measures.getAsString();
    }

    public ExperimentDraft withMeasures(String text) {
        JsonArray list = new JsonArray();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .forEach(list::add);
        return with("measure", list);
    }

    private static String joined(JsonArray values) {
        return String.join(", ", texts(values));
    }

    /** Names of the groups that were written by hand. */
    public List<String> groups() {
        return Optional.ofNullable(json.get("groups"))
                .filter(JsonElement::isJsonArray)
                .map(groups -> StreamSupport.stream(groups.getAsJsonArray().spliterator(), false)
                        .filter(JsonElement::isJsonObject)
                        .map(group -> text(group.getAsJsonObject(), "name"))
                        .toList())
                .orElse(List.of());
    }

    private static String text(JsonObject json, String member) {
        return json.has(member) ? json.get(member).getAsString() : "";
    }

    /** An empty object goes. */
    private ExperimentDraft with(String member, JsonElement value) {
        JsonObject changed = json.deepCopy();
        if (value instanceof JsonObject object && object.isEmpty()) {
            changed.remove(member);
        } else {
            changed.add(member, value);
        }
        return new ExperimentDraft(changed);
    }
}
