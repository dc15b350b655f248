package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file with its encoding, detected by its first bytes: UTF-8, or UTF-16 as spreadsheets save it; Windows-1252 if it is neither.
 *
 * @param path the file
 * @param charset how its characters are written
 * @param mark bytes before the first character
 */
record TextFile(Path path, Charset charset, int mark) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int SAMPLE = 4096;

    /**
     * Finds out how a text is written.
     *
     * @throws InvalidInputException if it is empty or no text
     */
    static TextFile of(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(SAMPLE);
        }
        if (head.length == 0) {
            throw new InvalidInputException(path + " is empty. Give a CSV, TSV or TensorBoard file.");
        }
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            return new TextFile(path, StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xff, 0xfe)) {
            return new TextFile(path, StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xfe, 0xff)) {
            return new TextFile(path, StandardCharsets.UTF_16BE, 2);
        }
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] == 0) {
            Charset charset = isUtf8(path) ? StandardCharsets.UTF_8 : WINDOWS;
            return new TextFile(path, charset, 0);
        }
        // Latin letters, digits and separators leave every other byte of UTF-16 zero.
        if (zeros[0] == 0 && zeros[1] > head.length / 4) {
            return new TextFile(path, StandardCharsets.UTF_16LE, 0);
        }
        if (zeros[1] == 0 && zeros[0] > head.length / 4) {
            return new TextFile(path, StandardCharsets.UTF_16BE, 0);
        }
        throw new InvalidInputException(
                path + " is neither text nor a TensorBoard event file. Give a CSV, TSV or TensorBoard file.");
    }

    boolean isGuess() {
        return charset.equals(WINDOWS);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(Path path) throws IOException {
        char[] chunk = new char[1 << 15];
        try (Reader in = new InputStreamReader(
                new BufferedInputStream(Files.newInputStream(path), 1 << 16), StandardCharsets.UTF_8.newDecoder())) {
            while (in.read(chunk) >= 0) {
                // Only whether it can be read counts.
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The text after the mark; reading throws {@link CharacterCodingException} where the bytes are no characters. */
    BufferedReader open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.skipNBytes(mark);
        return new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
    }
}
