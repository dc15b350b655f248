package io.github.deconvscope.run.experiment;

import com.google.gson.JsonElement;
import io.github.deconvscope.run.config.RunOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the members of an experiment that hold options of its runs, and seeds; every refusal names file, line, value and remedy. */
final class OptionMembers {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,10})\\.\\.(\\d{1,10})");

    private final Members in;

    OptionMembers(Members in) {
        this.in = in;
    }

    /** Options with one value each; none if the member is not there. */
    Map<RunOption, Object> settings(String path, @Nullable JsonElement given) {
        Map<RunOption, Object> settings = new LinkedHashMap<>();
        if (given != null) {
            for (Map.Entry<String, JsonElement> one : in.object(path, given).entrySet()) {
                String member = path + "." + one.getKey();
                RunOption option = option(member, one.getKey());
                settings.put(option, value(member, option, one.getValue()));
            }
        }
        return settings;
    }

    /** Options with lists of values, none of them twice; none if the member is not there. */
    Map<RunOption, List<Object>> lists(String path, @Nullable JsonElement given) {
        Map<RunOption, List<Object>> lists = new LinkedHashMap<>();
        if (given != null) {
            for (Map.Entry<String, JsonElement> one : in.object(path, given).entrySet()) {
                String member = path + "." + one.getKey();
                RunOption option = option(member, one.getKey());
                List<Object> values = new ArrayList<>();
                for (JsonElement value : in.array(member, one.getValue())) {
                    values.add(value(member, option, value));
                }
                if (new HashSet<>(values).size() < values.size()) {
                    throw in.wrong(member, "a value is there twice. Take one away.");
                }
                lists.put(option, in.notEmpty(member, values));
            }
        }
        return lists;
    }

    private RunOption option(String path, String id) {
        return Arrays.stream(RunOption.values())
                .filter(option -> option.id().equals(id))
                .findFirst()
                .orElseThrow(() -> in.unknown(
                        path,
                        "option",
                        id,
                        Arrays.stream(RunOption.values()).map(RunOption::id).toList()));
    }

    private Object value(String path, RunOption option, JsonElement given) {
        if (!given.isJsonPrimitive()) {
            throw in.wrong(path, option.id() + " is " + given + "; it has to be one value.");
        }
        return in.at(path, () -> option.type().parse(option.id(), given.getAsString()));
    }

    /** A list, a range such as {@code "1..5"}, or one number. */
    List<Integer> seeds(String path, JsonElement given) {
        List<Integer> seeds = new ArrayList<>();
        if (given.isJsonPrimitive() && given.getAsJsonPrimitive().isString()) {
            Matcher range = RANGE.matcher(given.getAsString().strip());
            if (!range.matches()) {
                throw in.wrong(path, "seeds are \"" + given.getAsString() + "\"; give a list, [1, 2, 3], or \"1..5\".");
            }
            long first = Long.parseLong(range.group(1));
            long last = Long.parseLong(range.group(2));
            if (last < first || last - first >= ExperimentReader.MOST_RUNS || last > Integer.MAX_VALUE) {
                throw in.wrong(
                        path,
                        "seeds are \"" + given.getAsString() + "\"; a range goes up, and over at most "
                                + ExperimentReader.MOST_RUNS + " seeds.");
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add((int) seed);
            }
            return seeds;
        }
        for (JsonElement one : given.isJsonArray() ? given.getAsJsonArray() : Members.listOf(given)) {
            int seed = in.whole(path, one, 0, Integer.MAX_VALUE);
            if (seeds.contains(seed)) {
                throw in.wrong(path, "seed " + seed + " is there twice: it would count as two runs. Take one away.");
            }
            seeds.add(seed);
        }
        return in.notEmpty(path, seeds);
    }
}
