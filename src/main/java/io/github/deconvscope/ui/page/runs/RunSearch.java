package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds runs by words, all of which have to fit, in any order and case; hyphens and spaces make no difference, so that {@code vgg11} is
 * VGG-11.
 *
 * <ul>
 *   <li>{@code lr=0.1} and {@code --lr 0.1} ask for the value of an option or a result: the beginning of its name is enough. Numbers are
 *       compared as numbers; of a text any part will do.
 *   <li>Any other word is looked for in name, folder, tags, state, in what is chosen in options, as typed and as shown, in texts, and among
 *       the numbers that are not the usual ones; an option that is on is found by its name.
 *   <li>What stands in quotation marks is one word.
 * </ul>
 */
final class RunSearch {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");
    private static final Pattern BETWEEN = Pattern.compile("[\\s_-]+");
    /** The options that are numbers. */
    private static final List<RunColumn> NUMBERS = RunColumn.all().stream()
            .filter(column -> column.numeric() && column.option().isPresent())
            .toList();

    private RunSearch() {}

    static Predicate<RunEntry> of(String query) {
        List<String> words = words(query);
        List<Predicate<RunEntry>> all = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).replaceFirst("^--(?=.)", "");
            boolean flag = !word.equals(words.get(i));
            if (flag && !word.contains("=") && i + 1 < words.size()) {
                i++;
                word += "=" + words.get(i);
            }
            all.add(word(word));
        }
        return all.stream().reduce(entry -> true, Predicate::and);
    }

    private static List<String> words(String query) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(query);
        while (word.find()) {
            words.add(word.group().replace("\"", ""));
        }
        return words;
    }

    private static Predicate<RunEntry> word(String word) {
        int equals = word.indexOf('=');
        String name = plain(word.substring(0, Math.max(0, equals)));
        List<RunColumn> columns = name.isEmpty()
                ? List.of()
                : RunColumn.all().stream()
                        .filter(column -> plain(column.id()).startsWith(name)
                                || plain(column.label()).startsWith(name))
                        .toList();
        if (columns.isEmpty()) {
            String wanted = plain(word);
            Double number = number(word);
            return entry -> texts(entry).anyMatch(text -> plain(text).contains(wanted))
                    || !number.isNaN() && isSet(number, entry);
        }
        String typed = word.substring(equals + 1);
        Double number = number(typed);
        return entry -> columns.stream().anyMatch(column -> isValue(column, entry, typed, number));
    }

    /**
     * Whether a run has a value; while none is typed yet, whether it has any.
     *
     * @param number that was typed; NaN for none
     */
    private static boolean isValue(RunColumn column, RunEntry entry, String typed, Double number) {
        Object value = column.value(entry);
        if (value instanceof Double own) {
            return !own.isNaN()
                    && (typed.isEmpty()
                            || own.equals(number)
                            || plain(column.shown(own)).equals(plain(typed)));
        }
        String text = value.toString();
        return !text.isEmpty()
                && Stream.concat(Stream.of(text), column.option().stream().flatMap(option -> entry.config().stream()
                                .flatMap(config -> labels(config, option))))
                        .anyMatch(each -> plain(each).contains(plain(typed)));
    }

    /** What is read of a run beside its numbers. */
    private static Stream<String> texts(RunEntry entry) {
        Stream<String> own = Stream.of(
                entry.displayName(),
                entry.path().getFileName().toString(),
                String.join("\n", entry.labels().tags()),
                entry.condition().label(),
                entry.state().label());
        Stream<String> options = RunColumn.all().stream()
                .filter(column -> !column.numeric())
                .flatMap(column -> words(column, column.value(entry).toString(), entry));
        return Stream.concat(own, options);
    }

    private static Stream<String> words(RunColumn column, String value, RunEntry entry) {
        if (value.isEmpty() || column.option().isEmpty()) {
            return Stream.of(value);
        }
        RunOption option = column.option().get();
        if (option.type() instanceof OptionType.Flag) {
            return value.equals("true") ? Stream.of(option.id(), option.label()) : Stream.empty();
        }
        return Stream.concat(Stream.of(value), labels(entry.config().orElseThrow(), option));
    }

    private static Stream<String> labels(RunConfig config, RunOption option) {
        return config.get(option) instanceof Choice choice ? Stream.of(choice.label()) : Stream.empty();
    }

    /** Whether somebody set an option to a number that is not its usual one. */
    private static boolean isSet(Double number, RunEntry entry) {
        RunConfig usual = RunConfig.defaults();
        return NUMBERS.stream()
                .filter(column -> number.equals(column.value(entry)))
                .map(column -> (Number) usual.get(column.option().orElseThrow()))
                .anyMatch(value -> value.doubleValue() != number);
    }

    private static Double number(String typed) {
        try {
            return Double.valueOf(typed);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String plain(String text) {
        return BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
