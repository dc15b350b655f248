package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.LabelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads CIFAR-100 as its authors distribute it (Krizhevsky, 2009): {@code train.bin} and {@code test.bin}, records of a coarse label, a fine label
 * and 3 x 32 x 32 bytes; names in {@code fine_label_names.txt} and {@code coarse_label_names.txt}. Or the Python version, which torchvision and
 * Keras leave: {@code train} and {@code test}, see {@link CifarPickle}.
 */
final class Cifar100Reader {
    private static final InputShape SHAPE = InputShape.PUBLISHED;
    private static final int RECORD = 2 + SHAPE.values();
    private static final String BINARY = ".bin";

    private static final List<String> FINE =
            List.of(("apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy"
                            + " bridge bus butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup"
                            + " dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard"
                            + " lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck"
                            + " pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper"
                            + " snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train trout"
                            + " tulip turtle wardrobe whale willow_tree wolf woman worm")
                    .split(" "));
    private static final List<String> COARSE =
            List.of(("aquatic_mammals fish flowers food_containers fruit_and_vegetables"
                            + " household_electrical_devices household_furniture insects large_carnivores large_man-made_outdoor_things"
                            + " large_natural_outdoor_scenes large_omnivores_and_herbivores medium_mammals non-insect_invertebrates people reptiles"
                            + " small_mammals trees vehicles_1 vehicles_2")
                    .split(" "));

    private Cifar100Reader() {}

    static boolean isMainFile(Path file) {
        String name = file.getFileName().toString();
        return name.equals("train" + BINARY)
                || name.equals("train") && Files.isRegularFile(file.resolveSibling("test"));
    }

    static Found read(Path place, LabelKind kind) throws IOException {
        Path train = DataPlaces.one(
                "CIFAR-100",
                "train.bin and test.bin of cifar-100-binary.tar.gz, or train and test of cifar-100-python.tar.gz, were",
                place,
                Cifar100Reader::isMainFile);
        Path folder = train.toAbsolutePath().getParent();
        Path test = folder.resolve(train.getFileName().toString().replace("train", "test"));
        if (!Files.isRegularFile(test)) {
            throw new InvalidInputException(
                    folder + " holds train.bin and no test.bin. Unpack cifar-100-binary.tar.gz again.");
        }
        List<String> known = kind == LabelKind.FINE ? FINE : COARSE;
        String list = kind.id() + "_label_names.txt";
        Optional<List<String>> beside = ClassNames.beside(folder, List.of(list), known.size());
        List<String> names = beside.orElse(known);
        return new Found(
                folder,
                read(train, kind, names),
                read(test, kind, names),
                List.of(
                        "CIFAR-100 as its authors distribute it, 32 x 32 in colour, with its " + kind.id()
                                + " labels (--cifar100-labels).",
                        beside.isPresent()
                                ? "The classes are named in " + list + "."
                                : "The classes are named as published."),
                List.of());
    }

    private static ImageSet read(Path file, LabelKind kind, List<String> names) throws IOException {
        byte[] all = file.getFileName().toString().endsWith(BINARY)
                ? Files.readAllBytes(file)
                : CifarPickle.records(file, List.of("coarse_labels", "fine_labels"));
        int bytes = all.length;
        if (bytes == 0 || bytes % RECORD != 0) {
            throw new InvalidInputException(file + " is " + bytes + " bytes long: " + bytes / RECORD + " records of "
                    + RECORD + " bytes and " + bytes % RECORD
                    + " bytes more, so it is not CIFAR-100 or cut off. Unpack or download it again.");
        }
        byte[] pixels = ImageSet.room(file.toString(), bytes / RECORD, SHAPE);
        int[] labels = new int[bytes / RECORD];
        for (int image = 0; image < labels.length; image++) {
            int start = image * RECORD;
            labels[image] = all[start + (kind == LabelKind.COARSE ? 0 : 1)] & 0xff;
            if (labels[image] >= names.size()) {
                throw new InvalidInputException(file + ": the " + kind.id() + " label of image " + image + " is "
                        + labels[image] + "; labels go from 0 to " + (names.size() - 1)
                        + ". The file is damaged or not CIFAR-100.");
            }
            System.arraycopy(all, start + 2, pixels, image * SHAPE.values(), SHAPE.values());
        }
        return new ImageSet(SHAPE, pixels, labels, names);
    }
}
