package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.app.Services;
import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.math.RandomConvolutions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the figures, the sentences and {@code convolve} say of a convolution, computed again by {@link NaiveConvolution}: plain
 * loops over the definition, without a matrix, without a stretched input and without the code of the app.
 */
class ConvolutionRecomputationTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    static Stream<ConvolutionState> states() {
        return LongStream.rangeClosed(1, 40).mapToObj(seed -> {
            RandomConvolutions.Case one = RandomConvolutions.of(seed);
            return ConvolutionState.of(one.geometry(), one.input(), one.weights())
                    .withBias(RandomConvolutions.bias(one));
        });
    }

    private static Figure figure(String id, ConvolutionState state, String... more) {
        Map<String, String> given =
                new HashMap<>(Map.of("state", ConvolutionStateJson.write(state), "select", "nothing", "position", "0"));
        for (int i = 0; i < more.length; i += 2) {
            given.put(more[i], more[i + 1]);
        }
        return CATALOG.find(id).make(given, Optional.empty());
    }

    /** Column "value" of a table of maps, in the order (map, row, column), which is checked. */
    private static double[] maps(Figure figure, int height, int width) {
        DataTable table = figure.table();
        double[] values = new double[table.rowCount()];
        for (int i = 0; i < values.length; i++) {
            assertThat(table.value(i, 0)).isEqualTo(i / (height * width));
            assertThat(table.value(i, 1)).isEqualTo(i / width % height);
            assertThat(table.value(i, 2)).isEqualTo(i % width);
            values[i] = ((Number) table.value(i, 3)).doubleValue();
        }
        return values;
    }

    private static void assertNear(double[] got, double[] want) {
        assertThat(got).hasSameSizeAs(want);
        double scale = Arrays.stream(want).map(Math::abs).max().orElse(1) + 1;
        for (int i = 0; i < want.length; i++) {
            assertThat(got[i]).isCloseTo(want[i], within(1e-12 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void mapsOfTheFiguresAreThoseOfTheDefinition(ConvolutionState state) {
        NaiveConvolution naive = new NaiveConvolution(state.settings());
        double[] output = naive.biased(naive.apply(state.input(), state.weights()), state.bias());
        assertNear(maps(figure("convolution-output", state), naive.outHeight, naive.outWidth), output);
        assertNear(
                maps(
                        figure("convolution-input", state),
                        state.geometry().stretched().height(),
                        state.geometry().stretched().width()),
                naive.stretched(state.input()));
        DataTable origins = figure("convolution-input", state).table();
        for (int i = 0; i < origins.rowCount(); i++) {
            if (!origins.value(i, 4).equals("input")) {
                assertThat(origins.value(i, 3)).isEqualTo(0.0);
            }
        }
        assertNear(
                maps(
                        figure("convolution-kernel", state),
                        state.geometry().kernel().height(),
                        state.geometry().kernel().width()),
                state.weights());
        assertNear(
                maps(
                        figure("convolution-input", state, "backward", "true"),
                        state.geometry().input().height(),
                        state.geometry().input().width()),
                naive.gradient(output, state.weights()));
    }

    @ParameterizedTest
    @MethodSource("states")
    void theMatrixIsWhatTheOperationDoesToEachInputAlone(ConvolutionState state) {
        NaiveConvolution naive = new NaiveConvolution(state.settings());
        double[][] dense = naive.matrix(state.weights());
        for (String id : List.of("convolution-matrix", "convolution-overview")) {
            Figure figure = figure(id, state);
            double[][] got = new double[dense.length][dense[0].length];
            DataTable table = figure.table();
            for (int i = 0; i < table.rowCount(); i++) {
                int row = ((Number) table.value(i, 0)).intValue();
                int column = ((Number) table.value(i, 1)).intValue();
                got[row][column] += ((Number) table.value(i, 2)).doubleValue();
            }
            for (int r = 0; r < dense.length; r++) {
                assertNear(got[r], dense[r]);
            }
            assertThat(figure.caption()).contains(NaiveConvolution.sentence(dense));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void theFormulaAddsUpToTheOutput(ConvolutionState state) {
        NaiveConvolution naive = new NaiveConvolution(state.settings());
        double[] output = naive.biased(naive.apply(state.input(), state.weights()), state.bias());
        double[][] dense = naive.matrix(state.weights());
        for (int position : new int[] {0, output.length / 2, output.length - 1}) {
            Figure figure =
                    figure("convolution-formula", state, "select", "output", "position", Integer.toString(position));
            DataTable table = figure.table();
            double sum = 0;
            for (int i = 0; i < table.rowCount(); i++) {
                double product = ((Number) table.value(i, 3)).doubleValue();
                assertThat(product)
                        .isEqualTo(((Number) table.value(i, 1)).doubleValue()
                                * ((Number) table.value(i, 2)).doubleValue());
                sum += product;
            }
            assertThat(sum).isCloseTo(output[position], within(1e-12 * (1 + Math.abs(output[position]))));
            assertThat(table.rowCount())
                    .as("one term for each input that the window meets, and one for a bias")
                    .isEqualTo((int) Arrays.stream(dense[position])
                                    .filter(weight -> weight != 0)
                                    .count()
                            + (state.hasBias() ? 1 : 0));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void theGramMatrixIsThatOfTheOperation(ConvolutionState state) {
        double[][] dense = new NaiveConvolution(state.settings()).matrix(state.weights());
        Figure figure = figure("convolution-gram", state);
        DataTable table = figure.table();
        int n = dense[0].length;
        assertThat(table.rowCount()).isEqualTo(n);
        double off = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (double[] row : dense) {
                    sum += row[i] * row[j];
                }
                off = Math.max(off, Math.abs(sum - (i == j ? 1 : 0)));
                // heat maps are single precision
                assertThat(((Number) table.value(i, j + 1)).doubleValue())
                        .isCloseTo(sum, within(1e-6 * (1 + Math.abs(sum))));
            }
        }
        String told = figure.caption().replaceAll("(?s).*from it: ", "").replaceAll("\\.$", "");
        assertThat(Double.parseDouble(told.replace("\u2212", "-"))).isCloseTo(off, within(0.005 * off + 1e-9));
    }

    @ParameterizedTest
    @CsvSource({"6, 3, 2", "5, 4, 2", "1, 1, 1", "7, 2, 3", "4, 5, 3", "3, 7, 4"})
    void hitsAreCountedStampByStamp(int inputs, int kernel, int stride) {
        Map<String, String> given = Map.of("inputs", "" + inputs, "kernel", "" + kernel, "stride", "" + stride);
        int outputs = (inputs - 1) * stride + kernel;
        int[] hits = new int[outputs];
        for (int stamp = 0; stamp < inputs; stamp++) {
            for (int k = 0; k < kernel; k++) {
                hits[stamp * stride + k]++;
            }
        }
        DataTable one = CATALOG.find("convolution-overlap")
                .make(given, Optional.empty())
                .table();
        DataTable two = CATALOG.find("convolution-overlap-2d")
                .make(given, Optional.empty())
                .table();
        assertThat(one.rowCount()).isEqualTo(outputs);
        assertThat(two.rowCount()).isEqualTo(outputs);
        for (int i = 0; i < outputs; i++) {
            assertThat(((Number) one.value(i, 1)).intValue()).isEqualTo(hits[i]);
            for (int j = 0; j < outputs; j++) {
                assertThat(((Number) two.value(i, j + 1)).intValue()).isEqualTo(hits[i] * hits[j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void convolvePrintsTheSame(ConvolutionState state) {
        NaiveConvolution naive = new NaiveConvolution(state.settings());
        double[][] dense = naive.matrix(state.weights());
        double[] output = naive.biased(naive.apply(state.input(), state.weights()), state.bias());
        JsonObject json = JsonParser.parseString(convolve(state, "--json")).getAsJsonObject();
        assertNear(flat(json.get("output")), output);
        assertNear(flat(json.get("stretchedInput")), naive.stretched(state.input()));
        assertNear(flat(json.get("turnedKernel")), naive.turned(state.weights()));
        double[][] got = new double[dense.length][dense[0].length];
        int nonZeros = 0;
        for (JsonElement entry : json.getAsJsonObject("matrix").getAsJsonArray("entries")) {
            JsonArray cell = entry.getAsJsonArray();
            got[cell.get(0).getAsInt()][cell.get(1).getAsInt()] = cell.get(2).getAsDouble();
            nonZeros++;
        }
        for (int r = 0; r < dense.length; r++) {
            assertNear(got[r], dense[r]);
        }
        assertThat(json.getAsJsonObject("matrix").get("nonZeros").getAsInt()).isEqualTo(nonZeros);
        assertThat(json.getAsJsonObject("matrix").get("shape"))
                .hasToString("[" + dense.length + "," + dense[0].length + "]");
        String text = convolve(state);
        assertThat(text).contains(NaiveConvolution.sentence(dense));
        assertThat(numbersAfter(text, "output", output.length)).satisfies(printed -> {
            for (int i = 0; i < output.length; i++) {
                assertThat(printed[i]).isCloseTo(output[i], within(1e-5 * (1e-5 + Math.abs(output[i]))));
            }
        });
    }

    /** The numbers of the grids whose headings begin with a word. */
    private static double[] numbersAfter(String text, String heading, int count) {
        List<Double> numbers = new ArrayList<>();
        boolean inside = false;
        for (String line : text.split("\\R")) {
            if (line.matches("[a-z].*")) {
                inside = line.startsWith(heading);
            } else if (inside && !line.isBlank()) {
                Arrays.stream(line.strip().split(" +")).map(Double::valueOf).forEach(numbers::add);
            }
        }
        assertThat(numbers).hasSize(count);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String convolve(ConvolutionState state, String... more) {
        var s = state.settings();
        List<String> args = new ArrayList<>(List.of(
                "convolve",
                "--groups",
                Integer.toString(s.groups()),
                "--bias",
                Arrays.toString(state.bias()),
                "--input",
                nested(
                        state.input(),
                        s.inputChannels(),
                        s.input().height(),
                        s.input().width()),
                "--kernel",
                nested(
                        state.weights(),
                        s.transposed() ? s.inputChannels() : s.outputChannels(),
                        (s.transposed() ? s.outputChannels() : s.inputChannels()) / s.groups(),
                        s.kernel().height(),
                        s.kernel().width()),
                "--stride",
                s.stride().height() + "," + s.stride().width(),
                "--padding",
                s.padding().text(),
                "--dilation",
                s.dilation().height() + "," + s.dilation().width()));
        if (s.transposed()) {
            args.addAll(List.of(
                    "--transposed",
                    "--output-padding",
                    s.outputPadding().height() + "," + s.outputPadding().width()));
        }
        args.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            assertThat(runner.run(args.toArray(String[]::new)))
                    .as(err.toString())
                    .isZero();
        }
        return out.toString();
    }

    private static String nested(double[] values, int... shape) {
        return nested(values, shape, 0, new int[1]);
    }

    private static String nested(double[] values, int[] shape, int depth, int[] at) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shape[depth]; i++) {
            parts.add(
                    depth == shape.length - 1
                            ? Double.toString(values[at[0]++])
                            : nested(values, shape, depth + 1, at));
        }
        return "[" + String.join(",", parts) + "]";
    }

    private static double[] flat(JsonElement element) {
        if (!element.isJsonArray()) {
            return new double[] {element.getAsDouble()};
        }
        List<Double> all = new ArrayList<>();
        element.getAsJsonArray().forEach(each -> Arrays.stream(flat(each)).forEach(all::add));
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The line under the matrix names what the definition gives, for each preset, forwards and backwards. */
    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void theLineOfNumbersIsCounted(ConvolutionPreset preset) {
        ConvolutionState state = preset.state();
        double[][] dense = new NaiveConvolution(state.settings()).matrix(state.weights());
        assertThat(figure("convolution-matrix", state).caption()).contains(NaiveConvolution.sentence(dense));
        double[][] turned = NaiveConvolution.transpose(dense);
        assertThat(figure("convolution-matrix", state, "backward", "true").caption())
                .contains(NaiveConvolution.sentence(turned));
        assertThat(ConvolutionResult.of(state).matrix().sparse().rank()).isEqualTo(NaiveConvolution.rank(turned));
    }
}
