package io.github.deconvscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.FolderTakenException;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many start a run at once. */
class RunNamesTest {
    private static final int MANY = 16;

    @TempDir
    Path temp;

    /** Records a run and does not train it. */
    private static final class Recording implements RunService {
        private final List<Path> folders = new ArrayList<>();

        @Override
        public RunHandle start(RunConfig config, Path folder) {
            try {
                RunRecorder.create(new RunFolder(folder), config).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            synchronized (folders) {
                folders.add(folder);
            }
            return null;
        }

        @Override
        public RunHandle resume(Path folder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RunHandle prolong(Path folder, int epochs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RunHandle> active() {
            return List.of();
        }

        @Override
        public EngineStatus engine() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** What came of the same task on many threads that wait for one another before they begin: null where it went well. */
    private static List<Throwable> atOnce(Callable<?> task) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(MANY);
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Future<Throwable>> futures = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        task.call();
                        return null;
                    } catch (RuntimeException e) {
                        return e;
                    }
                }));
            }
            List<Throwable> ends = new ArrayList<>();
            for (Future<Throwable> future : futures) {
                ends.add(future.get());
            }
            return ends;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachRunThatStartsAtTheSameTimeGetsAFolder() throws Exception {
        for (int round = 0; round < 10; round++) {
            Path parent = temp.resolve("runs-" + round);
            Recording service = new Recording();
            List<Throwable> ends = atOnce(() -> {
                service.startIn(RunConfig.defaults(), parent);
                return null;
            });
            assertThat(ends).containsOnlyNulls();
            assertThat(service.folders).hasSize(MANY).doesNotHaveDuplicates();
            try (Stream<Path> inside = Files.list(parent)) {
                assertThat(inside).containsExactlyInAnyOrderElementsOf(service.folders);
            }
        }
    }

    @Test
    void ofManyThatWantOneFolderOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path folder = temp.resolve("run-" + round);
            if (round % 2 == 0) {
                Files.createDirectory(folder);
            }
            List<Throwable> ends = atOnce(() -> {
                RunRecorder.create(new RunFolder(folder), RunConfig.defaults()).close();
                return null;
            });
            assertThat(ends).filteredOn(end -> end == null).hasSize(1);
            assertThat(ends).filteredOn(end -> end != null).allMatch(end -> end instanceof FolderTakenException);
        }
    }

    @Test
    void namesSortByTime() {
        String earlier = RunFolder.nameAt(LocalDateTime.of(2026, 9, 30, 23, 59, 59), "vgg11-none");
        String later = RunFolder.nameAt(LocalDateTime.of(2026, 10, 1, 0, 0, 0), "compare-a");
        assertThat(earlier).isEqualTo("2026-09-30-235959-vgg11-none");
        assertThat(later).isGreaterThan(earlier);
    }

    @Test
    void aPlaceThatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertThatThrownBy(() -> new Recording().startIn(RunConfig.defaults(), file))
                .isInstanceOf(InvalidInputException.class);
        assertThat(file).hasContent("mine");
    }
}
