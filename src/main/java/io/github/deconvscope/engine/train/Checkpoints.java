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
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** The checkpoints of a run, each whole or not there. The last two stay, and those that are asked for. */
final class Checkpoints {
    private static final int KEPT = 2;

    private final StepFiles files;

    /** @param folder need not exist yet */
    Checkpoints(Path folder) {
        files = new StepFiles(folder);
    }

    /** @param keeps whether the checkpoint of an earlier step stays although it is not one of the last two */
    void write(long step, Map<String, NpyArray> state, LongPredicate keeps) throws IOException {
        Files.createDirectories(files.folder());
        NpzFile.write(files.of(step), state);
        List<Long> steps = files.steps();
        for (long old : steps.subList(0, Math.max(0, steps.size() - KEPT))) {
            if (!keeps.test(old)) {
                files.delete(old);
            }
        }
    }

    /** The steps that have one, ascending. */
    List<Long> steps() throws IOException {
        return files.steps();
    }

    /**
     * The checkpoint of a step.
     *
     * @throws InvalidInputException if there is none, or it cannot be read
     */
    Map<String, NpyArray> read(long step) throws IOException {
        List<Long> steps = files.steps();
        if (!steps.contains(step)) {
            throw new InvalidInputException("There is no checkpoint of step " + step + " in " + files.folder() + "; "
                    + (steps.isEmpty()
                            ? "it holds none yet."
                            : steps.size() == 1
                                    ? "there is one of step " + steps.get(0) + "."
                                    : "there are those of steps " + listed(steps) + "."));
        }
        try {
            return NpzFile.readAll(files.of(step));
        } catch (IOException e) {
            throw new InvalidInputException("The checkpoint of step " + step + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String listed(List<Long> steps) {
        return steps.stream().map(String::valueOf).collect(Collectors.joining(", "));
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
