package io.github.deconvscope.run.export;

import io.github.deconvscope.run.AtomicFile;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.NpyArray;
import io.github.deconvscope.run.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A trained net as a file, with the Python program that loads it. */
public final class NetFile {
    private NetFile() {}

    /**
     * Writes both.
     *
     * @return the Python program, with the same name and the ending {@code .py}
     */
    public static Path write(Path file, Map<String, NpyArray> arrays, NetSnippet snippet) throws IOException {
        String name = file.getFileName().toString();
        boolean safetensors = name.endsWith(".safetensors");
        checkEnding(file);
        if (safetensors) {
            Safetensors.write(file, arrays, Map.of("format", "pt", "made_by", "DeconvScope"));
        } else {
            NpzFile.write(file, arrays);
        }
        Path program = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".py");
        AtomicFile.write(program, snippet.text(name));
        return program;
    }

    /** Refuses endings that name no format, before anything is computed. */
    public static void checkEnding(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".npz") && !name.endsWith(".safetensors")) {
            throw new InvalidInputException(
                    "The file " + name + " has to end in .npz or .safetensors: the ending decides the format.");
        }
    }
}
