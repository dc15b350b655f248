package io.github.deconvscope.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, on a small project of its own with a Maven that only pretends. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script; Windows has deconvscope.cmd")
class LauncherTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final String PROGRAM =
            """
            package io.github.deconvscope.app;
            public class Main {
                public static void main(String[] args) {
                    if (System.getProperty("deconvscope.exitWhen") != null) {
                        return;
                    }
                    System.out.println(String.join("|", args));
                    String library = System.getenv("PYTORCH_LIBRARY_PATH");
                    if (library != null) {
                        System.out.println("library " + library + " " + System.getenv("PYTORCH_FLAVOR"));
                    }
                    System.exit(args.length > 0 && args[0].equals("fail") ? 42 : 0);
                }
            }
            """;
    /** Notes that it was called, then builds, or fails where there is a file named "broken". */
    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$@" >> "$MAVEN_CALLS"
            if [ -f src/main/java/broken ]; then echo "[ERROR] cannot find symbol"; exit 1; fi
            sleep 0.2
            lib=lib
            case "$*" in *-Dcuda*) lib=lib-cuda ;; esac
            mkdir -p target/$lib
            cp "$PROGRAM_JAR" target/$lib/library.jar
            cp "$PROGRAM_JAR" target/deconvscope.jar
            """;

    @TempDir
    private Path folder;

    private Path project;
    private final Map<String, String> environment = new HashMap<>();

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void makeProject() throws IOException {
        project = folder.resolve("a project");
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("src/launcher"));
        copy("deconvscope");
        copy("src/launcher/setup.sh");
        copy("src/launcher/class-data.sh");
        copy("src/launcher/cuda.sh");
        Files.writeString(project.resolve("pom.xml"), "<pytorch.version>2.7.1</pytorch.version>\n");
        Files.writeString(project.resolve("src/main/java/Main.java"), "source");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path maven = Files.writeString(tools.resolve("mvn"), MAVEN);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        environment.put("MAVEN_CALLS", folder.resolve("calls").toString());
        environment.put("PROGRAM_JAR", program().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", folder.resolve("home").toString());
    }

    @Test
    void buildsOnceAndPassesArgumentsAndExitCode() throws Exception {
        Outcome first = launch("one", "two words", "*");
        assertThat(first.out).isEqualTo("one|two words|*\n");
        assertThat(first.err).contains("Building for the first time");
        Outcome second = launch("fail");
        assertThat(second.exitCode).isEqualTo(42);
        assertThat(second.err).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewOrGone() throws Exception {
        launch();
        Files.writeString(project.resolve("src/main/java/New.java"), "source");
        assertThat(launch().err).contains("sources changed");
        Files.delete(project.resolve("src/main/java/New.java"));
        assertThat(launch().err).contains("sources changed");
        assertThat(launch().err).isEmpty();
        assertThat(builds()).hasSize(3);
    }

    @Test
    void runsFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("deconvscope"));
        assertThat(run(List.of(link.toString(), "x"), Path.of("/")).out).isEqualTo("x\n");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process first = start(List.of(project.resolve("deconvscope").toString(), "a"), folder, "first");
        Process second = start(List.of(project.resolve("deconvscope").toString(), "b"), folder, "second");
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("first.out"))).isEqualTo("a\n");
        assertThat(Files.readString(folder.resolve("second.out"))).isEqualTo("b\n");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
        Path broken = Files.createFile(project.resolve("src/main/java/broken"));
        Outcome outcome = launch();
        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.err).contains("cannot find symbol").contains("target/build.log");
        Files.delete(broken);
        assertThat(launch("ok").out).isEqualTo("ok\n");
    }

    @Test
    void cudaDownloadsNothingThatNobodyAskedFor() throws Exception {
        environment.put("DECONVSCOPE_CUDA_URL", "http://127.0.0.1:9");
        Outcome outcome = launch("--cuda", "doctor");
        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.err).contains("Nothing was downloaded").contains("PYTORCH_LIBRARY_PATH");
        assertThat(builds()).singleElement().asString().contains("-Dcuda");
    }

    @Test
    void cudaTakesAFolderFetchedBeforehand() throws Exception {
        Path library = Files.createDirectories(folder.resolve("libtorch"));
        environment.put("PYTORCH_LIBRARY_PATH", library.toString());
        assertThat(launch("--cuda").err).contains("there is no libtorch.so in it");
        Files.createFile(library.resolve("libtorch.so"));
        assertThat(launch("--cuda").out).contains("library " + library + " cu128");
    }

    @Test
    void cudaFetchesWhatIsListedOnceItMay() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String list = "cpu/linux-x86_64/native/lib/libtorch.so.gz\ncu128/linux-x86_64/native/lib/libtorch.so.gz\n"
                + "cu128/linux-x86_64/native/lib/libc%2B%2B.so.gz\n";
        serve(server, "/2.7.1/files.txt", list.getBytes(UTF_8));
        serve(server, "/2.7.1/cu128/linux-x86_64/native/lib/libtorch.so.gz", gzip("torch"));
        serve(server, "/2.7.1/cu128/linux-x86_64/native/lib/libc%2B%2B.so.gz", gzip("plus"));
        server.start();
        try {
            environment.put(
                    "DECONVSCOPE_CUDA_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            environment.put("DECONVSCOPE_DOWNLOAD", "yes");
            Path cache = folder.resolve("home/.djl.ai/pytorch/2.7.1-cu128-linux-x86_64");
            assertThat(launch("--cuda").out).contains("library " + cache + " cu128");
            assertThat(cache.resolve("libtorch.so")).hasContent("torch");
            assertThat(cache.resolve("libc++.so")).hasContent("plus");
        } finally {
            server.stop(0);
        }
        assertThat(launch("--cuda").err).as("the second time it is there").isEmpty();
    }

    private static void serve(HttpServer server, String path, byte[] content) {
        server.createContext(URI.create(path).getPath(), exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (var body = exchange.getResponseBody()) {
                body.write(content);
            }
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private void copy(String file) throws IOException {
        Files.copy(PROJECT.resolve(file), project.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** A jar with a program that tells what it was given. */
    private Path program() throws IOException {
        Path source = Files.createDirectories(folder.resolve("program")).resolve("Main.java");
        Files.writeString(source, PROGRAM);
        Path classes = folder.resolve("classes");
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        Path jar = folder.resolve("program.jar");
        String name = "io/github/deconvscope/app/Main.class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), out);
        }
        return jar;
    }

    private List<String> builds() throws IOException {
        Path calls = folder.resolve("calls");
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.toList();
        }
    }

    private Outcome launch(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("deconvscope").toString()));
        command.addAll(List.of(args));
        return run(command, folder);
    }

    private Outcome run(List<String> command, Path where) throws Exception {
        Process process = start(command, where, "run");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(folder.resolve("run.out")),
                Files.readString(folder.resolve("run.err")));
    }

    private Process start(List<String> command, Path where, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        for (String inherited : List.of(
                "PYTORCH_LIBRARY_PATH",
                "DJL_CACHE_DIR",
                "ENGINE_CACHE_DIR",
                "DECONVSCOPE_DOWNLOAD",
                "JAVA_TOOL_OPTIONS")) {
            builder.environment().remove(inherited);
        }
        builder.environment().putAll(environment);
        return builder.start();
    }
}
