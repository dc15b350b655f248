package io.github.deconvscope.run;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The data sets of this machine, for those who do not know the engine. */
public interface DataLibrary {
    /** Told now and then how far a download is. */
    @FunctionalInterface
    interface DownloadProgress {
        /**
         * @param file the file that is being fetched
         * @param arrived bytes of the whole data set that are there
         * @param total bytes of the whole data set
         */
        void arrived(String file, long arrived, long total);
    }

    /** Told how far the reading of a data set is, on the reading thread. What it throws ends the reading. */
    @FunctionalInterface
    interface DataProgress {
        /** Tells nobody. */
        DataProgress SILENT = activity -> {};

        /** @param activity such as {@code Reading pictures: 120 of 5,000} */
        void at(String activity);
    }

    /** Reads pictures from files, for those who may not decode any. */
    interface PictureReader {
        /** Whether a file's name says that it is a picture. */
        boolean isPicture(Path file);

        /**
         * Reads a picture in its full size.
         *
         * @return 1 channel for grey, 3 for colour, in [0, 1]
         * @throws InvalidInputException that names the file, and what is wrong with it
         */
        ColorImage read(Path file);
    }

    /** The folder a set would be read from when none is given; empty when it is not there, or needs no folder. */
    Optional<Path> find(DatasetName name);

    /**
     * Downloads a set to where {@link #find} looks. Blocks; an interrupt stops it, and the next call goes on from there.
     *
     * @return the folder with its files
     * @throws InvalidInputException when the set ships with the program
     * @throws IOException when the network or the disk fails; says what to do
     */
    Path download(DatasetName name, DownloadProgress progress) throws IOException, InterruptedException;
}
