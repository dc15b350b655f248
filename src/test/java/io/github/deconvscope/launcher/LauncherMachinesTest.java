package io.github.deconvscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deconvscope.launcher.LauncherProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and {@code verify} on machines as people have them: other locales, no root, no network, folders that cannot be written. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "made of what a Linux system has; Windows has deconvscope.cmd")
class LauncherMachinesTest {
    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(folder, "a project");
    }

    private Outcome verify() throws Exception {
        return project.run(List.of(project.path().resolve("verify").toString()), folder);
    }

    private Path broken(String log) throws IOException {
        return Files.writeString(project.path().resolve("src/main/java/broken"), log);
    }

    @Test
    void librariesThatAreThereAreNotMissing() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(verify().err()).as("what verify says of libraries").isEmpty();
        }
        assertThat(folder.resolve("calls.apt")).doesNotExist();
    }

    @Test
    void aLibraryThatIsMissingIsNamed() throws Exception {
        project.tool("ldconfig", "#!/bin/sh\necho '	libfreetype.so.6 (libc6) => /lib/libfreetype.so.6'\n");
        project.tool("id", "#!/bin/sh\necho 1000\n");
        Outcome outcome = verify();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("libgtk-3-0").doesNotContain("libfreetype6");
    }

    @Test
    void withoutAListOfLibrariesNothingIsSaidToBeMissing() throws Exception {
        project.tool("ldconfig", "#!/bin/sh\nexit 0\n");
        assertThat(verify().err()).isEmpty();
    }

    @Test
    void aBuildThatFailsWithoutAnErrorLineShowsTheEndOfItsLog() throws Exception {
        broken("The JAVA_HOME environment variable is not defined correctly\n");
        Outcome outcome = project.launch();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("is not defined correctly").contains("The build failed");
        broken("");
        assertThat(project.launch().err()).contains("The build failed");
    }

    @Test
    void aBuildThatFailsWithVeryManyErrorsSaysSo() throws Exception {
        broken("[ERROR] one of many\n".repeat(20_000));
        Outcome outcome = project.launch();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().lines().filter("[ERROR] one of many"::equals)).hasSize(25);
        assertThat(outcome.err()).contains("The build failed");
    }

    @Test
    void withoutANetworkTheFirstBuildSaysThatItNeedsOne() throws Exception {
        broken("[ERROR] Could not transfer artifact org.ejml:ejml-ddense:jar:0.46.1: Unknown host\n");
        assertThat(project.launch().err()).contains("The first build needs a network");
    }

    @Test
    void aCdpathLeadsNowhereElse() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/a project"));
        project.set("CDPATH", other.getParent() + ":" + other);
        Outcome outcome = project.run(List.of("bash", "a project/deconvscope", "x"), folder);
        assertThat(outcome.err()).contains("Building");
        assertThat(outcome.out()).isEqualTo("x\n");
        assertThat(project.run(List.of("bash", "a project/verify"), folder).exitCode())
                .isZero();
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void withoutAHomeFolderItStarts() throws Exception {
        project.set("HOME", null);
        assertThat(project.launch("x").out()).isEqualTo("x\n");
    }

    @Test
    void aColonInThePathIsRefused() throws Exception {
        LauncherProject colon = new LauncherProject(folder, "a:b");
        assertThat(colon.launch().err()).contains("colon");
        assertThat(colon.builds()).isEmpty();
    }

    @Test
    void pathsKeepTheirLettersInEveryLocale() throws Exception {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this Java cannot name the folders of the test");
        LauncherProject here = new LauncherProject(folder, "Läufe und 図");
        Path work = Files.createDirectories(folder.resolve("Prüfstand"));
        for (String locale : new String[] {"C", "POSIX", "de_XX.UTF-8", "C.UTF-8", null}) {
            here.set("LC_ALL", locale);
            here.set("LC_CTYPE", null);
            here.set("LANG", null);
            String name = "Größe " + locale;
            Outcome outcome =
                    here.run(List.of(here.path().resolve("deconvscope").toString(), "write", name), work);
            assertThat(outcome.exitCode()).isZero();
            assertThat(work.resolve(name)).hasContent(work.toRealPath().toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("?"));
        }
    }

    @Test
    void aUserWithoutRootStartsAndVerifies() throws Exception {
        asNobody();
        writable();
        assertThat(project.launch("x").out()).isEqualTo("x\n");
        assertThat(verify().err()).isEmpty();
        assertThat(folder.resolve("calls.apt")).doesNotExist();
    }

    @Test
    void aCheckoutThatCannotBeWrittenStartsIfItIsBuilt() throws Exception {
        project.launch();
        asNobody();
        assertThat(project.launch("x").out()).isEqualTo("x\n");
        assertThat(project.launch("x").err()).isEmpty();
    }

    @Test
    void aCheckoutThatCannotBeWrittenSaysSoIfItIsNotBuilt() throws Exception {
        asNobody();
        Outcome outcome = project.launch("x");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error: ").contains("cannot be written");
        assertThat(verify().err()).startsWith("error: ").contains("cannot be written");
        assertThat(project.builds()).isEmpty();
    }

    @Test
    void classDataOfAnotherJavaAreMadeAgain() throws Exception {
        assertThat(project.launch().err()).contains("Making class data");
        assertThat(project.launch().err()).isEmpty();
        Path whose;
        try (Stream<Path> files = Files.list(project.path().resolve("target/app"))) {
            whose = files.filter(file -> file.toString().endsWith(".made-by"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(whose, Files.readString(whose).replace("JAVA_VERSION=\"", "JAVA_VERSION=\"9"));
        assertThat(project.launch().err()).contains("Making class data").doesNotContain("Building");
        assertThat(project.launch().err()).isEmpty();
        assertThat(project.builds()).hasSize(1);
    }

    /** With a Java 25 that only pretends: it notes its options, and leaves those before the class path to the real one's defaults. */
    @Test
    void onJava25AnAheadOfTimeCacheIsMadeOnceAndUsed() throws Exception {
        Path noted = folder.resolve("calls.java");
        Path jdk = Files.createDirectories(folder.resolve("jdk-25/bin")).getParent();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(
                    jdk.resolve("bin").resolve(tool),
                    "#!/bin/sh\necho \"$@\" >> '" + noted + "'\nwhile [ \"$1\" != -cp ]; do shift; done\nexec '"
                            + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        project.set("JAVA_HOME", jdk.toString());
        assertThat(project.launch("x").err()).contains("Making class data for Java 25");
        List<String> calls = Files.readAllLines(noted);
        assertThat(calls).hasSize(3).allSatisfy(call -> assertThat(call)
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .doesNotContain("SharedArchiveFile"));
        assertThat(calls.get(0)).contains("-XX:AOTMode=record", "-XX:-AOTRecordTraining", "exitWhen=trained");
        assertThat(calls.get(1)).contains("-XX:AOTMode=create", "-XX:-AOTRecordTraining", "-java25.aot");
        assertThat(calls.get(2)).contains("-XX:AOTCache=", "-java25.aot").doesNotContain("AOTMode", "Diagnostic");

        // Another Java has class data of its own, and takes none away.
        project.set("JAVA_HOME", System.getProperty("java.home"));
        boolean another = Runtime.version().feature() < 25;
        assertThat(project.launch("x").err()).matches(said -> another == said.contains("Making class data"));
        project.set("JAVA_HOME", jdk.toString());
        assertThat(project.launch("x").err()).matches(said -> another == said.isEmpty());
        assertThat(project.builds()).hasSize(1);
    }

    /** Root may write everywhere, so the launcher is started as somebody else; where the tests have no root they are somebody else. */
    private void asNobody() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            project.path().toFile().setWritable(false);
            return;
        }
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(Files.isExecutable(setpriv), "no setpriv, to start the launcher as a user without root");
        project.startWith(setpriv.toString(), "--reuid=65534", "--regid=65534", "--clear-groups");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                boolean opened = Files.isDirectory(file) || Files.isExecutable(file);
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(opened ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        // What Maven's stand-in notes.
        Files.createFile(folder.resolve("noted"));
        Files.setPosixFilePermissions(folder.resolve("noted"), PosixFilePermissions.fromString("rw-rw-rw-"));
        project.set("MAVEN_CALLS", folder.resolve("noted").toString());
    }

    private void writable() throws IOException {
        Files.setPosixFilePermissions(project.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
        project.path().toFile().setWritable(true);
    }
}
