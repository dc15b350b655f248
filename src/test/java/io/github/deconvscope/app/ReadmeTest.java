package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.ui.shell.PageCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README says what the program says of itself. Its tables are written anew by {@code mvn test -Dtest=ReadmeTest -Dgolden.update=true}. */
class ReadmeTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));

    @Test
    void thePagesAreThoseOfTheCatalogue() throws IOException {
        String expected = Arrays.stream(PageCatalog.values())
                .map(page -> "| `" + page.id() + "` | " + page.title() + " | " + page.sentence() + " |\n")
                .collect(Collectors.joining("", "| id | page | what it shows |\n|---|---|---|\n", ""));
        check("pages", expected);
    }

    @Test
    void theCommandsAreThoseOfTheHelp() throws IOException {
        try (Services services = new Services()) {
            String expected = new CommandRunner(services.commands())
                    .commandLine().getSubcommands().values().stream()
                            .map(ReadmeTest::row)
                            .collect(Collectors.joining("", "| command | what it does |\n|---|---|\n", ""));
            check("commands", expected);
        }
    }

    @Test
    void everyFileItNamesIsThere() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
        while (links.find()) {
            assertThat(PROJECT.resolve(links.group(1))).exists();
        }
    }

    private static String row(CommandLine command) {
        // The paragraph before the first empty line; what follows explains options.
        String description = Stream.of(command.getCommandSpec().usageMessage().description())
                .takeWhile(line -> !line.isBlank() && !line.startsWith("%n"))
                .collect(Collectors.joining(" "))
                .replace("%%", "%")
                .replaceAll("%n.*", "")
                .strip();
        return "| `" + command.getCommandName() + "` | " + description + " |\n";
    }

    private static void check(String name, String expected) throws IOException {
        Matcher section = Pattern.compile(
                        "(<!-- " + name + ":[^\\n]*-->\\n)(.*?)(<!-- end of " + name + " -->)", Pattern.DOTALL)
                .matcher(readme());
        assertThat(section.find()).as("the README marks its " + name).isTrue();
        if (Boolean.getBoolean("golden.update")) {
            String updated =
                    section.replaceFirst(Matcher.quoteReplacement(section.group(1) + expected + section.group(3)));
            Files.writeString(PROJECT.resolve("README.md"), updated);
        } else {
            assertThat(section.group(2)).isEqualTo(expected);
        }
    }

    private static String readme() throws IOException {
        return Files.readString(PROJECT.resolve("README.md"));
    }
}
