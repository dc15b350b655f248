package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolveCommandTest {
    private static final String ONES_3 = "[[1,1,1],[1,1,1],[1,1,1]]";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandRunner runner = new CommandRunner(new BareCommands());
        runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[args.length + 1];
        all[0] = "convolve";
        System.arraycopy(args, 0, all, 1, args.length);
        return runner.run(all);
    }

    private JsonObject json(String... args) {
        assertThat(run(args)).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    @Test
    void firstExampleOfTheNotebook() {
        JsonObject j = json("--input", "[[1,1,1,1],[1,1,1,1],[1,1,1,1],[1,1,1,1]]", "--kernel", ONES_3, "--json");
        assertThat(j.keySet())
                .containsExactlyElementsOf(List.of(
                        "operation",
                        "inputShape",
                        "outputShape",
                        "output",
                        "matrix",
                        "stretchedInput",
                        "turnedKernel"));
        assertThat(j.get("operation").getAsString()).isEqualTo("convolution");
        assertThat(j.get("inputShape")).hasToString("[4,4]");
        assertThat(j.get("outputShape")).hasToString("[2,2]");
        assertThat(j.get("output")).hasToString("[[9,9],[9,9]]");
        JsonObject matrix = j.getAsJsonObject("matrix");
        assertThat(matrix.get("shape")).hasToString("[4,16]");
        assertThat(matrix.get("nonZeros").getAsInt()).isEqualTo(36);
        assertThat(matrix.getAsJsonArray("entries")).hasSize(36);
        assertThat(matrix.getAsJsonArray("entries").get(9)).hasToString("[1,1,1]");
    }

    @Test
    void thirdExampleOfTheNotebook() {
        JsonObject j =
                json("--input", "[[9,9],[9,9]]", "--kernel", ONES_3, "--transposed", "--stride", "2,2", "--json");
        assertThat(j.get("outputShape")).hasToString("[5,5]");
        assertThat(j.getAsJsonArray("output").get(2)).hasToString("[18,18,36,18,18]");
        assertThat(j.getAsJsonObject("matrix").get("shape")).hasToString("[25,4]");
        assertThat(j.getAsJsonArray("stretchedInput")).hasSize(7);
        assertThat(j.getAsJsonArray("stretchedInput").get(2)).hasToString("[0,0,9,0,9,0,0]");
    }

    @Test
    void kernelIsTurnedAndZerosAreNoEntries() {
        JsonObject j = json("--input", "[[1,2],[3,4]]", "--kernel", "[[0,1],[0.5,-2]]", "--transposed", "--json");
        assertThat(j.get("turnedKernel")).hasToString("[[-2,0.5],[1,0]]");
        assertThat(j.getAsJsonObject("matrix").get("nonZeros").getAsInt()).isEqualTo(12);
    }

    @Test
    void oneDimensionAndChannels() {
        JsonObject j = json("--input", "[1,2,3,4]", "--kernel", "[1,-1]", "--stride", "2", "--padding", "1", "--json");
        assertThat(j.get("output")).hasToString("[[-1,-1,4]]");
        out.getBuffer().setLength(0);
        JsonObject c = json("--input", "[[[1]],[[2]]]", "--kernel", "[[[[3]],[[4]]]]", "--json");
        assertThat(c.get("outputShape")).hasToString("[1,1,1]");
        assertThat(c.get("output")).hasToString("[[[11]]]");
        out.getBuffer().setLength(0);
        JsonObject t = json("--input", "[[[1]]]", "--kernel", "[[[[3]],[[4]]]]", "--transposed", "--json");
        assertThat(t.get("output")).hasToString("[[[3]],[[4]]]");
    }

    @Test
    void readsFilesAndPrintsText(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("kernel.json"), ONES_3 + "\n");
        assertThat(run("--input", "[[1,1,1,1],[1,1,1,1],[1,1,1,1],[1,1,1,1]]", "--kernel", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("4x4 -> 2x2", " 9 9", "4x16, 36 of 64 not zero, rank 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--input [NaN] --kernel [1] | finite",
                "--input [1e400] --kernel [1] | beyond the range",
                "--input [[1,2],[3]] --kernel [1] | ragged",
                "--input [a] --kernel [1] | finite numbers",
                "--input [] --kernel [1] | no numbers",
                "--input [[]] --kernel [1] | no numbers",
                "--input ~~ --kernel [1] | empty",
                "--input nosuchfile --kernel [1] | nor a file",
                "--input / --kernel [1] | nor a file",
                "--input {} --kernel [1] | nor a file",
                "--input [1] --kernel [1,2] | covers 2 in width",
                "--input [1] --kernel [1] --stride 0 | stride width is 0",
                "--input [1] --kernel [1] --stride 1,2,3 | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --stride x | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --stride 1, | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --stride 99999999999 | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --padding 2000000000 | padding width",
                "--input [[1]] --kernel [1] --padding 2000 | elements",
                "--input [1] --kernel [1] --output-padding 1 | only a transposed",
                "--input [1] --kernel [1] --transposed --output-padding 1 | smaller than the stride",
                "--input [1] --kernel [1] --transposed --padding 1 | crops the whole output",
                "--input [[[1]]] --kernel [[[1]]] | nested 3 deep",
                "--input [[[1]],[[1]]] --kernel [1] | 2 channels",
                "--input [1] | --kernel",
                "--input [1] --kernel [1] --nonsense | not an option"
            })
    void badInputIsExitCode2WithAReason(String line, String reason) {
        String[] args = line.replace("~~", "").split(" ", -1);
        assertThat(run(args)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(reason).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"1x5, 1 column", "2x6, 1 row and 2 columns", "1x4, ''"})
    void textSaysWhatTheStrideCutsOff(String size, String cut) {
        int rows = size.charAt(0) - '0';
        int columns = size.charAt(2) - '0';
        String input = "["
                + String.join(
                        ",",
                        Collections.nCopies(
                                rows, Collections.nCopies(columns, 1).toString())) + "]";
        assertThat(run("--input", input, "--kernel", "[[1]]", "--stride", "3"))
                .as(err.toString())
                .isZero();
        if (cut.isEmpty()) {
            assertThat(out.toString()).doesNotContain("cut off");
        } else {
            assertThat(out.toString()).contains("cut off by the stride: " + cut + " of the padded input");
        }
    }
}
