package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.experiment.ExperimentCost.Earlier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What runs on this machine recorded of their cost. One that was timed is read once; for one thread. */
public final class EarlierRuns {
    /** More runs would hardly tell more, and take longer to read. */
    private static final int MOST = 300;

    private final Map<Path, Earlier> timed = new HashMap<>();

    /**
     * Reads the newest runs of some folders.
     *
     * @param roots folders of runs, the one that is believed first in front; one that is missing or damaged holds none
     * @param overtaken asked between two runs; what was read until then is returned
     */
    public List<Earlier> read(List<Path> roots, BooleanSupplier overtaken) {
        List<Path> folders = new ArrayList<>();
        for (Path root : roots) {
            try {
                folders.addAll(RunLibrary.newestFirst(root));
            } catch (IOException | InvalidInputException e) {
                // Without its runs there is less to say.
                continue;
            }
        }
        List<Earlier> all = new ArrayList<>();
        for (Path folder : folders.subList(0, Math.min(folders.size(), MOST))) {
            if (overtaken.getAsBoolean()) {
                break;
            }
            Optional<Earlier> read = Optional.ofNullable(timed.get(folder)).or(() -> Earlier.read(folder));
            read.filter(run -> run.cost().isPresent()).ifPresent(run -> timed.put(folder, run));
            read.ifPresent(all::add);
        }
        return all;
    }
}
