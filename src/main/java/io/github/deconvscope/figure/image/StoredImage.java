package io.github.deconvscope.figure.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Metadata of an image file that image readers ignore: orientation, and whether a fourth band is opacity. Also detects truncated files,
 * which readers would fill up.
 *
 * @param orientation EXIF tag 274, 1 to 8; 1 where there is none
 * @param opaque whether a band beyond the colours is something else than opacity
 */
record StoredImage(int orientation, boolean opaque) {
    private static final int UPRIGHT = 1;
    private static final int MAX_EXIF = 1 << 16;

    private static final int PHOTOMETRIC = 0x0106;
    private static final int STRIP_OFFSETS = 0x0111;
    private static final int STRIP_BYTES = 0x0117;
    private static final int TILE_OFFSETS = 0x0144;
    private static final int TILE_BYTES = 0x0145;
    private static final int EXTRA_SAMPLES = 0x0152;
    private static final int CIE_LAB = 8;
    private static final int ITU_LAB = 10;

    /**
     * Reads the metadata. Damaged metadata is ignored, unless a size or a kind of colour contradicts the file.
     *
     * @param format name of the format, such as {@code png}
     * @throws ImageRefusedException if the file is cut off, or its colours cannot be read
     */
    static StoredImage of(Path file, String format) throws IOException {
        switch (format.toLowerCase(Locale.ROOT)) {
            case "jpeg":
                return new StoredImage(orientation(metadata(() -> jpeg(file))), false);
            case "webp":
                WebpFile.require(file);
                return new StoredImage(orientation(metadata(() -> webp(file))), false);
            case "png":
                return new StoredImage(orientation(png(file)), false);
            case "tif":
            case "tiff":
                return tiff(file, metadata(() -> TiffMetadataReader.readMetadata(file.toFile())));
            default:
                return new StoredImage(UPRIGHT, false);
        }
    }

    @FunctionalInterface
    private interface Source {
        Metadata read() throws IOException, ImageProcessingException;
    }

    private static Metadata metadata(Source source) {
        try {
            return source.read();
        } catch (IOException | ImageProcessingException | RuntimeException e) {
            return new Metadata();
        }
    }

    /** Only EXIF: other readers of the library unpack compressed text, and nothing else is wanted here. */
    private static Metadata jpeg(Path file) throws IOException, ImageProcessingException {
        try (InputStream in = Files.newInputStream(file)) {
            return JpegMetadataReader.readMetadata(in, List.of(new ExifReader()));
        }
    }

    private static Metadata webp(Path file) throws IOException, ImageProcessingException {
        try (InputStream in = Files.newInputStream(file)) {
            return WebpMetadataReader.readMetadata(in);
        }
    }

    private static int orientation(Metadata metadata) {
        Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer tag = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return tag == null || tag < 1 || tag > 8 ? UPRIGHT : tag;
    }

    /** From chunk to chunk, to the last; EXIF stands in a chunk {@code eXIf}. */
    private static Metadata png(Path file) throws IOException {
        Metadata metadata = new Metadata();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long at = 8;
            String type = "";
            while (!type.equals("IEND")) {
                in.seek(at);
                long length = in.readInt() & 0xffffffffL;
                byte[] name = new byte[4];
                in.readFully(name);
                type = new String(name, StandardCharsets.ISO_8859_1);
                at += 12 + length;
                if (at > in.length()) {
                    throw new EOFException();
                }
                if (type.equals("eXIf") && length <= MAX_EXIF) {
                    byte[] exif = new byte[(int) length];
                    in.readFully(exif);
                    extract(exif, metadata);
                }
            }
        } catch (EOFException e) {
            throw ImageRefusedException.cutOff(file, "its last part, IEND, is missing");
        }
        return metadata;
    }

    private static void extract(byte[] exif, Metadata metadata) {
        try {
            new ExifReader().extract(new ByteArrayReader(exif), metadata, 0);
        } catch (RuntimeException e) {
            // No orientation then.
        }
    }

    private static StoredImage tiff(Path file, Metadata metadata) throws IOException {
        Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        if (directory == null) {
            return new StoredImage(UPRIGHT, false);
        }
        long length = Files.size(file);
        requireInside(file, directory, STRIP_OFFSETS, STRIP_BYTES, length);
        requireInside(file, directory, TILE_OFFSETS, TILE_BYTES, length);
        Integer colours = directory.getInteger(PHOTOMETRIC);
        if (colours != null && colours >= CIE_LAB && colours <= ITU_LAB) {
            throw new ImageRefusedException(
                    file,
                    "is in Lab colours, which are not understood here",
                    "convert it to RGB in an image program and save it again");
        }
        int[] extra = directory.getIntArray(EXTRA_SAMPLES);
        boolean opacity = extra != null && extra.length > 0 && extra[0] != 0;
        return new StoredImage(orientation(metadata), !opacity);
    }

    private static void requireInside(Path file, Directory directory, int offsets, int bytes, long length)
            throws IOException {
        int[] starts = directory.getIntArray(offsets);
        int[] sizes = directory.getIntArray(bytes);
        for (int i = 0; starts != null && sizes != null && i < Math.min(starts.length, sizes.length); i++) {
            long end = (starts[i] & 0xffffffffL) + (sizes[i] & 0xffffffffL);
            if (end > length) {
                throw ImageRefusedException.cutOff(file, "its pixels go to byte " + end + ", but it has " + length);
            }
        }
    }
}
