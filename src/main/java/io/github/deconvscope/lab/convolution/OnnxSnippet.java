package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;

/**
 * Writes the operation as a Python program with a model of one ONNX node, run by ONNX Runtime. The padding is written as {@code pads}: by
 * {@code auto_pad} ONNX Runtime 1.29.0 gives another size where the kernel of a transposed convolution is smaller than its stride
 * ({@code findings/conv-transpose-same-size.sh}).
 */
final class OnnxSnippet {
    private OnnxSnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        ConvolutionSettings s = g.settings();
        Sides p = g.padding();
        String added = (g.transposed() ? ", output_padding=" + list(g.outputPadding()) : "")
                + (s.groups() == 1 ? "" : ", group=" + s.groups());
        boolean biased = result.state().hasBias();
        return """
                import numpy as np
                import onnxruntime
                from onnx import TensorProto, helper

                x = np.array(%s, dtype="float32")
                w = np.array(%s, dtype="float32")
                %s%s%snode = helper.make_node("%s", ["x", "w"%s], ["y"], strides=%s, dilations=%s,
                                        pads=[%d, %d, %d, %d]%s)  # top, left, bottom, right
                values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                          for name, shape in (("y", (1, %d, %d, %d)), ("x", x.shape), ("w", w.shape)%s)]
                graph = helper.make_graph([node], "convolution", values[1:], values[:1])
                model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
                session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
                y = session.run(None, {"x": x, "w": w%s})[0]
                print(y.shape)
                print(y)
                """.formatted(
                        PythonLiterals.input(result),
                        PythonLiterals.weights(result),
                        biased ? "b = np.array(" + PythonLiterals.bias(result) + ", dtype=\"float32\")\n" : "",
                        automatic(g),
                        OtherPrograms.comment(g, "#") + OtherPrograms.dilationInOpenCv(g, "#"),
                        g.transposed() ? "ConvTranspose" : "Conv",
                        biased ? ", \"b\"" : "",
                        list(s.stride()),
                        list(s.dilation()),
                        p.top(),
                        p.left(),
                        p.bottom(),
                        p.right(),
                        added,
                        g.outputChannels(),
                        g.output().height(),
                        g.output().width(),
                        biased ? ", (\"b\", b.shape)" : "",
                        biased ? ", \"b\": b" : "");
    }

    private static String automatic(ConvolutionGeometry g) {
        Padding.Rule rule = g.settings().padding().rule();
        if (rule != Padding.Rule.SAME && rule != Padding.Rule.SAME_LOWER) {
            return "";
        }
        String word = "auto_pad=\"" + (rule == Padding.Rule.SAME ? "SAME_UPPER" : "SAME_LOWER") + "\"";
        return g.transposed()
                        && (leavesGaps(g.settings().vertical())
                                || leavesGaps(g.settings().horizontal()))
                ? "# By " + word + " ONNX Runtime 1.29.0 would give a smaller output.\n"
                : "# These pads are what " + word + " stands for.\n";
    }

    private static boolean leavesGaps(ConvolutionAxis axis) {
        return (axis.kernel() - 1) * axis.dilation() + 1 < axis.stride();
    }

    private static String list(Size size) {
        return "[" + size.height() + ", " + size.width() + "]";
    }
}
