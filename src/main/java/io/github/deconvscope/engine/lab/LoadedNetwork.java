package io.github.deconvscope.engine.lab;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.ImageSet;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.LayerKernels;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.PlainAnswers;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.NetCopy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A net folded to plain convolutions as far as it can be, on the device of its run and in fp32 whatever the run trained in. Each question is one task of the compute
 * thread, a pass over the test pictures one task a batch, so that a run goes on between them. While a run trains, a question about one picture
 * is answered in double precision on a thread of its own, so that it does not wait for a step.
 */
final class LoadedNetwork implements OpenNetwork {
    private static final int TEST_BATCH = 64;

    private final ComputeThread compute;
    private final NetworkInfo info;
    private final DataSet data;
    private final RunConfig config;
    private final NetPlan plan;
    private final NetCopy copy;
    private final List<LayerKernels> kernels = new ArrayList<>();
    /** Made when they are asked for the first time, on the compute thread. */
    private @Nullable Tensors tensors;

    private final ExecutorService beside = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "network-answers");
        thread.setDaemon(true);
        return thread;
    });
    /** Made when it is asked for the first time; of the thread of {@code beside}. */
    private @Nullable PlainAnswers plain;

    private boolean closed;

    /** The net as tensors, with what owns them. */
    private record Tensors(NDManager manager, PlainNetTensors net) {}

    LoadedNetwork(ComputeThread compute, Path run, RunConfig config, NetCopy copy, DataSet data) {
        plan = NetPlan.of(config);
        plan.requireRow("A look into a net");
        this.compute = compute;
        this.data = data;
        this.config = config;
        this.copy = copy;
        info = RunNetworkInfo.of(run, config, plan, copy.step(), data);
        for (NetworkLayer layer : info.layers()) {
            kernels.add(new LayerKernels(
                    layer,
                    copy.learned().get(layer.name() + ".weight").toFloats(),
                    folded(layer, ".weight").toFloats(),
                    folded(layer, ".bias").toFloats(),
                    Optional.ofNullable(copy.norms().get(layer.number()))));
        }
    }

    /** The folded weight or bias of a layer. The plain net numbers its modules differently. */
    private NpyArray folded(NetworkLayer layer, String what) {
        return copy.folded().get(plan.convolutions().get(layer.number() - 1).module(2) + what);
    }

    private Tensors tensors() {
        if (tensors == null) {
            NDManager manager = NDManager.newBaseManager(Devices.current().choose(config.device()), "PyTorch");
            manager.setName("network");
            List<PlainNetTensors.Convolution> convolutions = new ArrayList<>();
            for (NetworkLayer layer : info.layers()) {
                convolutions.add(PlainNetTensors.Convolution.of(
                        manager,
                        folded(layer, ".weight"),
                        folded(layer, ".bias"),
                        layer.stride(),
                        Optional.ofNullable(copy.norms().get(layer.number())),
                        layer.pooling()));
            }
            tensors = new Tensors(
                    manager,
                    new PlainNetTensors(
                            convolutions,
                            PlainNetTensors.tensor(manager, copy.folded().get("classifier.weight")),
                            PlainNetTensors.tensor(manager, copy.folded().get("classifier.bias"))));
        }
        return tensors;
    }

    @Override
    public NetworkInfo info() {
        return info;
    }

    @Override
    public NetworkPicture testPicture(int index) {
        info.requireTestPicture(index);
        ImageSet images = data.test();
        return info.format()
                .picture(
                        "test picture " + index,
                        images.picture(index),
                        OptionalInt.of(index),
                        OptionalInt.of(images.label(index)));
    }

    @Override
    public LayerKernels kernels(int layer) {
        return kernels.get(info.layer(layer).number() - 1);
    }

    /** What a question is answered with: everything made on the way is freed when it ends. */
    private interface Answer<T> {
        T in(NDManager scope, PlainNetTensors net) throws Exception;
    }

    private <T> CompletableFuture<T> ask(Answer<T> answer) {
        return compute.whenReady(() -> {
            if (closed) {
                throw new IllegalStateException("The net of " + info.where() + " is closed.");
            }
            Tensors own = tensors();
            try (NDManager scope = own.manager.newSubManager();
                    NDScope arrays = new NDScope()) {
                arrays.suppressNotUsedWarning();
                return answer.in(scope, own.net);
            }
        });
    }

    private PlainAnswers plain() {
        if (plain == null) {
            plain = new PlainAnswers(
                    info,
                    kernels,
                    copy.folded().get("classifier.weight").toFloats(),
                    copy.folded().get("classifier.bias").toFloats());
        }
        return plain;
    }

    private <T> CompletableFuture<T> beside(Callable<T> answer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            beside.execute(() -> {
                try {
                    result.complete(answer.call());
                } catch (Exception | LinkageError | OutOfMemoryError e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("The net of " + info.where() + " is closed.", e));
        }
        return result;
    }

    @Override
    public CompletionStage<NetworkPass> look(NetworkPicture picture) {
        if (compute.isBusy()) {
            return beside(() -> plain().look(picture));
        }
        return ask((scope, net) -> {
            List<NDArray> activations = net.forward(image(scope, picture), kernels.size());
            List<LayerActivation> layers = read(activations);
            float[] logits = net.scores(activations.get(activations.size() - 1)).toFloatArray();
            info.requireFinite("The dense layer", logits);
            return new NetworkPass(info, picture, layers, logits);
        });
    }

    private NDArray image(NDManager scope, NetworkPicture picture) {
        return scope.create(picture.values(), ConvNet.images(1, info.format().input()));
    }

    /** The activations as numbers; a net whose sums overflow is refused where they do. */
    private List<LayerActivation> read(List<NDArray> activations) {
        List<LayerActivation> layers = new ArrayList<>();
        for (NDArray activation : activations) {
            NetworkLayer layer = info.layer(layers.size() + 1);
            float[] values = activation.toFloatArray();
            info.requireFinite("Layer " + layer.number(), values);
            layers.add(new LayerActivation(layer, values));
        }
        return layers;
    }

    @Override
    public CompletionStage<BackProjection> back(BackQuestion question) {
        int convolutions = kernels.size();
        boolean ofScore = question.layer() == convolutions + 1;
        info.requireChannel(question.layer(), question.channel());
        question.redraw().ifPresent(redraw -> redraw.layers().forEach(info::layer));
        if (compute.isBusy()) {
            return beside(() -> plain().back(question));
        }
        return ask((scope, net) -> {
            PlainNetTensors asked =
                    question.redraw().map(redraw -> net.with(redraw, scope)).orElse(net);
            int layers = Math.min(question.layer(), convolutions);
            NDArray image = image(scope, question.picture());
            List<NDArray> activations = asked.forward(image, layers);
            List<LayerActivation> read = read(activations);
            if (ofScore) {
                NDArray start = asked.spread(activations.get(layers - 1), question.channel());
                return new BackProjection(
                        question,
                        Optional.empty(),
                        asked.back(image, activations, start, BackStep.Kind.DENSE, layers, question.rule()));
            }
            LayerActivation.Peak peak = read.get(layers - 1).peak(question.channel());
            NDArray start = start(scope, activations.get(layers - 1), peak);
            return new BackProjection(
                    question,
                    Optional.of(peak),
                    asked.back(image, activations, start, BackStep.Kind.START, layers, question.rule()));
        });
    }

    private static NDArray start(NDManager scope, NDArray activation, LayerActivation.Peak peak) {
        Shape shape = activation.getShape();
        float[] values = new float[(int) shape.size()];
        int place = (int) ((peak.channel() * shape.get(2) + peak.row()) * shape.get(3)) + peak.column();
        values[place] = peak.value();
        return scope.create(values, shape);
    }

    @Override
    public CompletionStage<TopPictures> top(int layer, TestProgress progress) {
        NetworkLayer of = info.layer(layer);
        int pictures = data.test().size();
        float[] values = new float[pictures * of.channels()];
        int[] places = new int[values.length];
        return pass(progress, (net, images, from) -> {
                    NDArray activation = net.forward(images, layer).get(layer - 1);
                    NDArray maps = activation.reshape(
                            activation.getShape().get(0),
                            of.channels(),
                            of.size().cells());
                    float[] most = maps.max(new int[] {2}).toFloatArray();
                    long[] where = maps.argMax(2).toLongArray();
                    info.requireFinite("Layer " + layer, most);
                    System.arraycopy(most, 0, values, from * of.channels(), most.length);
                    for (int i = 0; i < where.length; i++) {
                        places[from * of.channels() + i] = (int) where[i];
                    }
                })
                .thenApply(done -> new TopPictures(of, values, places));
    }

    @Override
    public CompletionStage<TestPredictions> predictions(TestProgress progress) {
        int pictures = data.test().size();
        int classes = info.classNames().size();
        float[] logits = new float[pictures * classes];
        int[] truths = new int[pictures];
        for (int i = 0; i < pictures; i++) {
            truths[i] = data.test().label(i);
        }
        return pass(progress, (net, images, from) -> {
                    List<NDArray> activations = net.forward(images, kernels.size());
                    float[] scores =
                            net.scores(activations.get(activations.size() - 1)).toFloatArray();
                    info.requireFinite("The dense layer", scores);
                    System.arraycopy(scores, 0, logits, from * classes, scores.length);
                })
                .thenApply(done -> new TestPredictions(info, truths, logits));
    }

    /** What is done with a batch of test pictures, the first of which is number {@code from}. */
    private interface BatchTask {
        void of(PlainNetTensors net, NDArray images, int from);
    }

    private CompletableFuture<Void> pass(TestProgress progress, BatchTask task) {
        return CompletableFuture.runAsync(() -> testAll(progress, task), TrainedNetworks.BESIDE);
    }

    private void testAll(TestProgress progress, BatchTask task) {
        int total = data.test().size();
        InputShape input = info.format().input();
        // One buffer for all batches: a new one each would stay until a garbage collection.
        ByteBuffer pixels = ByteBuffer.allocateDirect(TEST_BATCH * input.values() * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        try (BatchSource source = BatchSource.open(data.test(), data.statistics(), BatchOrder.testing(TEST_BATCH))) {
            for (int done = 0; done < total; ) {
                int from = done;
                done += ask((scope, net) -> {
                            if (!progress.goesOn(from, total)) {
                                throw new CancellationException("The pass over the test pictures was given up.");
                            }
                            try (Batch batch = source.next()) {
                                pixels.clear();
                                pixels.asFloatBuffer().put(batch.images());
                                ByteBuffer filled = pixels.slice(0, batch.size() * input.values() * Float.BYTES);
                                Shape shape = ConvNet.images(batch.size(), input);
                                task.of(net, scope.create(filled, shape, DataType.FLOAT32), from);
                                return batch.size();
                            }
                        })
                        .join();
            }
        }
        progress.goesOn(total, total);
    }

    /** Arrays that the net owns at this moment, for leak tests. */
    int managedArrays() {
        return tensors == null ? 0 : tensors.manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        beside.shutdown();
        compute.submit(() -> {
            if (!closed) {
                closed = true;
                if (tensors != null) {
                    tensors.manager.close();
                }
            }
            return null;
        });
    }
}
