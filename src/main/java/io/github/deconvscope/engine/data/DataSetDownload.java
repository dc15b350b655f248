package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.DataLibrary.DownloadProgress;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fetches a data set that does not ship with the program, only when a person asks for it. Sizes and checksums are those that TensorFlow
 * Datasets publishes for the same files.
 */
final class DataSetDownload {
    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    private static final List<HttpDownload.Item> FASHION_MNIST = List.of(
            item(
                    FASHION + "train-images-idx3-ubyte.gz",
                    26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            item(
                    FASHION + "train-labels-idx1-ubyte.gz",
                    29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            item(
                    FASHION + "t10k-images-idx3-ubyte.gz",
                    4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            item(
                    FASHION + "t10k-labels-idx1-ubyte.gz",
                    5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    private static final List<HttpDownload.Item> CIFAR10 = List.of(item(
            "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            170_052_171,
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"));

    private DataSetDownload() {}

    /** Downloads and unpacks into a folder. */
    static Path fetch(DatasetName name, Path folder, DownloadProgress progress)
            throws IOException, InterruptedException {
        return fetch(name, items(name), folder, progress);
    }

    /**
     * Downloads and unpacks.
     *
     * @return the folder with the files
     */
    static Path fetch(DatasetName name, List<HttpDownload.Item> items, Path folder, DownloadProgress progress)
            throws IOException, InterruptedException {
        HttpDownload download = new HttpDownload();
        long total = items.stream().mapToLong(HttpDownload.Item::bytes).sum();
        long before = 0;
        for (HttpDownload.Item item : items) {
            long already = before;
            Path file = download.fetch(item, folder, bytes -> progress.arrived(item.name(), already + bytes, total));
            if (name == DatasetName.CIFAR10) {
                TarArchive.unpack(file, folder, CifarReader::isPart);
                Files.delete(file);
            }
            before += item.bytes();
        }
        return folder;
    }

    private static List<HttpDownload.Item> items(DatasetName name) {
        switch (name) {
            case FASHION_MNIST:
                return FASHION_MNIST;
            case CIFAR10:
                return CIFAR10;
            default:
                throw new InvalidInputException(name.label()
                        + (name.fromFolder()
                                ? " is not downloaded by this program; name its folder with --data."
                                : " ships with the program; there is nothing to download."));
        }
    }

    private static HttpDownload.Item item(String address, long bytes, String sha256) {
        return new HttpDownload.Item(URI.create(address), bytes, sha256);
    }
}
