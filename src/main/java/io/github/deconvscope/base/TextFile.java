package io.github.deconvscope.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text that a person or another program may have written. */
public final class TextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /** The text of a file in UTF-8, without the byte order mark that some editors put before it. */
    public static String read(Path file) throws IOException {
        return withoutMark(Files.readString(file));
    }

    /** The text without a byte order mark. */
    public static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
