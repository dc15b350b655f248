package io.github.deconvscope.app;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Java knows paths as text, in the character set of the locale. A letter that this set lacks becomes a question mark, and what was to be
 * written there lands in another folder, whose name has the question mark. So the program looks before it does anything.
 *
 * <p>Linux only: on macOS the set is always UTF-8, and Windows allows no question mark in a name.
 */
final class PathLetters {
    private static final Path PROCESS = Path.of("/proc/self");

    private PathLetters() {}

    /**
     * Looks at the command line, the folder the program was started in and the home folder.
     *
     * @throws InvalidInputException if one of them has a letter that this Java cannot keep
     */
    static void require() {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
        try {
            for (byte[] word : split(Files.readAllBytes(PROCESS.resolve("cmdline")))) {
                require("The argument", word, charset);
            }
            require("The folder", raw(PROCESS.resolve("cwd").toRealPath()), charset);
            for (byte[] word : split(Files.readAllBytes(PROCESS.resolve("environ")))) {
                if (new String(word, StandardCharsets.ISO_8859_1).startsWith("HOME=")) {
                    require("The home folder", Arrays.copyOfRange(word, "HOME=".length(), word.length), charset);
                }
            }
        } catch (IOException e) {
            // No Linux, or one that does not tell.
            return;
        }
    }

    /**
     * Refuses a name that is another one after it was text.
     *
     * @param what the first word of the message
     * @param name as the system knows it
     * @param charset of the locale
     */
    static void require(String what, byte[] name, Charset charset) {
        if (!keeps(charset, name)) {
            throw new InvalidInputException(what + " " + new String(name, StandardCharsets.UTF_8)
                    + " has letters that the locale's character set, " + charset.name()
                    + ", does not have, so files would land elsewhere. Set the locale to one that has them, such as: export"
                    + " LC_ALL=C.UTF-8");
        }
    }

    private static boolean keeps(Charset charset, byte[] name) {
        try {
            // A new decoder reports what it cannot read, instead of replacing it.
            ByteBuffer back = charset.newEncoder().encode(charset.newDecoder().decode(ByteBuffer.wrap(name)));
            return back.equals(ByteBuffer.wrap(name));
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The bytes of the path: its address spells every one of them that is no plain letter. */
    private static byte[] raw(Path path) {
        String address = URI.create(path.toUri().toString()).getRawPath();
        byte[] bytes = new byte[address.length()];
        int size = 0;
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == '%') {
                bytes[size++] = (byte) Integer.parseInt(address, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[size++] = (byte) address.charAt(i);
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    private static List<byte[]> split(byte[] zeroEnded) {
        List<byte[]> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < zeroEnded.length; i++) {
            if (zeroEnded[i] == 0) {
                words.add(Arrays.copyOfRange(zeroEnded, start, i));
                start = i + 1;
            }
        }
        return words;
    }
}
