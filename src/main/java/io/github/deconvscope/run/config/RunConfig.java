package io.github.deconvscope.run.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.math.InputShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that decides a run, immutable and always valid: one value for each {@link RunOption}. Two runs with equal configurations
 * on one machine give the same losses to the last bit.
 */
public final class RunConfig {
    private static final RunConfig DEFAULTS = new RunConfig(new EnumMap<>(RunOption.class));

    private final EnumMap<RunOption, Object> values;

    private RunConfig(EnumMap<RunOption, Object> changed) {
        values = new EnumMap<>(RunOption.class);
        for (RunOption option : RunOption.values()) {
            values.put(option, changed.getOrDefault(option, option.defaultValue()));
        }
    }

    /** Every option at its default. */
    public static RunConfig defaults() {
        return DEFAULTS;
    }

    /** The value of one option: a Long, Double, Boolean, String or an enum that implements {@link Choice}. */
    public Object get(RunOption option) {
        return values.get(option);
    }

    /** A copy with one value changed; throws an {@link InvalidInputException} that names the flag, the value and what is allowed. */
    public RunConfig with(RunOption option, Object value) {
        EnumMap<RunOption, Object> changed = new EnumMap<>(values);
        changed.put(option, option.type().check(option.flag(), value));
        return new RunConfig(changed);
    }

    /** A copy with one value read from text, as on the command line. */
    public RunConfig withText(RunOption option, String text) {
        return with(option, option.type().parse(option.flag(), text));
    }

    /** The value of one option as text that {@link #withText} reads back. */
    public String text(RunOption option) {
        return option.type().format(values.get(option));
    }

    /** The options in which this configuration differs from another. */
    public List<RunOption> differences(RunConfig other) {
        List<RunOption> different = new ArrayList<>();
        for (RunOption option : RunOption.values()) {
            if (!values.get(option).equals(other.values.get(option))) {
                different.add(option);
            }
        }
        return different;
    }

    /** The flags of the command {@code train} that make this configuration: only what is not the default. */
    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>();
        for (RunOption option : differences(DEFAULTS)) {
            arguments.add(option.flag());
            arguments.add(text(option));
        }
        return arguments;
    }

    /** One JSON member an option. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (Map.Entry<RunOption, Object> entry : values.entrySet()) {
            Object value = entry.getValue();
            String id = entry.getKey().id();
            if (value instanceof Number number) {
                json.addProperty(id, number);
            } else if (value instanceof Boolean flag) {
                json.addProperty(id, flag);
            } else {
                json.addProperty(id, text(entry.getKey()));
            }
        }
        return json;
    }

    /**
     * Reads {@link #toJson} back. Options that are missing take their default, so that records of older versions stay readable; unknown
     * members are refused, since ignoring them would change what the run means.
     */
    public static RunConfig fromJson(JsonObject json) {
        RunConfig config = DEFAULTS;
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            RunOption option = RunOption.byId(member.getKey());
            if (!member.getValue().isJsonPrimitive()) {
                throw new InvalidInputException(
                        "\"" + option.id() + "\" is " + member.getValue() + "; it has to be one value.");
            }
            config = config.withText(option, member.getValue().getAsString());
        }
        return config;
    }

    /** Reads a configuration from JSON text. */
    public static RunConfig parse(String json) {
        try {
            JsonElement element = JsonParser.parseString(json);
            if (!element.isJsonObject()) {
                throw new InvalidInputException("A configuration has to be a JSON object, {...}.");
            }
            return fromJson(element.getAsJsonObject());
        } catch (JsonParseException e) {
            throw new InvalidInputException("The configuration is not JSON: " + complaint(e) + ".", e);
        }
    }

    /** What the parser complains of and where, without the name of its class, its path and the address of its manual. */
    private static String complaint(JsonParseException e) {
        Throwable own = e.getCause() == null ? e : e.getCause();
        return own.getMessage().lines().findFirst().orElse("").replaceFirst(" path \\$.*", "");
    }

    /** Reads a {@code config.json}; the message of an {@link InvalidInputException} names the file. */
    public static RunConfig read(Path file) {
        try {
            return parse(TextFile.read(file));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("The configuration cannot be read. " + PlainWords.of(e), e);
        }
    }

    public DatasetName dataset() {
        return (DatasetName) get(RunOption.DATASET);
    }

    /** Folder of the data set; empty for the default places. */
    public Optional<Path> data() {
        String path = (String) get(RunOption.DATA);
        return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
    }

    /** The file of weights to start from; empty for random ones. */
    public Optional<Path> init() {
        String path = (String) get(RunOption.INIT);
        return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
    }

    /** The shape of the pictures that the net gets. */
    public InputShape input() {
        return new InputShape(((Channels) get(RunOption.CHANNELS)).count(), whole(RunOption.IMAGE_SIZE));
    }

    public ModelName model() {
        return (ModelName) get(RunOption.MODEL);
    }

    /** The steps of the net at full width. */
    public List<PlanStep> steps() {
        return model() == ModelName.PLAN
                ? PlanStep.parse(RunOption.PLAN.flag(), (String) get(RunOption.PLAN))
                : model().steps();
    }

    public double width() {
        return real(RunOption.WIDTH);
    }

    public Normalization normalization() {
        return (Normalization) get(RunOption.NORMALIZATION);
    }

    public Head head() {
        return (Head) get(RunOption.HEAD);
    }

    public Fidelity fidelity() {
        return (Fidelity) get(RunOption.FIDELITY);
    }

    public int block() {
        return whole(RunOption.BLOCK);
    }

    public int iterations() {
        return whole(RunOption.ITERATIONS);
    }

    public WhiteningPolynomial polynomial() {
        return (WhiteningPolynomial) get(RunOption.POLYNOMIAL);
    }

    public Precision precision() {
        return (Precision) get(RunOption.PRECISION);
    }

    public OptimizerName optimizer() {
        return (OptimizerName) get(RunOption.OPTIMIZER);
    }

    public ScheduleName schedule() {
        return (ScheduleName) get(RunOption.SCHEDULE);
    }

    /** The epochs after which a multi-step schedule falls; empty for the usual ones. */
    public List<Integer> milestones() {
        return OptionType.Epochs.read((String) get(RunOption.MILESTONES));
    }

    /** Which checkpoints stay. */
    public Keep keep() {
        return (Keep) get(RunOption.KEEP);
    }

    /** Epochs without a better one after which the run ends early; 0 for never. */
    public int patience() {
        return whole(RunOption.PATIENCE);
    }

    public double learningRate() {
        return real(RunOption.LEARNING_RATE);
    }

    public double weightDecay() {
        return real(RunOption.WEIGHT_DECAY);
    }

    public int batch() {
        return whole(RunOption.BATCH);
    }

    public int epochs() {
        return whole(RunOption.EPOCHS);
    }

    /** Steps after which the run ends early; 0 for none. */
    public long maxSteps() {
        return (Long) get(RunOption.MAX_STEPS);
    }

    public int seed() {
        return whole(RunOption.SEED);
    }

    public DeviceChoice device() {
        return (DeviceChoice) get(RunOption.DEVICE);
    }

    public LossScaling lossScaling() {
        return (LossScaling) get(RunOption.LOSS_SCALING);
    }

    /** The value of a whole-number option that fits an int. */
    public int whole(RunOption option) {
        return Math.toIntExact((Long) get(option));
    }

    /** The value of a real-number option. */
    public double real(RunOption option) {
        return (Double) get(option);
    }

    /** The value of an on-off option. */
    public boolean flag(RunOption option) {
        return (Boolean) get(option);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunConfig config && values.equals(config.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
