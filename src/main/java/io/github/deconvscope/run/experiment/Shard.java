package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.InvalidInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several equal parts of an experiment.
 *
 * @param number which, from 1
 * @param count of how many
 */
public record Shard(int number, int count) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Reads {@code 3/8}. */
    public static Shard parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
            if (shard.number >= 1 && shard.number <= shard.count) {
                return shard;
            }
        }
        throw new InvalidInputException(
                "--shard is \"" + text + "\"; give number and count, such as 3/8, with a number from 1 to the count.");
    }

    /** Each {@link #count}-th, beginning with the {@link #number}-th. */
    public <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % count == number - 1)
                .mapToObj(all::get)
                .toList();
    }
}
