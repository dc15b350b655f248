package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Nets with random weights and running values of a few batches, saved as runs leave them. On the compute thread. */
final class SavedNets {
    static final int PICTURES = 3;
    private static final int CLASSES = 10;
    private static final Shape BATCH = new Shape(24, 3, 32, 32);

    private SavedNets() {}

    /** A net with what it learned from random pictures. */
    static ConvNet learned(RunConfig config, NDManager manager) {
        Random random = new Random(config.seed());
        ConvNet net = new ConvNet(ConvNetOptions.of(config, CLASSES), config.seed());
        net.initialize(manager, DataType.FLOAT32, BATCH);
        // Scales and shifts start at 1 and 0, which would hide a mix-up.
        net.trainableParameters().values().forEach(parameter -> {
            NDArray array = parameter.getArray();
            array.addi(Layers.numbers(manager, random, array.getShape())
                    .toType(DataType.FLOAT32, false)
                    .mul(0.05f));
        });
        for (int i = 0; i < 3; i++) {
            net.scores(new ParameterStore(manager, false), pictures(manager, random, BATCH), true);
        }
        return net;
    }

    /** Independent pixels: on correlated ones the whitening of the first layer magnifies how two programs round, to some 5e-5 of a score. */
    static NDArray pictures(NDManager manager, Random random, Shape shape) {
        return Layers.numbers(manager, random, shape).toType(DataType.FLOAT32, false);
    }

    /** Writes a run of it with one checkpoint. */
    static Path save(ConvNet net, RunConfig config, Path run) throws Exception {
        Map<String, NpyArray> state = new LinkedHashMap<>();
        NetState.save(net, state);
        state.put(TrainingLoop.STEP, NpyArray.of(new long[] {3}, 1));
        RunFolder folder = new RunFolder(run);
        RunRecorder.create(folder, config).close();
        new Checkpoints(folder.checkpoints()).write(3, state, step -> true);
        return run;
    }

    /** What it says of some pictures, (N, classes). */
    static float[] scores(ConvNet net, NDArray pictures) {
        return NamedArrays.toNpy(net.scores(new ParameterStore(pictures.getManager(), false), pictures, false))
                .toFloats();
    }
}
