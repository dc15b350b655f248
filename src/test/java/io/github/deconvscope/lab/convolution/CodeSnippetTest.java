package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Size;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeSnippetTest {
    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(60);
    }

    private static ConvolutionResult result(RandomConvolutions.Case c) {
        return ConvolutionResult.of(
                ConvolutionState.of(c.geometry(), c.input(), c.weights()).withBias(RandomConvolutions.bias(c)));
    }

    /** Compiles and runs what the page offers to copy. */
    @Test
    @Tag("engine")
    void djlGivesTheNumbersOfThePage(@TempDir Path folder) throws Throwable {
        List<ConvolutionResult> results =
                cases().limit(20).map(CodeSnippetTest::result).toList();
        Class<?> snippets = compile(results, folder);
        for (int i = 0; i < results.size(); i++) {
            Method snippet = snippets.getMethod("snippet" + i);
            float[] y = run(snippet);
            double[] expected = results.get(i).output();
            assertThat(y).as(results.get(i).state().settings().toString()).hasSize(expected.length);
            for (int k = 0; k < y.length; k++) {
                assertThat((double) y[k])
                        .isCloseTo(
                                expected[k], Offset.offset(1e-6 * results.get(i).scale()));
            }
        }
    }

    /** Not on the thread of the tests: PyTorch would be loaded there, for all later tests too, without what the program does before. */
    private static float[] run(Method snippet) throws Throwable {
        return OnComputeThread.call(() -> (float[]) snippet.invoke(null));
    }

    private static Class<?> compile(List<ConvolutionResult> results, Path folder)
            throws IOException, ReflectiveOperationException {
        StringBuilder imports = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < results.size(); i++) {
            String text = CodeSnippet.DJL.write(results.get(i));
            int body = text.indexOf("\n\n");
            imports.replace(0, imports.length(), text.substring(0, body));
            methods.append("public static float[] snippet").append(i).append("() {\n");
            methods.append(text.substring(body).replace("System.out.println(y);", "return y.toFloatArray();"));
            methods.append("}\n");
        }
        Path source = folder.resolve("Snippets.java");
        Files.writeString(source, imports + "\npublic class Snippets {\n" + methods + "}\n");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(exit).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, CodeSnippetTest.class.getClassLoader())
                .loadClass("Snippets");
    }

    /** Runs what the page offers to copy, all cases as one program. */
    @Test
    void numPyGivesTheNumbersOfThePage(@TempDir Path folder) throws Exception {
        List<ConvolutionResult> results = cases().map(CodeSnippetTest::result).toList();
        StringBuilder program = new StringBuilder();
        results.forEach(result ->
                program.append(CodeSnippet.NUMPY.write(result).replace("print(y)\n", "print(*y.ravel().tolist())\n")));
        Path file = Files.writeString(folder.resolve("snippets.py"), program);
        List<String> said =
                Programs.run(folder, "python3", file.toString()).lines().toList();
        assertThat(said).hasSize(2 * results.size());
        for (int i = 0; i < results.size(); i++) {
            ConvolutionGeometry g = results.get(i).state().geometry();
            assertThat(said.get(2 * i))
                    .isEqualTo("(1, %d, %d, %d)"
                            .formatted(
                                    g.outputChannels(),
                                    g.output().height(),
                                    g.output().width()));
            assertThat(Stream.of(said.get(2 * i + 1).split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .as(g.settings().toString())
                    .containsExactly(
                            results.get(i).output(),
                            Offset.offset(1e-12 * (1 + results.get(i).scale())));
        }
    }

    /** What Keras 3 refuses: a dilation beside a stride, an output padding as large as the stride. Its shapes put the channels last. */
    @ParameterizedTest
    @MethodSource("cases")
    void kerasIsAskedForNothingItRefuses(RandomConvolutions.Case c) {
        ConvolutionGeometry g = c.geometry();
        String text = CodeSnippet.KERAS.write(result(c));
        boolean stride =
                Math.max(g.settings().stride().height(), g.settings().stride().width()) > 1;
        if (stride || g.transposed()) {
            assertThat(text).doesNotContain("dilation_rate");
        }
        assertThat(text)
                .doesNotContain("output_padding")
                .contains("(1, %d, %d, %d)"
                        .formatted(g.output().height(), g.output().width(), g.outputChannels()));
    }

    @Test
    void pyTorchTakesTheSettingsAsTheyAre() {
        ConvolutionSettings settings = ConvolutionSettings.transposed(new Size(2, 1), new Size(1, 2))
                .withStride(new Size(2, 3))
                .withOutputPadding(new Size(1, 0));
        String text = CodeSnippet.PYTORCH.write(
                ConvolutionResult.of(ConvolutionState.of(settings, new double[] {1, -2}, new double[] {0.5, 3})));
        assertThat(text)
                .contains("x = torch.tensor([[[[1.0], [-2.0]]]])")
                .contains("w = torch.tensor([[[[0.5, 3.0]]]])")
                .contains(
                        "F.conv_transpose2d(x, w, stride=(2, 3), padding=(0, 0), output_padding=(1, 0), dilation=(1, 1))")
                .contains("# (1, 1, 4, 2)");
    }

    /** What a library has no word for is written out around the operation. */
    @Test
    void unequalPaddingIsWrittenAsEachLibraryTakesIt() {
        ConvolutionResult same = ConvolutionResult.of(ConvolutionPreset.KERAS_SAME.state());
        assertThat(CodeSnippet.PYTORCH.write(same))
                .contains("x = F.pad(x, (0, 1, 0, 1))\ny = F.conv2d(x, w, stride=(2, 2), padding=(0, 0)");
        assertThat(CodeSnippet.KERAS.write(same)).contains("padding=\"same\"").doesNotContain("np.pad");
        assertThat(CodeSnippet.ONNX.write(same))
                .contains("auto_pad=\"SAME_UPPER\"", "\"Conv\"", "pads=[0, 0, 1, 1])  # top, left, bottom, right")
                .doesNotContain("output_padding");
        ConvolutionResult lower = ConvolutionResult.of(ConvolutionPreset.SAME_LOWER.state());
        assertThat(CodeSnippet.PYTORCH.write(lower)).contains("x = F.pad(x, (1, 0, 1, 0))");
        assertThat(CodeSnippet.KERAS.write(lower))
                .contains("x = np.pad(x, ((0, 0), (1, 0), (1, 0), (0, 0)))", "padding=\"valid\"");
        assertThat(CodeSnippet.ONNX.write(lower)).contains("SAME_LOWER", "pads=[1, 1, 0, 0]");
        ConvolutionResult back = ConvolutionResult.of(ConvolutionPreset.KERAS_SAME_BACK.state());
        assertThat(CodeSnippet.PYTORCH.write(back))
                .contains("output_padding=(0, 0)", "y = F.pad(y, (0, -1, 0, -1))\nprint");
        assertThat(CodeSnippet.KERAS.write(back)).contains("Conv2DTranspose", "padding=\"same\"");
        assertThat(CodeSnippet.ONNX.write(back))
                .contains("stands for", "\"ConvTranspose\"", "pads=[0, 0, 1, 1], output_padding=[0, 0])")
                .doesNotContain("OpenCV");
        ConvolutionSettings gaps =
                ConvolutionPreset.KERAS_SAME_BACK.state().settings().withStride(Size.square(5));
        assertThat(CodeSnippet.ONNX.write(result(gaps)))
                .contains("auto_pad=\"SAME_UPPER\" ONNX Runtime 1.29.0 would give a smaller output")
                .doesNotContain("stands for");
        ConvolutionSettings dilated =
                ConvolutionSettings.transposed(Size.square(3), Size.square(2)).withDilation(Size.square(2));
        assertThat(CodeSnippet.ONNX.write(result(dilated))).contains("OpenCV 4.13.0");
    }

    /** Java refuses a literal that is not 0 and rounds to it. */
    @Test
    @Tag("engine")
    void djlCompilesWhereFloatsEnd(@TempDir Path folder) throws Throwable {
        double[] input = {1e-46, -7e-46, 7.1e-46, 1e-300, 3.4028234e38, 1e7, -0.0, 1.4e-45};
        ConvolutionResult result = ConvolutionResult.of(ConvolutionState.of(
                ConvolutionSettings.direct(new Size(1, input.length), Size.square(1)), input, new double[] {1}));
        Method snippet = compile(List.of(result), folder).getMethod("snippet0");
        float[] y = run(snippet);
        for (int i = 0; i < input.length; i++) {
            assertThat(y[i]).isEqualTo((float) input[i] + 0f);
        }
    }

    @Test
    void aCommentNamesTheReasonWhyKerasTakesNoDilation() {
        ConvolutionSettings settings =
                ConvolutionSettings.transposed(Size.square(2), Size.square(2)).withDilation(Size.square(2));
        assertThat(CodeSnippet.KERAS.write(result(settings)))
                .contains("TensorFlow 2.18 takes no dilation in a transposed convolution on a CPU")
                .doesNotContain("beside a stride");
        assertThat(CodeSnippet.KERAS.write(result(settings.withStride(Size.square(2)))))
                .contains("Keras 3 takes no dilation beside a stride");
    }

    @Test
    void whoRefusesAnOutputPaddingAsLargeAsTheStrideIsSaid() {
        ConvolutionSettings settings = ConvolutionSettings.transposed(Size.square(2), Size.square(2))
                .withDilation(Size.square(2))
                .withOutputPadding(new Size(0, 1));
        for (CodeSnippet snippet : List.of(CodeSnippet.PYTORCH, CodeSnippet.KERAS)) {
            assertThat(snippet.write(result(settings)))
                    .contains("# PyTorch computes an output padding as large as the stride;\n# TensorFlow 2.18");
            assertThat(snippet.write(result(settings.withStride(Size.square(2)))))
                    .doesNotContain("as large as the stride");
        }
    }

    private static ConvolutionResult result(ConvolutionSettings settings) {
        ConvolutionGeometry g = new ConvolutionGeometry(settings);
        return ConvolutionResult.of(
                ConvolutionState.of(settings, new double[g.inputElements()], new double[g.weightElements()]));
    }
}
