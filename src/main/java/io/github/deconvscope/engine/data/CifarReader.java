package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads CIFAR-10 (Krizhevsky, <em>Learning Multiple Layers of Features from Tiny Images</em>, 2009). In the binary version files are records of
 * one label byte and 3 x 32 x 32 pixel bytes. Training images are in {@code data_batch_1.bin}, {@code data_batch_2.bin} and so on, as many
 * as there are without a gap; test images in {@code test_batch.bin}; class names, if there are any, in {@code batches.meta.txt}. The Python version, which
 * torchvision and Keras leave, has the same names without {@code .bin}; see {@link CifarPickle}.
 */
final class CifarReader {
    private static final InputShape SHAPE = InputShape.PUBLISHED;
    private static final int RECORD = 1 + SHAPE.values();
    private static final int CIFAR100_RECORD = 1 + RECORD;
    private static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final String CLASSES = "batches.meta.txt";
    private static final String BINARY = ".bin";
    private static final String TEST = "test_batch";

    private CifarReader() {}

    /** Whether a folder looks like one of this layout. */
    static boolean isIn(Path folder) {
        return isIn(folder, BINARY) || isIn(folder, "");
    }

    private static boolean isIn(Path folder, String end) {
        return Files.isRegularFile(folder.resolve(batchName(1) + end))
                || Files.isRegularFile(folder.resolve(TEST + end));
    }

    /** The end of the files' names: that of the binary version, unless the folder holds the Python version alone. */
    private static String end(Path folder) {
        return !isIn(folder, BINARY) && isIn(folder, "") ? "" : BINARY;
    }

    /** Whether a file of the archive belongs to the set; its readme does not. */
    static boolean isPart(String name) {
        return name.endsWith(".bin") || name.equals(CLASSES);
    }

    static ImageSet readTrain(Path folder) throws IOException {
        String end = end(folder);
        List<Path> files = new ArrayList<>();
        while (Files.exists(folder.resolve(batchName(files.size() + 1) + end))) {
            files.add(folder.resolve(batchName(files.size() + 1) + end));
        }
        if (files.isEmpty()) {
            throw missing(folder, batchName(1) + end);
        }
        checkNoGap(folder, files.size(), end);
        return read(files, classNames(folder));
    }

    static ImageSet readTest(Path folder) throws IOException {
        Path file = folder.resolve(TEST + end(folder));
        if (!Files.exists(file)) {
            throw missing(folder, file.getFileName().toString());
        }
        return read(List.of(file), classNames(folder));
    }

    private static String batchName(int number) {
        return "data_batch_" + number;
    }

    private static void checkNoGap(Path folder, int found, String end) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            long batches = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .filter(name ->
                            name.substring(0, name.length() - end.length()).matches("data_batch_\\d+"))
                    .count();
            if (batches != found) {
                throw new InvalidInputException(folder + " holds " + batches + " training files, but "
                        + batchName(found + 1) + end + " is missing. Copy it, or take away those that come after it.");
            }
        }
    }

    private static InvalidInputException missing(Path folder, String name) {
        return new InvalidInputException(folder + " has no " + name
                + ". Give the folder of the unpacked cifar-10-binary.tar.gz or cifar-10-python.tar.gz with --data.");
    }

    /** The records of a file, of whichever version. */
    private static byte[] records(Path file) throws IOException {
        return isBinary(file) ? Files.readAllBytes(file) : CifarPickle.records(file, List.of("labels"));
    }

    private static boolean isBinary(Path file) {
        return file.getFileName().toString().endsWith(BINARY);
    }

    private static ImageSet read(List<Path> files, List<String> classNames) throws IOException {
        long records = 0;
        for (Path file : files) {
            records += countRecords(file);
        }
        if (records > IdxReader.MOST_IMAGES) {
            throw new InvalidInputException(files.get(0).getParent() + " holds " + records + " images; at most "
                    + IdxReader.MOST_IMAGES + " can be read.");
        }
        byte[] pixels = ImageSet.room(String.valueOf(files.get(0).getParent()), records, SHAPE);
        int[] labels = new int[(int) records];
        int image = 0;
        for (Path file : files) {
            byte[] bytes = records(file);
            for (int start = 0; start < bytes.length; start += RECORD) {
                int label = bytes[start] & 0xff;
                if (label >= classNames.size()) {
                    throw new InvalidInputException(file + ": the label of image " + start / RECORD + " is " + label
                            + "; labels go from 0 to " + (classNames.size() - 1)
                            + ". The file is damaged or not CIFAR-10.");
                }
                labels[image] = label;
                System.arraycopy(bytes, start + 1, pixels, image * SHAPE.values(), SHAPE.values());
                image++;
            }
        }
        return new ImageSet(SHAPE, pixels, labels, classNames);
    }

    /** The binary version has no magic number and no count: the length of the file is all there is to check. */
    private static long countRecords(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    file + " is not a file. Give the folder of the unpacked archive with --data.");
        }
        long bytes = isBinary(file) ? Files.size(file) : records(file).length;
        if (bytes > 0 && bytes % RECORD == 0) {
            return bytes / RECORD;
        }
        String why;
        if (bytes == 0) {
            why = "is empty";
        } else if (startsWithGzip(file)) {
            why = "is compressed; unpack it first";
        } else if (bytes % CIFAR100_RECORD == 0) {
            why = "is " + bytes + " bytes long, which are records of CIFAR-100 and not of CIFAR-10";
        } else {
            why = "is " + bytes + " bytes long: " + bytes / RECORD + " records of " + RECORD + " bytes and "
                    + bytes % RECORD + " bytes more, so it is truncated or damaged";
        }
        throw new InvalidInputException(file + " " + why + ". Copy or download it again.");
    }

    private static boolean startsWithGzip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private static List<String> classNames(Path folder) throws IOException {
        Path file = folder.resolve(CLASSES);
        if (!Files.exists(file)) {
            return CLASS_NAMES;
        }
        // Byte by byte, so that a damaged file gives the message below and not one about character encodings.
        List<String> names = Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (!names.equals(CLASS_NAMES)) {
            throw new InvalidInputException(
                    file + " does not list the ten classes of CIFAR-10 (" + String.join(", ", CLASS_NAMES)
                            + "), so the labels would be read wrong. Copy the original file, or take it away.");
        }
        return names;
    }
}
