package io.github.deconvscope.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents for developers name is there. */
class DocumentsTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Path SOURCES = PROJECT.resolve("src/main/java/io/github/deconvscope");
    private static final Path DECISIONS = PROJECT.resolve("docs/decisions");

    /** A file or folder in backticks: it has a slash, or is a Markdown file at the root. */
    private static final Pattern PLACE = Pattern.compile("`([\\w./-]+/[\\w./-]+|[A-Z]+\\.md)`");

    @Test
    void whereToAddWhatNamesFilesThatAreThere() throws IOException {
        List<String> rows = Files.readAllLines(PROJECT.resolve("docs/where.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| a new"))
                .toList();
        List<String> missing = new ArrayList<>();
        for (String row : rows) {
            Matcher place = PLACE.matcher(row);
            int places = 0;
            while (place.find()) {
                places++;
                if (!Files.exists(SOURCES.resolve(place.group(1))) && !Files.exists(PROJECT.resolve(place.group(1)))) {
                    missing.add(place.group(1));
                }
            }
            assertThat(places).as(row).isPositive();
        }
        assertThat(missing).isEmpty();
        assertThat(rows.stream().map(row -> row.split("\\|")[1].strip()))
                .contains("run option", "page", "figure", "whitening variant", "import format", "optimizer")
                .contains("data set", "lesson", "command");
    }

    @Test
    void theIndexOfDecisionsHasARowForEachPageAndAPageForEachRow() throws IOException {
        Set<String> rows = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| \\[(\\d{4})]\\((\\1-[\\w-]+\\.md)\\) \\| .+ \\|$")
                .matcher(Files.readString(DECISIONS.resolve("README.md")));
        while (row.find()) {
            rows.add(row.group(2));
        }
        try (Stream<Path> files = Files.list(DECISIONS)) {
            Set<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(rows).isEqualTo(pages);
        }
    }
}
