package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.DataLibrary.PictureReader;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.LabelKind;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds and loads the data sets. Only {@link #download} touches the network. */
public final class DataSets implements DataLibrary {
    /** The generated set is always the same one, whatever the seed of a run, so that runs can be compared. */
    private static final long SYNTHETIC_SEED = 20_200_114;

    private static final String MNIST_NOTE = "IDX files, grey, 28 x 28, values 0 to 255.";
    private static final Path NOWHERE = Path.of("");

    /** What decides which pictures a set holds, beside its place. */
    private static final List<RunOption> KEY = List.of(
            RunOption.DATASET,
            RunOption.IMAGE_SIZE,
            RunOption.CHANNELS,
            RunOption.CIFAR100_LABELS,
            RunOption.SKIP_BROKEN,
            RunOption.SPLIT_SEED);

    private static final int STAMPED_LEVELS = 10;

    private static final int SYNTHETIC_TRAIN = 10_000;
    private static final int SYNTHETIC_TEST = 2_000;

    private final List<Path> searchRoots;
    private final Optional<PictureReader> reader;
    /** Where Keras and MedMNIST keep what they download. */
    private final Path keras;

    private final Path medMnist;
    /** The last set that came from files. */
    private SoftReference<Cached> read = new SoftReference<>(null);

    /** The last set that comes with the program or is generated: it is the same for everybody. */
    private static volatile SoftReference<Cached> own = new SoftReference<>(null);

    private record Cached(String key, DataSet data) {}

    /** Searches {@code ./data} and {@code ~/.deconvscope/data}; reads no pictures from a folder. */
    public DataSets() {
        this(List.of(Path.of("data"), downloadRoot()));
    }

    /** Searches {@code ./data} and {@code ~/.deconvscope/data}. */
    public DataSets(PictureReader reader) {
        this(List.of(Path.of("data"), downloadRoot()), Optional.of(reader));
    }

    /** @param searchRoots folders that may hold a folder with the name of a data set, most important first */
    public DataSets(List<Path> searchRoots) {
        this(searchRoots, Optional.empty());
    }

    /**
     * @param searchRoots folders that may hold a folder with the name of a data set, most important first
     * @param reader reads the pictures of a folder
     */
    public DataSets(List<Path> searchRoots, Optional<PictureReader> reader) {
        this(searchRoots, reader, Path.of(System.getProperty("user.home")));
    }

    /** @param home the person's folder, in which other programs keep their downloads */
    DataSets(List<Path> searchRoots, Optional<PictureReader> reader, Path home) {
        this.searchRoots = List.copyOf(searchRoots);
        this.reader = reader;
        keras = home.resolve(".keras/datasets");
        medMnist = home.resolve(".medmnist");
    }

    /** Where downloads go: {@code ~/.deconvscope/data}. */
    public static Path downloadRoot() {
        return HomeFolder.path().resolve("data");
    }

    /**
     * Loads the data set of a run, in the shape its net gets. The last one is kept while memory lasts and its files stay as they are.
     *
     * @param folder where it lies; empty to search the default places
     * @throws InvalidInputException when it is not there, or a file is missing, truncated, of the wrong kind or mislabelled
     * @throws IOException when the disk fails
     */
    public synchronized DataSet load(RunConfig config, Optional<Path> folder, DataProgress progress)
            throws IOException {
        Optional<Path> place = folder.or(() -> find(config.dataset()));
        String key =
                place + "@" + stamp(place) + KEY.stream().map(config::text).collect(Collectors.joining("@", "@", ""));
        Cached last = (place.isPresent() ? read : own).get();
        if (last != null && last.key.equals(key)) {
            return last.data;
        }
        DataSet data = read(config, place, progress);
        SoftReference<Cached> kept = new SoftReference<>(new Cached(key, data));
        if (place.isPresent()) {
            read = kept;
        } else {
            own = kept;
        }
        return data;
    }

    /** How many files lie in a folder, how large they are, and when the last one was written. */
    private static String stamp(Optional<Path> folder) throws IOException {
        if (folder.isEmpty() || !Files.exists(folder.get())) {
            return "";
        }
        long[] sums = new long[3];
        try (Stream<Path> all = Files.walk(folder.get(), STAMPED_LEVELS)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
                sums[0]++;
                sums[1] += of.isRegularFile() ? of.size() : 0;
                sums[2] = Math.max(sums[2], of.lastModifiedTime().toMillis());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Arrays.toString(sums);
    }

    /** Loads a data set in the shape of the published nets. */
    public DataSet load(DatasetName name, Optional<Path> folder) throws IOException {
        return load(RunConfig.defaults().with(RunOption.DATASET, name), folder, DataProgress.SILENT);
    }

    private DataSet read(RunConfig config, Optional<Path> folder, DataProgress progress) throws IOException {
        DatasetName name = config.dataset();
        InputShape shape = config.input();
        Found found = found(config, folder, progress);
        if (name == DatasetName.CIFAR10 && shape.equals(InputShape.PUBLISHED)) {
            return found.normalised(name, ChannelStatistics.CIFAR10);
        }
        ImageSet train = ImageSetBuilder.reshaped(found.train(), shape);
        ImageSet test = ImageSetBuilder.reshaped(found.test(), shape);
        return new Found(found.place(), train, test, found.notes(), found.leftOut())
                .normalised(name, ChannelStatistics.of(train, shape.channels()));
    }

    private Found found(RunConfig config, Optional<Path> folder, DataProgress progress) throws IOException {
        DatasetName name = config.dataset();
        InputShape shape = config.input();
        long split = config.whole(RunOption.SPLIT_SEED);
        return switch (name) {
            case FASHION_MINI ->
                built(NOWHERE, FashionMnist.embeddedTrain(shape), FashionMnist.embeddedTest(shape), MNIST_NOTE);
            case EMOJI ->
                built(
                        NOWHERE,
                        EmojiPictures.train(),
                        EmojiPictures.test(),
                        "Emoji of a font, 32 x 32 in colour, 64 levels from 0 to 255; none is in both parts.");
            case SYNTHETIC ->
                built(
                        NOWHERE,
                        SyntheticImages.generate(SYNTHETIC_TRAIN, SYNTHETIC_SEED),
                        SyntheticImages.generate(SYNTHETIC_TEST, SYNTHETIC_SEED + 1),
                        "Generated, 32 x 32 in colour, values 0 to 255.");
            case FASHION_MNIST -> {
                Path place = locate(name, folder);
                yield built(
                        place, FashionMnist.readTrain(place, shape), FashionMnist.readTest(place, shape), MNIST_NOTE);
            }
            case CIFAR10 -> {
                Path place = locate(name, folder);
                yield built(
                        place,
                        CifarReader.readTrain(place),
                        CifarReader.readTest(place),
                        "CIFAR-10 as its authors distribute it, 32 x 32 in colour, values 0 to 255.");
            }
            case FOLDER -> {
                PictureReader pictures =
                        reader.orElseThrow(() -> new IllegalStateException("there is nobody to read pictures"));
                Path own = folder.orElseThrow(() -> new InvalidInputException(RunOption.DATASET.flag() + " " + name.id()
                        + " needs to know the folder: give it with " + RunOption.DATA.flag() + " DIR."));
                yield new PictureFolder(pictures, shape, config.flag(RunOption.SKIP_BROKEN), progress).read(own, split);
            }
            case CIFAR100 ->
                Cifar100Reader.read(place(name, folder), (LabelKind) config.get(RunOption.CIFAR100_LABELS));
            case IDX -> IdxFolder.read(place(name, folder), shape);
            case NPZ -> NpzImages.read(place(name, folder), shape, split);
        };
    }

    @Override
    public Optional<Path> find(DatasetName name) {
        if (!name.fromFolder() || name == DatasetName.FOLDER) {
            return Optional.empty();
        }
        return places(name)
                .map(place -> inside(name, place))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Downloads to {@code NAME} in {@link #downloadRoot}. */
    @Override
    public Path download(DatasetName name, DownloadProgress progress) throws IOException, InterruptedException {
        return DataSetDownload.fetch(name, downloadRoot().resolve(name.id()), progress);
    }

    /** Where a set lies: what was given, or where it was found. */
    private Path place(DatasetName name, Optional<Path> given) {
        return given.or(() -> find(name)).orElseThrow(() -> notHere(name));
    }

    private InvalidInputException notHere(DatasetName name) {
        return new InvalidInputException(name.label() + " is not on this machine. Looked in "
                + places(name).map(Path::toString).collect(Collectors.joining(" and "))
                + ". Give its folder with --data, "
                + (name.downloadable() ? "download it with \"deconvscope download " + name.id() + "\", " : "")
                + "or use an embedded set: emoji or fashion-mini.");
    }

    /** The folders that a set is looked for in. */
    private Stream<Path> places(DatasetName name) {
        Stream<Path> own = searchRoots.stream().map(root -> root.resolve(name.id()));
        return Stream.concat(
                own,
                switch (name) {
                    case NPZ -> Stream.of(keras, medMnist);
                    case CIFAR10, CIFAR100, FASHION_MNIST -> Stream.of(keras);
                    default -> Stream.empty();
                });
    }

    private Path locate(DatasetName name, Optional<Path> folder) {
        if (folder.isEmpty()) {
            return place(name, folder);
        }
        Path given = folder.get();
        if (!Files.exists(given)) {
            throw new InvalidInputException("The data folder " + given + " does not exist. Give the folder that holds "
                    + name.label() + " with --data.");
        }
        if (!Files.isDirectory(given)) {
            throw new InvalidInputException(
                    given + " is a file; --data wants the folder that holds the files of " + name.label() + ".");
        }
        // A folder without any of the files goes on to the reader, which names what is missing.
        return inside(name, given).orElse(given);
    }

    /**
     * The folder itself, or the one in it that an archive of CIFAR-10 unpacks to, or that torchvision or Keras leave; of sets that are found by looking
     * the folder to look in.
     */
    private static Optional<Path> inside(DatasetName name, Path folder) {
        try {
            return switch (name) {
                case CIFAR10 ->
                    first(
                            folder,
                            CifarReader::isIn,
                            "cifar-10-batches-bin",
                            "cifar-10-batches-py",
                            "cifar-10-batches-py-target/cifar-10-batches-py");
                case CIFAR100 -> holds(folder, Cifar100Reader::isMainFile);
                case IDX -> holds(folder, IdxFolder::isMainFile);
                case NPZ -> holds(folder, NpzImages::isMainFile);
                default -> first(folder, FashionMnist::isIn, "FashionMNIST/raw", "fashion-mnist");
            };
        } catch (IOException e) {
            // A folder that nobody named and that cannot be listed holds nothing for us.
            return Optional.empty();
        }
    }

    private static Optional<Path> first(Path folder, Predicate<Path> isIn, String... below) {
        return Stream.concat(Stream.of(folder), Arrays.stream(below).map(folder::resolve))
                .filter(isIn)
                .findFirst();
    }

    private static Optional<Path> holds(Path folder, Predicate<Path> recognised) throws IOException {
        return DataPlaces.all(folder, recognised).isEmpty() ? Optional.empty() : Optional.of(folder);
    }

    private static Found built(Path place, ImageSet train, ImageSet test, String note) {
        return new Found(place, train, test, List.of(note), List.of());
    }
}
