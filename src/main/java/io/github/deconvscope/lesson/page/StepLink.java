package io.github.deconvscope.lesson.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a lesson as the state of the page Learn, as in the link {@code deconvscope:learn?lesson+08-whitening+step+3}.
 *
 * @param lesson id of the lesson
 * @param step from 1
 */
public record StepLink(String lesson, int step) {
    private static final Pattern FORM = Pattern.compile("lesson (\\S+) step ([1-9]\\d{0,3})");

    /** Reads {@link #toString} back; empty for any other text. */
    public static Optional<StepLink> parse(String state) {
        Matcher matcher = FORM.matcher(state);
        return matcher.matches()
                ? Optional.of(new StepLink(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Reads what a person gives with a flag: {@code 08-whitening}, or {@code 08-whitening:3} for its third step. */
    public static Optional<StepLink> parseFlag(String text) {
        int colon = text.lastIndexOf(':');
        return parse(
                colon < 0
                        ? "lesson " + text + " step 1"
                        : "lesson " + text.substring(0, colon) + " step " + text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return "lesson " + lesson + " step " + step;
    }
}
