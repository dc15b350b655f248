package io.github.deconvscope.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that can be seen in the source files but not in the classes. */
class SourceFilesTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Path SOURCES = PROJECT.resolve("src/main/java");
    private static final int LINES_THAT_NEED_A_REASON = 400;

    /** How the Javadoc of a long class begins its reason: "Longer than most, since ...". */
    private static final String REASON = "Longer than most";

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path file : sources()) {
            packages.add(file.getParent());
        }
        assertThat(packages).isNotEmpty().allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).as(info.toString()).contains("/**");
        });
    }

    /** In these packages every value that may be null is annotated; the others follow. */
    @Test
    void baseRunAndEngineSayWhichValuesMayBeNull() throws IOException {
        Pattern nullable =
                Pattern.compile("(?m)^ *(?:/\\*\\*|\\*) .*\\b(?:null (?:for|to|if|in|otherwise|until|at)|or null)\\b");
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String place = SOURCES.relativize(file).toString().replace('\\', '/');
            if (!place.matches("io/github/deconvscope/(base|run|engine)/.*") || place.contains("/importing/")) {
                continue;
            }
            String text = Files.readString(file);
            if (place.endsWith("package-info.java") && !text.contains("@NullMarked")) {
                wrong.add(place + ": not @NullMarked");
            }
            if (nullable.matcher(text).find() && !text.contains("@Nullable")) {
                wrong.add(place + ": a comment says null, and nothing is @Nullable");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aLongClassGivesItsReason() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            long code = lines.stream().filter(SourceFilesTest::isCode).count();
            if (code > LINES_THAT_NEED_A_REASON && lines.stream().noneMatch(line -> line.contains(REASON))) {
                tooLong.add(PROJECT.relativize(file) + ": " + code + " lines of code");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** Comments, imports and empty lines make a class no harder to hold in the head. */
    private static boolean isCode(String line) {
        String text = line.strip();
        return !text.isEmpty()
                && Stream.of("import ", "package ", "//", "/*", "*").noneMatch(text::startsWith);
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        Pattern later = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
        assertThat(sources()).allSatisfy(file -> assertThat(
                        later.matcher(Files.readString(file)).find())
                .as(file.toString())
                .isFalse());
    }

    /** How large a whole number may be to stand without a decimal point was once decided in eleven places. */
    @Test
    void wholeNumbersAreWrittenInOnePlace() throws IOException {
        Pattern threshold = Pattern.compile("Math\\.abs\\([^()]*(\\(\\))?\\) < 1e\\d+");
        for (Path file : sources()) {
            if (!file.endsWith("base/Numbers.java")) {
                assertThat(threshold.matcher(Files.readString(file)).find())
                        .as(file + ": use base.Numbers")
                        .isFalse();
            }
        }
    }

    /** JavaFX's own pane draws all that is in sight anew when a label in it changes. */
    @Test
    void whatScrollsDrawsOnlyWhatChanged() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> views = Files.walk(PROJECT.resolve("fxml"))) {
            for (Path file : Stream.concat(views.filter(Files::isRegularFile), sources().stream())
                    .toList()) {
                if (Pattern.compile("<ScrollPane\\b|\\bnew ScrollPane\\(")
                        .matcher(Files.readString(file))
                        .find()) {
                    wrong.add(file + ": take DirectScrollPane");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
