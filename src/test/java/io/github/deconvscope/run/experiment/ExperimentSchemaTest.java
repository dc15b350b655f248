package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema in the documentation knows the options there are, and every experiment there is one. */
class ExperimentSchemaTest {
    private static final Path DOCS = Path.of(System.getProperty("project.dir", "."), "docs");
    private static final Path SCHEMA = DOCS.resolve("experiment.schema.json");

    /** All experiments of the documentation: files, and those that stand in the text. */
    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(DOCS.resolve("experiments"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                examples.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        Matcher blocks = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("experiments.md")));
        while (blocks.find()) {
            examples.put("experiments.md, block " + examples.size(), blocks.group(1));
        }
        return examples;
    }

    private static List<String> complaints(String text) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        return schema.validate(text, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void everyExampleIsWhatTheSchemaAsksForAndIsRead() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(3);
        for (Map.Entry<String, String> example : examples().entrySet()) {
            assertThat(complaints(example.getValue())).as(example.getKey()).isEmpty();
            assertThatCode(() -> ExperimentReader.parse(example.getKey(), example.getValue()))
                    .as(example.getKey())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theTableOfExamplesSaysHowManyRunsTheyHave() throws IOException {
        Matcher rows = Pattern.compile("\\[(.*)]\\(experiments/.*\\) \\| (\\d+) \\|")
                .matcher(Files.readString(DOCS.resolve("experiments.md")));
        Map<String, Integer> said = new TreeMap<>();
        while (rows.find()) {
            said.put(rows.group(1), Integer.parseInt(rows.group(2)));
        }
        Map<String, Integer> counted = new TreeMap<>();
        examples().forEach((name, text) -> {
            if (name.endsWith(".json")) {
                counted.put(name, ExperimentReader.parse(name, text).tasks().size());
            }
        });
        assertThat(said).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a\", \"sedes\": 1, \"vary\": {\"block\": [1, 2]}}",
                "{\"name\": \"a\", \"seeds\": 1, \"vary\": {\"blok\": [1, 2]}}",
                "{\"name\": \"a\", \"seeds\": 1, \"vary\": {\"block\": [0.5]}}",
                "{\"name\": \"a\", \"seeds\": \"1-5\", \"vary\": {\"block\": [1, 2]}}",
                "{\"name\": \"a\", \"seeds\": 1, \"vary\": {\"block\": [1, 2]}, \"measure\": [\"loss@2\"]}",
                "{\"name\": \"a\", \"seeds\": 1, \"vary\": {\"block\": [1, 2]}, \"end\": {\"lr\": 2}}"
            })
    void whatTheProgramRefusesTheSchemaRefusesToo(String text) throws IOException {
        assertThat(complaints(text)).isNotEmpty();
        assertThatCode(() -> ExperimentReader.parse("x", text)).isNotNull();
    }

    @Test
    void theSchemaKnowsEveryOption() throws IOException {
        String made = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(schema())
                + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(SCHEMA, made);
        }
        assertThat(Files.readString(SCHEMA))
                .as("make it anew with -Dgolden.update=true")
                .isEqualTo(made);
    }

    private static JsonObject schema() {
        JsonObject options = new JsonObject();
        JsonObject lists = new JsonObject();
        JsonObject ends = new JsonObject();
        for (RunOption option : RunOption.values()) {
            if (option == RunOption.SEED) {
                continue;
            }
            options.add(option.id(), type(option));
            lists.add(option.id(), list(ref("/$defs/options/properties/" + option.id())));
            if (ExperimentReader.ENDS.contains(option)) {
                ends.add(option.id(), ref("/$defs/options/properties/" + option.id()));
            }
        }
        JsonObject defs = new JsonObject();
        defs.add("options", object(options));
        JsonObject listsOfOptions = object(lists);
        defs.add("lists", listsOfOptions);
        defs.add("measure", measure());
        defs.add("seeds", seeds());
        JsonObject published = json("{'type': 'object'}");
        published.add("propertyNames", ref("/$defs/measure"));
        published.add("additionalProperties", json("{'type': 'number'}"));

        JsonObject group = object(new JsonObject());
        put(group, "name", text("What the side is called."));
        put(group, "set", ref("/$defs/options"));
        put(group, "seeds", ref("/$defs/seeds"));
        put(group, "published", published);
        group.add("required", array("name"));
        JsonObject pair = object(new JsonObject());
        put(pair, "group", text("This group's runs minus"));
        put(pair, "with", text("this group's runs of the same seeds."));
        put(pair, "claim", json("{'type': 'number'}"));
        pair.add("required", array("group", "with"));

        JsonObject schema = object(new JsonObject());
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("title", "An experiment of DeconvScope");
        put(schema, "name", text("Of the experiment; its folder belongs to this name."));
        put(schema, "note", text("For the reader of the table."));
        put(schema, "base", ref("/$defs/options"));
        put(schema, "groups", list(group));
        put(schema, "vary", ref("/$defs/lists"));
        JsonObject best = json("{'minProperties': 1, 'maxProperties': 1}");
        best.add("$ref", ref("/$defs/lists").get("$ref"));
        put(schema, "best", best);
        put(schema, "seeds", ref("/$defs/seeds"));
        JsonObject measures = new JsonObject();
        JsonArray ways = new JsonArray();
        ways.add(ref("/$defs/measure"));
        ways.add(list(ref("/$defs/measure")));
        measures.add("oneOf", ways);
        put(schema, "measure", measures);
        put(schema, "end", object(ends));
        put(
                schema,
                "threads",
                json("{'type': 'integer', 'minimum': 1, 'maximum': " + ExperimentReader.MOST_THREADS + "}"));
        put(schema, "compare", list(pair));
        put(schema, "source", text("Where published numbers are from."));
        schema.add("required", array("name", "seeds"));
        schema.add("$defs", defs);
        assertThat(schema.getAsJsonObject("properties").keySet())
                .containsExactlyInAnyOrderElementsOf(ExperimentReader.MEMBERS);
        assertThat(group.getAsJsonObject("properties").keySet())
                .containsExactlyInAnyOrderElementsOf(ExperimentReader.GROUP_MEMBERS);
        assertThat(pair.getAsJsonObject("properties").keySet())
                .containsExactlyInAnyOrderElementsOf(ExperimentReader.COMPARISON_MEMBERS);
        return schema;
    }

    private static JsonObject type(RunOption option) {
        JsonObject type = new JsonObject();
        OptionType kind = option.type();
        if (kind instanceof OptionType.WholeNumber whole) {
            type.addProperty("type", "integer");
            type.addProperty("minimum", whole.min());
            type.addProperty("maximum", whole.max());
        } else if (kind instanceof OptionType.RealNumber real) {
            type.addProperty("type", "number");
            type.addProperty(real.minAllowed() ? "minimum" : "exclusiveMinimum", real.min());
            type.addProperty("maximum", real.max());
        } else if (kind instanceof OptionType.Flag) {
            type.addProperty("type", "boolean");
        } else if (kind instanceof OptionType.OneOf<?> oneOf) {
            JsonArray ids = new JsonArray();
            for (Object choice : oneOf.choices().getEnumConstants()) {
                ids.add(oneOf.format(choice));
            }
            type.add("enum", ids);
        } else {
            type.addProperty("type", "string");
        }
        type.addProperty("description", option.help());
        return type;
    }

    private static JsonObject measure() {
        JsonObject measure = new JsonObject();
        List<String> each = new ArrayList<>();
        for (Measure.Kind kind : Measure.Kind.values()) {
            each.add(kind.id() + (kind.perEpoch() ? "(@[1-9][0-9]{0,5})?" : ""));
        }
        measure.addProperty("type", "string");
        measure.addProperty("pattern", "^(" + String.join("|", each) + ")$");
        return measure;
    }

    private static JsonObject seeds() {
        return json("{'oneOf': [{'type': 'integer', 'minimum': 0, 'maximum': 2147483647}, {'type': 'string', 'pattern':"
                + " '^[0-9]{1,10}\\\\.\\\\.[0-9]{1,10}$'}, {'type': 'array', 'minItems': 1, 'uniqueItems': true, 'items':"
                + " {'type': 'integer', 'minimum': 0, 'maximum': 2147483647}}]}");
    }

    private static JsonObject object(JsonObject properties) {
        JsonObject object = json("{'type': 'object', 'additionalProperties': false}");
        object.add("properties", properties);
        return object;
    }

    private static void put(JsonObject object, String name, JsonObject type) {
        object.getAsJsonObject("properties").add(name, type);
    }

    private static JsonObject list(JsonObject of) {
        JsonObject list = json("{'type': 'array', 'minItems': 1}");
        list.add("items", of);
        return list;
    }

    private static JsonObject text(String description) {
        JsonObject text = json("{'type': 'string', 'minLength': 1}");
        text.addProperty("description", description);
        return text;
    }

    private static JsonObject ref(String path) {
        JsonObject ref = new JsonObject();
        ref.addProperty("$ref", "#" + path);
        return ref;
    }

    private static JsonArray array(String... words) {
        JsonArray array = new JsonArray();
        for (String word : words) {
            array.add(word);
        }
        return array;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }
}
