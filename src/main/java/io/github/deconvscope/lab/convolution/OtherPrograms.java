package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Size;

/** Notes on settings that PyTorch accepts and other programs treat differently, as measured, with versions and date. */
public final class OtherPrograms {
    /** Of an output padding as large as the stride, which a larger dilation makes legal. */
    public static final String OUTPUT_PADDING =
            "PyTorch computes an output padding as large as the stride; TensorFlow 2.18, Keras 3 on it and"
                    + " ONNX Runtime 1.28 and 1.29 refuse it (measured November 2026).";

    private OtherPrograms() {}

    /** Whether the output padding is as large as the stride in a direction. */
    public static boolean outputPaddingReachesStride(ConvolutionGeometry geometry) {
        Size stride = geometry.settings().stride();
        Size added = geometry.outputPadding();
        return geometry.transposed() && (added.height() >= stride.height() || added.width() >= stride.width());
    }

    /** A comment for a program in Python or Java, ending the line; empty where none is needed. */
    static String comment(ConvolutionGeometry geometry, String mark) {
        return outputPaddingReachesStride(geometry)
                ? mark + " " + OUTPUT_PADDING.replace("; ", ";\n" + mark + " ") + "\n"
                : "";
    }

    /** A comment on the dilation of a transposed convolution, ending the line; empty where there is none. */
    static String dilationInOpenCv(ConvolutionGeometry geometry, String mark) {
        Size dilation = geometry.settings().dilation();
        return geometry.transposed() && (dilation.height() > 1 || dilation.width() > 1)
                ? mark
                        + " OpenCV 4.13.0 reads such a file and computes it without the dilation (measured November 2026).\n"
                : "";
    }
}
