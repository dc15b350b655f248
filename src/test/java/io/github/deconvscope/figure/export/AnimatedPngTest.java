package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An animated PNG, taken apart by the standard alone: each frame is made a PNG of its own, and Java reads that. */
class AnimatedPngTest {
    private static final int MILLIS = 250;

    @TempDir
    Path folder;

    private record Chunk(String type, byte[] data) {
        DataInputStream read() {
            return new DataInputStream(new ByteArrayInputStream(data));
        }
    }

    @Test
    void everyFrameIsThePictureOfItsFigure() throws IOException {
        List<Figure> frames = FigureCatalog.standard()
                .find("whitening-after")
                .frames(Map.of("source", "synthetic", "iterations", "3"), Optional.empty());
        assertThat(frames).hasSizeGreaterThan(2);
        ExportSettings settings = ExportSettings.screen(320, 240, FigureTheme.LIGHT);
        Path file = folder.resolve("moves.png");
        FigureExporter.writeAnimation(frames, MILLIS, Optional.empty(), settings, file);

        List<Chunk> chunks = chunks(Files.readAllBytes(file));
        Chunk head = chunks.get(0);
        assertThat(head.type).isEqualTo("IHDR");
        Chunk control =
                chunks.stream().filter(c -> c.type.equals("acTL")).findFirst().orElseThrow();
        assertThat(control.read().readInt()).isEqualTo(frames.size());
        int sequence = 0;
        List<ByteArrayOutputStream> pictures = new ArrayList<>();
        List<Rectangle> parts = new ArrayList<>();
        for (Chunk chunk : chunks) {
            DataInputStream in = chunk.read();
            switch (chunk.type) {
                case "fcTL" -> {
                    assertThat(in.readInt()).isEqualTo(sequence++);
                    int width = in.readInt();
                    int height = in.readInt();
                    Rectangle part = new Rectangle(in.readInt(), in.readInt(), width, height);
                    Rectangle whole = new Rectangle(settings.pixelWidth(), settings.pixelHeight());
                    assertThat(whole.contains(part)).isTrue();
                    assertThat(parts.isEmpty()).as("the first is whole").isEqualTo(part.equals(whole));
                    parts.add(part);
                    assertThat(1000 * in.readShort() / in.readShort()).isEqualTo(MILLIS);
                    pictures.add(new ByteArrayOutputStream());
                }
                case "fdAT" -> {
                    assertThat(in.readInt()).isEqualTo(sequence++);
                    assertThat(pictures).as("later frames only").hasSizeGreaterThan(1);
                    pictures.get(pictures.size() - 1).write(in.readAllBytes());
                }
                case "IDAT" -> {
                    assertThat(pictures).as("the first frame").hasSize(1);
                    pictures.get(0).write(chunk.data);
                }
                default -> {}
            }
        }
        assertThat(pictures).hasSameSizeAs(frames);
        BufferedImage shown =
                new BufferedImage(settings.pixelWidth(), settings.pixelHeight(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < frames.size(); i++) {
            Rectangle part = parts.get(i);
            BufferedImage changed = ImageIO.read(
                    new ByteArrayInputStream(alone(head, part, pictures.get(i).toByteArray())));
            shown.createGraphics().drawImage(changed, part.x, part.y, null);
            BufferedImage own = Raster.paint(frames.get(i), settings);
            int width = own.getWidth();
            assertThat(shown.getRGB(0, 0, width, own.getHeight(), null, 0, width))
                    .as("frame " + i)
                    .isEqualTo(own.getRGB(0, 0, width, own.getHeight(), null, 0, width));
        }
    }

    private static List<Chunk> chunks(byte[] png) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(png));
        assertThat(in.readLong()).isEqualTo(0x89504E470D0A1A0AL);
        List<Chunk> chunks = new ArrayList<>();
        while (in.available() > 0) {
            byte[] data = new byte[in.readInt()];
            byte[] type = new byte[4];
            in.readFully(type);
            in.readFully(data);
            assertThat(in.readInt()).isEqualTo((int) sum(type, data));
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        assertThat(chunks.get(chunks.size() - 1).type).isEqualTo("IEND");
        return chunks;
    }

    private static long sum(byte[] type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        return crc.getValue();
    }

    private static byte[] alone(Chunk whole, Rectangle part, byte[] pixels) throws IOException {
        byte[] size = whole.data.clone();
        java.nio.ByteBuffer.wrap(size).putInt(part.width).putInt(part.height);
        Chunk head = new Chunk(whole.type, size);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.writeLong(0x89504E470D0A1A0AL);
        for (Chunk chunk : List.of(head, new Chunk("IDAT", pixels), new Chunk("IEND", new byte[0]))) {
            byte[] type = chunk.type.getBytes(StandardCharsets.US_ASCII);
            out.writeInt(chunk.data.length);
            out.write(type);
            out.write(chunk.data);
            out.writeInt((int) sum(type, chunk.data));
        }
        return png.toByteArray();
    }
}
