package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds and loads the data sets. Only {@link #download} touches the network. */
public final class DataSets implements DataLibrary {
    /** The generated set is always the same one, whatever the seed of a run, so that runs can be compared. */
    private static final long SYNTHETIC_SEED = 20_200_114;

    private static final int SYNTHETIC_TRAIN = 10_000;
    private static final int SYNTHETIC_TEST = 2_000;

    private final List<Path> searchRoots;
    private SoftReference<Cached> cached = new SoftReference<>(null);

    private record Cached(String key, DataSet data) {}

    /** Searches {@code ./data} and {@code ~/.deconvscope/data}. */
    public DataSets() {
        this(List.of(Path.of("data"), downloadRoot()));
    }

    /** @param searchRoots folders that may hold a folder with the name of a data set, most important first */
    public DataSets(List<Path> searchRoots) {
        this.searchRoots = List.copyOf(searchRoots);
    }

    /** Where downloads go: {@code ~/.deconvscope/data}. */
    public static Path downloadRoot() {
        return HomeFolder.path().resolve("data");
    }

    /**
     * Loads the data set of a run, in the shape its net gets. The last one is kept while memory lasts.
     *
     * @throws InvalidInputException when it is not there, or a file is missing, truncated, of the wrong kind or mislabelled
     * @throws IOException when the disk fails
     */
    public DataSet load(RunConfig config) throws IOException {
        return load(config, config.data());
    }

    /** {@link #load(RunConfig)} from another folder; empty to search the default places. */
    public synchronized DataSet load(RunConfig config, Optional<Path> folder) throws IOException {
        String key = config.dataset() + "@" + folder + "@" + config.input();
        Cached last = cached.get();
        if (last != null && last.key.equals(key)) {
            return last.data;
        }
        DataSet data = read(config.dataset(), folder, config.input());
        cached = new SoftReference<>(new Cached(key, data));
        return data;
    }

    /** Loads a data set in the shape of the published nets. */
    public DataSet load(DatasetName name, Optional<Path> folder) throws IOException {
        return load(RunConfig.defaults().with(RunOption.DATASET, name), folder);
    }

    private DataSet read(DatasetName name, Optional<Path> folder, InputShape shape) throws IOException {
        switch (name) {
            case FASHION_MINI:
                return measured(name, shape, FashionMnist.embeddedTrain(shape), FashionMnist.embeddedTest(shape));
            case SYNTHETIC:
                return measured(
                        name,
                        shape,
                        SyntheticImages.generate(SYNTHETIC_TRAIN, SYNTHETIC_SEED),
                        SyntheticImages.generate(SYNTHETIC_TEST, SYNTHETIC_SEED + 1));
            case FASHION_MNIST:
                Path clothes = locate(name, folder);
                return measured(
                        name, shape, FashionMnist.readTrain(clothes, shape), FashionMnist.readTest(clothes, shape));
            case CIFAR10:
                Path photographs = locate(name, folder);
                ImageSet train = CifarReader.readTrain(photographs);
                ImageSet test = CifarReader.readTest(photographs);
                return shape.equals(InputShape.PUBLISHED)
                        ? new DataSet(name, train, test, ChannelStatistics.CIFAR10)
                        : measured(name, shape, train, test);
            default:
                throw new IllegalArgumentException("unknown data set " + name);
        }
    }

    @Override
    public Optional<Path> find(DatasetName name) {
        if (!name.fromFolder()) {
            return Optional.empty();
        }
        return searchRoots.stream()
                .map(root -> inside(name, root.resolve(name.id())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public long downloadBytes(DatasetName name) {
        return DataSetDownload.bytes(name);
    }

    /** Downloads to {@code NAME} in {@link #downloadRoot}. */
    @Override
    public Path download(DatasetName name, DownloadProgress progress) throws IOException, InterruptedException {
        return DataSetDownload.fetch(name, downloadRoot().resolve(name.id()), progress);
    }

    private Path locate(DatasetName name, Optional<Path> folder) {
        if (folder.isEmpty()) {
            return find(name)
                    .orElseThrow(() -> new InvalidInputException(name.label() + " is not on this machine. Looked in "
                            + String.join(
                                    " and ",
                                    searchRoots.stream()
                                            .map(root -> root.resolve(name.id()).toString())
                                            .toList())
                            + ". Give its folder with --data, download it with \"deconvscope download " + name.id()
                            + "\", or use the embedded fashion-mini."));
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

    /** The folder itself, or the one that the archive of CIFAR-10 unpacks to. */
    private static Optional<Path> inside(DatasetName name, Path folder) {
        boolean cifar = name == DatasetName.CIFAR10;
        if (cifar ? CifarReader.isIn(folder) : FashionMnist.isIn(folder)) {
            return Optional.of(folder);
        }
        Path nested = folder.resolve("cifar-10-batches-bin");
        return cifar && CifarReader.isIn(nested) ? Optional.of(nested) : Optional.empty();
    }

    private static DataSet measured(DatasetName name, InputShape shape, ImageSet train, ImageSet test) {
        ImageSet learned = ImageSetBuilder.reshaped(train, shape);
        return new DataSet(
                name, learned, ImageSetBuilder.reshaped(test, shape), ChannelStatistics.of(learned, shape.channels()));
    }
}
