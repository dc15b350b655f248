package io.github.deconvscope.run.experiment;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.deconvscope.base.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** At which line of a JSON text each member stands, so that a refusal can say where to look. */
final class MemberLines {
    /** A reader says where it is only in words. */
    private static final Pattern LINE = Pattern.compile("at line (\\d+)");

    private final Map<String, Integer> lines = new HashMap<>();
    private final String place;

    private MemberLines(String place) {
        this.place = place;
    }

    /**
     * Reads through a text.
     *
     * @param place what the text is, for messages
     * @throws InvalidInputException if it is not JSON as the standard has it, or an object has two members of one name, of which one
     *     would be passed over
     */
    static MemberLines of(String place, String text) {
        MemberLines found = new MemberLines(place);
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            found.walk(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new InvalidInputException(place + lineOf(reader.toString()) + ": something follows the object.");
            }
            return found;
        } catch (MalformedJsonException | EOFException e) {
            String words = String.valueOf(e.getMessage());
            throw new InvalidInputException(
                    place + lineOf(words) + " is not JSON: " + words.replaceFirst("(?s) at line.*", "") + ".", e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void walk(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                reader.beginObject();
                while (reader.hasNext()) {
                    reader.nextName();
                    Matcher line = LINE.matcher(reader.toString());
                    Integer before = lines.put(reader.getPath(), line.find() ? Integer.parseInt(line.group(1)) : 0);
                    if (before != null) {
                        throw new InvalidInputException(place + lineOf(reader.toString()) + ": "
                                + reader.getPath().replaceFirst("^\\$\\.?", "") + " is there twice, first in line "
                                + before + ". Take one away.");
                    }
                    walk(reader);
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    walk(reader);
                }
                reader.endArray();
            }
            default -> reader.skipValue();
        }
    }

    private static String lineOf(String words) {
        Matcher line = LINE.matcher(words);
        return line.find() ? ", line " + line.group(1) : "";
    }

    /**
     * The place of a member, such as {@code table.json, line 7}; of what has no line of its own that of what it lies in.
     *
     * @param path as Gson writes it, such as {@code $.groups[0].set}
     */
    String at(String path) {
        for (String above = path; !above.isEmpty(); above = above.replaceFirst("(\\.[^.\\[]*|\\[\\d+]|\\$)$", "")) {
            if (lines.containsKey(above)) {
                return place + ", line " + lines.get(above);
            }
        }
        return place;
    }
}
