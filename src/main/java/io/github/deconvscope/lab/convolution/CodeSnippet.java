package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.EquivalentConvolution;
import io.github.deconvscope.math.Size;
import java.util.StringJoiner;

/** The present operation with its present numbers as a program to copy. */
public enum CodeSnippet {
    PYTORCH("PyTorch") {
        @Override
        public String write(ConvolutionResult result) {
            ConvolutionGeometry g = result.state().geometry();
            ConvolutionSettings s = g.settings();
            String options = "stride=" + tuple(s.stride()) + ", padding=" + tuple(s.padding())
                    + (g.transposed() ? ", output_padding=" + tuple(s.outputPadding()) : "")
                    + ", dilation=" + tuple(s.dilation());
            return """
                    import torch
                    import torch.nn.functional as F

                    x = torch.tensor(%s)
                    w = torch.tensor(%s)
                    y = F.%s(x, w, %s)
                    print(y.shape)  # (1, %d, %d, %d)
                    print(y)
                    """
                    .formatted(
                            python(result.state().input(), 1, g.inputChannels(), g.input()),
                            python(result.state().weights(), first(g), second(g), g.kernel()),
                            g.transposed() ? "conv_transpose2d" : "conv2d",
                            options,
                            g.outputChannels(),
                            g.output().height(),
                            g.output().width());
        }
    },
    KERAS("Keras") {
        @Override
        public String write(ConvolutionResult result) {
            ConvolutionGeometry g = result.state().geometry();
            ConvolutionSettings s = g.settings();
            boolean both = Math.max(s.stride().height(), s.stride().width()) > 1
                    && Math.max(s.dilation().height(), s.dilation().width()) > 1;
            String note = both
                    ? "# Keras takes no stride and dilation above 1 together: this needs TensorFlow's own operators.\n"
                    : "";
            String arrays =
                    """
                    import numpy as np
                    import keras

                    x = np.array(%s, dtype="float32")
                    w = np.array(%s, dtype="float32")
                    x = x.transpose(0, 2, 3, 1)  # Keras: batch, row, column, channel
                    """
                            .formatted(
                                    python(result.state().input(), 1, g.inputChannels(), g.input()),
                                    python(result.state().weights(), first(g), second(g), g.kernel()));
            return note + arrays + (g.transposed() ? kerasTransposed(g) : kerasDirect(g));
        }
    },
    DJL("DJL") {
        @Override
        public String write(ConvolutionResult result) {
            ConvolutionGeometry g = result.state().geometry();
            ConvolutionGeometry direct = g.transposed() ? EquivalentConvolution.geometry(g) : g;
            ConvolutionSettings s = direct.settings();
            double[] x =
                    g.transposed() ? result.stretchedValues() : result.state().input();
            double[] w = g.transposed()
                    ? EquivalentConvolution.weights(g, result.state().weights(), true)
                    : result.state().weights();
            String note = g.transposed()
                    ? "// DJL has no transposed convolution on PyTorch: this is the equal one, over the stretched and padded\n"
                            + "// input with the kernel turned by 180 degrees.\n"
                    : "";
            return """
                    %stry (NDManager manager = NDManager.newBaseManager()) {
                        NDArray x = manager.create(new float[] {%s}, new Shape(1, %d, %d, %d));
                        NDArray w = manager.create(new float[] {%s}, new Shape(%d, %d, %d, %d));
                        NDArray y = Conv2d.conv2d(x, w, null, %s, %s, %s).singletonOrThrow();
                        System.out.println(y);
                    }
                    """
                    .formatted(
                            note,
                            flat(x),
                            s.inputChannels(),
                            s.input().height(),
                            s.input().width(),
                            flat(w),
                            s.outputChannels(),
                            s.inputChannels(),
                            s.kernel().height(),
                            s.kernel().width(),
                            shape(s.stride()),
                            shape(s.padding()),
                            shape(s.dilation()));
        }
    };

    private final String title;

    CodeSnippet(String title) {
        this.title = title;
    }

    /** Name of the library. */
    public String title() {
        return title;
    }

    /** The program. */
    public abstract String write(ConvolutionResult result);

    private static String kerasDirect(ConvolutionGeometry g) {
        ConvolutionSettings s = g.settings();
        return """
                x = np.pad(x, ((0, 0), (%1$d, %1$d), (%2$d, %2$d), (0, 0)))
                layer = keras.layers.Conv2D(%3$d, %4$s, strides=%5$s, dilation_rate=%6$s, padding="valid", use_bias=False)
                layer.build(x.shape)
                layer.set_weights([w.transpose(2, 3, 1, 0)])  # row, column, input, output
                print(layer(x))
                """
                .formatted(
                        s.padding().height(),
                        s.padding().width(),
                        g.outputChannels(),
                        tuple(g.kernel()),
                        tuple(s.stride()),
                        tuple(s.dilation()));
    }

    /** Keras crops nothing: what PyTorch's padding crops is cut from the full output here. */
    private static String kerasTransposed(ConvolutionGeometry g) {
        ConvolutionSettings s = g.settings();
        Size more = new Size(
                Math.max(0, s.outputPadding().height() - s.padding().height()),
                Math.max(0, s.outputPadding().width() - s.padding().width()));
        return """
                layer = keras.layers.Conv2DTranspose(
                    %d, %s, strides=%s, dilation_rate=%s, padding="valid", output_padding=%s, use_bias=False)
                layer.build(x.shape)
                layer.set_weights([w.transpose(2, 3, 1, 0)])  # row, column, output, input
                y = layer(x)
                print(y[:, %5$s, %6$s, :])
                """
                .replace("%5$s", slice(s.padding().height(), g.output().height()))
                .replace("%6$s", slice(s.padding().width(), g.output().width()))
                .formatted(g.outputChannels(), tuple(g.kernel()), tuple(s.stride()), tuple(s.dilation()), tuple(more));
    }

    private static String slice(int from, int length) {
        return from + ":" + (from + length);
    }

    private static int first(ConvolutionGeometry g) {
        return g.transposed() ? g.inputChannels() : g.outputChannels();
    }

    private static int second(ConvolutionGeometry g) {
        return g.transposed() ? g.outputChannels() : g.inputChannels();
    }

    private static String tuple(Size size) {
        return "(" + size.height() + ", " + size.width() + ")";
    }

    private static String shape(Size size) {
        return "new Shape" + tuple(size);
    }

    private static String python(double[] values, int first, int second, Size size) {
        StringBuilder text = new StringBuilder("[");
        int at = 0;
        for (int f = 0; f < first; f++) {
            text.append(f == 0 ? "[" : ", [");
            for (int m = 0; m < second; m++) {
                text.append(m == 0 ? "[" : ", [");
                for (int y = 0; y < size.height(); y++) {
                    StringJoiner row = new StringJoiner(", ", y == 0 ? "[" : ", [", "]");
                    for (int x = 0; x < size.width(); x++) {
                        row.add(Double.toString(values[at++]));
                    }
                    text.append(row);
                }
                text.append("]");
            }
            text.append("]");
        }
        return text.append("]").toString();
    }

    private static String flat(double[] values) {
        StringJoiner all = new StringJoiner(", ");
        for (double value : values) {
            all.add(value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : value + "f");
        }
        return all.toString();
    }
}
