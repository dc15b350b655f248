package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.run.library.RunLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final Path CASES = Path.of(System.getProperty("project.dir", "."), "src/test/resources/import");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        CommandRunner runner = new CommandRunner(new BareCommands());
        runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return runner.run(Stream.concat(Stream.of("import"), Stream.of(args).map(Object::toString))
                .toArray(String[]::new));
    }

    private JsonArray json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("runs");
    }

    @Test
    void jsonTellsNameAxisStepsAndValuesOfEachCurve() {
        assertThat(run(CASES.resolve("csv/keras-terminate-on-nan.csv"), "--out", folder.resolve("k"), "--json"))
                .isEqualTo(ExitCode.DONE);
        JsonObject run = json().get(0).getAsJsonObject();
        assertThat(run.get("folder").getAsString())
                .isEqualTo(folder.resolve("k").toAbsolutePath().toString());
        JsonObject loss = run.getAsJsonArray("curves").get(1).getAsJsonObject();
        assertThat(loss.get("name").getAsString()).isEqualTo("trainLoss");
        assertThat(loss.get("original").getAsString()).isEqualTo("loss");
        assertThat(loss.get("axis").getAsString()).isEqualTo("epoch");
        assertThat(loss.get("steps")).hasToString("[1,2,3]");
        // Valid JSON, unlike a bare NaN.
        assertThat(loss.get("values")).hasToString("[1.62,1.21,\"NaN\"]");
        assertThat(run.getAsJsonArray("changed")).hasSize(1);
        assertThat(run.getAsJsonArray("leftOut")).isEmpty();
        assertThat(err.toString()).contains("changed, keras-terminate-on-nan.csv: epochs");
    }

    @Test
    void theFolderIsARunOfTheLibrary() throws IOException {
        Path runs = folder.resolve("runs");
        assertThat(run(CASES.resolve("csv/wandb-chart-export.csv"), "--out", runs.resolve("w")))
                .isZero();
        assertThat(out).hasToString(runs.resolve("w").toAbsolutePath() + System.lineSeparator());
        assertThat(run(
                        CASES.resolve("events/keras-logs"),
                        CASES.resolve("csv/keras-plain.csv"),
                        "--out",
                        runs.resolve("k")))
                .isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(new RunLibrary(runs).scan())
                .allMatch(entry -> entry.comparable()
                        && entry.condition() == io.github.deconvscope.run.library.RunEntry.Condition.IMPORTED)
                .extracting(entry -> entry.displayName())
                .containsExactlyInAnyOrder(
                        "fancy-sun-1", "keras-logs/train", "keras-logs/validation", "keras-plain.csv");
        assertThat(RunLibrary.curves(runs.resolve("w")).get(0).band()).isPresent();
        assertThat(run(runs.resolve("w"), "--out", runs.resolve("again"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("an import already");
    }

    @Test
    void whatIsLeftOutIsToldOnStandardError() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "step,optimizer,loss\n1,sgd,2\n2,sgd,1\n");
        assertThat(run(file, "--out", folder.resolve("a"), "--json")).isZero();
        assertThat(err.toString()).contains("left out, a.csv: column \"optimizer\": holds words");
        assertThat(json().get(0).getAsJsonObject().getAsJsonArray("leftOut")).hasSize(1);
        assertThat(Files.readString(folder.resolve("a/imported.json"))).contains("optimizer");
    }

    @Test
    void nobodysFolderIsOverwrittenAndNothingIsLeftBehind() throws IOException {
        Path good = CASES.resolve("csv/keras-plain.csv");
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        assertThat(run(good, "--out", taken)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("exists already", "another name");
        assertThat(Files.readString(taken.resolve("mine.txt"))).isEqualTo("mine");
        assertThat(run(good, "--out", taken.resolve("mine.txt"))).isEqualTo(ExitCode.BAD_INPUT);
        Path bad = Files.writeString(folder.resolve("bad.csv"), "step,loss\n1,\"2\n");
        assertThat(run(good, bad, "--out", folder.resolve("new"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run(folder.resolve("nowhere.csv"), "--out", folder.resolve("new")))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run(good)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run("--out", folder.resolve("new"))).isEqualTo(ExitCode.BAD_INPUT);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run(good, "--out", empty)).isZero();
        assertThat(run(good, "--out", folder.resolve("deep/down"))).isZero();
        try (Stream<Path> inside = Files.list(folder)) {
            assertThat(inside.map(path -> path.getFileName().toString())
                            .sorted()
                            .toList())
                    .isEqualTo(List.of("bad.csv", "deep", "empty", "taken"));
        }
    }

    @Test
    void runsOfOneNameGetFoldersOfTheirOwn() throws IOException {
        Path a = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("log.csv"), "step,loss\n1,2\n");
        Path b = Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("log.csv"), "step,loss\n1,3\n");
        assertThat(run(a, b, "--out", folder.resolve("both"))).isZero();
        assertThat(RunLibrary.curves(folder.resolve("both/log.csv")).get(0).value())
                .containsExactly(2);
        assertThat(RunLibrary.curves(folder.resolve("both/log.csv-2")).get(0).value())
                .containsExactly(3);
    }
}
