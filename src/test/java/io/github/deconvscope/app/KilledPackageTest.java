package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.cli.HeldPackage;
import io.github.deconvscope.cli.pack.AppImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills {@code package} at a step of its work: each of its two parts is whole or not there, and the next one works. */
class KilledPackageTest {
    @TempDir
    Path temp;

    /** Some steps, and those about the renaming. */
    static IntStream steps() {
        int last = HeldPackage.STEPS;
        return IntStream.concat(new Random(17).ints(0, last - 2).distinct().limit(3), IntStream.of(last - 2, last - 1));
    }

    private Process start(int heldAt) throws IOException {
        return ChildProgram.start(
                temp.resolve("log"),
                HeldPackage.class,
                List.of(Integer.toString(heldAt), temp.resolve("held").toString(), out().toString()));
    }

    /** Makes the package undisturbed; says what it said into {@code said}. */
    private int make(StringWriter said) {
        return HeldPackage.run(out(), new PrintWriter(said, true));
    }

    private Path out() {
        return temp.resolve("package");
    }

    private void isWhole(Path part) throws IOException {
        if (part.endsWith(AppImage.NAME)) {
            for (int i = 0; i < HeldPackage.IMAGE_FILES; i++) {
                assertThat(part.resolve("lib" + i).resolve("file")).hasContent("whole " + i);
            }
        } else {
            assertThat(part).content().endsWith("part " + (HeldPackage.DEBIAN_WRITES - 1));
        }
    }

    /** What is there but for what is hidden. */
    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.list(out())) {
            return all.filter(part -> !part.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void eachPartIsWholeOrNotThereAndTheNextOneWorks(int heldAt) throws Exception {
        Process killed = start(heldAt);
        Await.until("held", () -> Files.exists(temp.resolve("held")) || !killed.isAlive());
        assertThat(killed.isAlive()).as(Files.readString(temp.resolve("log"))).isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(out().toFile().list()).as("what was being made").anyMatch(name -> name.endsWith(".part"));
        assertThat(parts()).hasSize(heldAt == HeldPackage.STEPS - 1 ? 1 : 0);
        for (Path part : parts()) {
            isWhole(part);
            StringWriter said = new StringWriter();
            assertThat(make(said)).as("nothing is written over").isEqualTo(2);
            assertThat(said.toString()).contains(part + " is there already").doesNotContain("Making");
            Files.delete(part);
        }
        StringWriter said = new StringWriter();
        assertThat(make(said)).as(said.toString()).isZero();
        assertThat(out().toFile().list()).containsExactlyInAnyOrder(AppImage.NAME, HeldPackage.DEBIAN);
        for (Path part : parts()) {
            isWhole(part);
        }
    }
}
