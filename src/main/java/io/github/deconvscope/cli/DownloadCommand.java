package io.github.deconvscope.cli;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Nearest;
import io.github.deconvscope.run.DataLibrary;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deconvscope download}: the one command that fetches data, because the person typed it. */
@Command(
        name = "download",
        description = "Download a data set that does not ship with the program: cifar10 or fashion-mnist.",
        mixinStandardHelpOptions = true,
        footer = {"", "A broken or stopped download goes on where it ended. Prints the folder."})
public final class DownloadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "cifar10 (170 MB) or fashion-mnist (31 MB).")
    private String name;

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Option(names = "--again", description = "Download even if the data set is on this machine.")
    private boolean again;

    @Spec
    private CommandSpec spec;

    private final DataLibrary library;

    /**
     * @param library the data sets of this machine
     */
    public DownloadCommand(DataLibrary library) {
        this.library = library;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DatasetName set = set();
        Optional<Path> there = again ? Optional.empty() : library.find(set);
        Path folder = there.isPresent() ? there.get() : download(set);
        spec.commandLine().getOut().println(folder);
        return ExitCode.DONE;
    }

    private DatasetName set() {
        List<String> names = Choice.ids(DatasetName.class);
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .flatMap(id -> Choice.find(DatasetName.class, id))
                .orElseThrow(() -> new InvalidInputException("There is no data set \"" + name + "\"; nearest: "
                        + String.join(", ", Nearest.of(name, names, 3)) + ". This command downloads "
                        + Arrays.stream(DatasetName.values())
                                .filter(DatasetName::downloadable)
                                .map(Choice::id)
                                .collect(Collectors.joining(" and "))
                        + "."));
    }

    private Path download(DatasetName set) throws IOException, InterruptedException {
        try (ProgressLine line = ProgressLine.on(System.err, quiet)) {
            return library.download(
                    set,
                    (file, arrived, total) -> line.show(
                            (double) arrived / total,
                            String.format(Locale.ROOT, "%.1f of %.1f MB, %s", arrived / 1e6, total / 1e6, file)));
        }
    }
}
