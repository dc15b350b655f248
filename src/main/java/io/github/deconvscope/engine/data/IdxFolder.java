package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any set in IDX files with the names of MNIST's: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, and {@code t10k-} or
 * {@code test-} for testing; with {@code emnist-letters-} or another prefix, and {@code .gz}. EMNIST stores pictures with rows and columns
 * interchanged; they are turned back.
 */
final class IdxFolder {
    private static final Pattern TRAINING_IMAGES =
            Pattern.compile("(.*?)train([-_.])images([-_.])idx3([-_.])ubyte(\\.gz)?", Pattern.CASE_INSENSITIVE);

    private static final List<String> TESTING = List.of("t10k", "test");

    private IdxFolder() {}

    static boolean isMainFile(Path file) {
        return TRAINING_IMAGES.matcher(file.getFileName().toString()).matches();
    }

    static Found read(Path place, InputShape shape) throws IOException {
        Path images = DataPlaces.one(
                "a set in IDX files",
                "files such as train-images-idx3-ubyte, .gz or not, were",
                place,
                IdxFolder::isMainFile);
        Path folder = images.toAbsolutePath().getParent();
        Matcher name = TRAINING_IMAGES.matcher(images.getFileName().toString());
        name.matches();
        String prefix = name.group(1);
        Path labels = need(folder, images, List.of("train"), "labels");
        Path testImages = need(folder, images, TESTING, "images");
        Path testLabels = need(folder, images, TESTING, "labels");
        byte[] train = IdxReader.readLabels(IdxReader.Source.of(labels));
        byte[] test = IdxReader.readLabels(IdxReader.Source.of(testLabels));
        ClassNames.Range range = ClassNames.range(labels.toString(), longs(train), longs(test));
        Optional<List<String>> listed =
                ClassNames.beside(folder, List.of(prefix + "classes.txt", "classes.txt", "labels.txt"), range.count());
        List<String> names = listed.orElseGet(() -> ClassNames.known(images, range));
        boolean transposed = prefix.toLowerCase(Locale.ROOT).startsWith("emnist");
        IdxReader.Classes classes = new IdxReader.Classes(names, range.first(), transposed);
        List<String> notes = new ArrayList<>();
        notes.add("IDX files " + prefix + "train-... and " + prefix
                + testImages.getFileName().toString().substring(prefix.length()).replaceFirst("[-_.].*", "")
                + "-..., grey, "
                + IdxReader.size(IdxReader.Source.of(images)) + ", values 0 to 255; labels count from " + range.first()
                + ".");
        if (transposed) {
            notes.add("EMNIST stores its pictures with rows and columns interchanged; they are turned upright.");
        }
        notes.add(
                listed.isPresent()
                        ? "The classes are named by the list beside the files."
                        : "No list classes.txt lies beside the files.");
        ImageSet learned = IdxReader.read(IdxReader.Source.of(images), labels.toString(), train, classes, shape);
        ImageSet tested = IdxReader.read(IdxReader.Source.of(testImages), testLabels.toString(), test, classes, shape);
        ClassNames.requireEach(folder.toString(), learned, tested);
        return new Found(folder, learned, tested, notes, List.of());
    }

    private static long[] longs(byte[] labels) {
        long[] values = new long[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i] & 0xff;
        }
        return values;
    }

    /** The file that belongs to the one with the training images: its name with another part and another content, with .gz or without. */
    private static Path need(Path folder, Path images, List<String> parts, String content) {
        Matcher name = TRAINING_IMAGES.matcher(images.getFileName().toString());
        name.matches();
        List<String> wanted = parts.stream()
                .map(part -> name.group(1) + part + name.group(2) + content + name.group(3)
                        + (content.equals("images") ? "idx3" : "idx1") + name.group(4) + "ubyte")
                .toList();
        for (String one : wanted) {
            for (String end : List.of("", ".gz")) {
                Path file = folder.resolve(one + end);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new InvalidInputException(
                folder + " holds " + images.getFileName() + ", but neither " + String.join(" nor ", wanted)
                        + ", with .gz or without. Put the four files of the set into one folder.");
    }
}
