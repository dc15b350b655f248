package io.github.deconvscope.cli;

import io.github.deconvscope.base.HomeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line: without a subcommand it opens the window. The one list of subcommands is here. */
@Command(
        name = DeconvScopeCommand.NAME,
        description = {
            "A lab to see what deep learning calls deconvolution: transposed convolution, and networks that whiten their"
                    + " input. Without a command it opens the window.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Results are printed on standard output, messages on standard error.",
            "Exit code: 0 done, 1 failed, 2 bad usage or bad input."
        })
public final class DeconvScopeCommand implements Callable<Integer> {
    /** What the person types. */
    public static final String NAME = "deconvscope";

    /** The subcommands, in the order of the help. */
    static final List<Class<?>> SUBCOMMANDS = List.of(
            TrainCommand.class,
            ResumeCommand.class,
            ExperimentCommand.class,
            ConvolveCommand.class,
            WhitenCommand.class,
            InspectCommand.class,
            FigureCommand.class,
            FiguresCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            LessonCommand.class,
            DownloadCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            PackageCommand.class);

    @Option(
            names = "--page",
            paramLabel = "ID",
            description =
                    "Open the window at this page, such as training. A name that is none is answered with all names.")
    private String page;

    @Option(
            names = "--open",
            paramLabel = "FILE",
            description = "Open a run folder, a saved state or an exported picture in the window.")
    private Path file;

    @Option(
            names = "--lessons",
            paramLabel = "DIR",
            description = "Show lessons of your own beside those of the app, read again whenever you save one.")
    private Path lessons;

    @Option(
            names = "--lesson",
            paramLabel = "ID[:STEP]",
            description = "Open the window with this lesson, at this step: 08-whitening:3.")
    private String lesson;

    @Option(
            names = "--classroom",
            description = "For a class: lessons without Skip and Show me, and what a question covers stays covered.")
    private boolean classroom;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Keep settings, progress and downloaded data in this folder (or name it in DECONVSCOPE_HOME;"
                    + " default: .deconvscope in your own).")
    private Path home;

    @Option(
            names = "--cuda",
            scope = ScopeType.INHERIT,
            description = "Compute on an NVIDIA GPU, with the CUDA build of PyTorch (see README.md, GPU).")
    private boolean cuda;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace when something fails.")
    private boolean debug;

    private final WindowLauncher window;

    /**
     * @param window opens the window when no subcommand is given
     */
    public DeconvScopeCommand(WindowLauncher window) {
        this.window = window;
    }

    @Override
    public Integer call() {
        return window.open(new WindowRequest(
                Optional.ofNullable(page),
                Optional.ofNullable(file),
                Optional.ofNullable(lessons),
                Optional.ofNullable(lesson),
                classroom));
    }

    /** Applies {@code --home}, or the environment variable in its place. */
    void chooseHome() {
        HomeFolder.choose(Optional.ofNullable(home), System.getenv(HomeFolder.VARIABLE));
    }

    boolean debug() {
        return debug;
    }
}
