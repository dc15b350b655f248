package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses and runs a command line. The one place for parsing rules, for turning failures into messages, and for exit codes. */
public final class CommandRunner {
    private final IFactory factory;
    private CommandLine commands;

    /**
     * @param factory makes the commands and gives their constructors what they ask for
     */
    public CommandRunner(IFactory factory) {
        this.factory = factory;
    }

    /** The command tree: for parsing, documentation and tests. */
    public CommandLine commandLine() {
        if (commands == null) {
            commands = build(DeconvScopeCommand.SUBCOMMANDS);
        }
        return commands;
    }

    /** The command tree with no more than a line needs that begins with this word: all commands take a quarter of a second. */
    CommandLine commandLine(String first) {
        if (commands == null) {
            commands = DeconvScopeCommand.SUBCOMMANDS.stream()
                    .filter(each -> each.getAnnotation(Command.class).name().equals(first))
                    .findFirst()
                    .map(named -> build(List.of(named)))
                    .orElseGet(this::commandLine);
        }
        return commands;
    }

    private CommandLine build(List<Class<?>> subcommands) {
        CommandLine made = new CommandLine(DeconvScopeCommand.class, factory);
        subcommands.forEach(each -> made.addSubcommand(new CommandLine(each, factory)));
        made.setCaseInsensitiveEnumValuesAllowed(true)
                .setAllowSubcommandsAsOptionParameters(true)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler((problem, args) -> explain(problem))
                .setExecutionStrategy(parsed -> {
                    chooseHome(parsed.commandSpec().commandLine());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem));
        made.getSubcommands().values().forEach(CommandRunner::formatHelp);
        return made;
    }

    private static void chooseHome(CommandLine root) {
        try {
            root.<DeconvScopeCommand>getCommand().chooseHome();
        } catch (InvalidInputException e) {
            throw new ParameterException(root, e.getMessage(), e);
        }
    }

    /** Sets the headings and version of the help of every command. */
    private static void formatHelp(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getCommandSpec()
                .usageMessage()
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(CommandRunner::formatHelp);
    }

    /**
     * Runs one command to its end. Never throws.
     *
     * @param args what the person typed after the program's name
     * @return an exit code of {@link ExitCode}
     */
    public int run(String... args) {
        if (args.length == 0) {
            return openWindow();
        }
        CommandLine line = commandLine(args[0]);
        try {
            return line.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError problem) {
            return explain(problem);
        } finally {
            line.getOut().flush();
            line.getErr().flush();
        }
    }

    /** Skips building the command tree, which takes a quarter of a second, when only the window is opened. */
    private int openWindow() {
        try {
            DeconvScopeCommand command = factory.create(DeconvScopeCommand.class);
            command.chooseHome();
            return command.call();
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError problem) {
            return explain(problem);
        }
    }

    private int explain(ParameterException problem) {
        PrintWriter err = commandLine().getErr();
        CommandLine command = problem.getCommandLine();
        if (problem.getCause() instanceof InvalidInputException invalid) {
            err.println("error: " + invalid.getMessage());
        } else if (problem instanceof UnmatchedArgumentException unmatched) {
            explainUnknownWord(unmatched, err);
        } else {
            // Picocli heads some of its messages itself.
            err.println("error: " + problem.getMessage().replaceFirst("^Error: ", ""));
        }
        err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT;
    }

    private static void explainUnknownWord(UnmatchedArgumentException problem, PrintWriter err) {
        String word = problem.getUnmatched().get(0);
        CommandLine command = problem.getCommandLine();
        boolean hasCommands = !command.getSubcommands().isEmpty();
        String kind = problem.isUnknownOption() ? "an option" : hasCommands ? "a command" : "an argument";
        err.println("error: '" + word + "' is not " + kind + " of "
                + command.getCommandSpec().qualifiedName() + ".");
        Optional<String> usual = FlagSynonyms.of(word, command);
        if (usual.isPresent()) {
            err.println("Here it is called: " + usual.get());
            return;
        }
        List<String> nearest = problem.getSuggestions();
        if (!nearest.isEmpty()) {
            err.println("Did you mean: " + String.join(", ", nearest.subList(0, Math.min(3, nearest.size()))) + "?");
        }
    }

    private int explain(Throwable problem) {
        boolean debug = root().debug();
        PrintWriter err = commandLine().getErr();
        err.println("error: " + PlainWords.of(problem));
        if (debug) {
            problem.printStackTrace(err);
        }
        if (problem instanceof InvalidInputException || problem instanceof NoSuchFileException) {
            return ExitCode.BAD_INPUT;
        }
        if (!debug) {
            err.println("The same command with --debug shows where it happened.");
        }
        return ExitCode.FAILED;
    }

    private DeconvScopeCommand root() {
        return commandLine().getCommand();
    }
}
