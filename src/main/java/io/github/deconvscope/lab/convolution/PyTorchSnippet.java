package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;

/** The operation in PyTorch. */
final class PyTorchSnippet {
    private PyTorchSnippet() {}

    static String write(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        ConvolutionSettings s = g.settings();
        String options = "stride=" + PythonLiterals.tuple(s.stride()) + ", padding=" + PythonLiterals.tuple(s.padding())
                + (g.transposed() ? ", output_padding=" + PythonLiterals.tuple(s.outputPadding()) : "")
                + ", dilation=" + PythonLiterals.tuple(s.dilation());
        return """
                import torch
                import torch.nn.functional as F

                x = torch.tensor(%s)
                w = torch.tensor(%s)
                %sy = F.%s(x, w, %s)
                print(y.shape)  # (1, %d, %d, %d)
                print(y)
                """.formatted(
                        PythonLiterals.input(result),
                        PythonLiterals.weights(result),
                        OtherPrograms.comment(g, "#"),
                        g.transposed() ? "conv_transpose2d" : "conv2d",
                        options,
                        g.outputChannels(),
                        g.output().height(),
                        g.output().width());
    }
}
