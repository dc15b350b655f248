package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
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
        out.getBuffer().setLength(0);
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
                        "padding",
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
        JsonObject c = json("--input", "[[[1]],[[2]]]", "--kernel", "[[[[3]],[[4]]]]", "--json");
        assertThat(c.get("outputShape")).hasToString("[1,1,1]");
        assertThat(c.get("output")).hasToString("[[[11]]]");
        JsonObject t = json("--input", "[[[1]]]", "--kernel", "[[[[3]],[[4]]]]", "--transposed", "--json");
        assertThat(t.get("output")).hasToString("[[[3]],[[4]]]");
    }

    @Test
    void paddingTakesItsFourForms() {
        String input = "[[1,2,3,4],[5,6,7,8],[9,10,11,12],[13,14,15,16]]";
        String[] start = {"--input", input, "--kernel", ONES_3, "--stride", "2", "--json", "--padding"};
        JsonObject same = json(with(start, "same"));
        assertThat(same.get("padding")).hasToString("{\"top\":0,\"bottom\":1,\"left\":0,\"right\":1}");
        assertThat(same.get("output")).hasToString("[[54,45],[72,54]]");
        assertThat(json(with(start, "0,1,0,1")).get("output")).isEqualTo(same.get("output"));
        JsonObject lower = json(with(start, "same-lower"));
        assertThat(lower.get("padding")).hasToString("{\"top\":1,\"bottom\":0,\"left\":1,\"right\":0}");
        assertThat(lower.get("output")).hasToString("[[14,30],[57,99]]");
        assertThat(json(with(start, "1,0")).get("padding"))
                .hasToString("{\"top\":1,\"bottom\":1,\"left\":0,\"right\":0}");
        JsonObject row =
                json("--input", "[1,2,3,4]", "--kernel", "[1,1,1]", "--stride", "2", "--padding", "same", "--json");
        assertThat(row.get("output")).hasToString("[[6,7]]");
    }

    @Test
    void aTransposedConvolutionIsAskedForItsSize() {
        String[] start = {
            "--input", "[0,1,2]", "--kernel", "[1,1,1]", "--stride", "2", "--transposed", "--json", "--output-size"
        };
        JsonObject numbers = json(with(start, "8"));
        assertThat(numbers.get("output")).hasToString("[[0,0,1,1,3,2,2,0]]");
        assertThat(numbers.get("outputPadding")).hasToString("[0,1]");
        JsonObject same = json(with(start, "1,6", "--padding", "same"));
        assertThat(same.get("output")).hasToString("[[0,0,1,1,3,2]]");
        assertThat(same.get("padding")).hasToString("{\"top\":0,\"bottom\":0,\"left\":0,\"right\":1}");
        assertThat(json(with(start, "1,6", "--padding", "same-lower")).get("output"))
                .hasToString("[[0,1,1,3,2,2]]");
        out.getBuffer().setLength(0);
        assertThat(run("--input", "[0,1,2]", "--kernel", "[1]", "--stride", "3", "--transposed", "--padding", "same"))
                .isZero();
        assertThat(out.toString())
                .contains("cropped from the output: top 0, bottom 0, left 0, right 0", "output padding: 2 columns");
    }

    private static String[] with(String[] start, String... more) {
        return Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray(String[]::new);
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
                "--input [1] --kernel [1] --padding full | TOP,BOTTOM,LEFT,RIGHT",
                "--input [1] --kernel [1] --padding 1,2,3 | TOP,BOTTOM,LEFT,RIGHT",
                "--input [1] --kernel [1] --padding 1,2,3,x | same-lower",
                "--input [1] --kernel [1] --padding 0,0,0,-1 | padding right is -1",
                "--input [1] --kernel [1] --output-size 1 | transposed convolution only",
                "--input [1] --kernel [1] --transposed --output-size 2 | The output width cannot be 2; with input 1, kernel 1,"
                        + " stride 1 and this padding it is 1; for another size change one of these.",
                "--input [1] --kernel [1] --transposed --stride 3 --output-size 4 | from 1 to 3",
                "--input [1] --kernel [1] --transposed --stride 3 --output-size x | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --transposed --stride 2 --output-size 2 --output-padding 1 | give one of them",
                "--input [1] --kernel [1] --transposed --stride 2 --padding same --output-padding 1 | output padding is 0,1",
                "--input [1] --kernel [1] --stride 1, | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --stride 99999999999 | HEIGHT,WIDTH",
                "--input [1] --kernel [1] --padding 2000000000 | padding width",
                "--input [[1],[2,3]] --kernel [1] | has 2 elements, the ones before have 1",
                "--input [[1,2],[3]] --kernel [1] | has 1 element,",
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
