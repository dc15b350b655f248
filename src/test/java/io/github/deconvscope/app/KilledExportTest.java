package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills exports without warning, and looks at what is left: nothing, or the whole. */
class KilledExportTest {
    /** More of them by hand, with {@code -Dexport.kills=20}. */
    private static final int KILLS = Integer.getInteger("export.kills", 2);

    /** On a busy machine the writing may be over before this process looks again; then another one is killed. */
    private static final int MOST_KILLS = 20;

    private static final int STEPS = 30_000;
    private static final int LONGEST_WRITING_MILLIS = 60;

    @TempDir
    static Path temp;

    private static Path run;

    @BeforeAll
    static void record() throws IOException {
        run = temp.resolve("run");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(run), RunConfig.defaults())) {
            for (int step = 1; step <= STEPS; step++) {
                recorder.add(new StepRecord(step, 1, 1.0 / step, 0.5, 0.1, 12.5, 1, false));
            }
        }
    }

    private static List<String> export(Path out) {
        return List.of("export", run.toString(), "--out", out.toString());
    }

    private static void exportWhole(Path out) throws IOException {
        assertThat(InThisJvm.run(temp.resolve("log"), export(out)))
                .as(Files.readString(temp.resolve("log")))
                .isZero();
    }

    /** Whether something lies in the folder that is not whole, under a name that says so. */
    private static boolean isWriting(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".part"));
        } catch (IOException | UncheckedIOException e) {
            // A name that was there is gone: it was renamed.
            return false;
        }
    }

    /** The one file that an export wrote; null if there is none. */
    private static Path written(Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            return Files.exists(out) ? out : null;
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".part"))
                    .findFirst()
                    .orElse(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curves.csv", "events"})
    void anExportIsWholeOrNotThere(String name) throws Exception {
        Path whole = temp.resolve("whole-" + name);
        exportWhole(whole);
        Random random = new Random(17);
        boolean left = false;
        for (int i = 0; i < KILLS || !left && i < MOST_KILLS; i++) {
            Path folder = Files.createDirectory(temp.resolve("killed-" + i + name));
            Path out = folder.resolve(name);
            Process process = ChildProgram.start(temp.resolve("child"), export(out));
            Await.until("writing", () -> isWriting(folder) || !process.isAlive());
            boolean ended = process.waitFor(i == 0 ? 0 : random.nextInt(LONGEST_WRITING_MILLIS), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            left |= isWriting(folder);
            Path file = written(out);
            if (file != null) {
                assertThat(file).hasSameBinaryContentAs(written(whole));
            } else {
                assertThat(ended).isFalse();
            }
        }
        assertThat(left).as("a kill fell into the writing").isTrue();
        Path again = temp.resolve("killed-0" + name).resolve(name);
        exportWhole(again);
        assertThat(written(again)).hasSameBinaryContentAs(written(whole));
    }
}
