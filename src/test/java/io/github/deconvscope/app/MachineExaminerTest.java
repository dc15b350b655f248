package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.doctor.Check;
import io.github.deconvscope.run.doctor.Check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineExaminerTest {
    @TempDir
    private Path folder;

    @Test
    void everythingIsLookedAt() {
        assertThat(new MachineExaminer(Map.of("runs", folder)).examine())
                .extracting(Check::id)
                .containsExactly("version", "java", "javafx", "display", "memory", "folder.runs", "folder.temporary");
    }

    @Test
    void aFolderThatIsMadeLaterIsFineAndIsNotMadeNow() {
        Path later = folder.resolve("a/b");
        assertThat(MachineExaminer.writable("runs", later).verdict()).isEqualTo(Verdict.OK);
        assertThat(later).doesNotExist();
    }

    @Test
    void aFileInPlaceOfAFolderIsBroken() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Check check = MachineExaminer.writable("runs", file.resolve("below"));
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.finding()).contains(file.toString());
    }

    @Test
    void aLinuxMachineWithoutADisplayIsToldSo() {
        assertThat(MachineExaminer.display("Linux", null).verdict()).isEqualTo(Verdict.NOTE);
        assertThat(MachineExaminer.display("Linux", ":0").verdict()).isEqualTo(Verdict.OK);
        assertThat(MachineExaminer.display("Windows 11", null).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aMissingFolderForTemporaryFilesIsBroken(@TempDir Path folder) {
        assertThat(MachineExaminer.temporary(folder).verdict()).isEqualTo(Verdict.OK);
        Check check = MachineExaminer.temporary(folder.resolve("missing"));
        assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(check.remedy()).contains("java.io.tmpdir");
    }
}
