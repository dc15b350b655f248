package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.engine.layer.ChannelDeconv2D;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.engine.layer.FoldedLinear;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.engine.layer.Initialization;
import io.github.deconvscope.engine.layer.InputView;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.TestWhitening;
import io.github.deconvscope.engine.layer.WhitenedLinear;
import io.github.deconvscope.engine.layer.WhiteningLayer;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import io.github.deconvscope.engine.layer.WhiteningView;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.feed.MatrixOrigin;
import java.util.Map;
import java.util.SplittableRandom;

/** One layer over several training steps: outputs, gradients, running values, covariance, whitening matrix, then evaluation. */
final class LayerParity {
    /** A double run reproduces the reference's own double run but for the order of sums. */
    private static final double DOUBLE_TOLERANCE = 1e-8;

    private final GoldenCase golden;
    private final DataType type;
    private final WhiteningLayer layer;
    private final Map<String, Parameter> parameters;
    private int liveSteps;

    private LayerParity(GoldenCase golden, DataType type) {
        this.golden = golden;
        this.type = type;
        layer = build(golden);
        parameters = new java.util.LinkedHashMap<>();
        layer.getDirectParameters().forEach(p -> parameters.put(p.getKey(), p.getValue()));
    }

    static void check(GoldenCase golden) {
        new LayerParity(golden, DataType.FLOAT32).run();
        if (golden.has("y_f64")) {
            new LayerParity(golden, DataType.FLOAT64).run();
        }
    }

    private static WhiteningLayer build(GoldenCase golden) {
        WhiteningOptions options = TestWhitening.options()
                .fidelity(Fidelity.REFERENCE)
                .block(golden.intParam("block"))
                .iterations(golden.intParam("n_iter"))
                .eps(golden.realParam("eps"))
                .updateRate(golden.realParam("momentum"))
                .build();
        SplittableRandom random = new SplittableRandom(1);
        return switch (golden.kind()) {
            case "FastDeconv" -> {
                int[] kernel = golden.pair("kernel_size");
                int[] stride = golden.pair("stride");
                int[] padding = golden.pair("padding");
                int[] dilation = golden.pair("dilation");
                yield FastDeconv2D.builder()
                        .setChannels(golden.intParam("in_channels"), golden.intParam("out_channels"))
                        .setKernel(kernel[0], kernel[1])
                        .setRandom(random)
                        .optStride(stride[0], stride[1])
                        .optPadding(padding[0], padding[1])
                        .optDilation(dilation[0], dilation[1])
                        .optGroups(golden.intParam("groups"))
                        .optBias(golden.flagParam("bias"))
                        .optWhitening(TestWhitening.of(options)
                                .samplingStride(golden.intParam("sampling_stride"))
                                .freezeSteps(golden.flagParam("freeze") ? golden.intParam("freeze_iter") : 0)
                                .build())
                        .build();
            }
            case "ChannelDeconv" ->
                new ChannelDeconv2D(
                        "channel_deconv",
                        (int) golden.stepShape("x")[1],
                        TestWhitening.of(options)
                                .samplingStride(golden.intParam("sampling_stride"))
                                .build());
            default ->
                new WhitenedLinear(
                        "delinear",
                        golden.intParam("in_features"),
                        golden.intParam("out_features"),
                        golden.flagParam("bias"),
                        Initialization.DEFAULT,
                        options,
                        random);
        };
    }

    private void run() {
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, type, new Shape(golden.stepShape("x")));
            if (golden.has("weight")) {
                NamedArrays.copyInto(parameters.get("weight").getArray(), golden.array("weight"), "weight");
            }
            if (golden.has("bias")) {
                NamedArrays.copyInto(parameters.get("bias").getArray(), golden.array("bias"), "bias");
            }
            ParameterStore store = new ParameterStore(manager, false);
            layer.setObserver(new Statistics());
            int steps = golden.intParam("steps");
            for (int step = 0; step < steps; step++) {
                step(store, step);
            }
            layer.setObserver(null);
            if (golden.has("deconv")) {
                assertThat(liveSteps)
                        .as("live steps")
                        .isEqualTo(golden.array("deconv").shape()[0]);
            }
            NDArray x = array(manager, golden.array("x_eval").toFloats(), golden.shape("x_eval"));
            compare("y_eval", -1, layer.forward(store, new NDList(x), false).singletonOrThrow());
            if (layer instanceof ChannelDeconv2D channels) {
                golden.check("y_eval", folded(channels.fold()));
            } else if (layer instanceof WhitenedLinear dense) {
                golden.check("y_eval", folded(dense.fold()));
            }
        }
    }

    /** What the plain layer makes of the evaluation's input, vectors or maps. */
    private double[] folded(FoldedLinear plain) {
        long[] shape = golden.shape("x_eval");
        int in = plain.inputs();
        int out = plain.outputs();
        double[] x = golden.array("x_eval").toDoubles();
        int pixels = (int) (x.length / (shape[0] * in));
        double[] y = new double[(int) shape[0] * out * pixels];
        for (int i = 0; i < y.length; i++) {
            int o = i / pixels % out;
            int first = i / (pixels * out) * in * pixels + i % pixels;
            y[i] = plain.bias()[o];
            for (int c = 0; c < in; c++) {
                y[i] += (double) plain.weight()[o * in + c] * x[first + c * pixels];
            }
        }
        return y;
    }

    private NDArray array(NDManager manager, float[] values, long... shape) {
        return manager.create(values, new Shape(shape)).toType(type, false);
    }

    private void step(ParameterStore store, int step) {
        boolean live = layer.live();
        try (NDManager manager = store.getManager().newSubManager()) {
            NDArray x = array(manager, golden.step("x", step), golden.stepShape("x"));
            NDArray g = array(manager, golden.step("g", step), golden.stepShape("g"));
            x.setRequiresGradient(true);
            try (GradientTape tape = new GradientTape(manager)) {
                layer.setTape(tape);
                NDArray y = layer.forward(store, new NDList(x), true).singletonOrThrow();
                compare("y", step, y);
                tape.backward(y.mul(g).sum());
            }
            compare("gx", step, x.getGradient());
        }
        for (String name : new String[] {"weight", "bias"}) {
            if (golden.has("g_" + name)) {
                try (NDArray gradient = parameters.get(name).getArray().getGradient()) {
                    compare("g_" + name, step, gradient);
                    gradient.subi(gradient);
                }
            }
        }
        parameters.forEach((name, parameter) -> {
            if (name.startsWith("running") && !parameter.requiresGradient()) {
                compare(name, step, parameter.getArray());
            }
        });
        if (golden.has("counter")) {
            golden.checkStep("counter", step, new double[] {layer.counters().get("counter")});
            golden.checkStep("frozen", step, new double[] {live ? 0 : 1});
        }
        if (golden.has("num_batches_tracked")) {
            golden.checkStep(
                    "num_batches_tracked", step, new double[] {layer.counters().get("num_batches_tracked")});
        }
    }

    private void compare(String name, int step, NDArray got) {
        double[] values = NewtonSchulzParity.doubles(got);
        String array = type == DataType.FLOAT64 && golden.has(name + "_f64") ? name + "_f64" : name;
        if (array.endsWith("_f64")) {
            if (step < 0) {
                golden.checkDouble(array, values, DOUBLE_TOLERANCE);
            } else {
                golden.checkStepDouble(array, step, values, DOUBLE_TOLERANCE);
            }
        } else if (step < 0) {
            golden.check(array, values);
        } else {
            golden.checkStep(array, step, values);
        }
    }

    /** Compares what the layer shows while it is live. */
    private final class Statistics implements LayerObserver {
        @Override
        public boolean wantsInput(String name) {
            return golden.has("cov");
        }

        @Override
        public boolean wantsOutput(String name) {
            return false;
        }

        @Override
        public void input(String name, InputView view) {
            // Its covariance is compared with the whitening matrix of the same step.
        }

        @Override
        public void whitening(String name, WhiteningView view) {
            if (view.origin() != MatrixOrigin.LIVE) {
                return;
            }
            compare("cov", liveSteps, view.input().covariance());
            compare("deconv", liveSteps, view.whitening());
            assertThat(view.iterates()).hasSize(layer.options().iteration().count() + 1);
            liveSteps++;
        }

        @Override
        public void output(String name, NDArray output) {
            throw new AssertionError("not asked for");
        }
    }
}
