package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training process without warning, again and again, and looks at what is left. */
@Tag("engine")
class KilledRunTest {
    /** More of them by hand, with {@code -Drun.kills=20}. */
    private static final int KILLS = Integer.getInteger("run.kills", 4);

    private static final String[] TRAIN = {
        "train",
        "--width",
        "0.0625",
        "--block",
        "4",
        "--batch",
        "8",
        "--train-limit",
        "160",
        "--test-limit",
        "16",
        "--epochs",
        "4",
        "--checkpoint-every",
        "3",
        "--record-every",
        "2",
        "--quiet"
    };

    private static final int LEAST_KILLS = 4;

    @TempDir
    Path temp;

    private Process command(String... arguments) throws IOException {
        return ChildProgram.start(temp.resolve("log"), List.of(arguments));
    }

    private static String[] train(Path folder) {
        String[] arguments = Arrays.copyOf(TRAIN, TRAIN.length + 2);
        arguments[TRAIN.length] = "--out";
        arguments[TRAIN.length + 1] = folder.toString();
        return arguments;
    }

    private static double[] losses(RunFeed run) {
        Curve.Snapshot loss = run.curve(Metric.LOSS).snapshot();
        return Arrays.copyOf(loss.y(), loss.size());
    }

    @Test
    void aRunKilledAtRandomMomentsEndsAsIfItNeverWas() throws Exception {
        Path whole = temp.resolve("whole");
        assertThat(InThisJvm.run(temp.resolve("log"), List.of(train(whole)))).isZero();
        double[] expected = losses(RecordedRun.open(whole).feed());
        assertThat(expected).hasSize(80);

        Random random = new Random(20);
        int kills = 0;
        // On a fast machine a run may come to its end after few kills; then another one is killed.
        for (int run = 0; kills < LEAST_KILLS; run++) {
            assertThat(run).as("runs for " + kills + " kills").isLessThan(20);
            kills += killAndResume(temp.resolve("killed-" + run), expected, random);
        }
    }

    /** Trains, killed up to {@link #KILLS} times and resumed; returns how often it was killed. */
    private int killAndResume(Path folder, double[] expected, Random random) throws Exception {
        Path killed = folder;
        Process process = command(train(killed));
        int kills = 0;
        while (kills < KILLS && !endsBeforeKill(process, killed, random)) {
            kills++;
            process.destroyForcibly().waitFor();
            if (Files.exists(killed.resolve("config.json"))) {
                readable(killed, expected);
                process = command("resume", killed.toString(), "--quiet");
            } else {
                // Killed before there was a run; what is left of the folder is not one, and stands in nobody's way.
                killed = folder.resolveSibling(folder.getFileName() + "-" + kills);
                process = command(train(killed));
            }
        }
        if (process.waitFor() != 0) {
            assertThat(InThisJvm.run(temp.resolve("log"), List.of("resume", killed.toString(), "--quiet")))
                    .isZero();
        }
        RunFeed end = RecordedRun.open(killed).feed();
        assertThat(end.state()).isEqualTo(RunState.FINISHED);
        assertThat(losses(end)).containsExactly(expected);
        assertThat(end.curve(Metric.TEST_ACCURACY).size()).isEqualTo(4);
        return kills;
    }

    /** Waits for the first new step, so that each life gets somewhere, then for a random moment more. */
    private static boolean endsBeforeKill(Process process, Path folder, Random random) throws Exception {
        long before = size(folder.resolve("steps.jsonl"));
        while (size(folder.resolve("steps.jsonl")) == before) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (random.nextInt(4000) == 0) {
                // Sometimes not even that: a kill while the net is built.
                return false;
            }
        }
        return process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : -1;
    }

    private static void readable(Path folder, double[] expected) {
        RecordedRun run = RecordedRun.open(folder);
        assertThat(run.feed().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.damagedLines()).isZero();
        double[] losses = losses(run.feed());
        assertThat(losses).containsExactly(Arrays.copyOf(expected, losses.length));
    }
}
