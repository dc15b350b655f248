package io.github.deconvscope.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.SystemPath;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of jlink, jpackage and dpkg-deb. Making a package takes a minute, so it is made by hand: {@code ./deconvscope package}. */
class PackageTest {
    private static final String JARS = String.join(
            File.pathSeparator, "/p/target/app/deconvscope.jar", "/p/target/lib/pytorch-native-cpu-2.7.1.jar");
    private static final Pattern OPTION = Pattern.compile("-XX:[+]Use\\w+|-XX:Tier4\\w+=\\d+");

    @TempDir
    Path temp;

    @Test
    void theImageStartsJavaAsTheLauncherDoes() throws Exception {
        assumeTrue(
                Files.exists(Path.of(System.getProperty("java.home"), "bin", "jpackage")), "this Java has no jpackage");
        List<String> command = new AppImage(JARS, "1.2.0-SNAPSHOT").imageCommand(temp, temp, temp, temp);
        assertThat(options(String.join(" ", command)))
                .isEqualTo(options(Files.readString(Path.of("src/launcher/class-data.sh"))))
                .hasSize(5);
        assertThat(command.get(command.indexOf("--app-version") + 1)).isEqualTo("1.2.0");
        assertThat(command.get(command.indexOf("--main-class") + 1)).isEqualTo("io.github.deconvscope.app.Main");
    }

    private static Set<String> options(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = OPTION.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void everyModuleIsOneOfThisJava() throws Exception {
        List<String> command = new AppImage(JARS, "1.0").runtimeCommand(temp);
        List<String> modules =
                List.of(command.get(command.indexOf("--add-modules") + 1).split(","));
        for (String module : modules) {
            assertThat(ModuleLayer.boot().findModule(module)).as(module).isPresent();
        }
        assertThat(modules).contains("java.desktop", "jdk.unsupported", "jdk.zipfs");
        assertThat(modules.contains("jdk.crypto.ec"))
                .isEqualTo(Runtime.version().feature() < 22);
    }

    @Test
    void nativeCodeOfOtherPlatformsIsLeftOut() throws Exception {
        List<String> kept = List.of(
                "META-INF/MANIFEST.MF",
                "jnilib/pytorch.properties",
                "jnilib/linux-x86_64/cpu/libdjl_torch.so",
                "com/sun/jna/linux-x86-64/libjnidispatch.so",
                "com/sun/jna/Native.class",
                "libprism_sw.so");
        List<String> foreign = List.of(
                "jnilib/linux-x86_64/cu128/libdjl_torch.so",
                "jnilib/win-x86_64/cpu/djl_torch.dll",
                "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
                "com/sun/jna/linux-aarch64/libjnidispatch.so",
                "com/sun/jna/aix-ppc64/libjnidispatch.a");
        Path jar = temp.resolve("some.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : Stream.concat(kept.stream(), foreign.stream()).toList()) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        Path folder = Files.createDirectory(temp.resolve("jars"));
        new PlatformJar(Path.of("lib/pytorch-native-cpu-2.7.1-linux-x86_64.jar")).copy(jar, folder);
        try (ZipFile zip = new ZipFile(folder.resolve("some.jar").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactlyElementsOf(kept);
            for (String name : kept) {
                assertThat(zip.getInputStream(zip.getEntry(name)))
                        .hasBinaryContent(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        PlatformJar mac = new PlatformJar(Path.of("pytorch-native-cpu-2.7.1-osx-aarch64.jar"));
        assertThat(foreign).filteredOn(entry -> !mac.isForeign(entry)).containsExactly(foreign.get(2));
        PlatformJar windows = new PlatformJar(Path.of("pytorch-native-cpu-2.7.1-win-x86_64.jar"));
        assertThat(foreign).filteredOn(entry -> !windows.isForeign(entry)).containsExactly(foreign.get(1));
        assertThat(windows.isForeign("com/sun/jna/win32-x86-64/jnidispatch.dll"))
                .isFalse();
    }

    @Test
    void whatIsNoProgramOfJarsIsNotPackaged() {
        assertThatThrownBy(() -> new AppImage("/p/target/classes", "1.0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("./deconvscope package");
        assertThatThrownBy(() -> new AppImage("/p/target/app/deconvscope.jar", "1.0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--cuda");
    }

    @Test
    void theDebianPackageNamesWhatItNeeds() {
        DebianPackage debian = new DebianPackage(temp, "1.0.0-SNAPSHOT");
        String control = debian.control("amd64", new TreeSet<>(Set.of("libgtk-3-0", "libc6")), 1234);
        assertThat(control)
                .contains("Version: 1.0.0~SNAPSHOT\n")
                .contains("Depends: libc6, libgtk-3-0\n")
                .contains("Installed-Size: 1234\n")
                .endsWith("\n");
        assertThat(DebianPackage.owners("libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6\n"))
                .containsExactly("libc6");
        assertThat(DebianPackage.owners("")).isEmpty();
    }

    @Test
    void aSnapshotComesBeforeItsRelease() throws Exception {
        assumeTrue(SystemPath.hasProgram("dpkg"), "no dpkg, which says what Debian thinks of versions");
        String snapshot = DebianPackage.debianVersion("1.0.0-SNAPSHOT");
        Tool.run(List.of("dpkg", "--compare-versions", snapshot, "lt", DebianPackage.debianVersion("1.0.0")));
        Tool.run(List.of("dpkg", "--compare-versions", snapshot, "gt", DebianPackage.debianVersion("0.9.0")));
    }

    @Test
    void aToolThatFailsIsQuoted() {
        assumeTrue(SystemPath.hasProgram("ls"), "no ls");
        assertThatThrownBy(() -> Tool.run(List.of("ls", temp.resolve("nothing").toString())))
                .hasMessageContaining("nothing")
                .hasMessageContaining("exit code");
    }
}
