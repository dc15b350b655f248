package io.github.deconvscope.app.spark;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Tells whether a path means the same folder on two machines: by a random text that one wrote and the other reads. */
final class SharedDisk {
    private SharedDisk() {}

    private static Path file(ExperimentFolder folder) {
        return folder.runs().resolve(".disk");
    }

    /** The mark of a folder; it is written when it is asked for first. */
    static String mark(ExperimentFolder folder) throws IOException {
        if (!Files.exists(file(folder))) {
            AtomicFile.write(file(folder), UUID.randomUUID().toString());
        }
        return TextFile.read(file(folder)).strip();
    }

    /** Whether the folder is seen from here and carries the mark. */
    static boolean isSeen(ExperimentFolder folder, String mark) throws IOException {
        return Files.exists(file(folder)) && TextFile.read(file(folder)).strip().equals(mark);
    }
}
