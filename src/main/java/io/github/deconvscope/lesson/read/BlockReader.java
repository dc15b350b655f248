package io.github.deconvscope.lesson.read;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.read.BlockFields.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the fenced blocks of a lesson into parts of a step. Collects problems instead of stopping at the first. */
final class BlockReader {
    /** The blocks there are. */
    static final List<String> NAMES = List.of("point", "cover", "setup", "do", "predict", "code", "formula", "figure");

    private final List<LessonProblem> problems;

    BlockReader(List<LessonProblem> problems) {
        this.problems = problems;
    }

    /**
     * @param name of the block
     * @param line of its opening fence
     * @param lines between the fences
     * @return empty if it is too damaged to be a part; a problem tells why
     */
    Optional<StepPart> read(String name, int line, List<String> lines) {
        BlockFields fields = new BlockFields(name, line, lines, problems);
        int before = problems.size();
        StepPart part =
                switch (name) {
                    case "point" -> point(fields);
                    case "cover" -> cover(fields);
                    case "setup" -> setUp(fields);
                    case "do" -> task(fields);
                    case "predict" -> predict(fields);
                    case "code" -> code(fields);
                    case "formula" -> formula(fields);
                    case "figure" -> figure(fields);
                    default -> unknown(name, line);
                };
        return problems.size() > before ? Optional.empty() : Optional.of(part);
    }

    private StepPart unknown(String name, int line) {
        problems.add(new LessonProblem(
                line,
                "there is no block \"" + name + "\"; there are " + String.join(", ", NAMES)
                        + ". Code that is only to be read is indented by four spaces"));
        return null;
    }

    private static StepPart point(BlockFields fields) {
        fields.allow("at");
        return new StepPart.PointAt(fields.line(), fields.needed("at"));
    }

    private static StepPart cover(BlockFields fields) {
        fields.allow("at");
        List<String> targets = Arrays.stream(fields.needed("at").split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        if (targets.isEmpty() && fields.one("at").isPresent()) {
            fields.problem(fields.line(), "\"at\" names nothing to cover; write ids, separated by commas");
        }
        return new StepPart.Cover(fields.line(), targets);
    }

    private StepPart setUp(BlockFields fields) {
        fields.allow("page", "preset", "set");
        String preset = fields.text("preset", "");
        return new StepPart.SetUp(
                fields.line(),
                fields.needed("page"),
                preset.isEmpty() ? Optional.empty() : Optional.of(preset),
                json(fields, "set").orElseGet(JsonObject::new));
    }

    private StepPart task(BlockFields fields) {
        fields.allow("ask", "until", "hint", "show", "seen");
        List<Condition> until = new ArrayList<>();
        for (Field field : fields.all("until")) {
            attempt(field, () -> until.add(ConditionReader.read(field.value(), field.line())));
        }
        if (fields.all("until").isEmpty()) {
            fields.problem(fields.line(), "the block do needs at least one line \"until: CONDITION\"");
        }
        return new StepPart.Do(
                fields.line(),
                fields.needed("ask"),
                until,
                fields.needed("hint"),
                json(fields, "show"),
                fields.text("seen", ""),
                fields.lines());
    }

    private StepPart predict(BlockFields fields) {
        if (fields.one("answer").isPresent()) {
            return number(fields);
        }
        return fields.one("curve").isPresent() ? sketch(fields) : choice(fields);
    }

    private StepPart number(BlockFields fields) {
        fields.allow("ask", "answer", "within", "right", "wrong", "if", "hint");
        List<StepPart.Explained> explained = new ArrayList<>();
        for (Field field : fields.fields()) {
            if (field.key().startsWith("if ")) {
                attempt(
                        field,
                        () -> explained.add(new StepPart.Explained(
                                Expression.parse(field.key().substring(3)), field.value())));
            }
        }
        return new StepPart.PredictNumber(
                fields.line(),
                fields.needed("ask"),
                expression(fields, "answer"),
                fields.distance("within", 0),
                fields.needed("right"),
                explained,
                fields.text("hint", ""),
                fields.needed("wrong"));
    }

    private StepPart choice(BlockFields fields) {
        fields.allow("ask", "right", "wrong", "hint");
        List<StepPart.Choice> choices = new ArrayList<>();
        for (Field field : fields.fields()) {
            if (field.key().equals("right") || field.key().equals("wrong")) {
                int bar = field.value().indexOf('|');
                if (bar < 1 || bar == field.value().length() - 1) {
                    fields.problem(field.line(), "an answer is written \"" + field.key() + ": ANSWER | WHY\"");
                } else {
                    choices.add(new StepPart.Choice(
                            field.value().substring(0, bar).strip(),
                            field.key().equals("right"),
                            field.value().substring(bar + 1).strip()));
                }
            }
        }
        if (fields.all("right").size() != 1 || fields.all("wrong").isEmpty()) {
            fields.problem(
                    fields.line(),
                    "the block predict needs one \"right\" answer and at least one \"wrong\", or \"answer\" for a number,"
                            + " or \"curve\" for a sketch");
        }
        Set<String> answers = new HashSet<>();
        for (StepPart.Choice choice : choices) {
            if (!answers.add(choice.text().toLowerCase(Locale.ROOT))) {
                fields.problem(fields.line(), "the answer \"" + choice.text() + "\" stands twice");
            }
        }
        return new StepPart.PredictChoice(fields.line(), fields.needed("ask"), choices, fields.text("hint", ""));
    }

    private StepPart sketch(BlockFields fields) {
        fields.allow("ask", "curve", "at", "x", "y", "low", "high", "within", "right", "wrong");
        List<Integer> at = new ArrayList<>();
        Field places = fields.one("at").orElse(new Field("at", "", fields.line()));
        for (String place : places.value().split(",")) {
            if (place.strip().matches("[0-9]{1,3}")
                    && (at.isEmpty() || Integer.parseInt(place.strip()) > at.get(at.size() - 1))) {
                at.add(Integer.parseInt(place.strip()));
            } else {
                fields.problem(places.line(), "\"at\" has to be ascending whole numbers, such as 0, 2, 5, 10");
                break;
            }
        }
        double low = fields.number("low", 0);
        double high = fields.number("high", 1);
        if (!(high > low)) {
            fields.problem(fields.line(), "\"high\" is " + high + "; it has to be above \"low\", " + low);
        }
        return new StepPart.PredictSketch(
                fields.line(),
                fields.needed("ask"),
                expression(fields, "curve"),
                at,
                fields.needed("x"),
                fields.needed("y"),
                low,
                high,
                fields.distance("within", 0.2 * (high - low)),
                fields.needed("right"),
                fields.needed("wrong"));
    }

    private static StepPart code(BlockFields fields) {
        fields.allow("file", "tag");
        return new StepPart.Code(fields.line(), fields.needed("file"), fields.needed("tag"));
    }

    private static StepPart formula(BlockFields fields) {
        fields.allow("latex", "words", "where");
        List<StepPart.Formula.Symbol> where = new ArrayList<>();
        for (Field field : fields.all("where")) {
            String[] parts = field.value().split("\\|", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                fields.problem(field.line(), "\"where\" has to be a line where: SYMBOL | WHAT IT STANDS FOR");
            } else {
                where.add(new StepPart.Formula.Symbol(parts[0].strip(), parts[1].strip()));
            }
        }
        return new StepPart.Formula(fields.line(), fields.needed("latex"), fields.needed("words"), where);
    }

    private static StepPart figure(BlockFields fields) {
        String id = fields.needed("id");
        fields.map().keySet().forEach(fields::one);
        Map<String, String> parameters = new LinkedHashMap<>(fields.map());
        parameters.remove("id");
        return new StepPart.Picture(fields.line(), id, parameters);
    }

    private static Expression expression(BlockFields fields, String key) {
        String text = fields.needed(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Expression.parse(text);
        } catch (IllegalArgumentException e) {
            fields.problem(fields.one(key).orElseThrow().line(), e.getMessage());
            return null;
        }
    }

    private static Optional<JsonObject> json(BlockFields fields, String key) {
        Optional<Field> field = fields.one(key);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parseString(field.get().value()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            fields.problem(
                    field.get().line(),
                    "\"" + key + "\" has to be a JSON object such as {\"iterations\": 5}; this is \""
                            + field.get().value() + "\"");
            return Optional.empty();
        }
    }

    private void attempt(Field field, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            problems.add(new LessonProblem(field.line(), e.getMessage()));
        }
    }
}
