package io.github.deconvscope.lesson.read;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.OwnFigure;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the numbers of a lesson's texts are what they claim to be. A number that looks measured carries where it comes from: one with a
 * point, a comma or an exponent, or one before a per cent sign, "times" or a unit of time or memory. Numbers that nobody measured (a
 * setting, a definition, an example) stand in the lesson's line {@code given}.
 */
final class TextChecker {
    private static final String DIGITS = "[0-9]+(?:[.,][0-9]+)*(?:e-?[0-9]+)?";
    private static final Pattern BARE = Pattern.compile(
            "(?<![\\w.,])(" + DIGITS + ")(?:(\\s*(?:%|per cent\\b|percent\\b"
                    + "|times\\b(?!\\s+[0-9])|fold\\b|ms\\b|s\\b|seconds?\\b|minutes?\\b|hours?\\b|[KMG]i?B\\b|points\\b))|(?!\\w))");
    private static final Pattern DECIMAL =
            Pattern.compile("[0-9]+(?:[.,][0-9]+(?:e-?[0-9]+)?|e-?[0-9]+)|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?");
    private static final Pattern CITED = Pattern.compile("\\[([0-9]+)\\]");

    private final Lesson lesson;
    private final LessonWorld world;
    private final LessonFunctions functions;
    private final BiConsumer<Integer, String> tell;
    private final Set<String> used = new TreeSet<>();

    /** @param tell takes the line and what is wrong */
    TextChecker(Lesson lesson, LessonWorld world, LessonFunctions functions, BiConsumer<Integer, String> tell) {
        this.lesson = lesson;
        this.world = world;
        this.functions = functions;
        this.tell = tell;
    }

    /**
     * Checks a text of a step.
     *
     * @param page in view; empty for none
     * @param state of the page as the step shows it
     * @throws IllegalArgumentException if a number cannot be computed
     */
    void check(LessonStep step, int line, String text, String page, JsonObject state) {
        for (StatedNumber number : StatedNumber.in(text)) {
            if (number.origin() instanceof StatedNumber.Quoted quoted) {
                quoted(line, text, number, quoted);
            } else if (number.origin() instanceof StatedNumber.Shown shown) {
                shown(step, line, number, shown, page, state);
            } else if (number.origin() instanceof StatedNumber.Computed computed) {
                agrees(
                        line,
                        number,
                        computed.expression().toString(),
                        computed.expression().value(functions));
            }
        }
        bare(line, StatedNumber.without(text));
        for (Matcher cited = CITED.matcher(StatedNumber.without(text)); cited.find(); ) {
            if (cited.group(1).length() > 3 || Integer.parseInt(cited.group(1)) > sources()) {
                tell.accept(line, "the text cites " + cited.group() + ", but the lesson has " + sources() + " sources");
            }
        }
    }

    /** Checks what is printed as it is: headings, goals, words of formulas. */
    void plain(int line, String text) {
        if (!StatedNumber.in(text).isEmpty()) {
            tell.accept(line, "\"" + text + "\" is printed as it is; state numbers in paragraphs and blocks");
        }
        bare(line, text);
    }

    /** What stands in the line {@code given} and nowhere else. */
    void end() {
        for (String number : lesson.given()) {
            if (!used.contains(number)) {
                tell.accept(
                        lesson.lineOf("given"),
                        "\"" + number
                                + "\" is given, but no text of the lesson has it without saying where it is from");
            }
        }
    }

    private int sources() {
        return lesson.sources().size();
    }

    private void quoted(int line, String text, StatedNumber number, StatedNumber.Quoted quoted) {
        if (quoted.source() > sources()) {
            tell.accept(
                    line,
                    "{" + number.shown() + " from " + quoted.source() + "}: the lesson has " + sources() + " sources");
        } else if (!text.contains("[" + quoted.source() + "]")) {
            tell.accept(
                    line,
                    number.shown() + " is quoted from source " + quoted.source()
                            + ", which the paragraph does not cite; write [" + quoted.source() + "] behind it");
        }
    }

    private void shown(
            LessonStep step, int line, StatedNumber number, StatedNumber.Shown shown, String page, JsonObject state) {
        List<StepPart.Picture> pictures = step.parts(StepPart.Picture.class).stream()
                .filter(picture -> picture.id().equals(shown.figure()))
                .toList();
        if (pictures.size() > 1) {
            tell.accept(
                    line,
                    "the step shows the figure " + shown.figure() + " " + pictures.size() + " times, so {"
                            + number.shown() + " in " + shown.figure()
                            + "} could be of any; show one of them in another"
                            + " step");
            return;
        }
        Map<String, String> parameters = pictures.isEmpty()
                ? OwnFigure.of(page, state).map(OwnFigure::parameters).orElse(null)
                : pictures.get(0).parameters();
        if (parameters == null || pictures.isEmpty() && !shown.figure().startsWith(page + "-")) {
            tell.accept(
                    line,
                    "the step shows no figure " + shown.figure() + ", and it is none of the page in view; add a block"
                            + " figure");
            return;
        }
        try {
            agrees(
                    line,
                    number,
                    shown + " of the figure " + shown.figure(),
                    world.shown(shown.figure(), parameters, shown.column(), shown.row()));
        } catch (IllegalArgumentException e) {
            tell.accept(line, "{" + number.shown() + " in " + shown.figure() + "}: " + e.getMessage());
        }
    }

    private void agrees(int line, StatedNumber number, String what, double value) {
        if (!number.agreesWith(value)) {
            tell.accept(line, "the text says " + number.shown() + ", but " + what + " is " + value);
        }
    }

    private void bare(int line, String text) {
        Matcher bare = BARE.matcher(text.replaceAll("`[^`]*`", ""));
        Set<String> told = new TreeSet<>();
        while (bare.find()) {
            String number = bare.group(1);
            boolean decimal = DECIMAL.matcher(number).matches();
            if (!decimal && bare.group(2) == null) {
                continue;
            }
            if (lesson.given().contains(number)) {
                used.add(number);
            } else if (told.add(number)) {
                tell.accept(
                        line,
                        "\"" + bare.group().strip() + "\" looks measured and does not say where it is from; write {"
                                + number + " = EXPRESSION}, {" + number + " in FIGURE: COLUMN at ROW} or {" + number
                                + " from 1}, or name it in a line \"given: " + number
                                + "\" at the top if it is a setting, a definition or an example");
            }
        }
    }
}
