package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.deconvscope.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills imports without warning while they write, and looks at what is left: nothing, or the whole. */
class KilledImportTest {
    private static final int STEPS = 50_000;

    @TempDir
    Path temp;

    private Path csv;
    private Path parent;

    private List<String> command(String name) {
        return List.of("import", csv.toString(), "--out", parent.resolve(name).toString());
    }

    private int run(String name) throws IOException {
        return InThisJvm.run(temp.resolve("log"), command(name));
    }

    private void twoRuns() throws IOException {
        StringBuilder lines = new StringBuilder("step,a - loss,b - loss\n");
        for (int step = 1; step <= STEPS; step++) {
            lines.append(step)
                    .append(',')
                    .append(1.0 / step)
                    .append(',')
                    .append(2.0 / step)
                    .append('\n');
        }
        csv = Files.writeString(temp.resolve("theirs.csv"), lines);
        parent = Files.createDirectory(temp.resolve("runs"));
    }

    private boolean isWriting() {
        return Stream.of(parent.toFile().list()).anyMatch(name -> name.endsWith(".part"));
    }

    /** The files below a folder, by their paths in it. */
    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    @Test
    void anImportIsWholeOrNotThereAndTheNextRemovesWhatIsLeft() throws Exception {
        twoRuns();
        assertThat(run("whole")).as(Files.readString(temp.resolve("log"))).isZero();
        Path whole = parent.resolve("whole");
        assertThat(files(whole)).contains(Path.of("a", "scalars.csv").toString(), "import.json");
        boolean left = false;
        // On a busy machine the writing may be over before this process looks again; then another one is killed.
        for (int i = 0; i < 2 || !left && i < 20; i++) {
            Path out = parent.resolve("killed-" + i);
            Process process = writing(out.getFileName().toString());
            process.waitFor(i == 1 ? 60 : 0, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            left |= isWriting();
            if (Files.exists(out)) {
                assertThat(files(out)).isEqualTo(files(whole));
                for (String run : List.of("a", "b")) {
                    assertThat(out.resolve(run).resolve("scalars.csv"))
                            .hasSameBinaryContentAs(whole.resolve(run).resolve("scalars.csv"));
                }
            }
        }
        assertThat(left).as("a kill fell into the writing").isTrue();
        assertThat(run("next")).as(Files.readString(temp.resolve("log"))).isZero();
        assertThat(parent.toFile().list()).allSatisfy(name -> assertThat(name).doesNotStartWith("."));
        assertThat(files(parent.resolve("next"))).isEqualTo(files(whole));
    }

    private Process writing(String name) throws Exception {
        Process process = ChildProgram.start(temp.resolve("child"), command(name));
        Await.until("writing", () -> isWriting() || !process.isAlive());
        return process;
    }

    @Test
    void anImportThatIsAtWorkIsLeftAloneAndHasItsPlace() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no signal that holds a process");
        twoRuns();
        Process first = writing("theirs");
        ChildProgram.signal(first, "STOP");
        try {
            assertThat(isWriting()).as("held while it writes").isTrue();
            assertThat(run("theirs")).isEqualTo(2);
            assertThat(Files.readString(temp.resolve("log")))
                    .contains("Another program is making " + parent.resolve("theirs"), "--out");
            assertThat(run("other")).as(Files.readString(temp.resolve("log"))).isZero();
            assertThat(isWriting()).isTrue();
        } finally {
            ChildProgram.signal(first, "CONT");
        }
        assertThat(first.waitFor()).isZero();
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("theirs", "other");
    }
}
