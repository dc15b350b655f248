package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
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
     * Loads a data set.
     *
     * @param folder where it lies; empty to search the default places. Not looked at for the embedded and the generated set.
     * @throws InvalidInputException when it is not there, or a file is missing, truncated, of the wrong kind or mislabelled
     * @throws IOException when the disk fails
     */
    public DataSet load(DatasetName name, Optional<Path> folder) throws IOException {
        switch (name) {
            case FASHION_MINI:
                return measured(name, FashionMnist.embeddedTrain(), FashionMnist.embeddedTest());
            case SYNTHETIC:
                return measured(
                        name,
                        SyntheticImages.generate(SYNTHETIC_TRAIN, SYNTHETIC_SEED),
                        SyntheticImages.generate(SYNTHETIC_TEST, SYNTHETIC_SEED + 1));
            case FASHION_MNIST:
                Path clothes = locate(name, folder);
                return measured(name, FashionMnist.readTrain(clothes), FashionMnist.readTest(clothes));
            case CIFAR10:
                Path photographs = locate(name, folder);
                return new DataSet(
                        name,
                        CifarReader.readTrain(photographs),
                        CifarReader.readTest(photographs),
                        ChannelStatistics.CIFAR10);
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

    private static DataSet measured(DatasetName name, ImageSet train, ImageSet test) {
        return new DataSet(name, train, test, ChannelStatistics.of(train));
    }
}
