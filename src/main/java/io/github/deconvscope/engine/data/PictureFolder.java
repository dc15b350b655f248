package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.DataLibrary.PictureReader;
import io.github.deconvscope.run.config.RunOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures in a folder for each class, as torchvision and Keras read them: in {@code train} and {@code test} (or {@code val}, {@code valid},
 * {@code validation}) if there are such folders, else in the folder itself. Classes are in the order of their names; hidden folders and
 * files are passed over.
 */
final class PictureFolder {
    private static final int MOST_LEVELS = 8;
    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> TEST = List.of("test", "testing");
    private static final List<String> VALIDATION = List.of("val", "valid", "validation");

    private final PictureReader reader;
    private final InputShape shape;
    private final boolean skipBroken;
    private final DataProgress progress;
    private final List<String> broken = new ArrayList<>();
    private Path root = Path.of("");
    private int read;
    private int total;
    private int passedOver;

    /**
     * @param shape of the pictures that are asked for
     * @param skipBroken whether files that cannot be read are left out, and not refused
     */
    PictureFolder(PictureReader reader, InputShape shape, boolean skipBroken, DataProgress progress) {
        this.reader = reader;
        this.shape = shape;
        this.skipBroken = skipBroken;
        this.progress = progress;
    }

    /** Files of one class. */
    private record ClassFiles(String name, List<Path> files) {}

    /**
     * @param given the folder
     * @param splitSeed decides which pictures are set aside for testing where no folder is meant for it
     */
    Found read(Path given, long splitSeed) throws IOException {
        if (!Files.isDirectory(given)) {
            throw new InvalidInputException((Files.exists(given) ? given + " is a file" : given + " does not exist")
                    + ". Give a folder that holds a folder of pictures for each class with --data.");
        }
        root = descend(given.toAbsolutePath().normalize());
        Optional<Path> train = child(root, TRAIN);
        Optional<Path> testing = child(root, TEST);
        Optional<Path> test = testing.isPresent() ? testing : child(root, VALIDATION);
        if (train.isEmpty() && test.isPresent()) {
            throw new InvalidInputException(root + " has a folder " + test.get().getFileName()
                    + ", but none called train. Add it, or put the folders of the classes side by side.");
        }
        List<ClassFiles> learned = classes(train.orElse(root));
        List<ClassFiles> tested = test.isPresent() ? classes(test.get()) : List.of();
        if (test.isPresent()) {
            requireSameClasses(root, learned, test.get(), tested);
        }
        total = Stream.concat(learned.stream(), tested.stream())
                .mapToInt(of -> of.files.size())
                .sum();
        ImageSet first = pictures(learned);
        ImageSet second = test.isPresent() ? pictures(tested) : first;
        refuseBroken(root);
        ClassNames.requireEach(root.toString(), first, second);
        List<String> notes = new ArrayList<>();
        notes.add("A folder of pictures for each class"
                + train.map(t -> ", in " + t.getFileName()).orElse("")
                + test.map(t -> " and " + t.getFileName()).orElse("") + "; "
                + (first.channels() == 1 ? "grey" : "colour")
                + ", cut to their middle square and brought to " + shape.side() + " x " + shape.side() + ".");
        if (testing.isPresent()) {
            child(root, VALIDATION)
                    .ifPresent(unused -> notes.add("The pictures in " + unused.getFileName() + " are not used."));
        }
        if (passedOver > 0) {
            notes.add(PlainWords.count(passedOver, "file") + " that no picture is called like "
                    + (passedOver == 1 ? "is" : "are") + " passed over.");
        }
        return test.isPresent()
                ? new Found(root, first, second, notes, broken)
                : Found.split(root, first, splitSeed, notes, broken);
    }

    /** Goes into the only folder of a folder, if that holds folders itself: what archives unpack to. */
    private static Path descend(Path root) throws IOException {
        List<Path> inside = DataPlaces.visible(root);
        if (inside.size() == 1 && Files.isDirectory(inside.get(0))) {
            return holdsFolders(inside.get(0)) ? inside.get(0) : root;
        }
        return root;
    }

    private static boolean holdsFolders(Path folder) throws IOException {
        return DataPlaces.visible(folder).stream().anyMatch(Files::isDirectory);
    }

    private static Optional<Path> child(Path folder, List<String> names) throws IOException {
        for (Path entry : DataPlaces.visible(folder)) {
            boolean named = names.contains(entry.getFileName().toString().toLowerCase(Locale.ROOT));
            // A folder of pictures is a class, whatever its name: trains, for example.
            if (named && Files.isDirectory(entry) && holdsFolders(entry)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private List<ClassFiles> classes(Path folder) throws IOException {
        List<ClassFiles> classes = new ArrayList<>();
        for (Path entry : DataPlaces.visible(folder)) {
            if (Files.isDirectory(entry)) {
                classes.add(new ClassFiles(entry.getFileName().toString(), files(entry)));
            } else {
                passedOver++;
            }
        }
        if (classes.isEmpty()) {
            throw new InvalidInputException(
                    folder + " holds no folders, and the pictures of a class are those of its folder."
                            + " Give the folder that holds a folder of pictures for each class with --data.");
        }
        ClassNames.requireCount(folder.toString(), classes.size());
        for (ClassFiles one : classes) {
            if (one.files.isEmpty()) {
                throw new InvalidInputException(folder.resolve(one.name) + " holds no picture, so that the class "
                        + one.name + " has none. Add pictures, or take the folder away.");
            }
        }
        return classes;
    }

    private List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder, MOST_LEVELS)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (file.getFileName().toString().startsWith(".")) {
                    continue;
                }
                if (reader.isPicture(file)) {
                    files.add(file);
                } else {
                    passedOver++;
                }
            }
        }
        return files;
    }

    private static void requireSameClasses(Path root, List<ClassFiles> learned, Path test, List<ClassFiles> tested) {
        List<String> names = learned.stream().map(ClassFiles::name).toList();
        List<String> others = tested.stream().map(ClassFiles::name).toList();
        if (!names.equals(others)) {
            List<String> missing =
                    names.stream().filter(name -> !others.contains(name)).toList();
            List<String> more =
                    others.stream().filter(name -> !names.contains(name)).toList();
            throw new InvalidInputException("The classes in " + test + " are not those to learn in " + root + ": "
                    + (missing.isEmpty() ? "" : "missing " + String.join(", ", missing))
                    + (missing.isEmpty() || more.isEmpty() ? "" : "; ")
                    + (more.isEmpty() ? "" : "only there " + String.join(", ", more))
                    + ". Both need a folder of the same name for each class.");
        }
    }

    private ImageSet pictures(List<ClassFiles> classes) {
        int count = classes.stream().mapToInt(one -> one.files.size()).sum();
        ImageSetBuilder builder = new ImageSetBuilder("The folder", count, shape);
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : classes.get(label).files) {
                progress.at("Reading pictures: " + ++read + " of " + total);
                try {
                    builder.add(reader.read(file), label);
                } catch (InvalidInputException e) {
                    broken.add(e.getMessage().replace(root + File.separator, ""));
                }
            }
        }
        return builder.build(classes.stream().map(ClassFiles::name).toList());
    }

    private void refuseBroken(Path root) {
        if (!broken.isEmpty() && !skipBroken) {
            throw new InvalidInputException(
                    broken.size() + " of " + total + " pictures in " + root + " cannot be read:\n  "
                            + String.join("\n  ", broken) + "\nMend or remove them, or leave them out with "
                            + RunOption.SKIP_BROKEN.flag() + ".");
        }
    }
}
