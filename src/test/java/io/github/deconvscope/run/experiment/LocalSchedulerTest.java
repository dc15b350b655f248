package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.experiment.Worker.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LocalSchedulerTest {
    private static final List<RunTask> TASKS = IntStream.rangeClosed(1, 12)
            .mapToObj(i -> new RunTask("t" + i, "g", Optional.empty(), i, RunConfig.defaults()))
            .toList();

    /** Answers with what is prepared, then that it is done. */
    private static class Played implements Worker {
        final Map<RunTask, Queue<End>> ends = new ConcurrentHashMap<>();
        final Queue<RunTask> calls = new ConcurrentLinkedQueue<>();
        final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public End carryOut(RunTask task) {
            calls.add(task);
            End end = ends.getOrDefault(task, new ConcurrentLinkedQueue<>()).poll();
            return end == null ? End.DONE : end;
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40})
    void everyTaskEndsOnceWhateverHappensOnTheWay(int jobs) throws Exception {
        Random random = new Random(jobs);
        Played worker = new Played();
        for (RunTask task : TASKS) {
            Queue<End> ends = new ConcurrentLinkedQueue<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                ends.add(random.nextInt(4) == 0 ? End.BUSY : End.CUT);
            }
            if (task.seed() == 5) {
                ends.add(End.FAILED);
            }
            worker.ends.put(task, ends);
        }
        Map<RunTask, End> ended = new ConcurrentHashMap<>();
        new LocalScheduler(jobs, worker)
                .carryOut(TASKS, (task, end) -> assertThat(ended.put(task, end)).isNull());
        assertThat(ended.keySet()).containsExactlyInAnyOrderElementsOf(TASKS);
        ended.forEach((task, end) -> assertThat(end).isEqualTo(task.seed() == 5 ? End.FAILED : End.DONE));
    }

    @Test
    void aRunThatIsCutAgainAndAgainIsGivenUp() throws Exception {
        Played worker = new Played();
        Queue<End> forEver = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 1000; i++) {
            forEver.add(End.CUT);
        }
        worker.ends.put(TASKS.get(0), forEver);
        Map<RunTask, End> ended = new ConcurrentHashMap<>();
        new LocalScheduler(2, worker).carryOut(TASKS, ended::put);
        assertThat(ended).containsEntry(TASKS.get(0), End.CUT).hasSize(TASKS.size());
        assertThat(worker.calls.stream().filter(TASKS.get(0)::equals)).hasSizeLessThan(50);
    }

    @Test
    void afterAStopNothingIsBegun() throws Exception {
        Played worker = new Played() {
            @Override
            public End carryOut(RunTask task) {
                super.carryOut(task);
                try {
                    stopped.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return End.CUT;
            }
        };
        LocalScheduler scheduler = new LocalScheduler(2, worker);
        Map<RunTask, End> ended = new ConcurrentHashMap<>();
        Thread stopper = new Thread(() -> {
            while (worker.calls.size() < 2) {
                Thread.onSpinWait();
            }
            scheduler.stop();
        });
        stopper.start();
        scheduler.carryOut(TASKS, ended::put);
        assertThat(worker.calls).hasSize(2);
        assertThat(ended.values()).containsOnly(End.CUT);
    }

    /** A full disk is no failed run: the next would meet it too. */
    @Test
    void aPlaceThatBreaksEndsTheWork() {
        Worker broken = new Played() {
            @Override
            public End carryOut(RunTask task) {
                super.carryOut(task);
                throw new UncheckedIOException("The disk is full", new IOException());
            }
        };
        assertThatThrownBy(() -> new LocalScheduler(1, broken).carryOut(TASKS, (task, end) -> {}))
                .hasMessage("The disk is full");
    }

    @Test
    void aLibraryThatIsMissingIsSaidToo() {
        Worker broken = new Played() {
            @Override
            public End carryOut(RunTask task) {
                throw new NoClassDefFoundError("there/is/None");
            }
        };
        assertThatThrownBy(() -> new LocalScheduler(2, broken).carryOut(TASKS, (task, end) -> {}))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("there/is/None");
    }
}
