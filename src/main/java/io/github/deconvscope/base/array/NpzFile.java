package io.github.deconvscope.base.array;

import io.github.deconvscope.base.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in one file, as {@code numpy.savez} writes them: a zip of {@code NAME.npy} entries, stored or deflated.
 *
 * <p>An open file reads its arrays one at a time, when asked; close it when done.
 */
public final class NpzFile implements AutoCloseable {

    private static final int MAX_ENTRIES = 65_536;

    /** Deflate cannot shrink data more than about 1,032 times: an entry that claims more is not genuine. */
    private static final long MAX_RATIO = 1_040;

    /** The earliest time that a zip entry can hold, as numpy writes it. */
    private static final LocalDateTime FIRST_ZIP_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path file;
    private final ZipFile zip;
    private final Set<String> names;

    private NpzFile(Path file, ZipFile zip, Set<String> names) {
        this.file = file;
        this.zip = zip;
        this.names = names;
    }

    /**
     * Opens a file and lists its arrays.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public static NpzFile open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw new IOException(file + ": not a NumPy .npz archive: " + e.getMessage(), e);
        }
        Set<String> names = new LinkedHashSet<>();
        if (zip.size() > MAX_ENTRIES) {
            zip.close();
            throw new IOException(file + ": more than " + MAX_ENTRIES + " arrays, the most that is read");
        }
        zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".npy")).forEach(n -> names.add(bare(n)));
        return new NpzFile(file, zip, Collections.unmodifiableSet(names));
    }

    private static String bare(String entry) {
        return entry.substring(0, entry.length() - ".npy".length());
    }

    /** The names of the arrays, in the order of the file. */
    public Set<String> names() {
        return names;
    }

    /**
     * Reads one array.
     *
     * @throws IOException if there is none of that name, or it is damaged
     */
    public NpyArray read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new IOException(file + ": no array '" + name + "'; it holds " + names);
        }
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size > packed * MAX_RATIO + 1024) {
            throw new IOException(file + ": array '" + name + "' claims " + size + " bytes from " + packed
                    + " packed ones, which deflate cannot do; the file is not genuine");
        }
        try (CheckedInputStream in =
                new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
            NpyArray array = NpyArray.read(in, file + "[" + name + "]", size);
            in.transferTo(OutputStream.nullOutputStream());
            if (in.getChecksum().getValue() != entry.getCrc()) { // ZipFile itself does not look
                throw new IOException(file + ": array '" + name + "' is damaged: its checksum does not match");
            }
            return array;
        } catch (ZipException e) {
            throw new IOException(file + ": array '" + name + "' is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Reads all arrays of a file.
     *
     * @return name to array, in the order of the file
     */
    public static Map<String, NpyArray> readAll(Path file) throws IOException {
        try (NpzFile npz = open(file)) {
            Map<String, NpyArray> all = new LinkedHashMap<>();
            long total = 0;
            for (String name : npz.names) {
                NpyArray array = npz.read(name);
                total += (long) array.size() * array.type().bytes();
                if (total > NpyArray.MAX_BYTES) {
                    throw new IOException(file + ": its arrays take more than " + (NpyArray.MAX_BYTES >> 20)
                            + " MiB together, the most that is read at once");
                }
                all.put(name, array);
            }
            return all;
        }
    }

    /**
     * Writes arrays to a file, as {@code numpy.savez} does: each entry is stored, and its sizes stand before it, since many readers know
     * no others. The file appears whole or not at all: it is written beside and then renamed. The same arrays give the same bytes.
     *
     * @param arrays name to array; written in the map's order
     */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setMethod(ZipOutputStream.STORED);
                for (Map.Entry<String, NpyArray> e : arrays.entrySet()) {
                    byte[] header = e.getValue().header();
                    byte[] values = e.getValue().encode();
                    zip.putNextEntry(stored(e.getKey() + ".npy", header, values));
                    zip.write(header);
                    zip.write(values);
                    zip.closeEntry();
                }
            }
        });
    }

    private static ZipEntry stored(String name, byte[] header, byte[] values) {
        CRC32 sum = new CRC32();
        sum.update(header);
        sum.update(values);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIRST_ZIP_TIME);
        entry.setSize((long) header.length + values.length);
        entry.setCrc(sum.getValue());
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
