package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Makes picture files for tests. */
final class TestImages {
    private TestImages() {}

    /** Writes {@code image.FORMAT}. */
    static Path write(Path dir, BufferedImage image, String format) throws IOException {
        Path file = dir.resolve("image." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    /** Copies a picture of the test resources. */
    static Path resource(Path dir, String name) throws IOException {
        Path file = dir.resolve(name);
        try (InputStream in = TestImages.class.getResourceAsStream("/images/" + name)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** A grey 8-bit PNG whose header says what it is told to say. */
    static byte[] png(int width, int height, byte[] raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray(), header.size());
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[raw.length / 100 + 1000];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", packed, length);
        chunk(out, "IEND", new byte[0], 0);
        return bytes.toByteArray();
    }

    /** A chunk of a PNG: length, name, the first bytes of the data and their checksum. */
    static void chunk(DataOutputStream out, String type, byte[] data, int length) throws IOException {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }
}
