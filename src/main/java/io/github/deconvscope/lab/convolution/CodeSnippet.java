package io.github.deconvscope.lab.convolution;

import java.util.function.Function;

/** Libraries for which the operation on the convolution page, with its current numbers, can be copied as a program. */
public enum CodeSnippet {
    PYTORCH("PyTorch", PyTorchSnippet::write),
    KERAS("Keras", KerasSnippet::write),
    NUMPY("NumPy", NumPySnippet::write),
    ONNX("ONNX", OnnxSnippet::write),
    DJL("DJL", DjlSnippet::write);

    private final String title;
    private final Function<ConvolutionResult, String> writer;

    CodeSnippet(String title, Function<ConvolutionResult, String> writer) {
        this.title = title;
        this.writer = writer;
    }

    /** Name of the library. */
    public String title() {
        return title;
    }

    /** The program: it prints the output that the page shows, up to the rounding of 32-bit floats (NumPy: of doubles). */
    public String write(ConvolutionResult result) {
        return writer.apply(result);
    }
}
