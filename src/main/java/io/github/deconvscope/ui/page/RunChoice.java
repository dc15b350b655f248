package io.github.deconvscope.ui.page;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.library.RunLibrary;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run to choose from a list.
 *
 * @param name as in the state of a page: the name of its folder, or the whole path of one that lies elsewhere
 * @param running whether this process computes it
 */
public record RunChoice(String name, boolean running) {
    /** For people. */
    public String title() {
        return running ? name + " (running)" : name;
    }

    /**
     * Runs of this process, then those of a folder, newest first. Reads the folder, so never on the FX thread.
     *
     * @throws io.github.deconvscope.base.InvalidInputException if the folder is a file
     */
    public static List<RunChoice> list(RunService service, Path runsFolder) throws IOException {
        List<RunChoice> found = new ArrayList<>(running(service, runsFolder));
        RunLibrary.newestFirst(runsFolder).stream()
                .map(folder -> nameOf(runsFolder, folder))
                .filter(name -> found.stream().noneMatch(run -> run.name().equals(name)))
                .forEach(name -> found.add(new RunChoice(name, false)));
        return found;
    }

    /** Those of {@link #list} that have a layer to show: a run that goes on, or a record with a covariance. */
    public static List<RunChoice> withLayers(RunService service, Path runsFolder) throws IOException {
        return list(service, runsFolder).stream()
                .filter(run -> run.running || recordsLayers(new RunFolder(runsFolder.resolve(run.name))))
                .toList();
    }

    private static boolean recordsLayers(RunFolder folder) {
        try {
            return Files.isDirectory(folder.frames())
                    && folder.readLayers().stream().anyMatch(LayerInfo::hasCovariance);
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Runs of this process. */
    public static List<RunChoice> running(RunService service, Path runsFolder) {
        return service.active().stream()
                .map(RunHandle::folder)
                .map(folder -> new RunChoice(nameOf(runsFolder, folder), true))
                .toList();
    }

    /** What a run is called in a state: {@code runsFolder.resolve} of it is its folder. */
    public static String nameOf(Path runsFolder, Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        return runsFolder.toAbsolutePath().normalize().equals(whole.getParent())
                ? whole.getFileName().toString()
                : whole.toString();
    }
}
