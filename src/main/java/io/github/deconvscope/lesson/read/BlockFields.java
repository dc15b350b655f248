package io.github.deconvscope.lesson.read;

import io.github.deconvscope.lesson.model.Decimals;
import io.github.deconvscope.lesson.model.LessonProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The {@code key: value} lines of a block. A line that is indented belongs to the one above it. A key may come several times. */
final class BlockFields {
    /** One of them, with its line in the file. */
    record Field(String key, String value, int line) {}

    private final String block;
    private final int line;
    private final List<Field> fields = new ArrayList<>();
    private final List<LessonProblem> problems;

    /**
     * @param block name of the block, for messages
     * @param line of the line before the first
     * @param problems where to tell what is wrong
     */
    BlockFields(String block, int line, List<String> lines, List<LessonProblem> problems) {
        this.block = block;
        this.line = line;
        this.problems = problems;
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), line + 1 + i);
        }
    }

    private void read(String text, int at) {
        if (text.isBlank()) {
            return;
        }
        if (Character.isWhitespace(text.charAt(0)) && !fields.isEmpty()) {
            Field last = fields.remove(fields.size() - 1);
            fields.add(new Field(last.key, (last.value + " " + text.strip()).strip(), last.line));
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 1) {
            problem(at, "\"" + text.strip() + "\" is not a line KEY: VALUE of the block " + block);
            return;
        }
        fields.add(new Field(
                text.substring(0, colon).strip(), text.substring(colon + 1).strip(), at));
    }

    void problem(int at, String message) {
        problems.add(new LessonProblem(at, message));
    }

    int line() {
        return line;
    }

    List<Field> fields() {
        return fields;
    }

    List<Field> all(String key) {
        return fields.stream().filter(field -> field.key.equals(key)).toList();
    }

    Optional<Field> one(String key) {
        List<Field> found = all(key);
        if (found.size() > 1) {
            problem(found.get(1).line, "\"" + key + "\" stands twice in the block " + block);
        }
        return found.stream().findFirst();
    }

    String text(String key, String otherwise) {
        return one(key).map(Field::value).orElse(otherwise);
    }

    /** The value, or the empty text and a problem if it is missing. */
    String needed(String key) {
        Optional<Field> field = one(key);
        if (field.isEmpty() || field.get().value.isEmpty()) {
            problem(field.map(Field::line).orElse(line), "the block " + block + " needs a line \"" + key + ": ...\"");
            return "";
        }
        return field.get().value;
    }

    double number(String key, double otherwise) {
        Optional<Field> field = one(key);
        if (field.isEmpty()) {
            return otherwise;
        }
        OptionalDouble number = Decimals.read(field.get().value);
        if (number.isEmpty()) {
            problem(field.get().line, "\"" + key + "\" is \"" + field.get().value + "\"; it has to be a number");
        }
        return number.orElse(otherwise);
    }

    /** A number that may not be below zero, such as how far off is still right. */
    double distance(String key, double otherwise) {
        double number = number(key, otherwise);
        if (number < 0) {
            problem(one(key).orElseThrow().line, "\"" + key + "\" is " + number + "; it has to be 0 or more");
        }
        return number;
    }

    /** All fields as a map; later ones win. */
    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        fields.forEach(field -> map.put(field.key, field.value));
        return map;
    }

    /** The line of each key; of its first, where it comes several times. */
    Map<String, Integer> lines() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        fields.forEach(field -> lines.putIfAbsent(field.key, field.line));
        return lines;
    }

    /** Tells of keys that the block does not have. */
    void allow(String... keys) {
        for (Field field : fields) {
            String first = field.key.split(" ")[0];
            if (!List.of(keys).contains(first)) {
                problem(
                        field.line,
                        "the block " + block + " has no line \"" + field.key + "\"; it has " + String.join(", ", keys));
            }
        }
    }
}
