package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads pictures from a NumPy archive with the names of Keras ({@code x_train, y_train, x_test, y_test}) or of MedMNIST
 * ({@code train_images, train_labels, test_images, test_labels, val_images, val_labels}): N x H x W, N x H x W x 3 or N x 3 x H x W, bytes
 * or numbers from 0 to 1 or to 255.
 */
final class NpzImages {
    private NpzImages() {}

    /** How an archive names its parts. */
    private enum Naming {
        KERAS("x_%s", "y_%s"),
        MEDMNIST("%s_images", "%s_labels");

        private final String images;
        private final String labels;

        Naming(String images, String labels) {
            this.images = images;
            this.labels = labels;
        }

        private String images(String part) {
            return String.format(images, part);
        }

        private String labels(String part) {
            return String.format(labels, part);
        }
    }

    /** How the axes of an array of pictures lie. */
    private enum Axes {
        GREY("N x H x W"),
        CHANNELS_LAST("N x H x W x C"),
        CHANNELS_FIRST("N x C x H x W");

        private final String words;

        Axes(String words) {
            this.words = words;
        }
    }

    /** Pictures of one part, as stored. */
    private record Part(String name, NpyArray images, long[] labels, Axes axes) {
        int count() {
            return images.shape()[0];
        }

        int height() {
            return images.shape()[axes == Axes.CHANNELS_FIRST ? 2 : 1];
        }

        int width() {
            return images.shape()[axes == Axes.CHANNELS_FIRST ? 3 : 2];
        }

        int channels() {
            return axes == Axes.GREY ? 1 : images.shape()[axes == Axes.CHANNELS_LAST ? 3 : 1];
        }

        /** One picture, its values divided by {@code most}. */
        ColorImage picture(int index, double most) {
            int cells = height() * width();
            int start = index * cells * channels();
            float[][] planes = new float[channels()][cells];
            for (int c = 0; c < planes.length; c++) {
                for (int i = 0; i < cells; i++) {
                    int at = axes == Axes.CHANNELS_LAST ? i * planes.length + c : c * cells + i;
                    planes[c][i] = (float) (images.at(start + at) / most);
                }
            }
            return new ColorImage(width(), height(), planes);
        }
    }

    static boolean isMainFile(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    }

    static Found read(Path place, InputShape shape, long splitSeed) throws IOException {
        Path file = DataPlaces.one("a NumPy archive", "files that end in .npz were", place, NpzImages::isMainFile);
        List<String> notes = new ArrayList<>();
        Part train;
        Optional<Part> test;
        try (NpzFile npz = NpzFile.open(file)) {
            Naming naming = naming(file, npz);
            train = part(file, npz, naming, "train");
            String second = has(npz, naming, "test") ? "test" : "val";
            test = has(npz, naming, second) ? Optional.of(part(file, npz, naming, second)) : Optional.empty();
            notes.add("A NumPy archive with the names of " + (naming == Naming.KERAS ? "Keras" : "MedMNIST") + ", "
                    + train.axes.words + ": " + train.height() + " x " + train.width() + ", "
                    + (train.channels() == 1 ? "grey" : "colour") + ".");
            if (second.equals("test") && has(npz, naming, "val")) {
                notes.add("The validation pictures are not used.");
            } else if (test.isPresent() && second.equals("val")) {
                notes.add("The validation pictures are tested on; there are none for testing.");
            }
        }
        double most = most(file, train);
        notes.add("Values of " + train.images.type().numpyName() + " from 0 to " + (most == 1 ? "1" : "255") + ".");
        ClassNames.Range range = test.isPresent()
                ? ClassNames.range(file.toString(), train.labels, test.get().labels)
                : ClassNames.range(file.toString(), train.labels);
        notes.add("Labels count from " + range.first() + ".");
        Path folder = file.toAbsolutePath().getParent();
        String own = file.getFileName().toString().replaceFirst("(?i)\\.npz$", ".txt");
        List<String> names = ClassNames.beside(folder, List.of(own, "classes.txt"), range.count())
                .orElseGet(() -> ClassNames.known(file, range));
        ImageSet learned = set(file, train, most, range, names, shape);
        if (test.isEmpty()) {
            return Found.split(file.toAbsolutePath(), learned, splitSeed, notes, List.of());
        }
        if (most(file, test.get()) > most) {
            throw new InvalidInputException(file + ": the values of " + train.name + " go to 1 and those of "
                    + test.get().name + " beyond. Bring both to one range.");
        }
        ImageSet tested = set(file, test.get(), most, range, names, shape);
        ClassNames.requireEach(file.toString(), learned, tested);
        return new Found(file.toAbsolutePath(), learned, tested, notes, List.of());
    }

    private static boolean has(NpzFile npz, Naming naming, String part) {
        return npz.names().contains(naming.images(part)) && npz.names().contains(naming.labels(part));
    }

    private static Naming naming(Path file, NpzFile npz) {
        return Arrays.stream(Naming.values())
                .filter(naming -> has(npz, naming, "train"))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException(
                                file + " holds the arrays " + String.join(", ", npz.names())
                                        + "; needed are x_train and y_train (Keras) or train_images and train_labels (MedMNIST). Save it with these names."));
    }

    private static Part part(Path file, NpzFile npz, Naming naming, String part) throws IOException {
        String name = naming.images(part);
        NpyArray images = npz.read(name);
        NpyArray labels = npz.read(naming.labels(part));
        int[] shape = images.shape();
        Axes axes = axes(file, name, shape);
        boolean column = labels.shape().length == 2 && labels.shape()[1] == 1;
        if (labels.shape().length != 1 && !column) {
            throw new InvalidInputException(
                    file + ": " + naming.labels(part) + " has the shape " + Arrays.toString(labels.shape())
                            + "; one label a picture is needed, N or N x 1. Sets with several labels a picture cannot be learned here.");
        }
        if (labels.size() != shape[0] || shape[0] == 0) {
            throw new InvalidInputException(file + ": " + name + " holds " + PlainWords.count(shape[0], "picture")
                    + " and " + naming.labels(part) + " " + PlainWords.count(labels.size(), "label")
                    + "; there has to be one per picture. Save them again.");
        }
        try {
            return new Part(name, images, labels.toLongs(), axes);
        } catch (ArithmeticException e) {
            throw new InvalidInputException(
                    file + ": " + naming.labels(part) + ": " + e.getMessage()
                            + "; labels count classes. Save them as whole numbers.",
                    e);
        }
    }

    private static Axes axes(Path file, String name, int[] shape) {
        List<Axes> fitting = new ArrayList<>();
        if (shape.length == 3) {
            fitting.add(Axes.GREY);
        } else if (shape.length == 4) {
            if (shape[3] == 1 || shape[3] == 3) {
                fitting.add(Axes.CHANNELS_LAST);
            }
            if (shape[1] == 1 || shape[1] == 3) {
                fitting.add(Axes.CHANNELS_FIRST);
            }
        }
        boolean sized = Arrays.stream(shape).skip(1).allMatch(side -> side >= 1 && side <= IdxReader.MOST_SIDE);
        if (fitting.size() != 1 || !sized) {
            throw new InvalidInputException(file + ": " + name + " has the shape " + Arrays.toString(shape)
                    + (fitting.size() > 1 ? ", in which the channels may be the second axis or the last" : "")
                    + "; pictures have to be N x H x W, N x H x W x 3 or N x 3 x H x W, with sides up to "
                    + IdxReader.MOST_SIDE
                    + ". Save them so.");
        }
        return fitting.get(0);
    }

    /** Whether values go to 1 or to 255, by looking. */
    private static double most(Path file, Part part) {
        NpyArray images = part.images;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < images.size(); i++) {
            double value = images.at(i);
            if (Double.isNaN(value)) {
                throw new InvalidInputException(file + ": " + part.name + " holds a value that is no number, at index "
                        + i + ". Values have to lie between 0 and 255.");
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least < 0 || most > 255) {
            throw new InvalidInputException(file + ": the values of " + part.name + " go from " + Numbers.shown(least)
                    + " to " + Numbers.shown(most)
                    + "; they have to lie between 0 and 1 or between 0 and 255. Save them before they are normalised.");
        }
        boolean real = images.type() == NpyArray.Type.F4 || images.type() == NpyArray.Type.F8;
        return real && most <= 1 || images.type() == NpyArray.Type.B1 ? 1 : 255;
    }

    private static ImageSet set(
            Path file, Part part, double most, ClassNames.Range range, List<String> names, InputShape shape) {
        InputShape asked = new InputShape(Math.min(part.channels(), shape.channels()), shape.side());
        ImageSetBuilder builder = new ImageSetBuilder(file + ": " + part.name, part.count(), asked);
        for (int i = 0; i < part.count(); i++) {
            builder.add(part.picture(i, most), range.of(part.labels[i]));
        }
        return builder.build(names);
    }
}
