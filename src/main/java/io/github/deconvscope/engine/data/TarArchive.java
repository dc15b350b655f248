package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.OutputFolder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes the plain files out of a gzip tar archive (POSIX.1-1988, ustar). Folders in names are dropped, so nothing is ever written outside
 * the target; links and other kinds of entries are skipped.
 */
final class TarArchive {
    private static final int BLOCK = 512;

    private TarArchive() {}

    /**
     * Writes plain files of the archive into a folder, under their last names.
     *
     * @param wanted which last names; not {@code .} or {@code ..}
     * @throws InvalidInputException if the archive is damaged, or another file of such a name and another size is there
     */
    static void unpack(Path archive, Path folder, Predicate<String> wanted) throws IOException {
        OutputFolder.make(folder);
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
            byte[] header = new byte[BLOCK];
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                long size = size(archive, header);
                String name = text(header, 0, 100);
                String last = name.substring(name.lastIndexOf('/') + 1);
                boolean plainFile = header[156] == '0' || header[156] == 0;
                if (plainFile && wanted.test(last) && !isThere(folder.resolve(last), size)) {
                    copy(in, folder.resolve(last), size);
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException(archive + " is truncated or damaged. Copy or download it again.", e);
        }
    }

    /** A file that is there already is kept. */
    private static boolean isThere(Path target, long size) throws IOException {
        if (Files.exists(target) && Files.size(target) != size) {
            throw new InvalidInputException(target + " is there already with " + Files.size(target)
                    + " bytes instead of " + size + ". Move it away, or choose another folder.");
        }
        return Files.exists(target);
    }

    private static void copy(InputStream in, Path target, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            for (long left = size; left > 0; ) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                if (read == 0) {
                    throw new EOFException();
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        Files.move(part, target);
    }

    private static long size(Path archive, byte[] header) {
        String octal = text(header, 124, 12).strip();
        try {
            return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(archive + " is not a tar archive. Copy or download it again.", e);
        }
    }

    private static String text(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
