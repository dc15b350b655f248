package io.github.deconvscope.run.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Takes the trained net out of a run. The engine implements it, since folding is its business. */
public interface NetExporter {
    /**
     * Writes the parameters of a run's checkpoint, and beside them a Python program that loads them. Blocks.
     *
     * @param run the run folder
     * @param step of the checkpoint; empty for the newest
     * @param file ends in {@code .npz}, {@code .safetensors} or {@code .onnx}; written over one that may be there
     * @param form whether whitening and normalization are folded into plain convolutions with the same output. In a whole net of npz or
     *     safetensors parameters and running values have the names of the published PyTorch nets
     * @return the Python program: the file's name with {@code .py} behind it
     * @throws io.github.deconvscope.base.InvalidInputException if there is no run, no checkpoint, the ending is another, the format cannot hold the net in this form, or a file of the
     *     person's own has the name of the program
     */
    Path export(Path run, OptionalLong step, Path file, NetForm form) throws IOException;
}
