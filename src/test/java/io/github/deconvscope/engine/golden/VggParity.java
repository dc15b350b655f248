package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.layer.Initialization;
import io.github.deconvscope.engine.layer.InputView;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.TestWhitening;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import io.github.deconvscope.engine.layer.WhiteningView;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.optimizer.Gradients;
import io.github.deconvscope.engine.optimizer.Sgd;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.config.Head;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A narrow VGG-11 end to end: forward, gradients, running values, evaluation and five SGD steps. */
final class VggParity {
    private static final Pattern FIRST_ITERATIONS = Pattern.compile("n_iter=(\\d+)");
    private static final double WIDTH = 1 / 8.0;
    private static final int CLASSES = 10;

    private final GoldenCase golden;
    private final DataType type;
    private final ConvNet net;
    private final Set<String> compared = new HashSet<>();

    private VggParity(GoldenCase golden, DataType type) {
        this.golden = golden;
        this.type = type;
        Matcher first =
                FIRST_ITERATIONS.matcher(golden.params().get("first_layer").getAsString());
        boolean deconv = first.find();
        WhiteningOptions whitening = TestWhitening.options()
                .fidelity(Fidelity.REFERENCE)
                .freezeSteps(100)
                .build();
        Head head = golden.kind().equals("VGG deconv_cd")
                ? Head.CHANNEL
                : golden.kind().equals("VGG deconv") ? Head.DELINEAR : Head.PLAIN;
        net = new ConvNet(
                new ConvNetOptions(
                        NetPlan.of(ModelName.VGG11.steps(), WIDTH, InputShape.PUBLISHED),
                        CLASSES,
                        deconv ? Normalization.DECONV : Normalization.BATCHNORM,
                        head,
                        Initialization.DEFAULT,
                        whitening,
                        deconv ? Integer.parseInt(first.group(1)) : 1),
                1);
    }

    static void check(GoldenCase golden) {
        new VggParity(golden, DataType.FLOAT32).run();
        if (golden.has("logits_train_f64")) {
            new VggParity(golden, DataType.FLOAT64).run();
        }
    }

    private void run() {
        try (NDManager manager = NDManager.newBaseManager()) {
            net.initialize(manager, type, new Shape(golden.shape("x")));
            Map<String, Parameter> parameters = net.namedParameters();
            Map<String, Parameter> trainable = net.trainableParameters();
            trainable.forEach((name, parameter) ->
                    NamedArrays.copyInto(parameter.getArray(), golden.array("init." + name), name));
            for (String name : golden.names("init.")) {
                assertThat(trainable).containsKey(name.substring("init.".length()));
            }
            ParameterStore store = new ParameterStore(manager, false);
            NDArray x = images(manager, "x");
            NDArray labels = manager.create(golden.array("labels").toFloats(), new Shape(golden.shape("labels")));
            try (Sgd sgd = new Sgd(manager, trainable, 1e-3, false, false, 0.9, false)) {
                double[] losses = new double[5];
                losses[0] = firstStep(store, trainable, x, labels);
                afterOneStep(parameters);
                compare("logits_eval_same", net.scores(store, x, false));
                compare("logits_eval_other", net.scores(store, images(manager, "x_eval"), false));
                step(sgd, trainable);
                for (int i = 1; i < losses.length; i++) {
                    losses[i] = backward(store, x, labels);
                    step(sgd, trainable);
                }
                check("sgd_losses", losses);
                compare("logits_eval_after_sgd", net.scores(store, images(manager, "x_eval"), false));
            }
            for (String name : golden.names("final.")) {
                if (!name.endsWith("_f64")) {
                    compare(
                            name,
                            parameters.get(name.substring("final.".length())).getArray());
                }
            }
        }
        assertEverythingCompared();
    }

    private void assertEverythingCompared() {
        for (String name : golden.names("")) {
            String base = name.replaceAll("_f64$", "");
            if (!base.startsWith("init.")
                    && !Set.of("x", "x_eval", "labels", "labels_eval").contains(base)) {
                assertThat(compared).as("arrays compared").contains(base);
            }
        }
    }

    private NDArray images(NDManager manager, String name) {
        return manager.create(golden.array(name).toFloats(), new Shape(golden.shape(name)))
                .toType(type, false);
    }

    /** Returns the loss; the gradients stay for the first update. */
    private double firstStep(ParameterStore store, Map<String, Parameter> trainable, NDArray x, NDArray labels) {
        net.setObserver(new Outputs());
        NDArray scores;
        double loss;
        try (GradientTape tape = new GradientTape(x.getManager())) {
            net.setTape(tape);
            scores = net.scores(store, x, true);
            NDArray mean = loss(scores, labels);
            tape.backward(mean);
            loss = NewtonSchulzParity.doubles(mean)[0];
        }
        net.setObserver(null);
        compare("logits_train", scores);
        check("loss", new double[] {loss});
        try (Gradients gradients = new Gradients(trainable)) {
            assertThat(gradients.arrays()).hasSameSizeAs(trainable);
            gradients.arrays().forEach((name, g) -> compare("grad." + name, g));
        }
        return loss;
    }

    private double backward(ParameterStore store, NDArray x, NDArray labels) {
        try (GradientTape tape = new GradientTape(x.getManager())) {
            net.setTape(tape);
            NDArray mean = loss(net.scores(store, x, true), labels);
            tape.backward(mean);
            return NewtonSchulzParity.doubles(mean)[0];
        }
    }

    private static NDArray loss(NDArray scores, NDArray labels) {
        return Loss.softmaxCrossEntropyLoss()
                .evaluate(new ai.djl.ndarray.NDList(labels), new ai.djl.ndarray.NDList(scores));
    }

    private static void step(Sgd sgd, Map<String, Parameter> trainable) {
        try (Gradients gradients = new Gradients(trainable)) {
            sgd.step(gradients, 0.01);
            gradients.clear();
        }
    }

    private void afterOneStep(Map<String, Parameter> parameters) {
        Map<String, Map<String, Long>> counters = new HashMap<>();
        for (Layer layer : net.layers()) {
            counters.put(layer.name(), layer.counters());
        }
        for (String name : golden.names("after1.")) {
            if (name.endsWith("_f64")) {
                continue;
            }
            String key = name.substring("after1.".length());
            int dot = key.lastIndexOf('.');
            if (key.endsWith("num_batches_tracked")) {
                check(name, new double[] {counters.get(key.substring(0, dot)).get("num_batches_tracked")});
            } else {
                compare(name, parameters.get(key).getArray());
            }
        }
    }

    private void compare(String name, NDArray got) {
        check(name, NewtonSchulzParity.doubles(got));
    }

    private void check(String name, double[] got) {
        compared.add(name);
        if (type == DataType.FLOAT64 && golden.has(name + "_f64")) {
            golden.checkDouble(name + "_f64", got, 1e-7);
        } else if (type == DataType.FLOAT32) {
            golden.check(name, got);
        }
    }

    /** Compares layer outputs. Layers of deconvolution show theirs after the ReLU, the golden ones are from before it. */
    private final class Outputs implements LayerObserver {
        @Override
        public boolean wantsInput(String layer) {
            return false;
        }

        @Override
        public boolean wantsOutput(String layer) {
            return golden.has("out." + layer);
        }

        @Override
        public void input(String layer, InputView view) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void whitening(String layer, WhiteningView view) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void output(String layer, NDArray output) {
            compared.add("out." + layer);
            double[] got = NewtonSchulzParity.doubles(output);
            boolean rectified = golden.kind().startsWith("VGG deconv") && layer.startsWith("features");
            if (type == DataType.FLOAT32) {
                if (rectified) {
                    golden.checkRectified("out." + layer, got);
                } else {
                    golden.check("out." + layer, got);
                }
            }
        }
    }
}
