package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.ReceptiveField;
import io.github.deconvscope.math.Size;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final PlainAnswers answers;
    /** What was to be opened last. */
    public NetworkSource opened;
    /** Whether it was closed. */
    public boolean closed;

    public RandomNetwork(long seed) {
        this(seed, 3, 1);
    }

    /**
     * @param kernel height and width of its kernels, odd
     * @param firstStride of its first layer
     */
    public RandomNetwork(long seed, int kernel, int firstStride) {
        SplittableRandom random = new SplittableRandom(seed);
        List<NetworkLayer> layers = new ArrayList<>();
        ReceptiveField field = ReceptiveField.PIXEL;
        int size = SIDE;
        for (int k = 1; k < CHANNELS.length; k++) {
            boolean pooled = k % 2 == 0;
            int stride = k == 1 ? firstStride : 1;
            field = field.through(kernel, stride, kernel / 2);
            size = (size - 1) / stride + 1;
            NetworkLayer layer = new NetworkLayer(
                    k,
                    "features." + (k - 1),
                    CHANNELS[k - 1],
                    CHANNELS[k],
                    kernel,
                    stride,
                    Size.square(size),
                    Size.square(SIDE),
                    pooled ? Optional.of(new Pooling(2, 2)) : Optional.empty(),
                    field,
                    "W D");
            layers.add(layer);
            int count = CHANNELS[k] * CHANNELS[k - 1] * kernel * kernel;
            kernels.add(new LayerKernels(
                    layer,
                    weights(random, count),
                    weights(random, count),
                    weights(random, CHANNELS[k]),
                    Optional.empty()));
            if (pooled) {
                field = field.through(2, 2, 0);
                size /= 2;
            }
        }
        float[] dense = weights(random, 10 * CHANNELS[4]);
        float[] denseBias = weights(random, 10);
        info = new NetworkInfo(
                Path.of("runs", "random"),
                40,
                "a random net",
                "deconv",
                "random pictures",
                layers,
                List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
                PICTURES,
                new PictureFormat(SIDE, 3, new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.25f, 0.3f}));
        answers = new PlainAnswers(info, kernels, dense, denseBias);
    }

    private static float[] weights(SplittableRandom random, int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextDouble(-0.4, 0.4);
        }
        return weights;
    }

    @Override
    public List<Long> checkpoints(Path run) {
        return List.of(20L, 40L);
    }

    @Override
    public CompletionStage<OpenNetwork> open(NetworkSource source) {
        opened = source;
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

    @Override
    public CompletionStage<NetworkPass> look(NetworkPicture picture) {
        return CompletableFuture.completedFuture(answers.look(picture));
    }

    @Override
    public LayerKernels kernels(int layer) {
        return kernels.get(info.layer(layer).number() - 1);
    }

    @Override
    public CompletionStage<BackProjection> back(BackQuestion question) {
        info.requireChannel(question.layer(), question.channel());
        return CompletableFuture.completedFuture(answers.back(question));
    }

    @Override
    public CompletionStage<TopPictures> top(int layer, TestProgress progress) {
        NetworkLayer of = info.layer(layer);
        float[] values = new float[PICTURES * of.channels()];
        int[] places = new int[values.length];
        for (int i = 0; i < PICTURES; i++) {
            progress.goesOn(i, PICTURES);
            LayerActivation activation = answers.look(testPicture(i)).layer(layer);
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
            System.arraycopy(answers.look(testPicture(i)).logits(), 0, logits, i * 10, 10);
        }
        return CompletableFuture.completedFuture(new TestPredictions(info, truths, logits));
    }

    @Override
    public void close() {
        closed = true;
    }
}
