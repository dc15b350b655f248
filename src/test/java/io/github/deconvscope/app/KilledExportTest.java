package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills exports without warning, and looks at what is left: nothing, or the whole. */
class KilledExportTest {
    /** More of them by hand, with {@code -Dexport.kills=20}. */
    private static final int KILLS = Integer.getInteger("export.kills", 2);

    private static final int STEPS = 30_000;

    @TempDir
    Path temp;

    private Path run;

    @BeforeEach
    void record() throws IOException {
        run = temp.resolve("run");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(run), RunConfig.defaults())) {
            for (int step = 1; step <= STEPS; step++) {
                recorder.add(new StepRecord(step, 1, 1.0 / step, 0.5, 0.1, 12.5, 1, false));
            }
        }
    }

    private Process export(Path out) throws IOException {
        return ChildProgram.start(temp.resolve("log"), List.of("export", run.toString(), "--out", out.toString()));
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
        long began = System.nanoTime();
        assertThat(export(whole).waitFor()).isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Random random = new Random(17);
        for (int i = 0; i < KILLS; i++) {
            Path out = temp.resolve(i + "-" + name);
            Process process = export(out);
            // The last half of its life: before it, the JVM itself is starting.
            boolean ended = process.waitFor(millis / 2 + random.nextLong(millis / 2 + 1), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            Path file = written(out);
            if (file != null) {
                assertThat(file).hasSameBinaryContentAs(written(whole));
            } else {
                assertThat(ended).isFalse();
            }
        }
        Path again = temp.resolve("0-" + name);
        assertThat(export(again).waitFor())
                .as(Files.readString(temp.resolve("log")))
                .isZero();
        assertThat(written(again)).hasSameBinaryContentAs(written(whole));
    }
}
