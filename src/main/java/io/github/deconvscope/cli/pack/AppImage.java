package io.github.deconvscope.cli.pack;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.SystemPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes an app image: a folder with the program and a Java runtime, by {@code jlink} and {@code jpackage}. */
public final class AppImage {
    /** Name of the folder, and of the program in it that {@code jpackage} makes. */
    public static final String NAME = "DeconvScope";

    private static final String MAIN_JAR = "deconvscope.jar";
    private static final String MAIN_CLASS = "io.github.deconvscope.app.Main";
    /** The Java modules that the program and its libraries need; {@code jdeps} misses those used by services and native code. */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.desktop",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.scripting",
            "java.sql",
            "java.xml",
            "jdk.charsets",
            "jdk.crypto.ec",
            "jdk.management",
            "jdk.unsupported",
            "jdk.zipfs");

    private static final String LAUNCHER = """
            #!/usr/bin/env bash
            # Starts the packaged DeconvScope as ./deconvscope starts a checkout: the locale and the memory of PyTorch.
            set -euo pipefail
            self=$(readlink -f "${BASH_SOURCE[0]}")
            home=$(dirname "$(dirname "$self")")
            # shellcheck source=/dev/null
            . "$home/lib/environment.sh"
            use_utf8
            tune_memory
            exec "$home/bin/%s" "$@"
            """;

    private final List<Path> jars;
    private final PlatformJar platform;
    private final String version;

    /**
     * @param classPath the jars of the running program, as Java knows them
     * @param version of the program
     * @throws InvalidInputException if the program does not run from jars, or lacks PyTorch
     */
    public AppImage(String classPath, String version) {
        this.version = version;
        jars = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            jars.add(Path.of(part));
        }
        boolean whole = jars.stream().allMatch(jar -> jar.toString().endsWith(".jar"))
                && jars.stream().anyMatch(jar -> jar.endsWith(MAIN_JAR));
        if (!whole) {
            throw new InvalidInputException(
                    "The program does not run from its jars, so there is nothing to package. Start it as ./deconvscope package.");
        }
        platform = new PlatformJar(
                jars.stream()
                        .filter(jar -> jar.getFileName().toString().startsWith("pytorch-native-cpu"))
                        .findFirst()
                        .orElseThrow(
                                () -> new InvalidInputException(
                                        "The CUDA build of PyTorch is too large for a package. Leave out --cuda: the package computes on the CPU.")));
    }

    /**
     * Makes the image.
     *
     * @param work an empty folder for this
     * @return the image's folder, in {@code work}
     */
    public Path make(Path work) throws IOException {
        Path input = Files.createDirectory(work.resolve("jars"));
        for (Path jar : jars) {
            platform.copy(jar, input);
        }
        Path runtime = work.resolve("runtime");
        Tool.run(runtimeCommand(runtime));
        if (isLinux() && SystemPath.hasProgram("strip")) {
            // Some builds of Java keep the names of all functions of their virtual machine: 5 MB. On macOS this would
            // break its signature.
            Tool.orNothing(List.of(
                    "strip",
                    "--strip-unneeded",
                    runtime.resolve("lib/server/libjvm.so").toString()));
        }
        shareClasses(runtime);
        Path icon = work.resolve("icon.png");
        copyResource("/assets/icon/deconvscope.png", icon);
        Tool.run(imageCommand(input, runtime, icon, work));
        Path image = work.resolve(isMac() ? NAME + ".app" : NAME);
        if (isLinux()) {
            copyResource("/assets/package/environment.sh", image.resolve("lib/environment.sh"));
            Path launcher = image.resolve("bin/deconvscope");
            Files.writeString(launcher, LAUNCHER.formatted(NAME));
            if (!launcher.toFile().setExecutable(true, false)) {
                throw new IOException(launcher + " cannot be made executable.");
            }
        }
        return image;
    }

    List<String> runtimeCommand(Path runtime) {
        return List.of(
                Tool.ofJdk("jlink"),
                "--add-modules",
                modules(),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                // Java 21 names the methods, and warns of the number that was used before.
                Runtime.version().feature() >= 21 ? "--compress=zip-9" : "--compress=2",
                "--output",
                runtime.toString());
    }

    /** Those that the running program has itself: on Java 22 and newer elliptic curves are in {@code java.base}. */
    private static String modules() {
        return MODULES.stream()
                .filter(module -> ModuleLayer.boot().findModule(module).isPresent())
                .collect(Collectors.joining(","));
    }

    List<String> imageCommand(Path input, Path runtime, Path icon, Path destination) {
        List<String> command = new ArrayList<>(List.of(
                Tool.ofJdk("jpackage"),
                "--type",
                "app-image",
                "--name",
                NAME,
                // Digits only: jpackage takes nothing else on macOS and Windows.
                "--app-version",
                version.replaceFirst("-.*", ""),
                "--vendor",
                NAME,
                "--input",
                input.toString(),
                "--main-jar",
                MAIN_JAR,
                "--main-class",
                MAIN_CLASS,
                "--runtime-image",
                runtime.toString(),
                "--dest",
                destination.toString()));
        for (String option : javaOptions()) {
            command.addAll(List.of("--java-options", option));
        }
        if (isLinux()) {
            command.addAll(List.of("--icon", icon.toString()));
        }
        return command;
    }

    /** The Java options of the launcher for a window; src/launcher/class-data.sh explains them. */
    private static List<String> javaOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:Tier4InvocationThreshold=200000",
                "-XX:Tier4MinInvocationThreshold=24000",
                "-XX:Tier4CompileThreshold=600000",
                "-XX:Tier4BackEdgeThreshold=400000"));
        if (Runtime.version().feature() >= 24) {
            options.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        return options;
    }

    /** Java's own classes, so that not each of them is checked at each start. A Java without this only starts slower. */
    private static void shareClasses(Path runtime) throws IOException {
        Tool.orNothing(List.of(runtime.resolve("bin/java").toString(), "-Xshare:dump"));
    }

    static void copyResource(String name, Path target) throws IOException {
        try (InputStream in = AppImage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The program lacks its own file " + name + ". Build it again.");
            }
            Files.copy(in, target);
        }
    }

    static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }
}
