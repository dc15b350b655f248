package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;

/**
 * Writes the operation as a program for Keras 3, whose layers differ from PyTorch's in four ways: channels come last; padding is
 * {@code same} or {@code valid}, no number; a dilation is refused beside a stride, and by TensorFlow's CPU kernel in any transposed
 * convolution; output padding has to be smaller than the stride. What a layer does not support is computed around it with NumPy.
 */
final class KerasSnippet {
    private KerasSnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        ConvolutionSettings s = g.settings();
        boolean spread = largest(s.dilation()) > 1 && (g.transposed() || largest(s.stride()) > 1);
        String start = """
                import numpy as np
                import keras  # version 3

                x = np.array(%s, dtype="float32")
                w = np.array(%s, dtype="float32")
                x = x.transpose(0, 2, 3, 1)  # Keras: batch, row, column, channel
                """.formatted(PythonLiterals.input(result), PythonLiterals.weights(result));
        String bias = !result.state().hasBias()
                ? ""
                : g.transposed()
                        ? "y = y + np.array(" + PythonLiterals.bias(result) + ", dtype=\"float32\")  # the bias\n"
                        : "b = np.array(" + PythonLiterals.bias(result) + ", dtype=\"float32\")\n";
        return start
                + (spread ? spread(g) : "")
                + (g.transposed() ? transposed(g) + bias : bias + direct(g, spread, !bias.isEmpty()))
                + printed(g);
    }

    private static int largest(Size size) {
        return Math.max(size.height(), size.width());
    }

    /** A dilated kernel is a larger one with zeros in its gaps. */
    private static String spread(ConvolutionGeometry g) {
        ConvolutionSettings s = g.settings();
        return """

                %s
                # The gaps are written into the kernel, as zeros.
                spread = np.zeros((%d, %d, %d, %d), dtype="float32")
                spread[:, :, ::%d, ::%d] = w
                w = spread
                """.formatted(
                        whyNoDilation(g),
                        g.firstChannels(),
                        g.secondChannels(),
                        s.vertical().span(),
                        s.horizontal().span(),
                        s.dilation().height(),
                        s.dilation().width());
    }

    private static String whyNoDilation(ConvolutionGeometry g) {
        return largest(g.settings().stride()) > 1
                ? "# Keras 3 takes no dilation beside a stride."
                : "# TensorFlow 2.18 takes no dilation in a transposed convolution on a CPU.";
    }

    private static String direct(ConvolutionGeometry g, boolean spread, boolean biased) {
        ConvolutionSettings s = g.settings();
        Sides p = g.padding();
        String pad = same(s) || p.equals(Sides.NONE)
                ? ""
                : "x = np.pad(x, ((0, 0), (%d, %d), (%d, %d), (0, 0)))\n"
                        .formatted(p.top(), p.bottom(), p.left(), p.right());
        String dilation =
                spread || largest(s.dilation()) == 1 ? "" : ", dilation_rate=" + PythonLiterals.tuple(s.dilation());
        return """

                %slayer = keras.layers.Conv2D(%d, w.shape[2:], strides=%s%s%s, padding="%s", use_bias=%s)
                layer.build(x.shape)
                layer.set_weights([w.transpose(2, 3, 1, 0)%s])  # row, column, input, output
                y = layer(x)
                """.formatted(
                        pad,
                        g.outputChannels(),
                        PythonLiterals.tuple(s.stride()),
                        dilation,
                        s.groups() == 1 ? "" : ", groups=" + s.groups(),
                        keras(s),
                        biased ? "True" : "False",
                        biased ? ", b" : "");
    }

    private static String transposed(ConvolutionGeometry g) {
        ConvolutionSettings s = g.settings();
        String layer = """

                layer = keras.layers.Conv2DTranspose(%d, w.shape[2:], strides=%s, padding="%s", use_bias=False)
                layer.build(x.shape)
                layer.set_weights([w.transpose(2, 3, 1, 0)])  # row, column, output, input
                y = keras.ops.convert_to_numpy(layer(x))
                """.formatted(g.outputChannels(), PythonLiterals.tuple(s.stride()), keras(s));
        return same(s)
                ? layer
                : layer + OtherPrograms.comment(g, "#") + far(g)
                        + "# The padding crops this full output.\ny = y[:, " + PythonLiterals.kept(s.vertical()) + ", "
                        + PythonLiterals.kept(s.horizontal()) + ", :]\n";
    }

    private static boolean same(ConvolutionSettings s) {
        return s.padding().rule() == Padding.Rule.SAME;
    }

    private static String keras(ConvolutionSettings s) {
        return same(s) ? "same" : "valid";
    }

    /** Output padding beyond what the crop takes away: no input reaches there. */
    private static String far(ConvolutionGeometry g) {
        int rows = Math.max(0, g.outputPadding().height() - g.padding().bottom());
        int columns = Math.max(0, g.outputPadding().width() - g.padding().right());
        return rows + columns == 0
                ? ""
                : ("# Output padding adds rows and columns at the far end; no input reaches them.\n"
                                + "y = np.pad(y, ((0, 0), (0, %d), (0, %d), (0, 0)))\n")
                        .formatted(rows, columns);
    }

    private static String printed(ConvolutionGeometry g) {
        return "print(y.shape)  # (1, %d, %d, %d)\nprint(y)\n"
                .formatted(g.output().height(), g.output().width(), g.outputChannels());
    }
}
