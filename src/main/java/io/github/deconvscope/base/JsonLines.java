package io.github.deconvscope.base;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Files with one JSON object a line, to which lines are only added. A reader may meet the file at any moment: a last line without its
 * end is left for later, a damaged line is counted and passed over.
 *
 * <p>JSON has no NaN or infinity; they are written as the strings "NaN", "Infinity" and "-Infinity", which {@code float()} in Python
 * reads back.
 */
public final class JsonLines {
    private static final int MAX_LINE = 1 << 20;

    private final Path file;
    private long offset;
    private long line;
    private long damagedLines;

    /** @param file need not exist yet */
    public JsonLines(Path file) {
        this.file = file;
    }

    /**
     * Reads the lines that came since the last call.
     *
     * @param reader gets the objects in their order
     * @throws InvalidInputException from the reader, with the number of the line: a whole line that does not hold what it has to
     */
    public void readNew(Consumer<JsonFields> reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < offset) {
                throw new IOException(file + " became shorter while it was read.");
            }
            in.seek(offset);
            byte[] chunk = new byte[1 << 16];
            byte[] text = new byte[1 << 12];
            int length = 0;
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == '\n') {
                        offset += length + 1L;
                        line++;
                        parse(new String(text, 0, Math.min(length, text.length), StandardCharsets.UTF_8), reader);
                        length = 0;
                    } else {
                        if (length == text.length && text.length < MAX_LINE) {
                            text = java.util.Arrays.copyOf(text, 2 * text.length);
                        }
                        if (length < text.length) {
                            text[length] = chunk[i];
                        }
                        length++;
                    }
                }
            }
        }
    }

    private void parse(String text, Consumer<JsonFields> reader) {
        String object = line == 1 ? TextFile.withoutMark(text) : text;
        if (object.isBlank()) {
            return;
        }
        JsonElement element;
        try {
            element = JsonParser.parseString(object);
        } catch (JsonParseException e) {
            damagedLines++;
            return;
        }
        if (element.isJsonObject()) {
            reader.accept(new JsonFields(file + ", line " + line, element.getAsJsonObject()));
        } else {
            damagedLines++;
        }
    }

    /** Whole lines that could not be read. */
    public long damagedLines() {
        return damagedLines;
    }

    /** Adds a number, or the name of what is not one; {@link JsonFields#number} reads it back. */
    public static void put(JsonObject json, String key, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(key, value);
        } else {
            json.addProperty(key, String.valueOf(value));
        }
    }
}
