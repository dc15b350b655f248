package io.github.deconvscope.figure.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Checks the sizes declared in a WebP file against its length before it is decoded, so that a damaged file is refused at once with a
 * message. Source: RFC 6386 (lossy), RFC 9649 (container and lossless).
 */
final class WebpFile {
    /** Of lossy data. The kinds of prediction alone take 3.4 bits of a macroblock of 16 x 16 pixels, with the probabilities of key frames. */
    private static final int LEAST_BITS_OF_MACROBLOCK = 3;
    /** Of lossless data, which may be as small as one likes if the picture is of one colour: from here on that is no photograph. */
    private static final int MOST_PIXELS_OF_BYTE = 1000;

    private static final long SMALL_PIXELS = 1_000_000;

    private final Path file;
    private final RandomAccessFile in;
    private int width;
    private int height;
    private boolean canvas;

    private WebpFile(Path file, RandomAccessFile in) {
        this.file = file;
        this.in = in;
    }

    /** @throws ImageRefusedException if the file is cut off, contradicts itself, or is too small for its picture */
    static void require(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            new WebpFile(file, in).require();
        } catch (EOFException e) {
            throw ImageRefusedException.cutOff(file, "it ends within its header");
        }
    }

    private void require() throws IOException {
        in.seek(4);
        long whole = 8 + (Integer.reverseBytes(in.readInt()) & 0xffffffffL);
        if (whole > in.length()) {
            throw ImageRefusedException.cutOff(file, "it has " + in.length() + " of " + whole + " bytes");
        }
        chunks(12, whole);
    }

    private void chunks(long from, long end) throws IOException {
        for (long at = from; at + 8 <= end; ) {
            in.seek(at);
            byte[] name = new byte[4];
            in.readFully(name);
            long size = Integer.reverseBytes(in.readInt()) & 0xffffffffL;
            if (at + 8 + size > end) {
                throw ImageRefusedException.cutOff(file, "one of its parts is to have " + size + " bytes");
            }
            switch (new String(name, StandardCharsets.ISO_8859_1)) {
                case "VP8X" -> canvas();
                case "ANMF" -> {
                    in.skipBytes(6);
                    requireInside(1 + threeBytes(), 1 + threeBytes());
                    chunks(at + 8 + 16, at + 8 + size);
                }
                case "VP8 " -> lossy(size);
                case "VP8L" -> lossless(size);
                default -> {
                    // Colour profile, alpha, EXIF and XMP have no size of their own.
                }
            }
            at += 8 + size + (size & 1);
        }
    }

    private int threeBytes() throws IOException {
        return in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
    }

    private void canvas() throws IOException {
        in.skipBytes(4);
        width = 1 + threeBytes();
        height = 1 + threeBytes();
        canvas = true;
    }

    private void lossy(long size) throws IOException {
        in.skipBytes(6);
        int w = Short.reverseBytes(in.readShort()) & 0x3fff;
        int h = Short.reverseBytes(in.readShort()) & 0x3fff;
        requireInside(w, h);
        requireEnough(w, h, size, leastLossyBytes(w, h));
    }

    private void lossless(long size) throws IOException {
        in.skipBytes(1);
        int bits = Integer.reverseBytes(in.readInt());
        int w = 1 + (bits & 0x3fff);
        int h = 1 + (bits >> 14 & 0x3fff);
        requireInside(w, h);
        requireEnough(w, h, size, leastLosslessBytes(w, h));
    }

    /** The fewest bytes that can hold a lossy picture of this size. */
    static long leastLossyBytes(int w, int h) {
        long macroblocks = (w + 15L) / 16 * ((h + 15L) / 16);
        return macroblocks * LEAST_BITS_OF_MACROBLOCK / 8;
    }

    /** The fewest bytes that a lossless photograph of this size takes. */
    static long leastLosslessBytes(int w, int h) {
        long pixels = (long) w * h;
        return pixels <= SMALL_PIXELS ? 0 : pixels / MOST_PIXELS_OF_BYTE;
    }

    /** A picture has to lie on its canvas, whose size is held against the limit of pixels. */
    private void requireInside(int w, int h) {
        if (canvas && (w > width || h > height)) {
            throw new ImageRefusedException(
                    file,
                    "is " + width + " x " + height + " pixels and holds a picture of " + w + " x " + h,
                    "open it in an image program and save it again as PNG or JPEG");
        }
    }

    private void requireEnough(int w, int h, long size, long least) {
        if (size < least) {
            throw new ImageRefusedException(
                    file,
                    "is to be " + w + " x " + h + " pixels in " + size
                            + " bytes, which is broken or a picture of next to one colour",
                    "save it as PNG, or choose another image");
        }
    }
}
