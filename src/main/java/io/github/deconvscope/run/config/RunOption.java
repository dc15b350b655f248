package io.github.deconvscope.run.config;

import static io.github.deconvscope.run.config.OptionValues.numberAbove;
import static io.github.deconvscope.run.config.OptionValues.numberFrom;
import static io.github.deconvscope.run.config.OptionValues.onOrOff;
import static io.github.deconvscope.run.config.OptionValues.oneOf;
import static io.github.deconvscope.run.config.OptionValues.wholeNumber;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.OptionType.Epochs;
import io.github.deconvscope.run.config.OptionType.PathName;
import io.github.deconvscope.run.config.OptionType.PlanText;

/**
 * The one list of everything that can be set about a run. The command line, the set-up form of the window and {@code config.json} are
 * made from it.
 *
 * <p>Each help text says what it is, what it does, and the usual value.
 */
public enum RunOption {
    DATASET(
            Group.DATA.option("dataset", "Data set", oneOf(DatasetName.FASHION_MINI)),
            "The images to learn from. The embedded ones need nothing else."),
    DATA(
            Group.DATA.option("data", "Data files", new OptionValues(new PathName(true, true), "")),
            "The folder, or the file, that holds the data set; empty for the embedded, generated or already downloaded ones."),
    CIFAR100_LABELS(
            Group.DATA.option("cifar100-labels", "CIFAR-100 labels", oneOf(LabelKind.FINE)),
            "Whether CIFAR-100 is learned with its 100 fine or its 20 coarse classes."),
    SKIP_BROKEN(
            Group.DATA.option("skip-broken", "Leave broken pictures out", onOrOff(false)),
            "Leave pictures of a folder out that cannot be read; they are listed. Off, the run is refused."),
    SPLIT_SEED(
            Group.DATA.option("split-seed", "Split seed", wholeNumber(0, Integer.MAX_VALUE, 1)),
            "Decides which fifth of each class is set aside for testing where the data has no part for it."),
    TRAIN_LIMIT(
            Group.DATA.option("train-limit", "Training images (0: all)", wholeNumber(0, 10_000_000, 0)),
            "Learn from this many images only, the same number of each class; 0 takes all. Fewer is faster and less accurate."),
    TEST_LIMIT(
            Group.DATA.option("test-limit", "Test images (0: all)", wholeNumber(0, 10_000_000, 0)),
            "Test on this many images only; 0 takes all."),
    IMAGE_SIZE(
            Group.DATA.option("image-size", "Picture size", wholeNumber(16, 128, 32)),
            "Height and width that the net gets, in pixels. Larger pictures are cut to their middle square and shrunk by the means of areas."
                    + " Work and memory grow with the square. Usual 32."),
    CHANNELS(
            Group.DATA.option("channels", "Channels", oneOf(Channels.COLOUR)),
            "Channels that the net gets. Grey pictures in three equal channels make the covariance of the first layer singular; 1 keeps them grey."),
    AUGMENT(
            Group.DATA.option("augment", "Crop and flip", onOrOff(true)),
            "Shift each training image by up to 4 pixels and flip every second one: more variety, less overfitting. Usually on."),

    MODEL(
            Group.NETWORK.option("model", "Net", oneOf(ModelName.VGG11)),
            "How deep the net is. VGG-11 is the fastest; the paper's main results use VGG-16. ResNet-18 has residual blocks. For a net of your own: --model plan."),
    PLAN(
            Group.NETWORK.option("plan", "Own plan", new OptionValues(new PlanText(), "64 M 128 M 256 256 M")),
            "Only with --model plan: its steps in order, " + PlanStep.GRAMMAR
                    + ". Padding keeps the size of a map at stride 1; each convolution has a ReLU, and the mean of each channel goes to the head."),
    INIT(
            Group.NETWORK.option("init", "Start from weights", new OptionValues(new PathName(false, true), "")),
            "A file of weights, .npz or .safetensors, to start from instead of random ones: an export of this program, or a VGG of the authors of"
                    + " deconvolution or of torchvision. Empty for random ones."),
    WIDTH(
            Group.NETWORK.option("width", "Width", numberAbove(0, 4, 1.0)),
            "Scales the channels of every layer. 1 is the published net; 0.25 has about a sixteenth of its work and fits a laptop."),
    NORMALIZATION(
            Group.NETWORK.option("normalization", "Normalization", oneOf(Normalization.DECONV)),
            "What the layers do to their input before they learn from it, or to their output after. IterNorm takes block, iterations, epsilon"
                    + " and update rate from the settings of whitening."),
    HEAD(
            Group.NETWORK.option("head", "Head", oneOf(Head.CHANNEL)),
            "What stands before the class scores. Only nets with deconvolution have the first two; others always use a plain dense layer."),
    HE_BIAS(
            Group.NETWORK.option("he-bias", "He-uniform bias", onOrOff(true)),
            "Start biases uniformly within 1/sqrt(fan in) instead of at zero. The TensorFlow port of the layers calls this crucial; switch it off to see."),
    KERNEL_START(
            Group.NETWORK.option("kernel-start", "Kernels start", oneOf(KernelStart.HE)),
            "How large kernels are before the first step. PyTorch's own start is smaller, and learns faster in a short run."),

    FIDELITY(
            Group.WHITENING.option("fidelity", "Layer formulas", oneOf(Fidelity.MIXED)),
            "Whether the layers follow the published code or the mathematics where the two differ. Usual: mixed."),
    BLOCK(
            Group.WHITENING.option("block", "Block", wholeNumber(1, 4096, 64)),
            "How many channels are whitened together. Larger decorrelates more and costs more, with the cube; usual 64, 16 on a laptop. A net that"
                    + " does not whiten shows the covariance of as many."),
    ITERATIONS(
            Group.WHITENING.option("iterations", "Iterations", wholeNumber(1, 50, 5)),
            "Newton-Schulz steps towards the inverse square root. The count is the real regulariser: more whitens further. Usual 5; those of"
                    + " IterNorm let rounding errors grow, so that it bears few more."),
    POLYNOMIAL(
            Group.WHITENING.option("polynomial", "Polynomial", oneOf(WhiteningPolynomial.NEWTON_SCHULZ)),
            "What an iteration multiplies by. Newton-Schulz is published; one quintic step whitens as far as three of its, at a fraction of"
                    + " the cost. The first layer always takes Newton-Schulz."),
    NORM(
            Group.WHITENING.option("norm", "Norm", oneOf(WhiteningNorm.FROBENIUS)),
            "What the covariance is divided by before it is iterated. Frobenius is published; the tighter Schatten-4 whitens as far in fewer iterations."),
    FIRST_ITERATIONS(
            Group.WHITENING.option("first-iterations", "Iterations, first layer", wholeNumber(1, 50, 15)),
            "Newton-Schulz steps of the first layer, whose pixels are far more correlated. Usual 15."),
    STOP_RESIDUAL(
            Group.WHITENING.option("stop-residual", "Stop at residual", numberFrom(0, 1, 0.0)),
            "Above 0, a layer iterates only until the residual, " + WhiteningRules.RESIDUAL
                    + ", is at most this, and --iterations is the most it takes."
                    + " 0 takes all. A run warns where rounding keeps a layer from it."),
    WARM_START(
            Group.WHITENING.option("warm-start", "Warm start", onOrOff(false)),
            "Start the iterations from the running whitening matrix, so that few go far: they add up from step to step. Only with --fidelity mixed."),
    EPS(
            Group.WHITENING.option("eps", "Epsilon", numberAbove(0, 1, 1e-5)),
            "Added to the diagonal of the covariance so that it can be inverted. Usual 1e-5."),
    SAMPLING_STRIDE(
            Group.WHITENING.option("sampling-stride", "Sampling stride", wholeNumber(1, 16, 3)),
            "Every how many pixels a patch is taken for the covariance. 3 takes a ninth of them: faster, a little noisier. Usual 3."),
    UPDATE_RATE(
            Group.WHITENING.option("update-rate", "Update rate", numberAbove(0, 1, 0.1)),
            "How fast the running mean and whitening, used for testing, follow the batches. Usual 0.1."),
    FREEZE_STEPS(
            Group.WHITENING.option("freeze-steps", "Freeze first layer after", wholeNumber(0, 10_000_000, 100)),
            "After this many steps the first layer keeps its running whitening matrix: pixels do not change. 0 never freezes. Usual 100."),
    REFRESH(
            Group.WHITENING.option("refresh", "Refresh every", wholeNumber(1, 1000, 1)),
            "Compute a fresh whitening matrix every so many steps and use the running one in between. 1 is exact; 5 is much faster."),
    REFRESH_WARMUP(
            Group.WHITENING.option("refresh-warmup", "Refresh each step for", wholeNumber(0, 10_000_000, 40)),
            "The first steps compute a fresh whitening matrix each, whatever the refresh. Usual 40."),

    OPTIMIZER(
            Group.OPTIMIZER.option("optimizer", "Optimizer", oneOf(OptimizerName.SGD)),
            "The rule that turns gradients into updates."),
    LEARNING_RATE(
            Group.OPTIMIZER.option("lr", "Learning rate", numberFrom(0, 100, 0.1)),
            "The base rate: that of a step is this times what the schedule says of it. Published with deconvolution: 0.1. In a short run much hangs on it: lesson 11 compares six."),
    SCHEDULE(
            Group.OPTIMIZER.option("schedule", "Schedule", oneOf(ScheduleName.COSINE)),
            "How the learning rate changes over the run."),
    WARMUP_STEPS(
            Group.OPTIMIZER.option("warmup-steps", "Warm-up steps", wholeNumber(0, 10_000_000, 0)),
            "Let the learning rate grow to its full value over the first so many steps; 0 starts with it. Helps large rates and batches."),
    MILESTONES(
            Group.OPTIMIZER.option("milestones", "Milestones", new OptionValues(new Epochs(), "")),
            "With the multi-step schedule: the epochs after which the learning rate is divided by 10, such as 30,60. Empty: after one half"
                    + " and three quarters of the steps."),
    MOMENTUM(
            Group.OPTIMIZER.option("momentum", "Momentum", numberFrom(0, 0.9999, 0.9)),
            "How much of the last update is kept. Usual 0.9; for Adam it is beta1."),
    NESTEROV(
            Group.OPTIMIZER.option("nesterov", "Nesterov", onOrOff(false)), "Look one update ahead. Usually off here."),
    WEIGHT_DECAY(
            Group.OPTIMIZER.option("weight-decay", "Weight decay", numberFrom(0, 1, 0.001)),
            "Pulls every weight towards zero. Usual 0.001."),
    DECOUPLED_DECAY(
            Group.OPTIMIZER.option("decoupled-decay", "Decoupled decay", onOrOff(false)),
            "Shrink the weights directly (AdamW) instead of adding the decay to the gradient."),
    CLIP_NORM(
            Group.OPTIMIZER.option("clip-norm", "Clip gradient norm", numberFrom(0, 1e9, 0.0)),
            "Scale the gradient down when its norm is above this; 0 never. Usual 0."),
    BATCH(
            Group.OPTIMIZER.option("batch", "Batch", wholeNumber(2, 65_536, 128)),
            "Images per step. The covariance is estimated from them, so small batches make noisy whitening. Usual 128."),

    PRECISION(
            Group.PRECISION.option("precision", "Precision", oneOf(Precision.FP32)),
            "The number format of activations and convolutions."),
    LOSS_SCALING(
            Group.PRECISION.option("loss-scaling", "Loss scaling", oneOf(LossScaling.DYNAMIC)),
            "Only with fp16: how the loss is scaled so that small gradients survive."),
    INITIAL_LOSS_SCALE(
            Group.PRECISION.option("loss-scale", "Initial loss scale", numberAbove(0, 1e30, 65536.0)),
            "Only with fp16: the factor on the loss at the start. Usual 65536."),
    FP16_COVARIANCE(
            Group.PRECISION.option("fp16-covariance", "Covariance in fp16", onOrOff(false)),
            "Only with fp16: form the covariance in 16 bits. Overflows, and gets negative eigenvalues; on to see why it is kept in fp32."),
    FP16_NEWTON_SCHULZ(
            Group.PRECISION.option("fp16-newton-schulz", "Newton-Schulz in fp16", onOrOff(false)),
            "Only with fp16: iterate in 16 bits. Stalls or diverges; on to see why it is kept in fp32."),
    FP16_RUNNING(
            Group.PRECISION.option("fp16-running", "Running values in fp16", onOrOff(false)),
            "Only with fp16: keep the running mean and whitening matrix in 16 bits; small updates are lost."),
    FP16_WEIGHTS(
            Group.PRECISION.option("fp16-weights", "No fp32 master weights", onOrOff(false)),
            "Only with fp16: update the 16-bit weights themselves; updates below half a unit in the last place are lost."),

    EPOCHS(
            Group.RUN.option("epochs", "Epochs", wholeNumber(1, 100_000, 2)),
            "How often the run goes through the training images."),
    MAX_STEPS(
            Group.RUN.option("max-steps", "Stop after steps (0: no)", wholeNumber(0, 1_000_000_000, 0)),
            "End early after so many steps; 0 goes through all epochs."),
    PATIENCE(
            Group.RUN.option("patience", "Stop if no better for (0: no)", wholeNumber(0, 100_000, 0)),
            "End early when so many epochs in a row were no better in test accuracy than the best before; 0 goes through all. An end that is"
                    + " chosen by the test images flatters the result a little."),
    SEED(
            Group.RUN.option("seed", "Seed", wholeNumber(0, Integer.MAX_VALUE, 1)),
            "Decides initial weights, order and augmentation. The same seed gives the same losses to the last bit on one machine."),
    DEVICE(
            Group.RUN.option("device", "Device", oneOf(DeviceChoice.AUTO)),
            "Where the run is computed. Automatic takes a GPU where there is one that works, else the processor."),
    CHECKPOINT_EVERY(
            Group.RUN.option("checkpoint-every", "Checkpoint every", wholeNumber(0, 1_000_000_000, 200)),
            "Write a checkpoint every so many steps and on stop; 0 only on stop."),
    KEEP(
            Group.RUN.option("keep", "Checkpoints kept", oneOf(Keep.LAST)),
            "Which checkpoints stay on disk. To keep one every so many steps: --keep every, with that number in --checkpoint-every."),
    TENSORBOARD(
            Group.RUN.option("tensorboard", "TensorBoard", onOrOff(false)),
            "Also write events for TensorBoard as the run goes on, into the folder tensorboard of the run: its numbers, and pictures of covariance"
                    + " and kernels as often as matrices are recorded."),
    RECORD_EVERY(
            Group.RUN.option("record-every", "Record matrices every", wholeNumber(0, 1_000_000_000, 50)),
            "Record matrices and histograms of every layer every so many steps, and at the first and the last; 0 never. 1.4 MB each time for a comparison of precisions, more for wider nets; past 512 MB every second one goes.");

    /** The sections of the set-up form. */
    public enum Group {
        DATA("Data"),
        NETWORK("Net"),
        WHITENING("Whitening"),
        OPTIMIZER("Optimizer"),
        PRECISION("Precision"),
        RUN("Run");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        private Definition option(String id, String label, OptionValues values) {
            return new Definition(this, id, label, values);
        }
    }

    private record Definition(Group group, String id, String label, OptionValues values) {}

    private final Definition definition;
    private final String help;

    RunOption(Definition definition, String help) {
        this.definition = definition;
        this.help = help;
    }

    public Group group() {
        return definition.group();
    }

    /** Name in {@code config.json} and, after two hyphens, on the command line. */
    public String id() {
        return definition.id();
    }

    /** {@code --id}. */
    public String flag() {
        return "--" + id();
    }

    public String label() {
        return definition.label();
    }

    public OptionType type() {
        return definition.values().type();
    }

    public Object defaultValue() {
        return definition.values().usual();
    }

    public String help() {
        return help;
    }

    /** Finds an option by its id, or throws an {@link InvalidInputException}. */
    public static RunOption byId(String id) {
        for (RunOption option : values()) {
            if (option.id().equals(id)) {
                return option;
            }
        }
        throw new InvalidInputException("There is no option \"" + id + "\".");
    }
}
