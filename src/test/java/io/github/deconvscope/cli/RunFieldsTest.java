package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.app.Services;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunLabels;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every member of every JSON file of a run, one after the other, with something in it that it cannot be. */
class RunFieldsTest {
    private static final JsonElement NO_NUMBER = new JsonPrimitive("abc");
    private static final JsonElement NO_TEXT = new JsonPrimitive(7.5);

    @TempDir
    static Path folder;

    private static Path run;
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() throws IOException {
        run = SampleRun.write(folder.resolve("runs/demo"), "deconv");
        RunFolder files = new RunFolder(run);
        try (RunRecorder recorder = RunRecorder.reopen(files, Long.MAX_VALUE)) {
            OptionChange change = new OptionChange(RunOption.LEARNING_RATE, 0.05);
            recorder.add(new RunEvent(1, 1_700_000_000_000L, RunEvent.Kind.CHANGED, "slower", Optional.of(change)));
        }
        new RunLibrary(folder.resolve("runs")).label(entry(), new RunLabels("mine", List.of("first")));
    }

    private static RunEntry entry() throws IOException {
        return new RunLibrary(folder.resolve("runs")).scan().get(0);
    }

    private int report() {
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
            return runner.run(
                    "report",
                    run.toString(),
                    "--out",
                    folder.resolve("report.html").toString());
        }
    }

    /** Members by their path, such as {@code weights/inHalf}; free text of the environment is not among them. */
    private static void collect(String path, JsonElement element, List<String> members) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(e -> collect(path + "/" + e.getKey(), e.getValue(), members));
        } else {
            members.add(path);
        }
    }

    static Stream<String> fields() throws IOException {
        List<String> all = new ArrayList<>();
        for (String file : List.of(
                "config.json",
                "status.json",
                "memory.json",
                "cost.json",
                "steps.jsonl",
                "epochs.jsonl",
                "events.jsonl")) {
            collect(file, first(file), all);
        }
        JsonElement layer = JsonParser.parseString(Files.readString(run.resolve("layers.json")))
                .getAsJsonArray()
                .get(0);
        collect("layers.json", layer, all);
        all.add("environment.json/formatVersion");
        // A file or a folder can have any name.
        Stream.of(RunOption.values())
                .filter(option -> option.type() instanceof OptionType.PathName)
                .forEach(option -> all.remove("config.json/" + option.id()));
        return all.stream();
    }

    private static JsonElement first(String file) throws IOException {
        String text = Files.readString(run.resolve(file));
        return JsonParser.parseString(file.endsWith("l") ? text.substring(0, text.indexOf('\n')) : text);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void isRefusedByName(String field) throws IOException {
        String[] path = field.split("/");
        Path file = run.resolve(path[0]);
        String before = Files.readString(file);
        boolean lines = path[0].endsWith("l");
        JsonElement whole = lines ? first(path[0]) : JsonParser.parseString(before);
        JsonObject holder =
                whole.isJsonArray() ? whole.getAsJsonArray().get(0).getAsJsonObject() : whole.getAsJsonObject();
        for (int i = 1; i < path.length - 1; i++) {
            holder = holder.getAsJsonObject(path[i]);
        }
        String name = path[path.length - 1];
        JsonElement old = holder.get(name);
        JsonElement wrong = old.isJsonPrimitive() && old.getAsJsonPrimitive().isString() ? NO_TEXT : NO_NUMBER;
        holder.add(name, wrong);
        String rest = lines ? before.substring(before.indexOf('\n')) : "";
        try {
            // A byte order mark is nothing that matters.
            Files.writeString(file, "\uFEFF" + whole + rest);
            assertThat(report()).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(err.toString())
                    .contains(path[0], wrong.getAsString())
                    .containsIgnoringCase(path[0].equals("config.json") ? "" : "\"" + name + "\"")
                    .doesNotContain("For input string", "Exception");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void theSameRunAsItWasIsFine() {
        assertThat(report()).as(err.toString()).isZero();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        for (String name : List.of(
                "config.json", "environment.json", "layers.json", "memory.json", "status.json", "steps.jsonl")) {
            Path file = run.resolve(name);
            String before = Files.readString(file);
            try {
                Files.writeString(file, "\uFEFF" + before);
                assertThat(report()).as(name + err).isZero();
                assertThat(entry().condition()).as(name).isEqualTo(RunEntry.Condition.WHOLE);
                assertThat(entry().steps()).isPositive();
            } finally {
                Files.writeString(file, before);
            }
        }
    }

    /** The library shows what there is, and says what is wrong. */
    @ParameterizedTest
    @MethodSource("labels")
    void theLibraryTellsWrongLabelsAndStates(String name, String text, String told) throws IOException {
        Path file = run.resolve(name);
        String before = Files.readString(file);
        try {
            Files.writeString(file, text);
            RunEntry entry = entry();
            assertThat(entry.condition()).isEqualTo(RunEntry.Condition.DAMAGED);
            assertThat(entry.problem()).contains(name, told);
            assertThat(entry.steps()).isPositive();
        } finally {
            Files.writeString(file, before);
        }
    }

    static Stream<Arguments> labels() {
        return Stream.of(
                Arguments.of("labels.json", "{\"name\": 3}", "\"name\" is 3"),
                Arguments.of("labels.json", "{\"tags\": {}}", "\"tags\" is {}"),
                Arguments.of("labels.json", "{\"tags\": [1]}", "\"tags\" is 1"),
                Arguments.of(
                        "status.json", "{\"state\": \"finished\", \"totalSteps\": \"x\"}", "\"totalSteps\" is \"x\""));
    }
}
