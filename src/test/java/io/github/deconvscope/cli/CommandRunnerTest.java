package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lesson.play.ProgressStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

class CommandRunnerTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private WindowRequest opened;
    private RuntimeException windowProblem;
    private final CommandRunner runner = new CommandRunner(new WithAWindow());

    CommandRunnerTest() {
        runner.commandLine().addSubcommand("failing", new Failing());
        runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    @Test
    void aResultGoesToStandardOutputWithExitCodeZero() {
        assertThat(runner.run("failing", "nothing")).isEqualTo(ExitCode.DONE);
        assertThat(out).hasToString("done" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void badInputIsToldAsItIsWithExitCodeTwo() {
        assertThat(runner.run("failing", "input")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err).hasToString("error: The stride is 0; use 1 or more." + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void settingsAndProgressLieInTheFolderThatIsNamed(@TempDir Path folder) {
        String before = System.getProperty("deconvscope.home");
        try {
            assertThat(runner.run(
                            "failing",
                            "nothing",
                            "--home",
                            folder.resolve("a/b").toString()))
                    .isEqualTo(ExitCode.DONE);
            assertThat(ProgressStore.usualFile()).isEqualTo(folder.resolve("a/b/progress.json"));
            assertThat(folder.resolve("a/b")).isEmptyDirectory();
        } finally {
            if (before == null) {
                System.clearProperty("deconvscope.home");
            } else {
                System.setProperty("deconvscope.home", before);
            }
        }
    }

    @Test
    void aFolderThatCannotHoldThemIsBadInput(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("poem"), "roses");
        assertThat(runner.run("failing", "nothing", "--home", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .contains("--home is " + file + ", where settings and progress cannot be kept. The folder " + file
                        + " cannot be made: " + file + " is a file; name another.");
        assertThat(file).hasContent("roses");
        assertThatThrownBy(() ->
                        HomeFolder.choose(Optional.empty(), file.resolve("in").toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("DECONVSCOPE_HOME is " + file.resolve("in"));
    }

    @Test
    void aMissingFileIsBadInput() {
        assertThat(runner.run("failing", "file")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("There is no file or folder nowhere.npy");
    }

    @Test
    void aFailureHasExitCodeOneAndNoStackTrace() {
        assertThat(runner.run("failing", "disk")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("error: The disk is full").doesNotContain("\tat ");
    }

    @Test
    void debugShowsTheStackTraceBeforeOrAfterTheCommand() {
        assertThat(runner.run("failing", "disk", "--debug")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("\tat ");
        err.getBuffer().setLength(0);
        assertThat(runner.run("--debug", "failing", "disk")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void notEnoughMemoryIsAFailureWithARemedy() {
        assertThat(runner.run("failing", "memory")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("Not enough memory").contains("-Xmx");
    }

    @Test
    void anUnknownCommandSuggestsTheNearest() {
        assertThat(runner.run("faling")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .contains("'faling' is not a command of deconvscope.")
                .contains("Did you mean: ")
                .contains("failing");
    }

    @Test
    void aFlagOfAnotherProgramIsTranslated() {
        CommandLine train = new CommandLine(CommandSpec.create().name("train"));
        train.getCommandSpec()
                .addOption(OptionSpec.builder("--lr").type(String.class).build());
        assertThat(FlagSynonyms.of("--learning-rate", train)).contains("--lr");
        assertThat(FlagSynonyms.of("--learning-rate=0.1", train)).contains("--lr");
        assertThat(FlagSynonyms.of("--batch-size", train)).as("no flag here").isEmpty();
        assertThat(FlagSynonyms.of("--nonsense", train)).isEmpty();
    }

    @Test
    void anUnknownOptionSuggestsTheNearest() {
        assertThat(runner.run("--pag")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("'--pag' is not an option").contains("--page");
    }

    @Test
    void withoutACommandTheWindowOpensAtTheGivenPage() {
        assertThat(runner.run("--page", "whitening", "--open", "runs/a")).isEqualTo(ExitCode.DONE);
        assertThat(opened.page()).contains("whitening");
        assertThat(opened.file()).isPresent();
    }

    @Test
    void withoutArgumentsTheWindowOpensAsItWasLeft() {
        assertThat(runner.run()).isEqualTo(ExitCode.DONE);
        assertThat(opened).isEqualTo(WindowRequest.asLeft());
    }

    @Test
    void aWindowThatCannotOpenIsToldLikeAnyFailure() {
        windowProblem = new IllegalStateException("There is no display");
        assertThat(runner.run()).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("error: There is no display").doesNotContain("\tat ");
    }

    @Test
    void everyCommandHasADescription() {
        for (CommandLine command : runner.commandLine().getSubcommands().values()) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
        }
    }

    @Test
    void aCommandThatIsNamedFirstIsMadeAlone() {
        CommandLine all = new CommandRunner(new BareCommands()).commandLine();
        assertThat(all.getSubcommands()).hasSizeGreaterThan(10);
        all.getSubcommands().forEach((name, command) -> {
            CommandLine alone = new CommandRunner(new BareCommands()).commandLine(name);
            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            assertThat(alone.getSubcommands().get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
    }

    @Test
    void whereNoCommandIsNamedFirstThereAreAll() {
        for (String word : new String[] {"--debug", "trian", ""}) {
            assertThat(new CommandRunner(new BareCommands()).commandLine(word).getSubcommands())
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Command(name = "failing", description = "Fails in the way that is asked for.")
    private static final class Failing implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Parameters
        private String how;

        @Override
        public Integer call() throws IOException {
            switch (how) {
                case "input" -> throw new InvalidInputException("The stride is 0; use 1 or more.");
                case "file" -> throw new NoSuchFileException("nowhere.npy");
                case "disk" -> throw new IOException("The disk is full");
                case "memory" -> throw new OutOfMemoryError();
                default -> spec.commandLine().getOut().println("done");
            }
            return ExitCode.DONE;
        }
    }

    /** Gives the root command a window that only remembers what it was asked for; other commands get no services, as none is run here. */
    private final class WithAWindow implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == DeconvScopeCommand.class) {
                WindowLauncher window = request -> {
                    if (windowProblem != null) {
                        throw windowProblem;
                    }
                    opened = request;
                    return ExitCode.DONE;
                };
                return type.cast(new DeconvScopeCommand(window));
            }
            boolean isCommand = type.isAnnotationPresent(Command.class);
            int services = isCommand ? type.getConstructors()[0].getParameterCount() : 0;
            return services == 0
                    ? CommandLine.defaultFactory().create(type)
                    : type.cast(type.getConstructors()[0].newInstance(new Object[services]));
        }
    }
}
