package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites messages of the command line for the form of the window: flags become the labels of options, and ids the names of choices. Flags
 * that are not options of a run stay.
 */
public final class FormWords {
    private static final Pattern FLAG = Pattern.compile("--([a-z0-9][a-z0-9-]*)(?: ([a-z0-9][a-z0-9-]*))?");

    private FormWords() {}

    /** Such as {@code "Iterations" does nothing beside "Normalization: Batch normalization"} for {@code --iterations does nothing beside --normalization batchnorm}. */
    public static String of(String message) {
        return FLAG.matcher(message).replaceAll(flag -> Matcher.quoteReplacement(words(flag)));
    }

    private static String words(MatchResult flag) {
        Optional<RunOption> named = Arrays.stream(RunOption.values())
                .filter(option -> option.id().equals(flag.group(1)))
                .findFirst();
        if (named.isEmpty()) {
            return flag.group();
        }
        String value = flag.group(2);
        Optional<String> choice = choice(named.get().type(), value);
        String rest = value == null || choice.isPresent() ? "" : " " + value;
        return '"' + named.get().label() + choice.map(label -> ": " + label).orElse("") + '"' + rest;
    }

    private static Optional<String> choice(OptionType type, @Nullable String id) {
        return type instanceof OptionType.OneOf<?> oneOf
                ? Arrays.stream(oneOf.choices().getEnumConstants())
                        .map(Choice.class::cast)
                        .filter(choice -> choice.id().equals(id))
                        .map(Choice::label)
                        .findFirst()
                : Optional.empty();
    }
}
