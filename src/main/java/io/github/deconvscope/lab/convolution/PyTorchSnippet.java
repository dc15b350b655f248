package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Sides;

/** Writes the operation as a PyTorch program. */
final class PyTorchSnippet {
    private PyTorchSnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        ConvolutionSettings s = g.settings();
        Sides padding = g.padding();
        String inside = padding.equalEnds() ? PythonLiterals.tuple(padding.begin()) : "(0, 0)";
        String options = "stride=" + PythonLiterals.tuple(s.stride()) + ", padding=" + inside
                + (g.transposed() ? ", output_padding=" + PythonLiterals.tuple(g.outputPadding()) : "")
                + ", dilation=" + PythonLiterals.tuple(s.dilation())
                + (s.groups() == 1 ? "" : ", groups=" + s.groups());
        boolean biased = result.state().hasBias();
        return """
                import torch
                import torch.nn.functional as F

                x = torch.tensor(%s)
                w = torch.tensor(%s)
                %s%s%sy = F.%s(x, w, %s%s)
                %sprint(y.shape)  # (1, %d, %d, %d)
                print(y)
                """.formatted(
                        PythonLiterals.input(result),
                        PythonLiterals.weights(result),
                        biased ? "b = torch.tensor(" + PythonLiterals.bias(result) + ")\n" : "",
                        OtherPrograms.comment(g, "#"),
                        g.transposed() || padding.equalEnds() ? "" : padded(padding),
                        g.transposed() ? "conv_transpose2d" : "conv2d",
                        biased ? "b, " : "",
                        options,
                        !g.transposed() || padding.equalEnds() ? "" : cropped(padding),
                        g.outputChannels(),
                        g.output().height(),
                        g.output().width());
    }

    private static String padded(Sides p) {
        return "# padding takes one number per axis, so the sides are padded before: left, right, top, bottom.\n"
                + "x = F.pad(x, (%d, %d, %d, %d))\n".formatted(p.left(), p.right(), p.top(), p.bottom());
    }

    private static String cropped(Sides p) {
        return "# padding takes one number per axis, so the sides are cropped after: left, right, top, bottom.\n"
                + "y = F.pad(y, (%d, %d, %d, %d))\n".formatted(-p.left(), -p.right(), -p.top(), -p.bottom());
    }
}
