package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.run.SampleRun;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    private String one;
    private String other;
    private final StringWriter out = new StringWriter();
    private final StringWriter refusal = new StringWriter();

    @BeforeEach
    void record() throws IOException {
        one = SampleRun.write(folder.resolve("one"), "deconv").toString();
        other = SampleRun.write(folder.resolve("other"), "batchnorm").toString();
    }

    private int compare(String... args) {
        return OneCommand.run(new CompareCommand(), out, refusal, args);
    }

    @Test
    void whatDiffersAndHowItEndedIsPrinted() {
        assertThat(compare(one, other)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines().toList())
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).startsWith("| run ").contains("| Normalization ", "| Test accuracy "))
                .anySatisfy(line -> assertThat(line).startsWith("| other ").contains("| batchnorm "));
    }

    @Test
    void theEndingDecidesHowChosenColumnsAreWritten() throws IOException {
        Path csv = folder.resolve("t.csv");
        assertThat(compare(one, other, "--columns", "lr,normalization,steps", "--out", csv.toString()))
                .isEqualTo(ExitCode.DONE);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("run,lr,normalization,steps");
        assertThat(lines.get(2)).matches("other,[0-9.]+,batchnorm,[0-9]+");
        Path tex = folder.resolve("t.tex");
        assertThat(compare(one, other, "--out", tex.toString())).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(tex)).contains("\\begin{tabular}{l", "run & Normalization &");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThat(compare(one, "--columns", "learning-rates")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refusal.toString()).contains("no column \"learning-rates\"");
        assertThat(compare(one, "--out", folder.resolve("t.doc").toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refusal.toString()).contains(".csv, .md or .tex");
        assertThat(compare(folder.resolve("nowhere").toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(compare()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
