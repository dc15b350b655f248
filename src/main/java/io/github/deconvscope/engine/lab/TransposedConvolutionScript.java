package io.github.deconvscope.engine.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code torch.conv_transpose2d} as a TorchScript module. DJL has no transposed convolution on PyTorch (its {@code deconvolution} throws), but it
 * runs TorchScript, which is a zip file with source text; this one is small enough to be written here.
 */
final class TransposedConvolutionScript {
    /** Settings come as one tensor of 8 int64: stride, padding, output padding, dilation; height before width. */
    private static final String CODE =
            """
            class ConvTranspose2d(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.ConvTranspose2d,
                x: Tensor,
                weight: Tensor,
                s: Tensor) -> Tensor:
                stride = [int(torch.select(s, 0, 0)), int(torch.select(s, 0, 1))]
                padding = [int(torch.select(s, 0, 2)), int(torch.select(s, 0, 3))]
                output_padding = [int(torch.select(s, 0, 4)), int(torch.select(s, 0, 5))]
                dilation = [int(torch.select(s, 0, 6)), int(torch.select(s, 0, 7))]
                return torch.conv_transpose2d(x, weight, None, stride, padding, output_padding, 1, dilation)
            """;

    private TransposedConvolutionScript() {}

    /** The module as {@code torch.jit.load} takes it. */
    static InputStream open() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "data.pkl", module());
            add(zip, "code/__torch__.py", CODE.getBytes(StandardCharsets.US_ASCII));
            add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            add(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** The pickled module object: its class, and its one attribute {@code training = False}. */
    private static byte[] module() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write("c__torch__\nConvTranspose2d\n)".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        pickle.write("training".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    /** Stored, not deflated: PyTorch reads its archives in place. */
    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry("conv_transpose2d/" + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
