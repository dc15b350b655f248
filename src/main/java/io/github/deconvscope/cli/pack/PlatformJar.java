package io.github.deconvscope.cli.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies jars without the native code of other platforms than the one that is packaged for: 4 MB of DJL's and JNA's. */
final class PlatformJar {
    private static final Pattern PYTORCH = Pattern.compile("pytorch-native-cpu-[0-9.]+-(.+)\\.jar");
    private static final Pattern NATIVE =
            Pattern.compile("(?:jnilib|com/sun/jna)/(.+)/[^/]+\\.(?:so|dll|dylib|jnilib|a)");

    /** As DJL names it, such as {@code linux-x86_64}. */
    private final String platform;

    /** @param pytorch the jar of PyTorch's CPU build, whose name contains the platform */
    PlatformJar(Path pytorch) {
        Matcher name = PYTORCH.matcher(pytorch.getFileName().toString());
        platform = name.matches() ? name.group(1) : "";
    }

    /** Whether an entry of a jar is native code that is never loaded here. */
    boolean isForeign(String entry) {
        Matcher name = NATIVE.matcher(entry);
        if (platform.isEmpty() || !name.matches()) {
            return false;
        }
        String place = name.group(1);
        return !place.equals(platform + "/cpu") && !place.equals(jnaName());
    }

    private String jnaName() {
        return platform.replaceFirst("^osx-", "darwin-")
                .replaceFirst("^win-", "win32-")
                .replace('_', '-');
    }

    /** Copies a jar into a folder, as it is where nothing in it is foreign. */
    void copy(Path jar, Path folder) throws IOException {
        Path target = folder.resolve(jar.getFileName());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().noneMatch(entry -> isForeign(entry.getName()))) {
                Files.copy(jar, target);
                return;
            }
            try (OutputStream file = Files.newOutputStream(target);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                out.setLevel(Deflater.BEST_COMPRESSION);
                for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                    ZipEntry entry = entries.nextElement();
                    if (!isForeign(entry.getName())) {
                        ZipEntry copied = new ZipEntry(entry.getName());
                        copied.setTime(entry.getTime());
                        out.putNextEntry(copied);
                        zip.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
    }
}
