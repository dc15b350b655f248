package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.compute.TorchScript;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A convolution as products of two matrices, weights times patches written as columns, for processors on which oneDNN computes wrong numbers:
 * in less than half the time of PyTorch's own convolution, which multiplies the patches of one image at a time.
 *
 * <p>Arrays have the shape (N, C, H, W), but their results lie in memory as (C, H, W, N), images innermost: columns are then copied in runs of
 * a whole row of all images, and one product serves all images. Any other order in memory is right too, and costs a copy.
 *
 * <p>Columns are made of some rows of the map at a time, so that they stay in the processor's cache and need little memory; the gradient makes them anew.
 */
final class ColumnConvolution {
    /** So many numbers of columns are made at a time, and those of one more row at most. Fixed: it decides the order of sums. */
    private static final int AT_A_TIME = 1 << 20;

    /** What the scripts are written for; a padding that depends on the map is that of this map. */
    private record Geometry(Size kernel, Size stride, Sides padding, Size dilation, boolean relu) {}

    private static final Map<Geometry, ColumnConvolution> SCRIPTS = new ConcurrentHashMap<>();

    private final TorchScript forward;
    private final TorchScript backward;
    private final TorchScript backwardOfWeight;

    private ColumnConvolution(Geometry g) {
        forward = new TorchScript(
                "ColumnConvolution",
                "x: Tensor, wb: Tensor",
                prepare(g) + """
                y = torch.empty([o, h, w, n], dtype=ops.prim.dtype(x))
                flat = torch.reshape(y, [o, h * w * n])
                for t in range(parts):
                  %s
                  part = torch.slice(flat, 1, first * w * n, last * w * n, 1)
                  _1 = torch.mm(weight, flat_columns, out=part)
                  _2 = torch.add_(part, torch.slice(wb, 1, k, k + 1, 1))
                  %s
                return torch.permute(y, [3, 0, 1, 2])
                """.formatted(columns(g), g.relu ? "_3 = torch.relu_(part)" : ""));
        backward = gradient(g, true);
        backwardOfWeight = gradient(g, false);
    }

    private static TorchScript gradient(Geometry g, boolean ofInput) {
        String result = g.relu ? "torch.threshold_backward(gy, torch.permute(y, [1, 2, 3, 0]), 0)" : "gy";
        String toInput =
                !ofInput ? "" : """
                  back = torch.reshape(torch.mm(torch.t(weight), part), [c, %1$d, %2$d, last - first, w, n])
                  for i in range(%1$d):
                    for j in range(%2$d):
                      %3$s
                      _4 = torch.add_(place, torch.select(torch.select(back, 1, i), 1, j))
                """.formatted(g.kernel.height(), g.kernel.width(), place(g, "padded_gradient"));
        Sides p = g.padding;
        String input = "torch.slice(torch.slice(padded_gradient, 1, %d, hp - %d, 1), 2, %d, wp - %d, 1)"
                .formatted(p.top(), p.bottom(), p.left(), p.right());
        return TorchScript.ofList(
                "ColumnConvolutionGradient",
                "gradient: Tensor, y: Tensor, x: Tensor, wb: Tensor",
                prepare(g)
                        + """
                gy = torch.permute(gradient, [1, 2, 3, 0])
                gz = torch.reshape(%s, [o, h * w * n])
                gwb = torch.zeros([o, k + 1], dtype=ops.prim.dtype(x))
                gw = torch.slice(gwb, 1, 0, k, 1)
                _1 = torch.copy_(torch.slice(gwb, 1, k, k + 1, 1), torch.sum(gz, [1], True))
                %s
                for t in range(parts):
                  %s
                  part = torch.slice(gz, 1, first * w * n, last * w * n, 1)
                  _2 = torch.addmm_(gw, part, torch.t(flat_columns))
                %s
                return [%s]
                """.formatted(
                                        result,
                                        ofInput ? "padded_gradient = torch.zeros_like(padded)" : "",
                                        columns(g),
                                        toInput,
                                        ofInput ? "gwb, torch.permute(" + input + ", [3, 0, 1, 2])" : "gwb"));
    }

    /** The sizes, the padded map, and in how many parts its rows are taken. */
    private static String prepare(Geometry g) {
        return """
                o = torch.size(wb, 0)
                k = torch.size(wb, 1) - 1
                weight = torch.slice(wb, 1, 0, k, 1)
                c = torch.size(x, 1)
                padded = torch.constant_pad_nd(torch.permute(x, [1, 2, 3, 0]), [0, 0, %d, %d, %d, %d], 0)
                hp = torch.size(padded, 1)
                wp = torch.size(padded, 2)
                n = torch.size(padded, 3)
                h = torch.floordiv(hp - %d, %d) + 1
                w = torch.floordiv(wp - %d, %d) + 1
                rows = torch.floordiv(%d, k * w * n) + 1
                parts = torch.floordiv(h + rows - 1, rows)
                """.formatted(
                        g.padding.left(),
                        g.padding.right(),
                        g.padding.top(),
                        g.padding.bottom(),
                        1 + g.dilation.height() * (g.kernel.height() - 1),
                        g.stride.height(),
                        1 + g.dilation.width() * (g.kernel.width() - 1),
                        g.stride.width(),
                        AT_A_TIME);
    }

    /** Makes the columns of part t, rows first to last of the result. */
    private static String columns(Geometry g) {
        return """
                first = t * rows
                  last = first + rows if first + rows < h else h
                  columns = torch.empty([c, %1$d, %2$d, last - first, w, n], dtype=ops.prim.dtype(x))
                  for i in range(%1$d):
                    for j in range(%2$d):
                      %3$s
                      _0 = torch.copy_(torch.select(torch.select(columns, 1, i), 1, j), place)
                  flat_columns = torch.reshape(columns, [k, (last - first) * w * n])""".formatted(g.kernel.height(), g.kernel.width(), place(g, "padded"));
    }

    /** The pixels under place (i, j) of the kernel, for rows first to last. */
    private static String place(Geometry g, String map) {
        return """
                top = i * %1$d + first * %2$d
                      left = j * %3$d
                      place = torch.slice(torch.slice(%5$s, 1, top, top + (last - first - 1) * %2$d + 1, %2$d), 2, left, left + (w - 1) * %4$d + 1, %4$d)""".formatted(g.dilation.height(), g.stride.height(), g.dilation.width(), g.stride.width(), map);
    }

    /** Whether to convolve in this way: on the CPU where oneDNN is not used, if nothing records or a tape takes the gradient. */
    static boolean suits(NDArray input, @Nullable GradientTape tape) {
        return imagesInnermost(input) && (tape != null || !JniUtils.isGradMode());
    }

    /** Whether the maps of a net lie in memory with the images innermost. */
    static boolean imagesInnermost(NDArray map) {
        return !OneDnn.isUsed() && !map.getDevice().isGpu();
    }

    /**
     * Convolves.
     *
     * @param input (N, C, H, W); with a tape and a gradient, the start of a segment
     * @param weight (O, C, kernel height, kernel width)
     * @param bias (O)
     * @param relu whether a ReLU follows
     * @param wanted whether the input has a gradient
     * @param tape takes the gradient; null for none
     * @return (N, O, rows, columns)
     */
    static NDArray convolve(
            Window window,
            NDArray input,
            NDArray weight,
            NDArray bias,
            boolean relu,
            boolean wanted,
            @Nullable GradientTape tape) {
        Sides padding = window.paddingOf(Window.sizeOf(input.getShape()));
        ColumnConvolution scripts = SCRIPTS.computeIfAbsent(
                new Geometry(window.kernel(), window.stride(), padding, window.dilation(), relu),
                ColumnConvolution::new);
        // Side by side in one array, so that autograd goes on from one.
        long o = weight.getShape().get(0);
        NDArray both = NDArrays.concat(new NDList(weight.reshape(o, -1), bias.reshape(new Shape(o, 1))), 1);
        NDArray output = scripts.forward.call(input.stopGradient(), both.stopGradient());
        return tape == null ? output : scripts.record(tape, input, wanted, both, output);
    }

    private NDArray record(GradientTape tape, NDArray input, boolean wanted, NDArray both, NDArray output) {
        NDArray end = tape.retain(both);
        NDArray x = tape.retain(input.stopGradient());
        NDArray y = tape.retain(output.stopGradient());
        return tape.continueFrom(output, gradient -> {
            TorchScript script = wanted ? backward : backwardOfWeight;
            NDList gradients = script.callForList(gradient, y, x, end.stopGradient());
            tape.backwardFrom(end, gradients.get(0));
            if (wanted) {
                tape.backwardFrom(input, gradients.get(1));
            }
            new NDList(end, x, y).close();
        });
    }
}
