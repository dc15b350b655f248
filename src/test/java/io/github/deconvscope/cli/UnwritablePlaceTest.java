package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.figure.run.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing can be written, every command that writes says so, names the place and a remedy, and leaves nothing behind. */
class UnwritablePlaceTest {
    private static final String EXPERIMENT =
            "{\"name\": \"one\", \"groups\": [{\"name\": \"a\", \"set\": {}}], \"seeds\": [1], \"end\": {\"epochs\": 1}}";

    @TempDir
    static Path folder;

    /** Lies where a folder would have to. */
    private static Path file;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void prepare() throws IOException {
        SampleRun.write(folder.resolve("demo"), "deconv");
        Files.writeString(folder.resolve("curves.csv"), "step,loss\n1,2\n2,1\n");
        Files.writeString(folder.resolve("one.json"), EXPERIMENT);
        Path own = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(own.resolve("lesson.md"), "---\ntitle: Mine\nminutes: 5\ngoal: see\n---\n## One\n\nText.\n");
        file = Files.writeString(folder.resolve("taken"), "text");
    }

    private int run(String command) {
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
            return runner.run(command.replace("%long", "a".repeat(300))
                    .replace("%d.png", "<d>.png")
                    .replace("%", folder + "/")
                    .replace("<d>", "%d")
                    .split(" "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export %demo --out %taken/new/curves.csv",
                "export %demo --out %taken/new/tensorboard",
                "export %demo --out %taken/tensorboard",
                "report %demo --out %taken/new/report.pdf",
                "report %demo --out %taken/report.html --pages",
                "figure training-loss --run %demo --out %taken/new/loss.png",
                "figure training-loss --run %demo --out %taken/loss.csv",
                "figure training-covariance --run %demo --out %taken/new/frame-%d.png",
                "figures --formats csv --out %taken/new/figures",
                "figures --formats csv --out %taken",
                "compare %demo --out %taken/new/table.csv",
                "import %curves.csv --out %taken/new/curves",
                "import %curves.csv --out %taken",
                "experiment %one.json --out %taken/new/one",
                "experiment %one.json --out %taken",
                "lesson handout %mine --out %taken/new/mine.pdf",
                "train --out %taken/new/run",
                "train --out %taken"
            })
    void isRefused(String command) {
        assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .startsWith("error: ")
                .contains(file.toString())
                .containsPattern("(is a file|does not exist)")
                .containsPattern("[Nn]ame another|[Gg]ive another");
        assertThat(file).hasContent("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export %demo --out /", "report %demo --out /", "figure training-loss --run %demo --out /"})
    void theRootIsNoFile(String command) {
        assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).containsPattern("/ is a folder; name a file in it|end it with .pdf or .html");
    }

    /** What was made on the way to a place that cannot be, is not left there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "export %demo --out %made/for/curves.unknown",
                "export %demo --out %made/for/%long/curves.csv",
                "import %curves.csv --out %made/for/%long/curves",
                "train --out %made/for/%long",
                "train --train-limit 1 --out %made/for/run"
            })
    void leavesNothing(String command) {
        assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
