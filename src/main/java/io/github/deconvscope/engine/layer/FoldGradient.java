package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.deconvscope.engine.compute.TorchScript;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The manual backward step of {@link BlockLayout#whiten}, of the folded weight V = W D and of the shift V mean that the bias loses. From the forward pass
 * autograd would retain a reordered copy of W and two copies of V; this step reorders W again and does not need V.
 *
 * @param tape takes the step
 * @param layout how features are grouped
 * @param weight a parameter, (O, ...)
 * @param bias a parameter, (O); null for none
 * @param whitening what it is folded with
 * @param learned whether that has a gradient
 * @param folded the result of the fold, without a graph
 */
record FoldGradient(
        GradientTape tape,
        BlockLayout layout,
        NDArray weight,
        @Nullable NDArray bias,
        WhiteningLayer.Whitening whitening,
        boolean learned,
        FastDeconv2D.Folded folded) {
    /**
     * What a script is written for.
     *
     * @param learned whether mean and matrix have a gradient
     */
    private record Form(BlockLayout.Kind kind, boolean learned) {}

    private static final Map<Form, TorchScript> SCRIPTS = new ConcurrentHashMap<>();

    /** Registers the step. Returns what the layer has to use instead of {@code folded}, so that autograd collects its gradient. */
    FastDeconv2D.Folded start() {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.retain(GradientTape.anotherHandle(whitening.mean())),
                tape.retain(GradientTape.anotherHandle(whitening.matrix())));
        FastDeconv2D.Folded start =
                new FastDeconv2D.Folded(tape.startSegment(folded.weight()), tape.startSegment(folded.bias()));
        NDList retained = new NDList(used.mean(), used.matrix(), start.weight(), start.bias());
        tape.onBackward(() -> {
            new FoldGradient(tape, layout, weight, bias, used, learned, start).backward();
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

    /** In the order of {@link BlockLayout#whiten}; v is what multiplies the mean, a number for each of its rows. */
    private static TorchScript write(Form form) {
        BlockLayout.Kind kind = form.kind;
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
                """.formatted(kind.grouped("weight"));
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
                        kind.grouped("gradient"),
                        form.learned ? ofStatistics : "",
                        kind.ungrouped("gw"),
                        form.learned ? ", gmean, gd" : ""));
    }
}
