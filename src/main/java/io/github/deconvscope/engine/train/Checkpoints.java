package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.run.record.StepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checkpoints of a run, each whole or not there; the last two are kept. */
final class Checkpoints {
    private static final int KEPT = 2;

    private final StepFiles files;

    /** @param folder need not exist yet */
    Checkpoints(Path folder) {
        files = new StepFiles(folder);
    }

    void write(long step, Map<String, NpyArray> state) throws IOException {
        Files.createDirectories(files.folder());
        NpzFile.write(files.of(step), state);
        List<Long> steps = files.steps();
        for (long old : steps.subList(0, Math.max(0, steps.size() - KEPT))) {
            files.delete(old);
        }
    }

    /** The newest checkpoint that can be read: a damaged one gives way to the one before. Empty if there is none at all. */
    Optional<Map<String, NpyArray>> readNewest() throws IOException {
        List<Long> steps = files.steps();
        IOException damage = null;
        for (int i = steps.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(NpzFile.readAll(files.of(steps.get(i))));
            } catch (IOException e) {
                damage = e;
            }
        }
        if (damage != null) {
            throw new InvalidInputException(
                    "No checkpoint in " + files.folder() + " can be read: " + damage.getMessage(), damage);
        }
        return Optional.empty();
    }
}
