package io.github.deconvscope.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library of layers: what is in its jar, and that somebody's own program runs on it. The build makes the jar before the tests. */
class LayersLibraryTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final Path JAR = PROJECT.resolve("target/deconvscope-layers.jar");
    private static final Path PROGRAM = PROJECT.resolve("src/layers/OwnNet.java");
    private static final Path PAGE = PROJECT.resolve("docs/layers.md");

    /** What the pom of the library brings; jspecify is not needed when a program runs. */
    private static final Pattern DJL = Pattern.compile(
            "(api|pytorch-engine|pytorch-jni|pytorch-native-\\w+|gson|jna|commons-(compress|codec|io|lang3)|slf4j-api)-\\d.*\\.jar");

    @TempDir
    Path temp;

    /** Both what the compiler left in the classes and what the sources import: constants leave no trace in classes. */
    @Test
    void theJarHoldsTheLayersAndWhatTheyReachAndNothingElse() throws IOException {
        Set<String> names = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .forEach(name -> names.add(outer(name.substring(0, name.length() - ".class".length()))));
        }
        Map<String, Set<String>> reaches = new TreeMap<>();
        for (String name : names) {
            reaches.put(name, new TreeSet<>());
            Matcher imported = Pattern.compile("(?m)^import (?:static )?(io\\.github\\.[\\w.]+?\\.[A-Z]\\w*)")
                    .matcher(Files.readString(PROJECT.resolve("src/main/java/" + name.replace('.', '/') + ".java")));
            while (imported.find()) {
                reaches.get(name).add(imported.group(1));
            }
        }
        StringWriter jdeps = new StringWriter();
        assertThat(ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(
                                new PrintWriter(jdeps),
                                new PrintWriter(jdeps),
                                "-verbose:class",
                                "-filter:none",
                                "--ignore-missing-deps",
                                JAR.toString()))
                .isZero();
        Matcher arrow = Pattern.compile("(?m)^ +(io\\.github\\S+) +-> (\\S+)").matcher(jdeps.toString());
        while (arrow.find()) {
            reaches.getOrDefault(outer(arrow.group(1)), new TreeSet<>()).add(outer(arrow.group(2)));
        }
        Set<String> missing = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>();
        names.stream()
                .filter(name -> name.contains(".engine.layer.") || name.matches(".*\\.(Mkl|OneDnn)"))
                .forEach(next::add);
        while (!next.isEmpty()) {
            String name = next.remove();
            if (reached.add(name)) {
                for (String target : reaches.get(name)) {
                    if (names.contains(target)) {
                        next.add(target);
                    } else if (!target.matches("(java|ai\\.djl|com\\.sun\\.jna|org\\.jspecify)\\..*")) {
                        missing.add(name + " -> " + target);
                    }
                }
            }
        }
        assertThat(missing)
                .as("beyond the library: leave it, or add the class to layers.classes in pom.xml")
                .isEmpty();
        assertThat(reached).as("all that is in the library is needed").isEqualTo(names);
        assertThat(reached).hasSizeGreaterThan(50);
    }

    /** Javadoc of the library is made from its own sources: a link beyond them would be text that says nothing. */
    @Test
    void theJavadocLinksToWhatIsInTheLibrary() throws IOException {
        Set<String> library = new TreeSet<>();
        Set<String> elsewhere = new TreeSet<>();
        Map<String, Path> sources = new TreeMap<>();
        try (JarFile jar = new JarFile(JAR.toFile());
                Stream<Path> files = Files.walk(PROJECT.resolve("src/main/java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".java"))::iterator) {
                String name = file.getFileName().toString().replace(".java", "");
                String entry = PROJECT.resolve("src/main/java")
                        .relativize(file)
                        .toString()
                        .replace(".java", ".class");
                if (jar.getEntry(entry) == null) {
                    elsewhere.add(name);
                } else {
                    library.add(name);
                    sources.put(entry, file);
                }
            }
        }
        elsewhere.removeAll(library);
        Set<String> beyond = new TreeSet<>();
        for (Map.Entry<String, Path> source : sources.entrySet()) {
            Pattern.compile("\\{@link(?:plain)?\\s+(?:[a-z]\\w*\\.)*(\\w+)")
                    .matcher(Files.readString(source.getValue()))
                    .results()
                    .map(link -> link.group(1))
                    .filter(elsewhere::contains)
                    .forEach(name -> beyond.add(source.getKey() + " -> " + name));
        }
        assertThat(beyond).as("links to classes that are not in the library").isEmpty();
        assertThat(sources).hasSizeGreaterThan(50);
    }

    private static String outer(String name) {
        return name.replaceFirst("\\$.*", "");
    }

    @Test
    void aProgramOfSomebodyElseTrainsSavesLoadsAndFoldsOnTheLibraryAndDjlAlone() throws Exception {
        String djl = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry ->
                        DJL.matcher(Path.of(entry).getFileName().toString()).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Path log = temp.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-cp",
                        JAR + File.pathSeparator + djl,
                        PROGRAM.toString(),
                        temp.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(log))
                .as("the program's output")
                .contains("an initializer was set for running_mean")
                .contains("\ndone");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theCodeOfThePageIsThatOfTheProgram() throws IOException {
        List<String> cut = Pattern.compile("(?s) *// page: \\w+\n(.*?) *// end\n")
                .matcher(Files.readString(PROGRAM))
                .results()
                .map(LayersLibraryTest::atTheMargin)
                .toList();
        List<String> shown = Pattern.compile("(?s)(?<=\n) *```java\n(.*?) *```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(LayersLibraryTest::atTheMargin)
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(cut);
        assertThat(shown.get(0).lines()).as("the lines it begins with").hasSize(8);
    }

    private static String atTheMargin(MatchResult block) {
        return block.group(1).stripTrailing().stripIndent();
    }

    @Test
    void thePageNamesTheVersion() throws IOException {
        String version = Pattern.compile("<artifactId>deconvscope</artifactId>\\s*(<version>.*?</version>)")
                .matcher(Files.readString(PROJECT.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(Files.readString(PAGE)).contains("<artifactId>deconvscope-layers</artifactId>\n  " + version);
    }
}
