package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.PlainNet;
import io.github.deconvscope.math.ReceptiveField;
import io.github.deconvscope.math.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A net without a framework, for tests: four convolutions with random weights, a pooling after the second and the last, ten classes, 24 random
 * test pictures. Computed in double; answers at once.
 */
public class RandomNetwork implements OpenNetwork, NetworkLab {
    private static final int SIDE = 32;
    private static final int[] CHANNELS = {3, 4, 6, 6, 8};
    private static final int PICTURES = 24;

    private final NetworkInfo info;
    private final List<LayerKernels> kernels = new ArrayList<>();
    private final PlainNet net;
    private final double[] dense;
    private final double[] denseBias;
    /** Whether it was closed. */
    public boolean closed;

    public RandomNetwork(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<NetworkLayer> layers = new ArrayList<>();
        ReceptiveField field = ReceptiveField.PIXEL;
        int size = SIDE;
        for (int k = 1; k < CHANNELS.length; k++) {
            boolean pooled = k % 2 == 0;
            field = field.through(3, 1, 1);
            NetworkLayer layer = new NetworkLayer(
                    k,
                    "features." + (k - 1),
                    CHANNELS[k - 1],
                    CHANNELS[k],
                    Size.square(size),
                    Size.square(SIDE),
                    pooled,
                    field,
                    "W D");
            layers.add(layer);
            int count = CHANNELS[k] * CHANNELS[k - 1] * LayerKernels.TAPS;
            kernels.add(new LayerKernels(
                    layer, weights(random, count), weights(random, count), weights(random, CHANNELS[k])));
            if (pooled) {
                field = field.through(2, 2, 0);
                size /= 2;
            }
        }
        dense = random.doubles(10L * CHANNELS[4], -1, 1).toArray();
        denseBias = random.doubles(10, -0.1, 0.1).toArray();
        info = new NetworkInfo(
                Path.of("runs", "random"),
                40,
                "a random net",
                "random pictures",
                layers,
                List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
                PICTURES,
                new PictureFormat(SIDE, 3, new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.25f, 0.3f}));
        net = plain(Optional.empty());
    }

    private static float[] weights(SplittableRandom random, int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextDouble(-0.4, 0.4);
        }
        return weights;
    }

    private PlainNet plain(Optional<Redraw> redraw) {
        List<PlainNet.Convolution> convolutions = new ArrayList<>();
        for (LayerKernels k : kernels) {
            int number = k.layer().number();
            boolean anew = redraw.isPresent() && redraw.get().layers().contains(number);
            convolutions.add(new PlainNet.Convolution(
                    k.layer().inputs(),
                    k.layer().channels(),
                    doubles(anew ? redraw.get().weights(number, k.folded()) : k.folded()),
                    doubles(anew ? new float[k.bias().length] : k.bias()),
                    k.layer().pooled()));
        }
        return new PlainNet(convolutions, dense, denseBias);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Override
    public List<Long> checkpoints(Path run) {
        return List.of(20L, 40L);
    }

    @Override
    public CompletionStage<OpenNetwork> open(NetworkSource source) {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public NetworkInfo info() {
        return info;
    }

    @Override
    public NetworkPicture testPicture(int index) {
        info.requireTestPicture(index);
        SplittableRandom random = new SplittableRandom(index);
        float[][] planes = new float[3][SIDE * SIDE];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextInt(256) / 255f;
            }
        }
        return info.format()
                .picture(
                        "test picture " + index,
                        new ColorImage(SIDE, SIDE, planes),
                        OptionalInt.of(index),
                        OptionalInt.of(index % 10));
    }

    private PlainNet.Pass pass(PlainNet plain, NetworkPicture picture) {
        return plain.forward(doubles(picture.values()), Size.square(SIDE));
    }

    private LayerActivation activation(PlainNet.Pass pass, int layer) {
        return new LayerActivation(info.layer(layer), floats(pass.activations().get(layer - 1)));
    }

    @Override
    public CompletionStage<NetworkPass> look(NetworkPicture picture) {
        PlainNet.Pass pass = pass(net, picture);
        List<LayerActivation> layers = info.layers().stream()
                .map(layer -> activation(pass, layer.number()))
                .toList();
        return CompletableFuture.completedFuture(new NetworkPass(info, picture, layers, floats(pass.scores())));
    }

    @Override
    public LayerKernels kernels(int layer) {
        return kernels.get(info.layer(layer).number() - 1);
    }

    @Override
    public CompletionStage<BackProjection> back(BackQuestion question) {
        int layer = question.layer();
        boolean score = layer == kernels.size() + 1;
        if (!score) {
            info.layer(layer).requireChannel(question.channel());
        }
        PlainNet plain = plain(question.redraw());
        PlainNet.Pass pass = pass(plain, question.picture());
        List<BackStep> steps = new ArrayList<>();
        BackStep.Kind next = score ? BackStep.Kind.DENSE : BackStep.Kind.START;
        int at = Math.min(layer, kernels.size());
        for (double[] signal : plain.back(pass, layer, question.channel(), question.rule())) {
            if (!steps.isEmpty()) {
                BackStep.Kind before = steps.get(steps.size() - 1).kind();
                if (before == BackStep.Kind.TRANSPOSED) {
                    at--;
                }
                boolean pooled = info.layer(at).pooled();
                next = switch (before) {
                    case START, UNPOOL -> BackStep.Kind.RELU;
                    case DENSE, TRANSPOSED -> pooled ? BackStep.Kind.UNPOOL : BackStep.Kind.RELU;
                    case RELU -> BackStep.Kind.TRANSPOSED;
                };
            }
            NetworkLayer of = info.layer(at);
            int channels = next == BackStep.Kind.TRANSPOSED ? of.inputs() : of.channels();
            int side = (int) Math.round(Math.sqrt((double) signal.length / channels));
            steps.add(new BackStep(next, at, channels, Size.square(side), floats(signal)));
        }
        Optional<LayerActivation.Peak> peak =
                score ? Optional.empty() : Optional.of(activation(pass, layer).peak(question.channel()));
        return CompletableFuture.completedFuture(new BackProjection(question, peak, steps));
    }

    @Override
    public CompletionStage<TopPictures> top(int layer, TestProgress progress) {
        NetworkLayer of = info.layer(layer);
        float[] values = new float[PICTURES * of.channels()];
        int[] places = new int[values.length];
        for (int i = 0; i < PICTURES; i++) {
            progress.goesOn(i, PICTURES);
            LayerActivation activation = activation(pass(net, testPicture(i)), layer);
            for (int c = 0; c < of.channels(); c++) {
                LayerActivation.Peak peak = activation.peak(c);
                values[i * of.channels() + c] = peak.value();
                places[i * of.channels() + c] = peak.row() * of.size().width() + peak.column();
            }
        }
        return CompletableFuture.completedFuture(new TopPictures(of, values, places));
    }

    @Override
    public CompletionStage<TestPredictions> predictions(TestProgress progress) {
        int[] truths = new int[PICTURES];
        float[] logits = new float[PICTURES * 10];
        for (int i = 0; i < PICTURES; i++) {
            progress.goesOn(i, PICTURES);
            truths[i] = i % 10;
            System.arraycopy(floats(pass(net, testPicture(i)).scores()), 0, logits, i * 10, 10);
        }
        return CompletableFuture.completedFuture(new TestPredictions(info, truths, logits));
    }

    @Override
    public void close() {
        closed = true;
    }
}
