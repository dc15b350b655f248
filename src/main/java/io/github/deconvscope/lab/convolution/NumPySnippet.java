package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Sides;

/**
 * Writes the operation as a program that needs NumPy only: a convolution as windows times weights, a transposed one as stamps that add up.
 */
final class NumPySnippet {
    private NumPySnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        return """
                import numpy as np

                x = np.array(%s)
                w = np.array(%s)
                %s%sprint(y.shape)  # (1, %d, %d, %d)
                print(y)
                """.formatted(
                PythonLiterals.input(result),
                PythonLiterals.weights(result),
                g.transposed() ? stamps(g) : windows(g),
                result.state().hasBias()
                        ? "y = y + np.array(" + PythonLiterals.bias(result) + ").reshape(-1, 1, 1)  # the bias\n"
                        : "",
                g.outputChannels(),
                g.output().height(),
                g.output().width());
    }

    private static String windows(ConvolutionGeometry g) {
        ConvolutionAxis rows = g.settings().vertical();
        ConvolutionAxis columns = g.settings().horizontal();
        Sides p = g.padding();
        String pad = p.equals(Sides.NONE)
                ? ""
                : "x = np.pad(x, ((0, 0), (0, 0), (%d, %d), (%d, %d)))  # top, bottom; left, right\n"
                        .formatted(p.top(), p.bottom(), p.left(), p.right());
        return pad
                + """
                windows = np.lib.stride_tricks.sliding_window_view(x, (%d, %d), axis=(2, 3))
                windows = windows[:, :, ::%d, ::%d, ::%d, ::%d]  # strides, then dilation
                %s""".formatted(
                                rows.span(),
                                columns.span(),
                                rows.stride(),
                                columns.stride(),
                                rows.dilation(),
                                columns.dilation(),
                                g.groups() == 1
                                        ? "y = np.einsum(\"nihwab,oiab->nohw\", windows, w)\n"
                                        : """
                                                groups = zip(np.split(windows, %d, axis=1), np.split(w, %d))
                                                y = np.concatenate([np.einsum("nihwab,oiab->nohw", v, u) for v, u in groups], axis=1)
                                                """.formatted(g.groups(), g.groups()));
    }

    /** The stamps are added on a map that is large enough for all of them; padding crops it, and output padding lets more of it stand. */
    private static String stamps(ConvolutionGeometry g) {
        ConvolutionAxis rows = g.settings().vertical();
        ConvolutionAxis columns = g.settings().horizontal();
        return """
                y = np.zeros((1, %d, %d, %d))
                for i, j in np.ndindex(x.shape[2:]):
                    top, left = i * %d, j * %d  # strides
                    y[:, :, top:top + %d:%d, left:left + %d:%d] += %s
                y = y[:, :, %s, %s]  # the padding crops
                """.formatted(
                        g.outputChannels(),
                        whole(rows),
                        whole(columns),
                        rows.stride(),
                        columns.stride(),
                        rows.span(),
                        rows.dilation(),
                        columns.span(),
                        columns.dilation(),
                        g.groups() == 1
                                ? "np.einsum(\"ni,ioab->noab\", x[:, :, i, j], w)"
                                : "np.concatenate(\n        [np.einsum(\"ni,ioab->noab\", v, u) for v, u in zip(np.split(x[:, :, i, j], %d, axis=1), np.split(w, %d))], axis=1)"
                                        .formatted(g.groups(), g.groups()),
                        PythonLiterals.kept(rows),
                        PythonLiterals.kept(columns));
    }

    private static int whole(ConvolutionAxis axis) {
        return Math.max((axis.input() - 1) * axis.stride() + axis.span(), axis.paddingBegin() + axis.output());
    }
}
