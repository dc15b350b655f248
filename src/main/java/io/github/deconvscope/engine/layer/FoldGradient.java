package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.engine.compute.TorchScript;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The manual backward step of {@link BlockLayout#whiten}: of V = W D, and the shift V mean that the bias loses. Autograd would keep W in the order of the
 * product, and V twice, from the forward pass; this puts W in order again and does without V.
 */
final class FoldGradient {
    /**
     * What a script is written for.
     *
     * @param learned whether mean and matrix have a gradient
     */
    private record Form(BlockLayout.Kind kind, boolean learned) {}

    private static final Map<Form, TorchScript> SCRIPTS = new ConcurrentHashMap<>();

    private final GradientTape tape;
    private final BlockLayout layout;
    private final NDArray weight;
    private final @Nullable NDArray bias;
    private final WhiteningLayer.Whitening whitening;
    private final boolean learned;
    private final FastDeconv2D.Folded folded;

    private FoldGradient(
            GradientTape tape,
            BlockLayout layout,
            NDArray weight,
            @Nullable NDArray bias,
            WhiteningLayer.Whitening whitening,
            boolean learned,
            FastDeconv2D.Folded folded) {
        this.tape = tape;
        this.layout = layout;
        this.weight = weight;
        this.bias = bias;
        this.whitening = whitening;
        this.learned = learned;
        this.folded = folded;
    }

    /**
     * Registers the manual backward step.
     *
     * @param weight a parameter, (O, ...)
     * @param bias a parameter, (O); null for none
     * @param whitening what it is folded with
     * @param learned whether that has a gradient
     * @param folded the result, without a graph
     * @return what the layer has to use instead, so that autograd collects its gradient
     */
    static FastDeconv2D.Folded start(
            GradientTape tape,
            BlockLayout layout,
            NDArray weight,
            @Nullable NDArray bias,
            WhiteningLayer.Whitening whitening,
            boolean learned,
            FastDeconv2D.Folded folded) {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.retain(GradientTape.anotherHandle(whitening.mean())),
                tape.retain(GradientTape.anotherHandle(whitening.matrix())));
        FastDeconv2D.Folded start =
                new FastDeconv2D.Folded(tape.startSegment(folded.weight()), tape.startSegment(folded.bias()));
        FoldGradient gradient = new FoldGradient(tape, layout, weight, bias, used, learned, start);
        NDList retained = new NDList(used.mean(), used.matrix(), start.weight(), start.bias());
        tape.onBackward(() -> {
            gradient.backward();
            retained.close();
        });
        return start;
    }

    private void backward() {
        long o = weight.getShape().get(0);
        NDArray ofBias = folded.bias().getGradient();
        NDArray w = weight.reshape(o, -1);
        NDList gradients = SCRIPTS.computeIfAbsent(new Form(layout.kind(), learned), FoldGradient::write)
                .callForList(
                        folded.weight().getGradient().reshape(o, -1),
                        ofBias,
                        w.stopGradient(),
                        whitening.matrix().stopGradient(),
                        whitening.mean().stopGradient());
        tape.backwardFrom(w, gradients.get(0));
        if (bias != null) {
            tape.backwardFrom(bias, ofBias);
        }
        if (learned) {
            // Both may come from the same samples.
            tape.backwardFromFirst(whitening.mean(), gradients.get(1));
            tape.backwardFrom(whitening.matrix(), gradients.get(2));
        }
    }

    /** In the order of {@link BlockLayout#grouped}; v is what multiplies the mean, a number for each of its rows. */
    private static TorchScript write(Form form) {
        BlockLayout.Kind kind = form.kind;
        String grouped =
                switch (kind) {
                    case INTERLEAVED ->
                        "torch.reshape(torch.permute(torch.reshape(%s, [o, f, m]), [0, 2, 1]), [o * m, f])";
                    case POOLED -> "torch.reshape(%s, [o * m, f])";
                    case SEPARATE -> "torch.permute(torch.reshape(%s, [o, m, f]), [1, 0, 2])";
                    case CONVOLUTION_GROUPS -> "torch.reshape(%s, [m, torch.floordiv(o, m), f])";
                };
        String ungrouped =
                switch (kind) {
                    case INTERLEAVED -> "torch.reshape(torch.permute(torch.reshape(%s, [o, m, f]), [0, 2, 1]), [o, k])";
                    case SEPARATE -> "torch.reshape(torch.permute(%s, [1, 0, 2]), [o, k])";
                    case POOLED, CONVOLUTION_GROUPS -> "torch.reshape(%s, [o, k])";
                };
        String rows =
                switch (kind) {
                    case INTERLEAVED, POOLED ->
                        "torch.reshape(torch.expand(torch.reshape(v, [o, 1]), [o, m]), [o * m, 1])";
                    case SEPARATE -> "torch.expand(torch.reshape(v, [1, o, 1]), [m, o, 1])";
                    case CONVOLUTION_GROUPS -> "torch.reshape(v, [m, torch.floordiv(o, m), 1])";
                };
        String ofStatistics = """
                w = torch.transpose(%s, -2, -1)
                gmean = torch.matmul(torch.transpose(d, -2, -1), torch.matmul(w, rows))
                gd = torch.matmul(w, gv)
                """.formatted(grouped.formatted("weight"));
        return TorchScript.ofList(
                "FoldGradient",
                "gradient: Tensor, gbias: Tensor, weight: Tensor, d: Tensor, mean: Tensor",
                """
                o = torch.size(weight, 0)
                k = torch.size(weight, 1)
                f = torch.size(d, -1)
                m = %s
                v = torch.neg(gbias)
                rows = %s
                gv = torch.mul(rows, torch.transpose(mean, -2, -1))
                _0 = torch.add_(gv, %s)
                %sgw = torch.matmul(gv, torch.transpose(d, -2, -1))
                return [%s%s]
                """.formatted(
                        kind == BlockLayout.Kind.CONVOLUTION_GROUPS ? "torch.size(d, 0)" : "torch.floordiv(k, f)",
                        rows,
                        grouped.formatted("gradient"),
                        form.learned ? ofStatistics : "",
                        ungrouped.formatted("gw"),
                        form.learned ? ", gmean, gd" : ""));
    }
}
