package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of channels against PyTorch's, and by what defines them: each step back is the transpose of one forward. */
class PlainNetTest {
    @TestFactory
    List<DynamicTest> pyTorch() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (GoldenPlainNet golden : GoldenPlainNet.all()) {
            for (int i = 0; i < golden.images(); i++) {
                int image = i;
                tests.add(DynamicTest.dynamicTest(golden.name() + " image " + i, () -> check(golden, image)));
            }
        }
        return tests;
    }

    private static void check(GoldenPlainNet golden, int image) {
        PlainNet net = golden.net();
        PlainNet.Pass pass = net.forward(golden.of("x", image), golden.size());
        golden.check("logits", image, pass.scores());
        for (int layer : golden.layers()) {
            golden.check("act" + (layer - 1), image, pass.activations().get(layer - 1));
            for (BackRule rule : BackRule.values()) {
                golden.check(golden.back(layer, rule), image, picture(net, pass, layer, golden.channel(layer), rule));
            }
        }
        int scores = pass.activations().size() + 1;
        int category = (int) golden.arrays().get("class").toLongs()[image];
        golden.check("class_gradient", image, picture(net, pass, scores, category, BackRule.GRADIENT));
    }

    private static double[] picture(PlainNet net, PlainNet.Pass pass, int layer, int channel, BackRule rule) {
        List<double[]> signals = net.back(pass, layer, channel, rule);
        return signals.get(signals.size() - 1);
    }

    private static double[] random(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** For each linear step T of the way forward and each step T' of the way back: (T x, y) = (x, T' y). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyStepBackIsTheTransposeOfOneForward(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Size size = new Size(2 * random.nextInt(1, 5), 2 * random.nextInt(1, 5));
        int in = random.nextInt(1, 5);
        int out = random.nextInt(1, 5);
        int kernel = 2 * random.nextInt(3) + 1;
        int stride = random.nextInt(1, 4);
        Pooling pooling = new Pooling(random.nextInt(1, 3), random.nextInt(1, 4));
        PlainNet.Convolution c = new PlainNet.Convolution(
                in,
                out,
                kernel,
                stride,
                random(random, out * in * kernel * kernel),
                random(random, out),
                Optional.empty(),
                Optional.of(pooling));
        double[] x = random(random, in * size.cells());
        double[] convolved = PlainNet.convolve(c, x, size);
        double[] of = random(random, convolved.length);
        assertThat(dot(convolved, of)).isCloseTo(dot(x, PlainNet.convolveBack(c, of, size)), within(1e-12));
        double[] y = random(random, out * size.cells());

        // Pooling is linear once its switches are chosen: it picks.
        int[] switches = PlainNet.switches(y, size, pooling);
        double[] other = random(random, y.length);
        double[] picked = Arrays.stream(switches).mapToDouble(i -> other[i]).toArray();
        double[] small = random(random, switches.length);
        assertThat(dot(picked, small)).isCloseTo(dot(other, PlainNet.unpool(small, y, size, pooling)), within(1e-12));

        // So is a ReLU, once its mask is chosen; the gradient rule takes the mask of the forward pass.
        double[] masked = PlainNet.rectify(other, y, BackRule.GRADIENT);
        double[] signal = random(random, y.length);
        assertThat(dot(masked, signal))
                .isCloseTo(dot(other, PlainNet.rectify(signal, y, BackRule.GRADIENT)), within(1e-12));
    }

    /** The gradient against differences of the activation itself, where no ReLU and no switch is near its threshold. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theGradientIsThatOfTheActivation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        checkGradient(net(random, -1, 0), random);
    }

    /** Mean and variance are of the picture: their own derivative belongs to it. Groups of one channel, of two, and of all. */
    @ParameterizedTest
    @ValueSource(ints = {4, 2, 1})
    void theGradientGoesThroughTheStatisticsOfAPicture(int groups) {
        SplittableRandom random = new SplittableRandom(groups);
        checkGradient(net(random, -1, groups), random);
    }

    /** The rule changes ReLUs only: a step back through a normalization is the same of all three. */
    @Test
    void aNormalizationGoesBackAsItsDerivativeUnderEveryRule() {
        SplittableRandom random = new SplittableRandom(5);
        PlainNet net = net(random, -1, 2);
        PlainNet.Pass pass = net.forward(random(random, 3 * 64), Size.square(8));
        for (BackRule rule : BackRule.values()) {
            List<double[]> signals = net.back(pass, 2, 0, rule);
            // start, ReLU, normalization, transposed, and the three of layer 1
            assertThat(signals).hasSize(7);
            GroupNorm norm = net.convolution(2).norm().orElseThrow();
            assertThat(signals.get(2)).containsExactly(norm.back(pass.sums().get(1), signals.get(1)));
        }
    }

    private static void checkGradient(PlainNet net, SplittableRandom random) {
        Size size = Size.square(8);
        double[] x = random(random, 3 * size.cells());
        PlainNet.Pass pass = net.forward(x, size);
        for (int layer = 1; layer <= 4; layer++) {
            double[] picture = picture(net, pass, layer, 1, BackRule.GRADIENT);
            double[] activation =
                    layer == 4 ? pass.scores() : pass.activations().get(layer - 1);
            int cells = layer == 4 ? 1 : pass.sizes().get(layer - 1).cells();
            int place = cells;
            for (int i = cells; i < 2 * cells; i++) {
                place = activation[i] > activation[place] ? i : place;
            }
            // The signal starts with the value of the activation; of a score it is 1.
            double start = layer == 4 ? 1 : activation[place];
            for (int pixel = 0; pixel < x.length; pixel += 5) {
                double h = 1e-7;
                double[] moved = x.clone();
                moved[pixel] += h;
                PlainNet.Pass after = net.forward(moved, size);
                double[] there =
                        layer == 4 ? after.scores() : after.activations().get(layer - 1);
                assertThat(picture[pixel]).isCloseTo(start * (there[place] - activation[place]) / h, within(1e-5));
            }
        }
    }

    /** Weights from {@code low} to 1: two convolutions, a pooling, a third; each with a normalization of so many groups, or 0 for none. */
    private static PlainNet net(SplittableRandom random, double low, int groups) {
        List<PlainNet.Convolution> convolutions = new ArrayList<>();
        int in = 3;
        for (boolean pooled : new boolean[] {false, true, false}) {
            double[] weight = random.doubles(4L * in * 9, low, 1).toArray();
            Optional<GroupNorm> norm = Optional.of(groups)
                    .filter(any -> any > 0)
                    .map(some -> new GroupNorm(some, random(random, 4), random(random, 4)));
            convolutions.add(new PlainNet.Convolution(
                    in,
                    4,
                    3,
                    1,
                    weight,
                    random.doubles(4, 0, 1).toArray(),
                    norm,
                    Optional.of(new Pooling(2, 2)).filter(two -> pooled)));
            in = 4;
        }
        return new PlainNet(convolutions, random(random, 12), random(random, 3));
    }

    /** With weights above 0 a large pixel reaches every unit that sees it, and no other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theReceptiveFieldIsWhatPixelsChange(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PlainNet net = net(random, 0.1, 0);
        Size size = new Size(12, 16);
        double[] x = random.doubles(3L * size.cells(), 0, 1).toArray();
        PlainNet.Pass pass = net.forward(x, size);
        ReceptiveField field = ReceptiveField.PIXEL;
        for (int layer = 1; layer <= 3; layer++) {
            field = field.through(3, 1, 1);
            Size map = pass.sizes().get(layer - 1);
            int row = random.nextInt(map.height());
            int column = random.nextInt(map.width());
            int unit = row * map.width() + column;
            TreeSet<Integer> rows = new TreeSet<>();
            TreeSet<Integer> columns = new TreeSet<>();
            for (int pixel = 0; pixel < size.cells(); pixel++) {
                double[] moved = x.clone();
                moved[pixel] += 1000;
                if (net.forward(moved, size).activations().get(layer - 1)[unit]
                        != pass.activations().get(layer - 1)[unit]) {
                    rows.add(pixel / size.width());
                    columns.add(pixel % size.width());
                }
            }
            assertThat(field.of(row, column, size))
                    .as("layer " + layer)
                    .isEqualTo(new PixelArea(rows.first(), columns.first(), rows.size(), columns.size()));
            if (layer == 2) {
                field = field.through(2, 2, 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BackRule.class)
    void aReluOfTheWayBackPassesWhatItsRuleSays(BackRule rule) {
        double[] signal = {1, -1, 1, -1};
        double[] forward = {1, 1, 0, 0};
        double[] passed =
                switch (rule) {
                    case GRADIENT -> new double[] {1, -1, 0, 0};
                    case DECONVNET -> new double[] {1, 0, 1, 0};
                    case GUIDED -> new double[] {1, 0, 0, 0};
                };
        assertThat(PlainNet.rectify(signal, forward, rule)).containsExactly(passed);
    }
}
