package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.MachineExaminer.Place;
import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineExaminerTest {
    @TempDir
    private Path folder;

    private static Place place(Path folder) {
        return new Place("runs", folder, "Name another with --out.");
    }

    @Test
    void everythingIsLookedAt() {
        assertThat(new MachineExaminer(List.of(place(folder))).examine())
                .extracting(Check::id)
                .containsExactly("version", "java", "javafx", "display", "memory", "folder.runs", "folder.temporary");
    }

    @Test
    void aFolderThatIsMadeLaterIsFineAndIsNotMadeNow() {
        Path later = folder.resolve("a/b");
        assertThat(MachineExaminer.writable(place(later)).verdict()).isEqualTo(Verdict.OK);
        assertThat(later).doesNotExist();
    }

    @Test
    void aFileInPlaceOfAFolderIsBroken() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Check check = MachineExaminer.writable(place(file.resolve("below")));
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.finding()).endsWith("cannot be written to: " + file + " is a file");
        assertThat(check.remedy()).isEqualTo("Name another with --out.");
    }

    @Test
    void aLinuxMachineWithoutADisplayIsToldSo() {
        assertThat(MachineExaminer.display(new Display("Linux", null)).verdict())
                .isEqualTo(Verdict.NOTE);
        assertThat(MachineExaminer.display(new Display("Linux", "elsewhere:0")).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(MachineExaminer.display(new Display("Windows 11", null)).verdict())
                .isEqualTo(Verdict.OK);
    }

    @Test
    void aDisplayOfThisMachineThatIsNotThereIsToldToo() {
        for (String display : List.of(":4711", "unix:4711", ":4711.0")) {
            Check check = MachineExaminer.display(new Display("Linux", display));
            assertThat(check.verdict()).isEqualTo(Verdict.NOTE);
            assertThat(check.finding()).startsWith("DISPLAY is " + display + ", where no display answers");
            assertThat(check.remedy()).contains("xvfb-run");
        }
    }

    @Test
    void aMissingFolderForTemporaryFilesIsBroken(@TempDir Path folder) {
        assertThat(MachineExaminer.temporary(folder).verdict()).isEqualTo(Verdict.OK);
        Check check = MachineExaminer.temporary(folder.resolve("missing"));
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.remedy()).contains("java.io.tmpdir");
    }
}
