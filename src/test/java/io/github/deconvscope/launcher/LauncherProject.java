package io.github.deconvscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
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
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A small project with the real launcher, whose Maven only pretends. {@code apt-get} and {@code sudo} are stand-ins too, so that no test
 * installs anything; {@code ldconfig} names every library.
 */
final class LauncherProject {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));
    private static final String PROGRAM = """
            package io.github.deconvscope.app;
            public class Main {
                public static void main(String[] args) throws Exception {
                    if (System.getProperty("deconvscope.exitWhen") != null) {
                        return;
                    }
                    System.out.println(String.join("|", args));
                    if (args.length == 2 && args[0].equals("write")) {
                        java.nio.file.Files.writeString(java.nio.file.Path.of(args[1]), System.getProperty("user.dir"));
                    }
                    String library = System.getenv("PYTORCH_LIBRARY_PATH");
                    if (library != null) {
                        System.out.println("library " + library + " " + System.getenv("PYTORCH_FLAVOR"));
                    }
                    System.exit(args.length > 0 && args[0].equals("fail") ? 42 : 0);
                }
            }
            """;
    /** Notes that it was called, then builds, or says what is in a file named "broken" and fails. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >> "$MAVEN_CALLS"
            if [ -f src/main/java/broken ]; then cat src/main/java/broken; exit 1; fi
            sleep 0.1
            lib=lib
            case "$*" in *-Dcuda*) lib=lib-cuda ;; esac
            mkdir -p target/$lib
            cp "$PROGRAM_JAR" target/$lib/library.jar
            cp "$PROGRAM_JAR" target/deconvscope.jar
            """;

    /** Notes that it was called, and fails. */
    private static final String APT = """
            #!/bin/sh
            echo "apt-get $@" >> "$MAVEN_CALLS.apt"
            exit 1
            """;
    /** A list that does not fit into a pipe, with the libraries in front: who stops reading early breaks the pipe. */
    private static final String LDCONFIG = """
            #!/bin/sh
            for name in libfreetype.so.6 libfontconfig.so.1 libgtk-3.so.0 libXtst.so.6 libXxf86vm.so.1 libGL.so.1; do
              echo "	$name (libc6,x86-64) => /lib/$name"
            done
            i=0
            while [ $i -lt 5000 ]; do
              echo "	libother$i.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libother$i.so.1" || exit 1
              i=$((i + 1))
            done
            """;

    private static byte @Nullable [] programJar;

    private final Path folder;
    private final Path project;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();

    /** What came of a start. */
    record Outcome(int exitCode, String out, String err) {}

    /**
     * Makes the project.
     *
     * @param folder for everything
     * @param name of the project's folder
     */
    LauncherProject(Path folder, String name) throws IOException {
        this.folder = folder;
        project = folder.resolve(name);
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("src/launcher"));
        for (String file : List.of(
                "deconvscope",
                "verify",
                "src/launcher/setup.sh",
                "src/launcher/environment.sh",
                "src/launcher/class-data.sh",
                "src/launcher/cuda.sh")) {
            Files.copy(PROJECT.resolve(file), project.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(project.resolve("pom.xml"), "<pytorch.version>2.7.1</pytorch.version>\n");
        Files.writeString(project.resolve("src/main/java/Main.java"), "source");
        tools = Files.createDirectories(folder.resolve("tools"));
        tool("mvn", MAVEN);
        tool("apt-get", APT);
        tool("sudo", "#!/bin/sh\nexit 1\n");
        tool("ldconfig", LDCONFIG);
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        environment.put("MAVEN_CALLS", folder.resolve("calls").toString());
        environment.put("PROGRAM_JAR", program().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", folder.resolve("home").toString());
    }

    /** Where the project lies. */
    Path path() {
        return project;
    }

    /** Sets a variable of the environment that the launcher starts in; null takes it away. */
    void set(String name, String value) {
        environment.put(name, value);
    }

    /** Words before the launcher's own, such as those that start it as another user. */
    void startWith(String... words) {
        prefix.addAll(List.of(words));
    }

    /** Puts a program on the path, in front of the system's. */
    void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), script);
        assertThat(file.toFile().setExecutable(true, false)).isTrue();
    }

    /** How Maven was called, a line each time. */
    List<String> builds() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Outcome launch(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("deconvscope").toString()));
        command.addAll(List.of(args));
        return run(command, folder);
    }

    Outcome run(List<String> command, Path where) throws Exception {
        Process process = start(command, where, "run");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Outcome(process.exitValue(), said("run.out"), said("run.err"));
    }

    /** What a process said: one of the name given with {@code .out} or {@code .err} behind. */
    String said(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    Process start(List<String> command, Path where, String name) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(where.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        for (String inherited : List.of(
                "PYTORCH_LIBRARY_PATH",
                "DJL_CACHE_DIR",
                "ENGINE_CACHE_DIR",
                "DECONVSCOPE_DOWNLOAD",
                "JAVA_TOOL_OPTIONS",
                "CDPATH",
                "MAVEN_OPTS")) {
            builder.environment().remove(inherited);
        }
        environment.forEach((key, value) -> {
            if (value == null) {
                builder.environment().remove(key);
            } else {
                builder.environment().put(key, value);
            }
        });
        return builder.start();
    }

    /** A jar with a program that tells what it was given; compiled once. */
    private Path program() throws IOException {
        Path jar = folder.resolve("program.jar");
        synchronized (LauncherProject.class) {
            if (programJar == null) {
                programJar = Files.readAllBytes(compiled(jar));
            }
        }
        return Files.write(jar, programJar);
    }

    private Path compiled(Path jar) throws IOException {
        Path source = Files.createDirectories(folder.resolve("program")).resolve("Main.java");
        Files.writeString(source, PROGRAM);
        Path classes = folder.resolve("classes");
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        String name = "io/github/deconvscope/app/Main.class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), out);
        }
        return jar;
    }
}
