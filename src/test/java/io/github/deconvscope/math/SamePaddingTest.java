package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The padding rule {@code same} against TensorFlow's own numbers (every file {@code *_same_*.json} in the folder of {@code -Dgolden.dir}), against
 * the worked examples of ONNX's specification of Conv and ConvTranspose, and by its properties.
 */
class SamePaddingTest {
    private static final Path GOLDEN = Path.of(System.getProperty("golden.dir"));

    @TestFactory
    List<DynamicTest> tensorFlow() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(".*_same_.*\\.json"))
                    .toList()) {
                JsonArray cases = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
                for (int i = 0; i < cases.size(); i++) {
                    JsonObject one = cases.get(i).getAsJsonObject();
                    tests.add(DynamicTest.dynamicTest(file.getFileName() + " " + i, () -> check(one)));
                }
            }
        }
        assertThat(tests).as("golden cases of padding \"same\"").isNotEmpty();
        return tests;
    }

    private static void check(JsonObject one) {
        boolean transposed = one.get("transposed").getAsBoolean();
        JsonArray input = one.getAsJsonArray("input");
        ConvolutionSettings settings = ConvolutionSettings.direct(size(input), size(one.getAsJsonArray("kernel")))
                .withTransposed(transposed)
                .withStride(pair(one, "stride"))
                .withDilation(pair(one, "dilation"))
                .withPadding(Padding.SAME);
        if (transposed) {
            settings = settings.withOutputSize(pair(one, "outputSize"));
        }
        ConvolutionGeometry geometry = new ConvolutionGeometry(settings);
        double[] weights = numbers(one.get("kernel"));
        double[] expected = numbers(one.get("output"));
        assertThat(geometry.output()).isEqualTo(size(one.getAsJsonArray("output")));
        assertThat(ConvolutionMatrix.of(geometry, weights).sparse().times(numbers(input)))
                .containsExactly(expected);
        assertThat(EquivalentConvolution.apply(geometry, numbers(input), weights, true))
                .containsExactly(expected);
        assertThat(DirectConvolution.apply(geometry, numbers(input), weights)).containsExactly(expected);
    }

    private static Size size(JsonArray map) {
        return new Size(map.size(), map.get(0).getAsJsonArray().size());
    }

    private static Size pair(JsonObject one, String name) {
        JsonArray pair = one.getAsJsonArray(name);
        return new Size(pair.get(0).getAsInt(), pair.get(1).getAsInt());
    }

    private static double[] numbers(JsonElement map) {
        List<Double> numbers = new ArrayList<>();
        map.getAsJsonArray().forEach(row -> row.getAsJsonArray().forEach(n -> numbers.add(n.getAsDouble())));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The rule of ONNX's Conv and ConvTranspose, and of TensorFlow, by hand. A transposed convolution crops (input - 1) stride + span - input
     * stride, and where that is negative rows of zeros follow.
     */
    @ParameterizedTest
    @CsvSource({
        // transposed, input, kernel, stride, dilation -> output, begin and end of same, output padding
        "false, 5, 3, 1, 1, 5, 1, 1, 0",
        "false, 4, 3, 2, 1, 2, 0, 1, 0",
        "false, 5, 3, 2, 1, 3, 1, 1, 0",
        "false, 5, 4, 1, 1, 5, 1, 2, 0",
        "false, 7, 2, 1, 3, 7, 1, 2, 0",
        "false, 9, 2, 3, 1, 3, 0, 0, 0",
        "false, 1, 3, 2, 1, 1, 1, 1, 0",
        "true, 3, 3, 2, 1, 6, 0, 1, 0",
        "true, 3, 4, 2, 1, 6, 1, 1, 0",
        "true, 3, 2, 3, 1, 9, 0, 0, 1",
        "true, 3, 1, 3, 1, 9, 0, 0, 2",
        "true, 4, 4, 1, 1, 4, 1, 2, 0",
        "true, 4, 2, 1, 3, 4, 1, 2, 0"
    })
    void rule(boolean t, int in, int k, int s, int d, int output, int begin, int end, int outputPadding) {
        ConvolutionAxis same = ConvolutionAxis.same(t, in, k, s, d, Padding.Rule.SAME);
        ConvolutionAxis lower = ConvolutionAxis.same(t, in, k, s, d, Padding.Rule.SAME_LOWER);
        assertThat(same).isEqualTo(new ConvolutionAxis(t, in, k, s, begin, end, d, outputPadding));
        assertThat(lower).isEqualTo(new ConvolutionAxis(t, in, k, s, end, begin, d, outputPadding));
        assertThat(same.problem("width")).isEmpty();
        assertThat(same.output()).isEqualTo(output);
        assertThat(lower.output()).isEqualTo(output);
    }

    /** ONNX's node test conv_with_autopad_same: 0 to 24, a kernel of ones, stride 2, SAME_LOWER. */
    @Test
    void onnxConvolutionWithAutomaticPadding() {
        ConvolutionSettings settings = ConvolutionSettings.direct(Size.square(5), Size.square(3))
                .withStride(Size.square(2))
                .withPadding(Padding.SAME_LOWER);
        assertThat(apply(settings)).containsExactly(12, 27, 24, 63, 108, 81, 72, 117, 84);
    }

    /** ONNX's node test conv_with_strides_and_asymmetric_padding: pads 1, 0, 1, 0 are top, left, bottom, right. */
    @Test
    void onnxConvolutionWithUnequalPadding() {
        ConvolutionSettings settings = ConvolutionSettings.direct(new Size(7, 5), Size.square(3))
                .withStride(Size.square(2))
                .withPadding(Padding.each(new Sides(1, 1, 0, 0)));
        assertThat(apply(settings)).containsExactly(21, 33, 99, 117, 189, 207, 171, 183);
    }

    /** ONNX's node test convtranspose_autopad_same: 0 to 8, a kernel of ones, stride 2, SAME_UPPER; and what SAME_LOWER gives instead. */
    @Test
    void onnxTransposedConvolutionWithAutomaticPadding() {
        ConvolutionSettings settings = ConvolutionSettings.transposed(Size.square(3), Size.square(3))
                .withStride(Size.square(2))
                .withPadding(Padding.SAME);
        assertThat(apply(settings))
                .containsExactly(
                        0, 0, 1, 1, 3, 2, 0, 0, 1, 1, 3, 2, 3, 3, 8, 5, 12, 7, 3, 3, 7, 4, 9, 5, 9, 9, 20, 11, 24, 13,
                        6, 6, 13, 7, 15, 8);
        double[] lower = apply(settings.withPadding(Padding.SAME_LOWER));
        assertThat(lower).startsWith(0, 1, 1, 3, 2, 2, 3, 8, 5, 12, 7, 7);
    }

    /** ONNX's node test convtranspose_pads: pads 1, 2, 1, 2 with strides 3, 2. */
    @Test
    void onnxTransposedConvolutionWithPadding() {
        ConvolutionSettings settings = ConvolutionSettings.transposed(Size.square(3), Size.square(3))
                .withStride(new Size(3, 2))
                .withPadding(new Size(1, 2));
        assertThat(apply(settings)).containsExactly(1, 1, 3, 1, 1, 3, 7, 4, 9, 7, 4, 9, 7, 4, 9, 13, 7, 15, 13, 7, 15);
    }

    /** ONNX's node test convtranspose_output_shape: 10 x 8 where the stamps reach 9 x 7; the last row and column are zeros. */
    @Test
    void onnxOutputShape() {
        ConvolutionSettings settings = ConvolutionSettings.transposed(Size.square(3), Size.square(3))
                .withStride(new Size(3, 2))
                .withOutputSize(new Size(10, 8));
        double[] y = apply(settings);
        assertThat(y).hasSize(80).startsWith(0, 0, 1, 1, 3, 2, 2, 0).endsWith(8, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        // ONNX's formula for a smaller one: total = stride (input - 1) + kernel - output = 1, in front unless
        // SAME_UPPER.
        ConvolutionSettings smaller =
                ConvolutionSettings.transposed(new Size(1, 3), new Size(1, 3)).withStride(new Size(1, 2));
        assertThat(apply(smaller.withPadding(Padding.SAME).withOutputSize(new Size(1, 6))))
                .containsExactly(0, 0, 1, 1, 3, 2);
        assertThat(apply(smaller.withPadding(Padding.SAME_LOWER).withOutputSize(new Size(1, 6))))
                .containsExactly(0, 1, 1, 3, 2, 2);
        assertThat(apply(smaller.withPadding(Padding.SAME).withOutputSize(new Size(1, 5))))
                .containsExactly(0, 1, 1, 3, 2);
    }

    /** The input 0, 1, 2, ... and a kernel of ones, as in ONNX's node tests. */
    private static double[] apply(ConvolutionSettings settings) {
        ConvolutionGeometry geometry = new ConvolutionGeometry(settings);
        double[] input = new double[geometry.inputElements()];
        double[] weights = new double[geometry.weightElements()];
        java.util.Arrays.setAll(input, i -> i);
        java.util.Arrays.fill(weights, 1);
        return ConvolutionMatrix.of(geometry, weights).sparse().times(input);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSameConvolutionHasOneOutputForEachBegunStrideAndItsTransposeComesBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConvolutionSettings there = ConvolutionSettings.direct(pair(random, 12), pair(random, 5))
                .withStride(pair(random, 4))
                .withDilation(pair(random, 3))
                .withPadding(random.nextBoolean() ? Padding.SAME : Padding.SAME_LOWER);
        ConvolutionGeometry c = new ConvolutionGeometry(there);
        Size in = there.input();
        Size stride = there.stride();
        assertThat(c.output()).isEqualTo(new Size((int) Math.ceil((double) in.height() / stride.height()), (int)
                Math.ceil((double) in.width() / stride.width())));
        Sides p = c.padding();
        int odd = there.padding().rule() == Padding.Rule.SAME ? 1 : -1;
        assertThat(p.bottom() - p.top()).isIn(0, odd);
        assertThat(p.right() - p.left()).isIn(0, odd);

        ConvolutionSettings bare = there.withTransposed(true).withInput(c.output());
        assertThat(bare.output())
                .isEqualTo(new Size(
                        c.output().height() * stride.height(), c.output().width() * stride.width()));
        ConvolutionGeometry back = new ConvolutionGeometry(bare.withOutputSize(in));
        assertThat(back.output()).isEqualTo(in);
        assertThat(back.padding()).isEqualTo(p);
        double[] weights = RandomConvolutions.numbers(random, c.weightElements());
        double[] x = RandomConvolutions.numbers(random, c.inputElements());
        double[] y = RandomConvolutions.numbers(random, c.outputElements());
        SparseMatrix matrix = ConvolutionMatrix.of(c, weights).sparse();
        double[] sentBack = ConvolutionMatrix.of(back, weights).sparse().times(y);
        assertThat(sentBack).containsExactly(matrix.transposeTimes(y), within(1e-12));
        assertThat(dot(matrix.times(x), y)).isCloseTo(dot(x, sentBack), within(1e-10));
    }

    private static Size pair(SplittableRandom random, int most) {
        return new Size(1 + random.nextInt(most), 1 + random.nextInt(most));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void anOutputSizeThatCannotBeNamesThoseThatCan() {
        ConvolutionSettings numbers = ConvolutionSettings.transposed(new Size(1, 3), new Size(1, 3))
                .withStride(new Size(1, 2))
                .withPadding(new Size(0, 1));
        assertThat(numbers.withOutputSize(new Size(1, 6)).outputPadding()).isEqualTo(new Size(0, 1));
        assertThatThrownBy(() -> numbers.withOutputSize(new Size(1, 7)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("output width cannot be 7")
                .hasMessageContaining("from 5 to 6");
        assertThatThrownBy(() -> numbers.withOutputSize(new Size(2, 5)))
                .hasMessageContaining("output height cannot be 2")
                .hasMessageContaining("it is 1");
        assertThatThrownBy(() -> numbers.withPadding(Padding.SAME).withOutputSize(new Size(1, 4)))
                .hasMessageContaining("from 5 to 6");
        assertThatThrownBy(() -> numbers.withTransposed(false).withOutputSize(new Size(1, 4)))
                .hasMessageContaining("transposed convolution only");
    }

    @Test
    void paddingThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> new Padding(Padding.Rule.SAME, Sides.both(Size.square(1))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Padding(Padding.Rule.BOTH_ENDS, new Sides(0, 1, 0, 0)))
                .isInstanceOf(InvalidInputException.class);
        ConvolutionSettings same = ConvolutionSettings.transposed(Size.square(3), Size.square(3))
                .withStride(Size.square(2))
                .withPadding(Padding.SAME);
        assertThat(same.problems()).isEmpty();
        assertThat(same.withOutputPadding(Size.square(1)).problems())
                .singleElement()
                .asString()
                .contains("output padding is 1,1", "\"same\"");
        assertThat(same.withStride(Size.square(0)).problems()).isNotEmpty();
        assertThat(same.withInput(new Size(Integer.MAX_VALUE, 3)).problems()).isNotEmpty();
        assertThat(ConvolutionSettings.direct(Size.square(3), Size.square(3))
                        .withPadding(Padding.each(new Sides(0, 0, 0, -1)))
                        .problems())
                .singleElement()
                .asString()
                .contains("padding right is -1");
    }
}
