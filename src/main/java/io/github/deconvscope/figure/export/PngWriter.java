package io.github.deconvscope.figure.export;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG and animated PNG, with the resolution and texts, and nothing that depends on the day.
 *
 * <p>Source: PNG (third edition), W3C, sections 5, 9 and 11; the animation chunks are part of that edition.
 */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final int CHUNK_BYTES = 1 << 18;
    private static final double METRES_PER_INCH = 0.0254;

    private final DataOutputStream out;
    private int sequence;

    private PngWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /**
     * @param dpi pixels per inch; not above 0: not written
     * @param texts international text chunks by keyword (Latin letters, at most 79)
     */
    static void write(BufferedImage image, double dpi, Map<String, String> texts, OutputStream to) throws IOException {
        PngWriter writer = new PngWriter(to);
        writer.head(image, dpi, texts);
        writer.pixels(image, false);
        writer.chunk("IEND", new byte[0], 0);
        writer.out.flush();
    }

    /** An animation that loops, each frame stored as what changed; all frames have the size of the first. Readers without animation show the first frame. */
    static void writeAnimation(
            List<BufferedImage> frames, int millis, double dpi, Map<String, String> texts, OutputStream to)
            throws IOException {
        PngWriter writer = new PngWriter(to);
        BufferedImage first = frames.get(0);
        writer.head(first, dpi, texts);
        writer.chunk("acTL", bytes(data -> {
            data.writeInt(frames.size());
            data.writeInt(0);
        }));
        for (int i = 0; i < frames.size(); i++) {
            Rectangle part = i == 0
                    ? new Rectangle(first.getWidth(), first.getHeight())
                    : ChangedPart.between(frames.get(i - 1), frames.get(i));
            writer.chunk("fcTL", bytes(data -> {
                data.writeInt(writer.sequence++);
                data.writeInt(part.width);
                data.writeInt(part.height);
                data.writeInt(part.x);
                data.writeInt(part.y);
                data.writeShort(millis);
                data.writeShort(1000);
                data.writeShort(0);
            }));
            writer.pixels(frames.get(i).getSubimage(part.x, part.y, part.width, part.height), i > 0);
        }
        writer.chunk("IEND", new byte[0], 0);
        writer.out.flush();
    }

    private void head(BufferedImage image, double dpi, Map<String, String> texts) throws IOException {
        out.write(SIGNATURE);
        chunk("IHDR", bytes(data -> {
            data.writeInt(image.getWidth());
            data.writeInt(image.getHeight());
            data.writeByte(8);
            data.writeByte(image.getColorModel().hasAlpha() ? 6 : 2);
            data.write(new byte[3]);
        }));
        if (dpi > 0) {
            int perMetre = (int) Math.round(dpi / METRES_PER_INCH);
            chunk("pHYs", bytes(data -> {
                data.writeInt(perMetre);
                data.writeInt(perMetre);
                data.writeByte(1);
            }));
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            chunk("iTXt", bytes(data -> {
                data.write(text.getKey().getBytes(StandardCharsets.ISO_8859_1));
                data.write(new byte[5]);
                data.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }));
        }
    }

    private void pixels(BufferedImage image, boolean laterFrame) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(7);
        try (DeflaterOutputStream zip = new DeflaterOutputStream(packed, deflater, 1 << 15)) {
            filter(image, zip);
        } finally {
            deflater.end();
        }
        byte[] all = packed.toByteArray();
        for (int from = 0; from < all.length; from += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, all.length - from);
            int start = from;
            if (laterFrame) {
                chunk("fdAT", bytes(data -> {
                    data.writeInt(sequence++);
                    data.write(all, start, length);
                }));
            } else {
                chunk("IDAT", java.util.Arrays.copyOfRange(all, start, start + length), length);
            }
        }
    }

    /** Each row is stored as its difference to the row above (filter 2) or to the pixel before (1), whichever is smaller. */
    private static void filter(BufferedImage image, OutputStream zip) throws IOException {
        int depth = image.getColorModel().hasAlpha() ? 4 : 3;
        int width = image.getWidth();
        int[] pixels = new int[width];
        byte[] row = new byte[width * depth];
        byte[] above = new byte[width * depth];
        byte[][] filtered = new byte[3][width * depth];
        // Stored as getRGB would give them, which converts pixel by pixel all the same.
        boolean plain = image.getType() == BufferedImage.TYPE_INT_RGB || image.getType() == BufferedImage.TYPE_INT_ARGB;
        for (int y = 0; y < image.getHeight(); y++) {
            if (plain) {
                image.getRaster().getDataElements(0, y, width, 1, pixels);
            } else {
                image.getRGB(0, y, width, 1, pixels, 0, width);
            }
            for (int x = 0; x < width; x++) {
                int argb = pixels[x];
                row[x * depth] = (byte) (argb >> 16);
                row[x * depth + 1] = (byte) (argb >> 8);
                row[x * depth + 2] = (byte) argb;
                if (depth == 4) {
                    row[x * depth + 3] = (byte) (argb >>> 24);
                }
            }
            long[] cost = new long[3];
            for (int i = 0; i < row.length; i++) {
                filtered[0][i] = row[i];
                filtered[1][i] = (byte) (row[i] - (i < depth ? 0 : row[i - depth]));
                filtered[2][i] = (byte) (row[i] - above[i]);
                for (int f = 0; f < 3; f++) {
                    cost[f] += Math.abs(filtered[f][i]);
                }
            }
            int best = cost[2] <= cost[1] && cost[2] <= cost[0] ? 2 : cost[1] <= cost[0] ? 1 : 0;
            zip.write(best);
            zip.write(filtered[best]);
            byte[] swap = above;
            above = row;
            row = swap;
        }
    }

    private void chunk(String type, byte[] data) throws IOException {
        chunk(type, data, data.length);
    }

    private void chunk(String type, byte[] data, int length) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }

    private interface Body {
        void write(DataOutputStream data) throws IOException;
    }

    private static byte[] bytes(Body body) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        body.write(new DataOutputStream(buffer));
        return buffer.toByteArray();
    }
}
