package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.TorchScript;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Max pooling of square windows side by side, for maps that lie in memory with the images innermost ({@link ColumnConvolution}): the larger of
 * whole rows of numbers, where PyTorch would first bring each image together again. As there, the gradient of a window goes to the first of its largest values.
 */
public final class TilePooling {
    private static final Map<Integer, TilePooling> SCRIPTS = new ConcurrentHashMap<>();

    private final TorchScript forward;
    private final TorchScript backward;

    private TilePooling(int side) {
        String sizes = """
                map = torch.permute(x, [1, 2, 3, 0])
                h = torch.floordiv(torch.size(map, 1), %1$d) * %1$d
                w = torch.floordiv(torch.size(map, 2), %1$d) * %1$d
                """.formatted(side);
        String place =
                "torch.slice(torch.slice(%s, 1, torch.floordiv(p, %2$d), h, %2$d), 2, torch.remainder(p, %2$d), w, %2$d)";
        int last = side * side - 1;
        forward =
                new TorchScript("TilePooling", "x: Tensor", sizes + """
                p = 0
                result = torch.contiguous(%2$s)
                for i in range(%1$d):
                  p = i + 1
                  result = torch.maximum(result, %2$s)
                return torch.permute(result, [3, 0, 1, 2])
                """.formatted(last, place.formatted("map", side)));
        backward = new TorchScript(
                "TilePoolingGradient",
                "gradient: Tensor, x: Tensor, y: Tensor",
                sizes + """
                largest = torch.permute(y, [1, 2, 3, 0])
                rest = torch.permute(gradient, [1, 2, 3, 0])
                result = torch.zeros_like(map)
                for p in range(%1$d):
                  part = torch.masked_fill(rest, torch.ne(%2$s, largest), 0)
                  _0 = torch.copy_(%3$s, part)
                  rest = torch.sub(rest, part)
                p = %1$d
                _1 = torch.copy_(%3$s, rest)
                return torch.permute(result, [3, 0, 1, 2])
                """.formatted(last, place.formatted("map", side), place.formatted("result", side)));
    }

    /** Whether to pool in this way. */
    public static boolean suits(int kernel, int stride, NDArray x, @Nullable GradientTape tape) {
        return kernel == stride
                && x.getShape().get(2) >= kernel
                && x.getShape().get(3) >= kernel
                && ColumnConvolution.suits(x, tape);
    }

    /**
     * Takes the largest value of each window; windows that the map cuts off are left out.
     *
     * @param side of the windows, and their distance
     * @param x (N, C, H, W)
     * @param tape takes the gradient; null for none
     * @return (N, C, H / side, W / side)
     */
    public static NDArray pool(int side, NDArray x, @Nullable GradientTape tape) {
        TilePooling scripts = SCRIPTS.computeIfAbsent(side, TilePooling::new);
        NDArray map = x.stopGradient();
        NDArray output = scripts.forward.call(map);
        return tape == null ? output : scripts.record(tape, x, map, output);
    }

    private NDArray record(GradientTape tape, NDArray x, NDArray map, NDArray output) {
        NDArray end = tape.retain(GradientTape.anotherHandle(x));
        NDArray given = tape.retain(map);
        NDArray largest = tape.retain(output.stopGradient());
        return tape.continueFrom(output, gradient -> {
            tape.backwardFrom(end, backward.call(gradient, given, largest));
            end.close();
            given.close();
            largest.close();
        });
    }
}
