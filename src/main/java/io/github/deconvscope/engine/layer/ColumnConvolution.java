package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
 * Rows of a kernel share columns where they can: those of the row below begin one row of the map further on.
 */
final class ColumnConvolution {
    /** So many numbers of columns are made at a time, and those of one more row at most. Fixed: it decides the order of sums. */
    private static final int AT_A_TIME = 1 << 20;

    /** Columns are shared up to so many outputs for each input channel. Fixed: it decides the order of sums. */
    private static final int OUTPUTS_FOR_SHARING = 4;

    /**
     * What the scripts are written for.
     *
     * @param padding of this map, where it depends on the map
     * @param shared whether the rows of the kernel share their columns, those of a row below lying one row of the map further on: a product for
     *     each row of the kernel is added up, and a kernel of 3 x 3 needs a third of the copies
     */
    private record Geometry(Size kernel, Size stride, Sides padding, Size dilation, boolean relu, boolean shared) {
        /** Rows of the kernel whose columns are copied. */
        int copiedRows() {
            return shared ? 1 : kernel.height();
        }

        /** How many products are added up. */
        int products() {
            return shared ? kernel.height() : 1;
        }

        /** How many rows of the map the columns reach below the last row of a result. */
        int reach() {
            return shared ? dilation.height() * (kernel.height() - 1) : 0;
        }
    }

    private static final Map<Geometry, ColumnConvolution> SCRIPTS = new ConcurrentHashMap<>();

    private final TorchScript forward;
    private final TorchScript backward;
    private final TorchScript backwardOfWeight;

    private ColumnConvolution(Geometry g) {
        forward = new TorchScript(
                "ColumnConvolution",
                "x: Tensor, weight: Tensor, bias: Tensor",
                prepare(g)
                        + """
                y = torch.empty([o, h, w, n], dtype=ops.prim.dtype(x))
                flat = torch.reshape(y, [o, h * w * n])
                for t in range(parts):
                  %s
                  part = torch.slice(flat, 1, first * w * n, last * w * n, 1)
                  _1 = torch.mm(torch.select(weights, 0, 0), %s, out=part)
                  for p in range(1, %d):
                    _2 = torch.addmm_(part, torch.select(weights, 0, p), %s)
                  _3 = torch.add_(part, bias)
                  %s
                return torch.permute(y, [3, 0, 1, 2])
                """.formatted(
                                        columns(g),
                                        under("0", g),
                                        g.products(),
                                        under("p", g),
                                        g.relu ? "_4 = torch.relu_(part)" : ""));
        backward = gradient(g, true);
        backwardOfWeight = gradient(g, false);
    }

    private static TorchScript gradient(Geometry g, boolean ofInput) {
        String result = g.relu ? "torch.threshold_backward(gy, torch.permute(y, [1, 2, 3, 0]), 0)" : "gy";
        String toInput = !ofInput
                ? ""
                : """
                  flat_columns = torch.zeros_like(flat_columns)
                  for p in range(%1$d):
                    _3 = torch.addmm_(%2$s, torch.t(torch.select(weights, 0, p)), part)
                  columns = torch.reshape(flat_columns, [c, %3$d, %4$d, last - first + %5$d, w, n])
                  for i in range(%3$d):
                    for j in range(%4$d):
                      %6$s
                      _4 = torch.add_(place, torch.select(torch.select(columns, 1, i), 1, j))
                """.formatted(
                                g.products(),
                                under("p", g),
                                g.copiedRows(),
                                g.kernel.width(),
                                g.reach(),
                                place(g, "padded_gradient"));
        Sides p = g.padding;
        String input = "torch.slice(torch.slice(padded_gradient, 1, %d, hp - %d, 1), 2, %d, wp - %d, 1)"
                .formatted(p.top(), p.bottom(), p.left(), p.right());
        return TorchScript.ofList(
                "ColumnConvolutionGradient",
                "gradient: Tensor, y: Tensor, x: Tensor, weight: Tensor",
                prepare(g)
                        + """
                gy = torch.permute(gradient, [1, 2, 3, 0])
                gz = torch.reshape(%s, [o, h * w * n])
                gws = torch.zeros_like(weights)
                %s
                for t in range(parts):
                  %s
                  part = torch.slice(gz, 1, first * w * n, last * w * n, 1)
                  for p in range(%d):
                    _2 = torch.addmm_(torch.select(gws, 0, p), part, torch.t(%s))
                %s
                gw = torch.reshape(torch.permute(torch.reshape(gws, [%d, o, c, %d, %d]), [1, 2, 0, 3, 4]), [o, k])
                gb = torch.sum(gz, [1], True)
                return [%s]
                """.formatted(
                                        result,
                                        ofInput ? "padded_gradient = torch.zeros_like(padded)" : "",
                                        columns(g),
                                        g.products(),
                                        under("p", g),
                                        toInput,
                                        g.products(),
                                        g.copiedRows(),
                                        g.kernel.width(),
                                        ofInput ? "gw, gb, torch.permute(" + input + ", [3, 0, 1, 2])" : "gw, gb"));
    }

    /** The sizes, the padded map, the weights of each product, and in how many parts the rows of the map are taken. */
    private static String prepare(Geometry g) {
        return """
                o = torch.size(weight, 0)
                k = torch.size(weight, 1)
                c = torch.size(x, 1)
                kernel = torch.reshape(weight, [o, c, %1$d, %2$d, %3$d])
                weights = torch.reshape(torch.permute(kernel, [2, 0, 1, 3, 4]), [%1$d, o, c * %2$d * %3$d])
                padded = torch.constant_pad_nd(torch.permute(x, [1, 2, 3, 0]), [0, 0, %4$d, %5$d, %6$d, %7$d], 0)
                hp = torch.size(padded, 1)
                wp = torch.size(padded, 2)
                n = torch.size(padded, 3)
                h = torch.floordiv(hp - %8$d, %9$d) + 1
                w = torch.floordiv(wp - %10$d, %11$d) + 1
                rows = torch.floordiv(%12$d, c * %2$d * %3$d * w * n) + 1
                parts = torch.floordiv(h + rows - 1, rows)
                """.formatted(
                        g.products(),
                        g.copiedRows(),
                        g.kernel.width(),
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
                  columns = torch.empty([c, %1$d, %2$d, last - first + %3$d, w, n], dtype=ops.prim.dtype(x))
                  for i in range(%1$d):
                    for j in range(%2$d):
                      %4$s
                      _0 = torch.copy_(torch.select(torch.select(columns, 1, i), 1, j), place)
                  flat_columns = torch.reshape(columns, [c * %1$d * %2$d, (last - first + %3$d) * w * n])""".formatted(g.copiedRows(), g.kernel.width(), g.reach(), place(g, "padded"));
    }

    /** The columns that product p multiplies: those that begin so many rows of the map further down. */
    private static String under(String product, Geometry g) {
        return "torch.slice(flat_columns, 1, %1$s * %2$d * w * n, (%1$s * %2$d + last - first) * w * n, 1)"
                .formatted(product, g.dilation.height());
    }

    /** The pixels under place (i, j) of the kernel, for rows first to last and what is within reach. */
    private static String place(Geometry g, String map) {
        return """
                top = i * %1$d + first * %2$d
                      left = j * %3$d
                      place = torch.slice(torch.slice(%5$s, 1, top, top + (last - first + %6$d - 1) * %2$d + 1, %2$d), 2, left, left + (w - 1) * %4$d + 1, %4$d)""".formatted(
                        g.dilation.height(), g.stride.height(), g.dilation.width(), g.stride.width(), map, g.reach());
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
     * @param bias (O); its graph and that of the weight share nothing
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
        long o = weight.getShape().get(0);
        // Adding up products reads and writes the result again: where it is much larger than the input, that costs more
        // than copies.
        boolean shared = window.stride().height() == 1
                && o <= OUTPUTS_FOR_SHARING * weight.getShape().get(1);
        ColumnConvolution scripts = SCRIPTS.computeIfAbsent(
                new Geometry(window.kernel(), window.stride(), padding, window.dilation(), relu, shared),
                ColumnConvolution::new);
        NDArray rows = weight.reshape(o, -1);
        NDArray column = bias.reshape(o, 1);
        NDArray output = scripts.forward.call(input.stopGradient(), rows.stopGradient(), column.stopGradient());
        return tape == null ? output : scripts.record(tape, input, wanted, rows, column, output);
    }

    private NDArray record(
            GradientTape tape, NDArray input, boolean wanted, NDArray weight, NDArray bias, NDArray output) {
        NDArray w = tape.retain(weight);
        NDArray b = tape.retain(bias);
        NDArray x = tape.retain(input.stopGradient());
        NDArray y = tape.retain(output.stopGradient());
        return tape.continueFrom(output, gradient -> {
            TorchScript script = wanted ? backward : backwardOfWeight;
            NDList gradients = script.callForList(gradient, y, x, w.stopGradient());
            tape.backwardFrom(w, gradients.get(0));
            tape.backwardFrom(b, gradients.get(1));
            if (wanted) {
                tape.backwardFrom(input, gradients.get(2));
            }
            new NDList(w, b, x, y).close();
        });
    }
}
