package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongWorkTest {
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final LongWork longWork = new LongWork(work, Runnable::run, told::add);

    @AfterEach
    void stop() {
        work.shutdownNow();
    }

    /** Writes until somebody interrupts, as an export of many curves does. */
    private static Path writeWithoutEnd(Path file) throws IOException {
        AtomicFile.write(file, out -> {
            while (true) {
                out.write("0.125,\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                LockSupport.parkNanos(1_000_000);
            }
        });
        return file;
    }

    @Test
    void afterASecondItIsSeenAndGivingUpLeavesNoFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("curves.csv");
        longWork.run("Writing curves.csv", () -> writeWithoutEnd(file), done -> told.add("done"));
        assertThat(longWork.shownProperty().get()).isEmpty();
        Await.until("it is seen", () -> longWork.shownProperty().get().equals("Writing curves.csv"));
        longWork.giveUp();
        Await.until("it has ended", () -> longWork.shownProperty().get().isEmpty() && !told.isEmpty());
        assertThat(told).containsExactly("Writing curves.csv: given up. Nothing of it was kept.");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        longWork.run("Writing again", () -> Files.writeString(file, "1"), done -> told.add("done"));
        Await.until("the next one is done", () -> told.contains("done"));
        assertThat(file).hasContent("1");
    }
}
