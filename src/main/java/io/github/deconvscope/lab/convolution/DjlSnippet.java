package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.EquivalentConvolution;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.StringJoiner;

/** Writes the operation as a DJL program. DJL's PyTorch engine has no transposed convolution, so the equivalent direct one is used. */
final class DjlSnippet {
    private DjlSnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        ConvolutionGeometry direct = g.transposed() ? EquivalentConvolution.geometry(g) : g;
        ConvolutionSettings s = direct.settings();
        double[] x = g.transposed() ? result.stretchedValues() : result.state().input();
        double[] w = EquivalentConvolution.weights(g, result.state().weights(), true);
        String note = g.transposed()
                ? "// DJL 0.36.0 has no transposed convolution on PyTorch: this is the equal one, over the stretched and\n"
                        + "// padded input with the kernel turned by 180 degrees.\n"
                : "";
        Sides padding = direct.padding();
        String pad = padding.equalEnds()
                ? ""
                : "    x = x.pad(new Shape(%d, %d, %d, %d), 0); // left, right, top, bottom\n"
                        .formatted(padding.left(), padding.right(), padding.top(), padding.bottom());
        return """
                import ai.djl.ndarray.NDArray;
                import ai.djl.ndarray.NDManager;
                import ai.djl.ndarray.types.Shape;
                import ai.djl.nn.convolutional.Conv2d;

                %stry (NDManager manager = NDManager.newBaseManager()) {
                    NDArray x = manager.create(new float[] {%s}, new Shape(1, %d, %d, %d));
                %s    NDArray w = manager.create(new float[] {%s}, new Shape(%d, %d, %d, %d));
                    NDArray y = Conv2d.conv2d(x, w, %s, %s, %s, %s%s).singletonOrThrow();
                    System.out.println(y);
                }
                """.formatted(
                note,
                flat(x),
                s.inputChannels(),
                s.input().height(),
                s.input().width(),
                pad,
                flat(w),
                direct.firstChannels(),
                direct.secondChannels(),
                s.kernel().height(),
                s.kernel().width(),
                result.state().hasBias()
                        ? "manager.create(new float[] {" + flat(result.state().bias()) + "})"
                        : "null",
                shape(s.stride()),
                shape(padding.equalEnds() ? padding.begin() : Size.square(0)),
                shape(s.dilation()),
                s.groups() == 1 ? "" : ", " + s.groups());
    }

    private static String shape(Size size) {
        return "new Shape(" + size.height() + ", " + size.width() + ")";
    }

    private static String flat(double[] values) {
        StringJoiner all = new StringJoiner(", ");
        for (double value : values) {
            all.add(literal((float) value));
        }
        return all.toString();
    }

    /** Rounded first: Java refuses a literal that is not 0 and rounds to it. A state holds nothing beyond the range of a float. */
    private static String literal(float value) {
        return Numbers.isWhole(value) ? Long.toString((long) value) : value + "f";
    }
}
