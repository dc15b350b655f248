package io.github.deconvscope.base;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells files that this program wrote from those of a person: nothing is written over the latter unless a dialog asked.
 *
 * <p>Pictures, documents, programs and states say near their start or end what wrote them, each in the way of its format. The program's name
 * alone says nothing: a person's notes or programs name it too. Where a format has no room for it, the caller says how a file of its own
 * begins.
 */
public final class OwnFile {
    /** What an HTML page of this program holds in its head. */
    public static final String HTML_MARK = "<meta name=\"generator\" content=\"DeconvScope\">";

    /** In this order: a state, alone or in a picture; PNG; GIF without a state; PDF; PGF and PostScript; HTML; the Python program of a net. */
    private static final List<String> MARKS = List.of(
            "\"format\":\"deconvscope-figure\"",
            "\"format\": \"deconvscope-figure\"",
            "Software\0\0\0\0\0DeconvScope",
            "!\u00fe\u000bDeconvScope",
            "/Creator (DeconvScope)",
            "%DeconvScope: ",
            HTML_MARK,
            "\n\nWritten by DeconvScope.");

    private static final int LOOKED_AT = 1 << 16;

    private OwnFile() {}

    /**
     * Refuses a place where a file lies that another program or a person wrote.
     *
     * @param file need not exist
     * @param starts how a file of this program may begin that does not hold its name
     * @throws InvalidInputException that names the file and says what to do
     */
    public static void require(Path file, String... starts) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > 0 && !isOwn(file, starts)) {
            throw new InvalidInputException(file + " is there already and was not written by DeconvScope, so it stays"
                    + " as it is. Name another file, or move that one away.");
        }
    }

    /** Whether the file says near its start or end that this program wrote it, or begins as told. */
    public static boolean isOwn(Path file, String... starts) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            String start = text(in, 0);
            for (String expected : starts) {
                if (start.startsWith(bytes(expected))) {
                    return true;
                }
            }
            return marked(start) || marked(text(in, Math.max(0, in.length() - LOOKED_AT)));
        }
    }

    private static boolean marked(String text) {
        return MARKS.stream().anyMatch(text::contains);
    }

    private static String text(RandomAccessFile in, long from) throws IOException {
        byte[] part = new byte[(int) Math.min(LOOKED_AT, in.length() - from)];
        in.seek(from);
        in.readFully(part);
        return new String(part, StandardCharsets.ISO_8859_1);
    }

    /** The text as its UTF-8 bytes look when each is taken for a letter. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
