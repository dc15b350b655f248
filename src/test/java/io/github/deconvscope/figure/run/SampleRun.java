package io.github.deconvscope.figure.run;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A small run folder with made-up numbers, the same each time: for tests of figures, not a training. */
public final class SampleRun {
    public static final List<LayerInfo> LAYERS = List.of(
            new LayerInfo("features.0", "conv1 3 to 16", "FastDeconv2D", 3, 16, 3, 3, 3, true, 15),
            new LayerInfo("features.3", "conv2 16 to 32", "FastDeconv2D", 16, 32, 3, 3, 8, true, 5));

    private SampleRun() {}

    /** Writes the run into {@code path}, which does not exist yet. */
    public static Path write(Path path, String normalization) throws IOException {
        return write(path, normalization, 7);
    }

    /** Writes another such run: losses, times and matrices are of its own seed. */
    public static Path write(Path path, String normalization, long seed) throws IOException {
        RunFolder folder = new RunFolder(path);
        RunConfig config = RunConfig.defaults()
                .withText(RunOption.NORMALIZATION, normalization)
                .withText(RunOption.WIDTH, "0.25")
                .withText(RunOption.EPOCHS, "3");
        Random random = new Random(seed);
        try (RunRecorder recorder = RunRecorder.create(folder, config)) {
            recorder.setEnvironment(Map.of("os", "test"));
            recorder.setLayers(LAYERS);
            MemoryUse.Part part = new MemoryUse.Part(4_000_000, 2_000_000);
            recorder.setMemory(new MemoryUse(part, part, part, part, part));
            recorder.setCost(new StepCost(
                    32,
                    Map.of(
                            StepPart.DATA, 1.0,
                            StepPart.COVARIANCE, 4.0,
                            StepPart.COVARIANCE_BACK, 5.0,
                            StepPart.NEWTON_SCHULZ, 6.0,
                            StepPart.CONVOLUTION, 8.0,
                            StepPart.AUTOGRAD, 16.0),
                    new ProductTimes(new TreeMap<>(Map.of(
                            27, new ProductTimes.Span(0.004, 0.005),
                            72, new ProductTimes.Span(0.01, 0.012),
                            576, new ProductTimes.Span(2, 2.4))))));
            for (int step = 1; step <= 120; step++) {
                boolean skipped = step == 30;
                recorder.add(new StepRecord(
                        step,
                        1 + (step - 1) / 40,
                        2.3 * Math.exp(-step / 60.0) + 0.1 * random.nextGaussian(),
                        Math.min(0.9, 0.1 + step / 200.0) + 0.02 * random.nextGaussian(),
                        0.1 * (1 + Math.cos(Math.PI * step / 120)) / 2,
                        40 + 3 * random.nextGaussian(),
                        step > 30 ? 32768 : 65536,
                        skipped,
                        Optional.of(new LostGradients(
                                new float[] {0.1f, 0.02f},
                                new float[] {skipped ? 0.01f : 0, 0},
                                new float[] {0.3f, 0.62f},
                                new float[] {skipped ? 0.001f : 0, 0}))));
                if (step % 40 == 0) {
                    recorder.add(
                            new EpochRecord(step / 40, step, 1.5, 0.5, 1.6 - step / 200.0, 0.3 + step / 400.0, 2.5));
                    recorder.addFrames(step, frames(step, random));
                }
            }
            recorder.status(RunState.FINISHED, new Progress(120, 120, 3, 3, 100, 0, ""), "", true);
        }
        return path;
    }

    private static List<Frame> frames(long step, Random random) {
        List<Frame> frames = new ArrayList<>();
        for (LayerInfo layer : LAYERS) {
            int n = layer.features();
            float[] covariance = new float[n * n];
            float[] after = new float[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    float noise = (float) (0.05 * random.nextGaussian());
                    float value = (float) Math.exp(-Math.abs(i % 9 - j % 9) / 3.0) * (i / 9 == j / 9 ? 1f : -0.4f);
                    covariance[i * n + j] = covariance[j * n + i] = value + noise;
                    after[i * n + j] = after[j * n + i] = (i == j ? 0.8f : 0) + noise;
                }
            }
            int[] square = {n, n};
            frames.add(new Frame(new ProbeKey(layer.name(), Quantity.COVARIANCE), step, square, covariance));
            frames.add(new Frame(new ProbeKey(layer.name(), Quantity.WHITENING), step, square, covariance));
            frames.add(new Frame(new ProbeKey(layer.name(), Quantity.COVARIANCE_AFTER), step, square, after));
            float[] residuals = new float[layer.iterations() + 1];
            for (int k = 0; k < residuals.length; k++) {
                residuals[k] = (float) Math.max(1e-3, Math.pow(0.7, k));
            }
            frames.add(new Frame(
                    new ProbeKey(layer.name(), Quantity.RESIDUALS), step, new int[] {residuals.length}, residuals));
            float[] histogram = new float[66];
            for (int i = 0; i < 64; i++) {
                histogram[i] = (float) Math.rint(1000 * Math.exp(-Math.pow((i - 28) / 5.0, 2)));
            }
            histogram[64] = 12;
            for (Quantity quantity : List.of(Quantity.GRADIENT_HISTOGRAM, Quantity.ACTIVATION_HISTOGRAM)) {
                frames.add(new Frame(new ProbeKey(layer.name(), quantity), step, new int[] {66}, histogram));
            }
        }
        return frames;
    }
}
