package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills an experiment with several jobs and its processes at random moments, and compares its tables with those of the same runs in two
 * shards, one run after another and undisturbed. More of it:
 * {@code mvn surefire:test -Dtest=KilledExperimentTest -Dexperiment.seeds=30 -Dexperiment.kills=20}, 60 runs.
 */
@Tag("engine")
class KilledExperimentTest {
    private static final int SEEDS = Integer.getInteger("experiment.seeds", 2);
    private static final int KILLS = Integer.getInteger("experiment.kills", 2);
    private static final int LONGEST_LIFE_MILLIS = 6000;

    @TempDir
    Path temp;

    private Path experiment() throws IOException {
        Path file = temp.resolve("tiny.json");
        Files.writeString(file, """
                {
                  "name": "tiny",
                  "base": {"dataset": "synthetic", "train-limit": 40, "test-limit": 20, "width": 0.0625, "block": 4,
                           "batch": 8, "checkpoint-every": 1, "record-every": 2},
                  "vary": {"normalization": ["deconv", "batchnorm"]},
                  "seeds": "1..%d",
                  "measure": ["test-accuracy", "test-loss@1", "loss", "residual"],
                  "end": {"epochs": 2, "max-steps": 6}
                }
                """.formatted(SEEDS));
        return file;
    }

    private Process start(Path out, int jobs) throws IOException {
        return ChildProgram.start(temp.resolve("log"), command(out, "--jobs", "" + jobs));
    }

    private List<String> command(Path out, String option, String value) throws IOException {
        return List.of("experiment", experiment().toString(), "--out", out.toString(), option, value, "--quiet");
    }

    @Test
    void anExperimentKilledAtRandomMomentsEndsInTheSameTable() throws Exception {
        Path whole = temp.resolve("whole");
        for (String shard : List.of("1/2", "2/2")) {
            assertThat(InThisJvm.run(temp.resolve("log"), command(whole, "--shard", shard)))
                    .as(Files.readString(temp.resolve("log")))
                    .isZero();
        }
        Path killed = temp.resolve("killed");
        Random random = new Random(60);
        int kills = 0;
        Process process = start(killed, 2);
        while (kills < KILLS && !process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
            List<ProcessHandle> alive = new ArrayList<>(process.descendants().toList());
            kills++;
            if (alive.isEmpty() || random.nextBoolean()) {
                // What it started finds nobody at the other end, and ends too.
                process.destroyForcibly().waitFor();
                process = start(killed, 1 + random.nextInt(2));
            } else {
                alive.get(random.nextInt(alive.size())).destroyForcibly();
            }
        }
        assertThat(process.waitFor()).as(Files.readString(temp.resolve("log"))).isZero();
        for (String table : List.of("table.csv", "runs.csv", "table.md", "table.tex")) {
            assertThat(Files.readString(killed.resolve(table)))
                    .as(table)
                    .isEqualTo(Files.readString(whole.resolve(table)))
                    .hasSizeGreaterThan(100);
        }
        assertThat(Files.readString(whole.resolve("runs.csv")))
                .contains("finished")
                .doesNotContain("not finished");
        // No run lies in two folders, and none was begun twice.
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(killed.resolve("runs"), "[!.]*")) {
            assertThat(runs).hasSize(2 * SEEDS);
        }
    }
}
