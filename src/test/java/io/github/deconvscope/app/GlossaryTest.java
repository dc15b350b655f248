package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The glossary names methods and tests that exist, and every term says all that a reader needs. */
class GlossaryTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern METHOD = Pattern.compile("[a-z]+(\\.[a-z]+)*\\.[A-Z][A-Za-z]*\\.[a-zA-Z]+");

    static List<String> terms() throws IOException {
        String text = Files.readString(PROJECT.resolve("docs/glossary.md"));
        return Arrays.stream(text.split("\n## ")).skip(1).toList();
    }

    @Test
    void noTermIsDefinedTwice() throws IOException {
        assertThat(terms().stream().map(GlossaryTest::name))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("terms")
    void aTermSaysWhatItIsAndWhereItIsMade(String term) throws Exception {
        assertThat(term.split("\n\n")[1]).as("one plain sentence").endsWith(".").doesNotContain("\n");
        for (String part : List.of("Formula", "Range", "Computed in", "Shown in", "Recomputed by")) {
            assertThat(part(term, part)).as(part).isNotBlank();
        }
        List<String> methods = code(part(term, "Computed in")).stream()
                .filter(METHOD.asMatchPredicate())
                .toList();
        assertThat(methods).isNotEmpty();
        for (String method : methods) {
            int dot = method.lastIndexOf('.');
            Class<?> owner = Class.forName("io.github.deconvscope." + method.substring(0, dot));
            assertThat(owner.getDeclaredMethods()).as(method).anyMatch(declared -> declared.getName()
                    .equals(method.substring(dot + 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("terms")
    void theTestsThatFindItAnotherWayExist(String term) throws IOException {
        List<String> tests = code(part(term, "Recomputed by"));
        assertThat(tests).isNotEmpty();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src/test/java"))) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .containsAll(tests.stream().map(test -> test + ".java").toList());
        }
    }

    private static String name(String term) {
        return term.substring(0, term.indexOf('\n'));
    }

    private static String part(String term, String name) {
        return term.lines()
                .filter(line -> line.startsWith("- " + name + ": "))
                .map(line -> line.substring(name.length() + 4))
                .findFirst()
                .orElse("");
    }

    private static List<String> code(String text) {
        Matcher matcher = CODE.matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
