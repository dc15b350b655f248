package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.lesson.model.SourceSnippet;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in Python that lessons show give the numbers of the app. Where Python or a library is missing, a test is skipped and says so. */
class LessonPythonTest {
    private static final Path CODE = Path.of("assets", "code").toAbsolutePath();

    @TempDir
    Path folder;

    /** Runs lines after an import of a program of the lessons, whose own output is dropped; each line that is printed holds numbers. */
    private double[][] numbers(String program, String lines) throws IOException, InterruptedException {
        String start = "import sys, numpy as np\nsys.dont_write_bytecode = True\nsys.path.insert(0, '" + CODE + "')\n"
                + "from " + program + " import *\nprint('---')\n";
        Path file = Files.writeString(folder.resolve("program.py"), start + lines);
        String said = Programs.run(folder, "python3", file.toString());
        return said.substring(said.indexOf("---") + 3)
                .strip()
                .lines()
                .map(line -> Stream.of(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static String array(double[] values, int rows) {
        return "np.array(" + Arrays.toString(values) + ").reshape(" + rows + ", -1)";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void convolutionsInNumPy(int stride) throws Exception {
        ConvolutionGeometry there = new ConvolutionGeometry(
                ConvolutionSettings.direct(Size.square(8), Size.square(3)).withStride(Size.square(stride)));
        SplittableRandom random = new SplittableRandom(stride);
        double[] x = RandomConvolutions.numbers(random, there.inputElements());
        double[] w = RandomConvolutions.numbers(random, 9);
        double[] y = DirectConvolution.apply(there, x, w);
        ConvolutionGeometry back = new ConvolutionGeometry(
                ConvolutionSettings.transposed(there.output(), Size.square(3)).withStride(Size.square(stride)));
        double[][] said = numbers("convolution", """
                x, w = %s, %s
                y = convolve(x, w, %d)
                print(*y.ravel())
                print(*transposed(y, w, %d).ravel())
                print(*convolve(x, convolve(x, w)).ravel())
                """.formatted(array(x, 8), array(w, 3), stride, stride));
        assertThat(said[0]).containsExactly(y, within(1e-10));
        assertThat(said[1]).containsExactly(DirectConvolution.apply(back, y, w), within(1e-10));
        if (stride == 1) {
            assertThat(said[2]).containsExactly(ConvolutionMatrix.of(there, w).weightGradient(x, y), within(1e-9));
        }
    }

    @Test
    void whiteningInNumPy() throws Exception {
        int dimension = 6;
        int rows = 40;
        double[] x = RandomConvolutions.numbers(new SplittableRandom(1), rows * dimension);
        float[] patches = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            patches[i] = (float) (x[i] + (i % dimension == 0 ? 5 : 0.7 * x[i - 1]));
            x[i] = patches[i];
        }
        double eps = 1e-3;
        double[] cov = Covariance.plusDiagonal(
                Covariance.of(patches, rows, dimension, true).matrix(), dimension, eps);
        double[][] said = numbers("whitening", """
                x = %s
                cov = covariance(x, %s)
                d = zca(cov)
                folded, bias = fold(np.ones((1, 6)), np.array([2.0]), x.mean(axis=0), d)
                print(*cov.ravel())
                print(*newton_schulz(cov).ravel())
                print(*(d @ cov @ d).ravel())
                print(*(newton_schulz(cov, 40) - d).ravel())
                print(*(x @ folded[0] + bias - ((x - x.mean(axis=0)) @ d.sum(axis=1) + 2)))
                """.formatted(array(x, rows), Double.toString(eps)));
        assertThat(said[0]).containsExactly(cov, within(1e-12));
        assertThat(said[1]).containsExactly(NewtonSchulz.whitening(cov, dimension, 5, Lane.DOUBLE), within(1e-9));
        for (int i = 0; i < cov.length; i++) {
            assertThat(said[2][i]).isCloseTo(i % (dimension + 1) == 0 ? 1 : 0, within(1e-8));
            assertThat(said[3][i]).isCloseTo(0, within(1e-6));
        }
        assertThat(said[4]).containsExactly(new double[rows], within(1e-9));
    }

    /** The gradients of lesson 3: NumPy's, and by PyTorch and Keras where somebody has them. */
    @ParameterizedTest
    @ValueSource(strings = {"numpy", "torch", "keras"})
    void gradientsOfLessonThree(String library) throws Exception {
        String said =
                Programs.run(folder, "python3", CODE.resolve("convolution.py").toString(), library);
        String last = said.strip().lines().reduce((a, b) -> b).orElseThrow();
        assertThat(last).isEqualTo(library.equals("keras") ? "9.0 36.0 36.0" : "9.0 36.0 36.0 36.0");
    }

    /** What lessons show as six lines has six, its head and its end not counted. */
    @Test
    void sixLinesAreFew() {
        for (String[] shown : new String[][] {
            {"convolution.py", "convolve"}, {"convolution.py", "transposed"}, {"convolution.py", "gradients"},
            {"convolution.py", "torch"}, {"convolution.py", "keras"}, {"whitening.py", "covariance"},
            {"whitening.py", "zca"}, {"whitening.py", "newton-schulz"}, {"whitening.py", "fold"}
        }) {
            String code = SourceSnippet.cut(shown[0], shown[1]);
            assertThat(code.lines().filter(line -> !line.isBlank() && !line.startsWith("def ")))
                    .as(String.join(" ", shown))
                    .hasSizeLessThanOrEqualTo(6);
            assertThat(code.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(64));
        }
    }
}
