import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.deconvscope.engine.compute.Mkl;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.layer.ChannelDeconv2D;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.FoldedConvolution;
import io.github.deconvscope.engine.layer.FoldedLinear;
import io.github.deconvscope.engine.layer.WhitenedLinear;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Somebody's own program: the library of layers and DJL on its class path, and nothing else of DeconvScope. It trains, saves, loads and
 * folds, and fails if anything is not as docs/layers.md says, whose code is cut from here.
 */
final class OwnNet {
    private static final int PICTURES = 128;
    private static final int CLASSES = 4;
    private static final Shape BATCH = new Shape(32, 3, 12, 12);

    private OwnNet() {}

    /** args: the folder that the net is saved in. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        // page: widen
        Mkl.widen();
        // end
        // page: check
        OneDnn.check();
        // end
        // page: products
        Mkl.check();
        // end
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pictures = manager.create(new Shape(PICTURES, 3, 12, 12));
            NDArray labels = manager.create(new Shape(PICTURES));
            draw(pictures, labels);
            Dataset train = new ArrayDataset.Builder()
                    .setData(pictures)
                    .optLabels(labels)
                    .setSampling(32, true)
                    .build();
            first(train);
            longer(train, pictures, labels, folder);
            initializers();
        }
        System.out.println("done");
    }

    /** The lines that the page begins with. */
    private static void first(Dataset train) throws Exception {
        // page: first
        RandomGenerator random = new SplittableRandom(1);
        Model model = Model.newInstance("own", "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(FastDeconv2D.builder().setChannels(3, 16).setKernel(3, 3).setRandom(random).optRelu(true).build())
                .add(Pool.globalAvgPool2dBlock())
                .add(new WhitenedLinear("classifier", 16, 4, random)));
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()));
        EasyTrain.fit(trainer, 2, train, null);
        // end
        trainer.close();
        model.close();
    }

    private static Block net() {
        RandomGenerator random = new SplittableRandom(2);
        // page: options
        WhiteningOptions options = WhiteningOptions.DEFAULTS.withBlock(8);
        Block net = new SequentialBlock()
                .add(FastDeconv2D.builder()
                        .setChannels(3, 16)
                        .setKernel(3, 3)
                        .optPadding(1, 1)
                        .optRelu(true)
                        .optWhitening(options)
                        .setRandom(random)
                        .build())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(FastDeconv2D.builder()
                        .setChannels(16, 24)
                        .setKernel(3, 3)
                        .optStride(2, 2)
                        .optGroups(2)
                        .optBias(false)
                        .optRelu(true)
                        .optWhitening(options)
                        .setRandom(random)
                        .build())
                .add(Pool.globalAvgPool2dBlock())
                .add(new ChannelDeconv2D("channels", 24, options))
                .add(new WhitenedLinear("classifier", 24, CLASSES, random));
        // end
        return net;
    }

    /** DJL's optimizers, its files, and the plain convolution that a layer is after training. */
    private static void longer(Dataset train, NDArray pictures, NDArray labels, Path folder) throws Exception {
        Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build();
        Optimizer sgd = Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(0.1f))
                .optMomentum(0.9f)
                .build();
        for (Optimizer optimizer : new Optimizer[] {adam, sgd}) {
            float[] scores;
            try (Model model = Model.newInstance("own", "PyTorch")) {
                model.setBlock(net());
                DefaultTrainingConfig config =
                        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer);
                try (Trainer trainer = model.newTrainer(config)) {
                    trainer.initialize(BATCH);
                    double before = right(model.getBlock(), pictures, labels);
                    EasyTrain.fit(trainer, 6, train, null);
                    double after = right(model.getBlock(), pictures, labels);
                    System.out.printf("%s: %.2f right before, %.2f after%n", name(optimizer), before, after);
                    require(after > 0.9, "the net learns");
                }
                scores = scores(model.getBlock(), pictures).toFloatArray();
                // page: save
                model.save(folder, "own");
                // end
            }
            // page: load
            Model model = Model.newInstance("own", "PyTorch");
            model.setBlock(net());
            model.load(folder, "own");
            // end
            require(Arrays.equals(scores, scores(model.getBlock(), pictures).toFloatArray()), "a net loaded is the same");
            FastDeconv2D layer = (FastDeconv2D) model.getBlock().getChildren().get(0).getValue();
            require(layer.counters().get("updates") == 6L * PICTURES / 32, "counters are saved");
            foldsInto(layer, pictures);
            headFoldsInto(model.getBlock(), pictures);
            model.close();
        }
    }

    private static void foldsInto(FastDeconv2D layer, NDArray x) {
        NDManager manager = x.getManager();
        NDArray whitened = layer.forward(new ParameterStore(manager, false), new NDList(x), false)
                .singletonOrThrow();
        // page: fold
        FoldedConvolution plain = layer.fold();
        Shape shape = new Shape(Arrays.stream(plain.weightShape()).asLongStream().toArray());
        NDArray weight = manager.create(plain.weight(), shape);
        NDArray bias = manager.create(plain.bias());
        NDArray y = Conv2d.conv2d(x, weight, bias, new Shape(1, 1), new Shape(1, 1), new Shape(1, 1))
                .singletonOrThrow();
        // end
        float apart = y.maximum(0).sub(whitened).abs().max().getFloat();
        require(apart < 1e-4 * whitened.max().getFloat(), "the plain convolution computes the same, but for " + apart);
    }

    /** The last two layers as one. */
    private static void headFoldsInto(Block net, NDArray pictures) {
        ChannelDeconv2D channels =
                (ChannelDeconv2D) net.getChildren().get(4).getValue();
        WhitenedLinear classifier =
                (WhitenedLinear) net.getChildren().get(5).getValue();
        NDManager manager = pictures.getManager();
        NDArray x = manager.randomNormal(new Shape(50, 24));
        ParameterStore store = new ParameterStore(manager, false);
        NDList white = channels.forward(store, new NDList(x), false);
        NDArray whitened = classifier.forward(store, white, false).singletonOrThrow();
        // page: head
        FoldedLinear head = channels.fold().then(classifier.fold());
        NDArray weight = manager.create(head.weight(), new Shape(head.outputs(), head.inputs()));
        NDArray y = x.matMul(weight.transpose()).add(manager.create(head.bias()));
        // end
        float apart = y.sub(whitened).abs().max().getFloat();
        require(
                apart < 1e-5 * whitened.abs().max().getFloat(),
                "the plain dense layer computes the same, but for " + apart);
    }

    /** What DJL's initializers do. */
    private static void initializers() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block net = net();
            // page: initializers
            net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
            // end
            net.setInitializer((owner, shape, type) -> owner.full(shape, 0.5f, type), Parameter.Type.BIAS);
            net.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, BATCH);
            for (Parameter parameter : net.getParameters().values()) {
                if (parameter.getType() == Parameter.Type.BIAS) {
                    require(parameter.getArray().min().getFloat() == 0.5f, "an initializer of biases is obeyed");
                }
            }
            Block other = net();
            other.setInitializer(new XavierInitializer(), Parameter.Type.OTHER);
            try {
                other.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, BATCH);
                throw new IllegalStateException("an initializer of running values is taken");
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String name(Optimizer optimizer) {
        return optimizer.getClass().getSimpleName();
    }

    private static NDArray scores(Block net, NDArray pictures) {
        return net.forward(new ParameterStore(pictures.getManager(), false), new NDList(pictures), false)
                .singletonOrThrow();
    }

    private static double right(Block net, NDArray pictures, NDArray labels) {
        NDArray best = scores(net, pictures).argMax(1).toType(labels.getDataType(), false);
        return best.eq(labels).toType(labels.getDataType(), false).mean().getFloat();
    }

    /** Bright pictures, whose classes differ by the direction of faint stripes. */
    private static void draw(NDArray pictures, NDArray labels) {
        Random random = new Random(3);
        float[] values = new float[(int) pictures.size()];
        float[] classes = new float[PICTURES];
        int side = 12;
        for (int i = 0, at = 0; i < PICTURES; i++) {
            int kind = i % CLASSES;
            classes[i] = kind;
            int phase = random.nextInt(4);
            float bright = random.nextFloat();
            for (int c = 0; c < 3; c++) {
                for (int row = 0; row < side; row++) {
                    for (int column = 0; column < side; column++) {
                        int along = new int[] {row, column, row + column, row - column + side}[kind];
                        float stripe = (along + phase) % 4 < 2 ? 0.2f : -0.2f;
                        values[at++] = bright + stripe + 0.05f * (float) random.nextGaussian();
                    }
                }
            }
        }
        pictures.set(values);
        labels.set(classes);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("It is not so that " + what + ".");
        }
    }
}
