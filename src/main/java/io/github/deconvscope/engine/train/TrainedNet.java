package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The net of a run at one of its checkpoints. The run may go on meanwhile. */
public final class TrainedNet {
    private final RunConfig config;
    private final Map<String, NpyArray> state;

    private TrainedNet(RunConfig config, Map<String, NpyArray> state) {
        this.config = config;
        this.state = state;
    }

    /**
     * Reads a checkpoint.
     *
     * @param run the run folder
     * @param step of the checkpoint; empty for the newest
     * @throws InvalidInputException if there is no run or no such checkpoint
     */
    public static TrainedNet read(Path run, OptionalLong step) throws IOException {
        RunFolder folder = new RunFolder(run);
        RunConfig config = folder.readConfig();
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints());
        Map<String, NpyArray> state = step.isPresent()
                ? checkpoints.read(step.getAsLong())
                : checkpoints
                        .readNewest()
                        .orElseThrow(
                                () -> new InvalidInputException(
                                        "The run " + run
                                                + " has no checkpoint yet, so there is no net. Let it come to one, or stop it: that writes one."));
        return new TrainedNet(config, state);
    }

    /** The steps of a run at which there is a checkpoint, ascending. */
    public static List<Long> checkpoints(Path run) throws IOException {
        return new Checkpoints(new RunFolder(run).checkpoints()).steps();
    }

    public RunConfig config() {
        return config;
    }

    /** The step after which it was saved. */
    public long step() {
        return NetState.array(state, TrainingLoop.STEP).toLongs()[0];
    }

    /** How many classes it tells apart. */
    public int classes() {
        return NetState.array(published(), "classifier.bias").size();
    }

    /** Parameters and running values under the names of the published PyTorch nets. */
    public Map<String, NpyArray> published() {
        return NetState.published(state);
    }

    /** Refuses a net that depends on the image in evaluation too, so that no plain net does the same. */
    public void requireFoldable() {
        if (!config.normalization().folds()) {
            throw new InvalidInputException(
                    "The net has " + config.normalization().inSentence()
                            + ", which takes mean and variance of each image anew, also outside of training: no convolution does the same, so it"
                            + " cannot be folded into plain convolutions. Take the whole net, not folded, or a run with another normalization.");
        }
    }

    /**
     * The plain net that this one is in evaluation: weight and bias of its convolutions, under the names they have in a net of convolution, ReLU and
     * pooling ({@link NetPlan.Convolution#module} with 2 modules); then the dense layer, {@code classifier}. On the compute thread.
     *
     * @throws InvalidInputException if the arrays are not those of the configured net, or see {@link #requireFoldable}
     */
    public Map<String, NpyArray> fold() {
        requireFoldable();
        return copy().folded();
    }

    /** The net outside of training, folded as far as it can be. On the compute thread. @throws InvalidInputException if the arrays are not those of the configured net */
    public NetCopy copy() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = new ConvNet(ConvNetOptions.of(config, classes()), config.seed());
            net.initialize(manager, DataType.FLOAT32, ConvNet.images(2, config.input()));
            NetState.restore(net, state);
            return NetCopies.of(net, step());
        }
    }
}
