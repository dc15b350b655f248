package io.github.deconvscope.app.spark;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PartFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A run folder as bytes, for machines that share no disk. It is unpacked whole or not at all: beside its place first, then moved there.
 */
final class RunParcel {
    private RunParcel() {}

    /** The files of a run; empty if there is no such folder. */
    static byte[] pack(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> inside = Files.walk(run)) {
            // Arrays of numbers hardly shrink.
            zip.setLevel(1);
            for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(run.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    /** Puts the run of a parcel in the place of what is there. */
    static void unpack(byte[] parcel, Path run) throws IOException {
        recover(run);
        if (parcel.length == 0) {
            return;
        }
        Path arriving = beside(run, "arriving");
        Path before = beside(run, "before");
        PartFolder.delete(arriving);
        Files.createDirectories(arriving);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(parcel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = arriving.resolve(entry.getName()).normalize();
                if (!file.startsWith(arriving)) {
                    throw new InvalidInputException("The files of " + run + " came back with the name "
                            + entry.getName() + ", which lies outside of the folder.");
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        if (Files.exists(run)) {
            Files.move(run, before, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(arriving, run, StandardCopyOption.ATOMIC_MOVE);
        PartFolder.delete(before);
    }

    /** Puts back what was moved aside by a process that was killed between its two moves. */
    static void recover(Path run) throws IOException {
        Path before = beside(run, "before");
        if (Files.exists(before) && !Files.exists(run)) {
            Files.move(before, run, StandardCopyOption.ATOMIC_MOVE);
        }
        PartFolder.delete(before);
    }

    private static Path beside(Path run, String word) {
        return run.resolveSibling("." + run.getFileName() + "." + word);
    }
}
