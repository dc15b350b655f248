package io.github.deconvscope.lesson.read;

import io.github.deconvscope.lesson.model.StatedNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for answers in the texts that a person reads. A number reveals an answer if the answer, printed with as many digits, is the same.
 */
public final class GivenAway {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.,])[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?(?:e-?[0-9]{1,3})?(?![\\w])");

    private GivenAway() {}

    /** The first number of a text that is an answer as it may be printed, with enough digits to tell it. */
    public static Optional<String> number(String text, double answer) {
        Matcher numbers = NUMBER.matcher(StatedNumber.readable(text));
        while (numbers.find()) {
            StatedNumber printed = new StatedNumber(numbers.group(), null);
            // "1" is what 0.948 prints as without decimals, but it does not tell it
            boolean near = Math.abs(printed.value() - answer) <= 0.02 * Math.abs(answer);
            if (near && printed.agreesWith(answer)) {
                return Optional.of(numbers.group());
            }
        }
        return Optional.empty();
    }

    /** The same, if the question does not name the number itself. */
    static Optional<String> number(String text, double answer, String ask) {
        return number(ask, answer).isPresent() ? Optional.empty() : number(text, answer);
    }

    /** Whether a text holds another, in any case of letters, as words of their own. */
    public static boolean words(String text, String answer) {
        String wanted = StatedNumber.readable(answer).strip();
        return Pattern.compile("(?<![\\w.,])" + Pattern.quote(wanted.toLowerCase(Locale.ROOT)) + "(?![\\w])")
                .matcher(StatedNumber.readable(text).toLowerCase(Locale.ROOT))
                .find();
    }
}
