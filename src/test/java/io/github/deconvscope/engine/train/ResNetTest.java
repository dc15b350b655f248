package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.lab.TrainedNetworks;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.RunSize;
import io.github.deconvscope.run.cost.WhiteningWork;
import io.github.deconvscope.run.export.NetForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A narrow ResNet-18 against the same net written out in loops, finite differences, and published counts. */
@Tag("engine")
@ExtendWith(OnComputeThread.class)
class ResNetTest {
    private static final int CLASSES = 4;
    private static final int BATCH = 4;
    private static final int SIDE = 16;
    private static final Shape IMAGES = new Shape(BATCH, 3, SIDE, SIDE);

    @TempDir
    Path temp;

    private static RunConfig config(Normalization normalization) {
        return RunConfig.defaults()
                .with(RunOption.MODEL, ModelName.RESNET18)
                .with(RunOption.NORMALIZATION, normalization)
                .with(RunOption.WIDTH, 1.0 / 32)
                .with(RunOption.IMAGE_SIZE, (long) SIDE)
                .withText(RunOption.HEAD, "plain");
    }

    /** ResNet-18 for CIFAR-10 is published with 11,173,962 parameters; here each of its 4,800 channels has a bias of its convolution as well. */
    @Test
    void hasThePublishedNumberOfParameters() {
        RunConfig wide = config(Normalization.BATCHNORM)
                .with(RunOption.WIDTH, 1.0)
                .with(RunOption.IMAGE_SIZE, 32L)
                .withText(RunOption.HEAD, "delinear");
        int channels = 4_800;
        long published = 11_173_962;
        long withoutNorm = published - 2L * channels + channels;
        for (Normalization normalization : Normalization.values()) {
            RunConfig config = wide.with(RunOption.NORMALIZATION, normalization);
            ConvNet net = new ConvNet(ConvNetOptions.of(config, 10), 1);
            long learned = net.trainableParameters().values().stream()
                    .mapToLong(p -> p.getShape().size())
                    .sum();
            assertThat(learned)
                    .as(normalization.id())
                    .isEqualTo(normalization.followsConvolutions() ? published + channels : withoutNorm);
            assertThat(net.namedParameters()).containsKeys("conv1.weight", "layer4.0.downsample.0.weight");
        }
        assertThat(RunSize.of(wide, 10).parameters()).isEqualTo(withoutNorm);
        // Published as 0.56 billion multiply-adds a picture, forward.
        RunConfig deconv = wide.with(RunOption.NORMALIZATION, Normalization.DECONV);
        double each = WhiteningWork.of(deconv).convolutions() / deconv.batch();
        assertThat(each).isBetween(0.55e9, 0.56e9);
    }

    /** Mean, covariance, Newton-Schulz, W D and every convolution written out, in double precision. */
    @ParameterizedTest
    @EnumSource(
            value = Normalization.class,
            names = {"DECONV", "NONE"})
    void trainsOnTheScoresThatTheAlgebraGives(Normalization normalization) {
        RunConfig config = config(normalization);
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = net(config, manager);
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, IMAGES.getShape());
            double[] scores = Layers.doubles(net.scores(new ParameterStore(manager, false), x, true));
            Map<String, NpyArray> arrays = arrays(net);
            double[] expected = new Plain(arrays, normalization == Normalization.DECONV)
                    .scores(maps(Layers.doubles(x), BATCH, 3, SIDE));
            requireClose(scores, expected, 1e-8);
        }
    }

    /** Both ways through a block add up, with the tape that ends the graph at the layers and without. */
    @ParameterizedTest
    @EnumSource(
            value = Normalization.class,
            names = {"DECONV", "BATCHNORM"})
    void gradientsAreThoseOfFiniteDifferences(Normalization normalization) {
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = net(config(normalization), manager);
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, IMAGES.getShape());
            Map<String, double[]> taped = gradients(net, manager, x, true);
            Map<String, double[]> recorded = gradients(net, manager, x, false);
            Random random = new Random(6);
            net.trainableParameters().forEach((name, parameter) -> {
                requireClose(taped.get(name), recorded.get(name), 1e-8);
                NDArray array = parameter.getArray();
                double[] values = Layers.doubles(array);
                int at = random.nextInt(values.length);
                double step = 1e-5;
                double kept = values[at];
                double[] losses = new double[2];
                for (int side = 0; side < 2; side++) {
                    values[at] = kept + (side == 0 ? step : -step);
                    array.set(values);
                    try (NDManager scope = manager.newSubManager()) {
                        losses[side] = crossEntropy(net, scope, x).getDouble();
                    }
                }
                values[at] = kept;
                array.set(values);
                double largest = 0;
                for (double gradient : taped.get(name)) {
                    largest = Math.max(largest, Math.abs(gradient));
                }
                assertThat(taped.get(name)[at])
                        .as(name + " " + at)
                        .isCloseTo((losses[0] - losses[1]) / (2 * step), within(1e-4 * Math.max(largest, 0.1)));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void learns(Normalization normalization) {
        RunConfig config = config(normalization).withText(RunOption.HEAD, "delinear");
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = new ConvNet(ConvNetOptions.of(config, CLASSES), 1);
            net.initialize(manager, DataType.FLOAT64, IMAGES);
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, IMAGES.getShape());
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < 6; step++) {
                try (NDManager scope = manager.newSubManager()) {
                    try (GradientTape tape = new GradientTape(scope)) {
                        net.setTape(tape);
                        NDArray loss = crossEntropy(net, scope, x);
                        losses.add(loss.getDouble());
                        tape.backward(loss);
                    }
                    net.trainableParameters().values().forEach(parameter -> {
                        NDArray gradient = parameter.getArray().getGradient();
                        parameter.getArray().subi(gradient.mul(0.02));
                        gradient.muli(0);
                        gradient.close();
                    });
                }
            }
            assertThat(losses.get(5)).as(losses.toString()).isLessThan(0.9 * losses.get(0));
        }
    }

    /** Folded, and run by loops as a net of plain convolutions. */
    @ParameterizedTest
    @ValueSource(strings = {"deconv", "batchnorm", "iternorm", "none"})
    void foldsToAPlainNetWithTheSameScores(String normalization) throws Exception {
        RunConfig config = config(Normalization.NONE)
                .withText(RunOption.NORMALIZATION, normalization)
                .withText(RunOption.HEAD, "channel")
                .with(RunOption.IMAGE_SIZE, 32L);
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = SavedNets.learned(config, manager);
            Path run = SavedNets.save(net, config, temp.resolve("run"));
            NDArray pictures = SavedNets.pictures(manager, new Random(7), new Shape(2, 3, 32, 32));
            double[] given = Layers.doubles(SavedNets.scores(net, pictures));
            Map<String, NpyArray> folded =
                    TrainedNet.read(run, OptionalLong.empty()).fold();
            double[][][][] x = maps(Layers.doubles(pictures.toType(DataType.FLOAT64, false)), 2, 3, 32);
            requireClose(given, new Plain(folded, false).scores(x), 1e-4);
        }
    }

    @Test
    void whatFollowsARowOfLayersRefusesItAndSaysWhy() throws Exception {
        RunConfig config = config(Normalization.DECONV).with(RunOption.IMAGE_SIZE, 32L);
        DataSets data = new DataSets(List.of());
        try (NDManager manager = NDManager.newBaseManager();
                ComputeThread compute = new ComputeThread();
                TrainingService runs = new TrainingService(compute)) {
            Path run = SavedNets.save(SavedNets.learned(config, manager), config, temp.resolve("run"));
            Path program = new NetExport(compute, data)
                    .export(run, OptionalLong.empty(), temp.resolve("net.npz"), NetForm.FOLDED);
            assertThat(Files.readString(program))
                    .contains("torchvision's ResNet")
                    .doesNotContain("class Net");
            assertThat(NpzFile.readAll(temp.resolve("net.npz")).keySet())
                    .contains("conv1.weight", "layer4.1.conv2.bias", "classifier.weight");
            assertThatThrownBy(() -> new TrainedNetworks(compute, data, runs)
                            .open(new NetworkSource(run, OptionalLong.empty(), Optional.empty()))
                            .toCompletableFuture()
                            .get())
                    .hasRootCauseInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("residual blocks")
                    .hasMessageContaining("such as VGG-11");
        }
        assertThat(NetPlan.of(config).isRow()).isFalse();
        assertThat(NetPlan.resNet18(0.001, new InputShape(1, 16)).convolutions())
                .hasSize(20)
                .allMatch(c -> c.out() == 1);
    }

    private static ConvNet net(RunConfig config, NDManager manager) {
        ConvNet net = new ConvNet(ConvNetOptions.of(config, CLASSES), 1);
        net.initialize(manager, DataType.FLOAT64, IMAGES);
        return net;
    }

    private static Map<String, NpyArray> arrays(ConvNet net) {
        Map<String, NpyArray> arrays = new HashMap<>();
        net.namedParameters().forEach((name, parameter) -> arrays.put(name, NamedArrays.toNpy(parameter.getArray())));
        return arrays;
    }

    private static NDArray crossEntropy(ConvNet net, NDManager scope, NDArray x) {
        NDArray labels = scope.create(new int[] {0, 1, 2, 3}).oneHot(CLASSES).toType(DataType.FLOAT64, false);
        NDArray images = x.duplicate();
        images.attach(scope);
        NDArray scores = net.scores(new ParameterStore(scope, false), images, true);
        return scores.logSoftmax(1).mul(labels).sum().neg();
    }

    private static Map<String, double[]> gradients(ConvNet net, NDManager manager, NDArray x, boolean taped) {
        try (NDManager scope = manager.newSubManager()) {
            if (taped) {
                try (GradientTape tape = new GradientTape(scope)) {
                    net.setTape(tape);
                    tape.backward(crossEntropy(net, scope, x));
                }
            } else {
                net.setTape(null);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    collector.backward(crossEntropy(net, scope, x));
                }
            }
            net.setTape(null);
            Map<String, double[]> gradients = new HashMap<>();
            for (Map.Entry<String, Parameter> named : net.trainableParameters().entrySet()) {
                NDArray gradient = named.getValue().getArray().getGradient();
                gradients.put(named.getKey(), Layers.doubles(gradient));
                gradient.muli(0);
                gradient.close();
            }
            return gradients;
        }
    }

    private static void requireClose(double[] now, double[] expected, double tolerance) {
        double largest = 1e-6;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double apart = 0;
        for (int i = 0; i < expected.length; i++) {
            apart = Math.max(apart, Math.abs(now[i] - expected[i]));
        }
        assertThat(now).hasSameSizeAs(expected);
        assertThat(apart).isLessThan(tolerance * largest);
    }

    private static double[][][][] maps(double[] values, int count, int channels, int side) {
        double[][][][] maps = new double[count][channels][side][side];
        for (int i = 0; i < values.length; i++) {
            maps[i / (channels * side * side)][i / (side * side) % channels][i / side % side][i % side] = values[i];
        }
        return maps;
    }

    /** The net in loops: weights by the names of torchvision's class. */
    private static final class Plain {
        private static final int SAMPLING = 3;
        private static final double EPS = 1e-5;

        private final Map<String, NpyArray> arrays;
        private final boolean whitens;

        Plain(Map<String, NpyArray> arrays, boolean whitens) {
            this.arrays = arrays;
            this.whitens = whitens;
        }

        double[] scores(double[][][][] images) {
            double[][][][] x = convolve("conv1", images, 1, 15);
            relu(x);
            for (int stage = 1; stage <= 4; stage++) {
                for (int block = 0; block < 2; block++) {
                    String name = "layer" + stage + "." + block + ".";
                    int stride = stage > 1 && block == 0 ? 2 : 1;
                    double[][][][] main = convolve(name + "conv1", x, stride, 5);
                    relu(main);
                    main = convolve(name + "conv2", main, 1, 5);
                    double[][][][] other = arrays.containsKey(name + "downsample.0.weight")
                            ? convolve(name + "downsample.0", x, stride, 5)
                            : x;
                    add(main, other);
                    relu(main);
                    x = main;
                }
            }
            double[] weight = arrays.get("classifier.weight").toDoubles();
            double[] bias = arrays.get("classifier.bias").toDoubles();
            double[] scores = new double[x.length * bias.length];
            for (int n = 0; n < x.length; n++) {
                for (int o = 0; o < bias.length; o++) {
                    double sum = bias[o];
                    for (int c = 0; c < x[n].length; c++) {
                        double mean = 0;
                        for (double[] row : x[n][c]) {
                            for (double value : row) {
                                mean += value / (row.length * row.length);
                            }
                        }
                        sum += weight[o * x[n].length + c] * mean;
                    }
                    scores[n * bias.length + o] = sum;
                }
            }
            return scores;
        }

        private double[][][][] convolve(String name, double[][][][] x, int stride, int iterations) {
            NpyArray stored = arrays.get(name + ".weight");
            double[] bias = arrays.get(name + ".bias").toDoubles().clone();
            int side = stored.shape()[2];
            int features = stored.shape()[1] * side * side;
            double[] weight = stored.toDoubles();
            if (whitens) {
                weight = whiten(weight, bias, samples(x, side, stride), features, iterations);
            }
            int size = (x[0][0].length - 1) / stride + 1;
            double[][][][] y = new double[x.length][bias.length][size][size];
            for (int n = 0; n < x.length; n++) {
                for (int row = 0; row < size; row++) {
                    for (int column = 0; column < size; column++) {
                        double[] patch = patch(x[n], side, row * stride, column * stride);
                        for (int o = 0; o < bias.length; o++) {
                            double sum = bias[o];
                            for (int f = 0; f < features; f++) {
                                sum += weight[o * features + f] * patch[f];
                            }
                            y[n][o][row][column] = sum;
                        }
                    }
                }
            }
            return y;
        }

        /** What lies under a kernel centred on a pixel, zeros outside; in the order channel, row, column. */
        private static double[] patch(double[][][] x, int side, int row, int column) {
            double[] patch = new double[x.length * side * side];
            for (int f = 0; f < patch.length; f++) {
                int r = row + f / side % side - side / 2;
                int c = column + f % side - side / 2;
                double[][] map = x[f / (side * side)];
                patch[f] = r < 0 || c < 0 || r >= map.length || c >= map.length ? 0 : map[r][c];
            }
            return patch;
        }

        /** Patches every so many positions of the kernel; of one pixel, every so many squared of all pixels in a row. */
        private static List<double[]> samples(double[][][][] x, int side, int stride) {
            int every = SAMPLING * stride;
            int size = x[0][0].length;
            List<double[]> samples = new ArrayList<>();
            for (int i = 0; i < x.length * size * size; i++) {
                int row = i / size % size;
                int column = i % size;
                if (side == 1 ? i % (every * every) == 0 : row % every == 0 && column % every == 0) {
                    samples.add(patch(x[i / (size * size)], side, row, column));
                }
            }
            return samples;
        }

        private static double[] whiten(double[] w, double[] bias, List<double[]> samples, int f, int iterations) {
            double[] mean = new double[f];
            samples.forEach(sample -> {
                for (int i = 0; i < f; i++) {
                    mean[i] += sample[i] / samples.size();
                }
            });
            double[] covariance = new double[f * f];
            for (int i = 0; i < f; i++) {
                for (int j = 0; j < f; j++) {
                    double sum = 0;
                    for (double[] sample : samples) {
                        sum += (sample[i] - mean[i]) * (sample[j] - mean[j]);
                    }
                    covariance[i * f + j] = sum / samples.size() + (i == j ? EPS : 0);
                }
            }
            double[] d = NewtonSchulz.whitening(covariance, f, iterations, Lane.DOUBLE);
            double[] whitened = new double[w.length];
            for (int o = 0; o < bias.length; o++) {
                for (int j = 0; j < f; j++) {
                    double sum = 0;
                    for (int i = 0; i < f; i++) {
                        sum += w[o * f + i] * d[i * f + j];
                    }
                    whitened[o * f + j] = sum;
                    bias[o] -= sum * mean[j];
                }
            }
            return whitened;
        }

        private static void relu(double[][][][] x) {
            for (double[][][] maps : x) {
                for (double[][] map : maps) {
                    for (double[] row : map) {
                        for (int i = 0; i < row.length; i++) {
                            row[i] = Math.max(0, row[i]);
                        }
                    }
                }
            }
        }

        private static void add(double[][][][] to, double[][][][] other) {
            for (int n = 0; n < to.length; n++) {
                for (int c = 0; c < to[n].length; c++) {
                    for (int row = 0; row < to[n][c].length; row++) {
                        for (int i = 0; i < to[n][c][row].length; i++) {
                            to[n][c][row][i] += other[n][c][row][i];
                        }
                    }
                }
            }
        }
    }
}
