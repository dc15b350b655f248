package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where an experiment lies on disk: {@code experiment.json}, the file it was made from; {@code runs}, a run folder each; and the answer.
 * Several processes may work in it at once, on one machine or on several that share the disk.
 *
 * @param path of the folder
 */
public record ExperimentFolder(Path path) {
    /** Where, in the folder of runs, the window makes the folders of experiments. */
    public static final String PARENT = "experiments";

    /** Where an experiment of a name lies unless somebody chose a folder. */
    public static ExperimentFolder usual(Path runsFolder, String name) {
        String slug = Group.slug(name);
        return new ExperimentFolder(runsFolder.resolve(PARENT).resolve(slug.isEmpty() ? "unnamed" : slug));
    }

    /** The file that says whose folder it is. */
    public Path file() {
        return path.resolve("experiment.json");
    }

    /** The folders of the runs. */
    public Path runs() {
        return path.resolve("runs");
    }

    /** The folder of a run; need not exist. */
    public Path run(RunTask task) {
        return runs().resolve(task.name());
    }

    /** Why a run could not begin; there only if it could not. */
    private Path refusal(RunTask task) {
        return runs().resolve("." + task.name() + ".refused");
    }

    /** What the processes said that computed runs, by their number from 1. */
    Path log(int process) {
        return runs().resolve(".process-" + process + ".log");
    }

    /** Whether an experiment lies here. */
    public boolean isThere() {
        return Files.isRegularFile(file());
    }

    /** Reads the experiment of a folder that {@link #claim} made. */
    public Experiment read() {
        if (!isThere()) {
            throw new InvalidInputException("The folder " + path + " holds no experiment: experiment.json is missing.");
        }
        return Experiment.read(file());
    }

    /**
     * Makes the folder, or takes the one that is there, if it belongs to this experiment. Its groups, values and seeds may have grown since.
     *
     * @throws InvalidInputException if it holds something else, another experiment, or a run of another configuration
     */
    public void claim(Experiment experiment) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new InvalidInputException(path + " is a file, not a folder. Give another path with --out.");
            }
            if (isThere()) {
                Experiment there = Experiment.read(file());
                if (!there.name().equals(experiment.name())) {
                    throw new InvalidInputException("The folder " + path + " belongs to the experiment \""
                            + there.name() + "\", not to \"" + experiment.name()
                            + "\". Give another folder with --out.");
                }
                experiment.tasks().forEach(this::requireOwn);
            } else if (Files.isDirectory(path) && !isEmpty()) {
                throw new InvalidInputException("The folder " + path
                        + " is not empty and holds no experiment. Give a new or an empty one with --out.");
            }
            OutputFolder.make(runs());
            if (!isThere() || !Experiment.read(file()).json().equals(experiment.json())) {
                RunFolder.writeJson(file(), experiment.json());
            }
        } catch (IOException e) {
            throw new InvalidInputException("The experiment cannot be recorded. " + PlainWords.of(e), e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> inside = Files.list(path)) {
            // Killed while it wrote its first file.
            return inside.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals("runs") || name.startsWith(".experiment.json."));
        }
    }

    /**
     * Refuses the folder of a task if another run lies in it.
     *
     * @throws InvalidInputException that names the folder and the options that differ
     */
    void requireOwn(RunTask task) {
        RunFolder folder = new RunFolder(run(task));
        if (!folder.isRun()) {
            return;
        }
        RunConfig there = folder.readConfig();
        List<RunOption> different = there.differences(task.config());
        if (!different.isEmpty()) {
            throw new InvalidInputException("The folder " + folder.path()
                    + " holds a run of another configuration: "
                    + different.stream()
                            .map(option -> option.id() + " is " + there.text(option) + " there and "
                                    + task.config().text(option) + " in the experiment")
                            .collect(Collectors.joining(", "))
                    + ". Give another folder with --out, or move this one away.");
        }
    }

    /** Takes a run for this process; empty if another has it. */
    public Optional<ProcessLock> take(RunTask task) throws IOException {
        return ProcessLock.take(runs().resolve("." + task.name() + ".lock"));
    }

    /** Why a run could not begin; empty if it could, or was not tried. */
    public Optional<String> refused(RunTask task) {
        try {
            return Files.exists(refusal(task))
                    ? Optional.of(TextFile.read(refusal(task)).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(PlainWords.of(e));
        }
    }

    /** Keeps why a run could not begin, or that nothing is known against it. The lock of the task has to be held. */
    public void refuse(RunTask task, Optional<String> reason) throws IOException {
        if (reason.isPresent()) {
            AtomicFile.write(refusal(task), reason.get() + "\n");
        } else {
            Files.deleteIfExists(refusal(task));
        }
    }

    /**
     * Removes what a process left behind that was killed before the run had its configuration. The lock of the task has to be held.
     *
     * @throws InvalidInputException if there is anything that such a process does not write
     */
    void removeHalfWritten(RunTask task) throws IOException {
        Path folder = run(task);
        if (!Files.isDirectory(folder) || new RunFolder(folder).isRun()) {
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path file : inside) {
                String name = file.getFileName().toString();
                boolean own = List.of("environment.json", "steps.jsonl", "epochs.jsonl", "events.jsonl", ".lock")
                                .contains(name)
                        || name.startsWith(".") && name.endsWith(".part");
                if (!own || !Files.isRegularFile(file)) {
                    throw new InvalidInputException("The folder " + folder + " holds " + name
                            + " and no run. Move it away, or give another folder with --out.");
                }
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
