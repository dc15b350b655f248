package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017, MIT licence): grey images of clothes, read from a folder with the four original files,
 * gzip or plain; and its embedded part {@code fashion-mini}, the first 1,000 training and 200 test images of each class.
 */
final class FashionMnist {
    private static final String EMBEDDED = "/assets/data/fashion-mini/";
    static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}

    static boolean isIn(Path folder) {
        return find(folder, "train-images-idx3-ubyte") != null || find(folder, "t10k-images-idx3-ubyte") != null;
    }

    static ImageSet readTrain(Path folder, InputShape shape) throws IOException {
        return read(folder, "train", shape);
    }

    static ImageSet readTest(Path folder, InputShape shape) throws IOException {
        return read(folder, "t10k", shape);
    }

    static ImageSet embeddedTrain(InputShape shape) throws IOException {
        return readEmbedded("train", shape);
    }

    static ImageSet embeddedTest(InputShape shape) throws IOException {
        return readEmbedded("t10k", shape);
    }

    private static ImageSet read(Path folder, String part, InputShape shape) throws IOException {
        return IdxReader.read(
                IdxReader.Source.of(need(folder, part + "-images-idx3-ubyte")),
                IdxReader.Source.of(need(folder, part + "-labels-idx1-ubyte")),
                CLASS_NAMES,
                shape);
    }

    private static Path need(Path folder, String name) {
        Path file = find(folder, name);
        if (file == null) {
            throw new InvalidInputException(folder + " has neither " + name + ".gz nor " + name
                    + ". Give the folder with the four files of Fashion-MNIST with --data.");
        }
        return file;
    }

    /** The original name, with or without .gz, or the name some programs give the unpacked file. */
    private static @Nullable Path find(Path folder, String name) {
        for (String candidate : List.of(name + ".gz", name, name.replace("-idx", ".idx"))) {
            Path file = folder.resolve(candidate);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static ImageSet readEmbedded(String part, InputShape shape) throws IOException {
        return IdxReader.read(
                resource(part + "-images-idx3-ubyte.gz"), resource(part + "-labels-idx1-ubyte.gz"), CLASS_NAMES, shape);
    }

    private static IdxReader.Source resource(String name) {
        return new IdxReader.Source("the embedded " + name, -1, () -> {
            InputStream in = FashionMnist.class.getResourceAsStream(EMBEDDED + name);
            if (in == null) {
                throw new FileNotFoundException(
                        EMBEDDED + name + " is not on the class path: this installation is not complete.");
            }
            return in;
        });
    }
}
