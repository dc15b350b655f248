package io.github.deconvscope.run.export;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OwnFile;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A trained net as a file, with the Python program that loads it. */
public final class NetFile {
    private NetFile() {}

    /**
     * Writes both, over a net that may be there.
     *
     * @return the program
     * @throws InvalidInputException if there is a program that is the person's own
     */
    public static Path write(Path file, Map<String, NpyArray> arrays, NetSnippet snippet) throws IOException {
        String name = file.getFileName().toString();
        boolean safetensors = name.endsWith(".safetensors");
        checkPlace(file);
        if (name.endsWith(".onnx")) {
            AtomicFile.write(file, OnnxNet.of(snippet, arrays)::writeTo);
        } else if (safetensors) {
            Safetensors.write(file, arrays, Map.of("format", "pt", "made_by", "DeconvScope"));
        } else {
            NpzFile.write(file, arrays);
        }
        Path program = program(file);
        AtomicFile.write(program, snippet.text(name));
        return program;
    }

    /**
     * Reads the arrays of a net.
     *
     * @param file ends in {@code .npz} or {@code .safetensors}
     * @throws InvalidInputException if it is no such file, or cannot be read
     */
    public static Map<String, NpyArray> read(Path file) {
        String name = file.getFileName().toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException("There is no file of weights " + file + ".");
            } else if (name.endsWith(".safetensors")) {
                return Safetensors.read(file);
            } else if (name.endsWith(".npz")) {
                return NpzFile.readAll(file);
            }
        } catch (IOException e) {
            throw new InvalidInputException("The weights cannot be read. " + PlainWords.of(e), e);
        }
        throw new InvalidInputException("Weights are read from .npz and .safetensors, not from " + name
                + ". PyTorch's own files may hold programs; turn them with"
                + " safetensors.torch.save_file(net.state_dict(), \"net.safetensors\").");
    }

    /** The Python program beside a net: {@code net.npz.py} for {@code net.npz}, so that each file of a folder has its own. */
    public static Path program(Path file) {
        return file.resolveSibling(file.getFileName() + ".py");
    }

    /** Whether a file is a net that was exported before, with its program beside it. */
    public static boolean isOwn(Path file) throws IOException {
        return Files.isRegularFile(program(file)) && OwnFile.isOwn(program(file));
    }

    /** Whether the ending of a file's name is that of a net. */
    public static boolean isNet(String name) {
        return name.endsWith(".npz") || name.endsWith(".safetensors") || name.endsWith(".onnx");
    }

    /** Refuses endings that name no format, and a program of the person's own where one is to be written, before anything is computed. */
    public static void checkPlace(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!isNet(name)) {
            throw new InvalidInputException(
                    "The file " + name + " has to end in .npz, .safetensors or .onnx: the ending decides the format.");
        }
        OwnFile.require(program(file));
    }
}
