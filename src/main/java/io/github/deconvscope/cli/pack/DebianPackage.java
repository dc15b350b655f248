package io.github.deconvscope.cli.pack;

import io.github.deconvscope.base.SystemPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a Debian package of an {@link AppImage}, by {@code dpkg-deb}, with dependencies, menu entry, icon and file types. */
public final class DebianPackage {
    /** Libraries that JavaFX and PyTorch load by name at run time, so that no file of the image is linked to them. */
    private static final List<String> LOADED_BY_NAME = List.of(
            "libgtk-3-0",
            "libgl1",
            "libx11-6",
            "libxtst6",
            "libxxf86vm1",
            "libfreetype6",
            "libfontconfig1",
            "fontconfig",
            "libpangoft2-1.0-0",
            "libstdc++6",
            "libgcc-s1");
    /** The kinds of file that hold a figure's state, see {@code --open}. */
    private static final String FIGURES = "image/png;image/svg+xml;image/gif;application/pdf;application/json;";

    private static final Pattern LINKED = Pattern.compile("=> (/\\S+) \\(");
    private static final String MENU_ENTRY = """
            [Desktop Entry]
            Type=Application
            Name=DeconvScope
            Comment=See what deep learning calls deconvolution
            Exec=/usr/bin/deconvscope
            Icon=deconvscope
            Terminal=false
            Categories=Education;Science;
            """;
    /** A second menu entry that opens files: without a file, its option would lack a value. */
    private static final String FIGURE_ENTRY = """
            [Desktop Entry]
            Type=Application
            Name=DeconvScope (open figure)
            Comment=Open the page that shows a figure of DeconvScope
            Exec=/usr/bin/deconvscope --open %f
            Icon=deconvscope
            Terminal=false
            NoDisplay=true
            MimeType=FIGURES
            """.replace("FIGURES", FIGURES);

    private final Path image;
    private final String version;

    /**
     * @param image a folder made by {@link AppImage}
     * @param version of the program
     */
    public DebianPackage(Path image, String version) {
        this.image = image;
        this.version = version;
    }

    /** Whether this system can make one. */
    public static boolean isPossible() {
        return AppImage.isLinux() && SystemPath.hasProgram("dpkg-deb") && SystemPath.hasProgram("dpkg-query");
    }

    /** Debian ranks {@code 1.0.0-SNAPSHOT} above {@code 1.0.0}, and {@code 1.0.0~SNAPSHOT} below it. */
    static String debianVersion(String version) {
        return version.replace('-', '~');
    }

    private static String architecture() throws IOException {
        return Tool.run(List.of("dpkg", "--print-architecture")).strip();
    }

    /** What the package of this version is called on this machine. */
    static String fileName(String version) throws IOException {
        return "deconvscope_" + debianVersion(version) + "_" + architecture() + ".deb";
    }

    /**
     * Makes the package.
     *
     * @param work a folder for this
     * @return the file, in {@code work}
     */
    public Path make(Path work) throws IOException {
        Path root = Files.createDirectory(work.resolve("root"));
        Path home = root.resolve("opt/deconvscope");
        Files.createDirectories(home.getParent());
        copyTree(image, home);
        link(root.resolve("usr/bin/deconvscope"), "/opt/deconvscope/bin/deconvscope");
        write(root.resolve("usr/share/applications/deconvscope.desktop"), MENU_ENTRY);
        write(root.resolve("usr/share/applications/deconvscope-figure.desktop"), FIGURE_ENTRY);
        Path icon = root.resolve("usr/share/icons/hicolor/256x256/apps/deconvscope.png");
        Files.createDirectories(icon.getParent());
        AppImage.copyResource("/assets/icon/deconvscope.png", icon);
        String architecture = architecture();
        write(root.resolve("DEBIAN/control"), control(architecture, dependencies(), sizeInKib(root)));
        Path file = work.resolve(fileName(version));
        // Its files are the system's, whoever makes it. PyTorch is compressed already, so a slower method saves next to
        // nothing.
        Tool.run(List.of("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root.toString(), file.toString()));
        return file;
    }

    String control(String architecture, Set<String> dependencies, long kib) {
        return """
                Package: deconvscope
                Version: %s
                Architecture: %s
                Maintainer: DeconvScope <deconvscope@localhost>
                Section: science
                Priority: optional
                Installed-Size: %d
                Depends: %s
                Description: interactive lab for what deep learning calls deconvolution
                 Transposed convolution as a sparse matrix, and networks that whiten their
                 input, to look at while they learn.
                """.formatted(debianVersion(version), architecture, kib, String.join(", ", dependencies));
    }

    /** The packages of the libraries that files of the image are linked to, and of those that are loaded by name. */
    private Set<String> dependencies() throws IOException {
        Set<String> packages = new TreeSet<>(LOADED_BY_NAME);
        Set<String> libraries = new TreeSet<>();
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.filter(DebianPackage::isNative).toList()) {
                Matcher linked = LINKED.matcher(Tool.orNothing(List.of("ldd", file.toString())));
                while (linked.find()) {
                    Path library = Path.of(linked.group(1));
                    if (!library.startsWith(image.toAbsolutePath()) && !library.startsWith(image.toRealPath())) {
                        libraries.add(library.toRealPath().toString());
                    }
                }
            }
        }
        for (String library : libraries) {
            packages.addAll(owners(Tool.orNothing(List.of("dpkg-query", "--search", library))));
            // Debian knows some by the name they had before /lib became a link to /usr/lib.
            String before = library.replaceFirst("^/usr/lib", "/lib");
            packages.addAll(owners(Tool.orNothing(List.of("dpkg-query", "--search", before))));
        }
        return packages;
    }

    /** The packages that an answer of {@code dpkg-query --search} names: {@code libc6:amd64: /lib/...}. */
    static List<String> owners(String answer) {
        List<String> owners = new ArrayList<>();
        answer.lines()
                .filter(line -> line.contains(": /") && !line.startsWith("diversion"))
                .forEach(line -> owners.add(line.replaceFirst("[:,].*", "")));
        return owners;
    }

    private static boolean isNative(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (file.toString().endsWith(".so") || file.getParent().endsWith("bin"));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    // The same file under a second name: nothing here is changed any more.
                    Files.createLink(target, file);
                } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(target);
                } else {
                    Files.copy(file, target, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static void link(Path link, String target) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static long sizeInKib(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes >> 10;
    }
}
