package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.ui.FakeRuns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunWatcherTest {
    private static final long EARLIER = 1000;
    private static final long SINCE = 2000;

    private final FakeRuns runs = new FakeRuns();
    private final Path folder = Path.of("demo");
    private final FakeRuns.Run run = (FakeRuns.Run) runs.start(RunConfig.defaults(), folder);
    private final LiveFeed feed = run.feed;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private static EpochRecord epoch(int epoch, int step) {
        return new EpochRecord(epoch, step, 1, 0.5, 1, 0.5, 9);
    }

    private String follow(RunWatcher watcher) throws InterruptedException {
        run.stop();
        watcher.follow(new PrintWriter(new StringWriter()), new RunOutput());
        return told.toString(StandardCharsets.UTF_8);
    }

    private PrintStream messages() {
        return new PrintStream(told, true, StandardCharsets.UTF_8);
    }

    @Test
    void aResumedRunTellsOnlyWhatIsNew() throws InterruptedException {
        feed.add(new RunEvent(0, EARLIER, RunEvent.Kind.WARNING, "long ago"));
        feed.add(epoch(1, 20));
        feed.add(new RunEvent(30, SINCE, RunEvent.Kind.RESUMED, "Resumed after step 30"));
        feed.add(epoch(2, 40));
        String lines = follow(new RunWatcher(run, messages(), false, SINCE, new double[] {20, 40}));
        assertThat(lines)
                .contains("Resumed after step 30 in demo, with 1 epoch on record")
                .contains("epoch 2:")
                .doesNotContain("epoch 1:", "long ago");
    }

    @Test
    void anEpochThatWasTrainedButNotTestedIsNew() throws InterruptedException {
        feed.add(new RunEvent(20, SINCE, RunEvent.Kind.RESUMED, "Resumed after step 20"));
        feed.add(epoch(1, 20));
        assertThat(follow(new RunWatcher(run, messages(), false, SINCE, new double[0])))
                .contains("0 epochs on record", "epoch 1:");
    }

    @Test
    void aRunThatDidNotGetSoFarTellsNoEpoch() throws InterruptedException {
        feed.add(epoch(1, 20));
        assertThat(follow(new RunWatcher(run, messages(), false, SINCE, new double[] {20})))
                .doesNotContain("epoch 1");
    }

    @Test
    void aNewRunTellsEveryEpoch() throws InterruptedException {
        feed.add(epoch(1, 20));
        feed.add(epoch(2, 40));
        assertThat(follow(new RunWatcher(run, messages(), false))).contains("epoch 1:", "epoch 2:");
    }
}
