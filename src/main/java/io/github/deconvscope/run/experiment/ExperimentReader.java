package io.github.deconvscope.run.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.Experiment.Comparison;
import io.github.deconvscope.run.experiment.Experiment.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the file of an experiment; every refusal names file, line, value and remedy. */
final class ExperimentReader {
    static final List<String> MEMBERS = List.of(
            "name", "note", "base", "groups", "vary", "best", "seeds", "measure", "end", "threads", "compare",
            "source");
    static final List<String> GROUP_MEMBERS = List.of("name", "set", "seeds", "published");
    static final List<String> COMPARISON_MEMBERS = List.of("group", "with", "claim");
    static final List<RunOption> ENDS = List.of(RunOption.EPOCHS, RunOption.MAX_STEPS);
    /** A larger number is more likely a typing error. */
    static final int MOST_RUNS = 10_000;

    static final int MOST_THREADS = 1024;
    private static final int LONGEST_NAME = 100;

    private final Members in;
    private final OptionMembers options;
    private final JsonObject json;

    private ExperimentReader(Members in, JsonObject json) {
        this.in = in;
        options = new OptionMembers(in);
        this.json = json;
    }

    static Experiment read(Path file) {
        try {
            return parse(file.toString(), TextFile.read(file));
        } catch (IOException e) {
            throw new InvalidInputException("The experiment cannot be read. " + PlainWords.of(e), e);
        }
    }

    /** @param place what the text is, for messages */
    static Experiment parse(String place, String text) {
        MemberLines lines = MemberLines.of(place, TextFile.withoutMark(text));
        JsonElement element = JsonParser.parseString(TextFile.withoutMark(text));
        if (!element.isJsonObject()) {
            throw new InvalidInputException(place + " has to hold a JSON object, {...}.");
        }
        return new ExperimentReader(new Members(lines), element.getAsJsonObject()).experiment();
    }

    private Experiment experiment() {
        in.knows("$", json, MEMBERS);
        String name = in.text("$.name", in.need("$", json, "name"));
        List<Measure> measures = measures();
        Optional<Search> search = search();
        List<Group> groups = groups(search, measures);
        Experiment read = new Experiment(
                name,
                optionalText("note"),
                groups,
                search,
                measures,
                json.has("threads") ? in.whole("$.threads", json.get("threads"), 1, MOST_THREADS) : 1,
                comparisons(groups),
                optionalText("source"),
                json);
        long runs = groups.stream()
                .mapToLong(group -> (long) group.seeds().size()
                        * (group.searched() ? search.orElseThrow().values().size() : 1))
                .sum();
        if (runs > MOST_RUNS) {
            throw in.wrong("$.seeds", "the experiment has " + runs + " runs; at most " + MOST_RUNS + " are taken.");
        }
        return read;
    }

    private List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        JsonElement given = json.has("measure") ? json.get("measure") : new JsonPrimitive("test-accuracy");
        for (JsonElement one : given.isJsonArray() ? given.getAsJsonArray() : Members.listOf(given)) {
            Measure measure = in.at("$.measure", () -> Measure.parse(in.text("$.measure", one)));
            if (measures.contains(measure)) {
                throw in.wrong("$.measure", measure.id() + " is there twice. Take one away.");
            }
            measures.add(measure);
        }
        return List.copyOf(in.notEmpty("$.measure", measures));
    }

    private Optional<Search> search() {
        if (!json.has("best")) {
            return Optional.empty();
        }
        Map<RunOption, List<Object>> lists = options.lists("$.best", json.get("best"));
        if (lists.size() != 1) {
            throw in.wrong("$.best", "the best of one option is searched, and here are " + lists.size() + ".");
        }
        RunOption option = lists.keySet().iterator().next();
        List<Object> values = new ArrayList<>(lists.get(option));
        if (values.size() < 2) {
            throw in.wrong(
                    "$.best", "there is nothing to search in one value; give two or more, or set it in \"base\".");
        }
        if (values.get(0) instanceof Number) {
            values.sort(Comparator.comparingDouble(value -> ((Number) value).doubleValue()));
        }
        return Optional.of(new Search(option, List.copyOf(values)));
    }

    private List<Group> groups(Optional<Search> search, List<Measure> measures) {
        Map<RunOption, Object> base = options.settings("$.base", json.get("base"));
        Map<RunOption, Object> end = options.settings("$.end", json.get("end"));
        end.keySet().forEach(option -> {
            if (!ENDS.contains(option)) {
                throw in.wrong("$.end." + option.id(), option.id() + " does not end a run; it belongs into \"base\".");
            }
        });
        Map<RunOption, List<Object>> grid = options.lists("$.vary", json.get("vary"));
        List<Integer> seeds = options.seeds("$.seeds", in.need("$", json, "seeds"));
        if (!json.has("groups") && grid.isEmpty()) {
            throw in.wrong("$", "nothing differs; give \"groups\" or \"vary\".");
        }
        JsonArray given =
                json.has("groups") ? in.array("$.groups", json.get("groups")) : Members.listOf(new JsonObject());
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String path = "$.groups[" + i + "]";
            JsonObject group = in.object(path, given.get(i));
            in.knows(path, group, GROUP_MEMBERS);
            Map<RunOption, Object> set = options.settings(path + ".set", group.get("set"));
            refuseTwice(path, base, end, set, grid, search);
            List<Integer> own = group.has("seeds") ? options.seeds(path + ".seeds", group.get("seeds")) : seeds;
            Map<Measure, Double> published = published(path, group.get("published"), measures);
            for (Map<RunOption, Object> point : points(grid)) {
                Map<RunOption, Object> all = new LinkedHashMap<>(base);
                all.putAll(end);
                all.putAll(set);
                all.putAll(point);
                RunConfig config = config(all);
                Set<RunOption> idle = idle(config);
                for (RunOption option : idle) {
                    config = config.with(option, option.defaultValue());
                }
                point.keySet().removeAll(idle);
                String name = nameOf(path, group, point, json.has("groups"));
                boolean searched =
                        search.isPresent() && !set.containsKey(search.get().option());
                Group made = new Group(name, config, own, searched, published);
                Group before = groups.putIfAbsent(name, made);
                if (before != null && !before.equals(made)) {
                    throw in.wrong(path, "two groups are called \"" + name + "\". Give each a name of its own.");
                }
            }
        }
        refuseSameFolders(groups.values());
        return List.copyOf(in.notEmpty("$.groups", new ArrayList<>(groups.values())));
    }

    /** Options that change nothing that is learned: runs that differ in them only are the same run. */
    private static Set<RunOption> idle(RunConfig config) {
        Set<RunOption> idle = new HashSet<>();
        for (RunOption option : RunOption.values()) {
            if (IdleOption.in(config, option).isPresent() || IdleOption.isForProbesOnly(config, option)) {
                idle.add(option);
            }
        }
        return idle;
    }

    private String nameOf(String path, JsonObject group, Map<RunOption, Object> point, boolean named) {
        List<String> parts = new ArrayList<>();
        if (named) {
            parts.add(in.text(path + ".name", in.need(path, group, "name")));
        }
        point.forEach((option, value) -> {
            String text = option.type().format(value);
            parts.add(option.type() instanceof OptionType.OneOf<?> ? text : option.id() + " " + text);
        });
        return String.join(", ", parts);
    }

    private void refuseTwice(
            String path,
            Map<RunOption, Object> base,
            Map<RunOption, Object> end,
            Map<RunOption, Object> set,
            Map<RunOption, List<Object>> grid,
            Optional<Search> search) {
        for (RunOption option : RunOption.values()) {
            boolean varies = grid.containsKey(option);
            boolean sought = search.isPresent() && search.get().option() == option;
            if (option == RunOption.SEED && (varies || sought || base.containsKey(option) || set.containsKey(option))) {
                throw in.wrong(
                        base.containsKey(option) ? "$.base." + option.id() : path,
                        "seed is set or varies; it belongs into \"seeds\".");
            }
            if (base.containsKey(option) && (varies || sought || end.containsKey(option))
                    || set.containsKey(option) && varies
                    || varies && sought
                    || end.containsKey(option) && (varies || sought)) {
                throw in.wrong(
                        base.containsKey(option) ? "$.base." + option.id() : path,
                        option.id() + " is set in one place and varies or is set in another. Take one away.");
            }
        }
    }

    private static List<Map<RunOption, Object>> points(Map<RunOption, List<Object>> grid) {
        List<Map<RunOption, Object>> points = new ArrayList<>(List.of(new LinkedHashMap<>()));
        grid.forEach((option, values) -> {
            List<Map<RunOption, Object>> more = new ArrayList<>();
            for (Map<RunOption, Object> point : points) {
                for (Object value : values) {
                    Map<RunOption, Object> next = new LinkedHashMap<>(point);
                    next.put(option, value);
                    more.add(next);
                }
            }
            if (more.size() > MOST_RUNS) {
                throw new InvalidInputException(
                        "\"vary\" makes " + more.size() + " groups; at most " + MOST_RUNS + " are taken.");
            }
            points.clear();
            points.addAll(more);
        });
        return points;
    }

    private static RunConfig config(Map<RunOption, Object> options) {
        RunConfig config = RunConfig.defaults();
        for (Map.Entry<RunOption, Object> option : options.entrySet()) {
            config = config.with(option.getKey(), option.getValue());
        }
        return config;
    }

    private Map<Measure, Double> published(String path, JsonElement given, List<Measure> measures) {
        Map<Measure, Double> published = new HashMap<>();
        if (given != null) {
            for (Map.Entry<String, JsonElement> one :
                    in.object(path + ".published", given).entrySet()) {
                String member = path + ".published." + one.getKey();
                Measure measure = in.at(member, () -> Measure.parse(one.getKey()));
                if (!measures.contains(measure)) {
                    throw in.wrong(member, measure.id() + " is published but not measured; add it to \"measure\".");
                }
                published.put(measure, in.number(member, one.getValue()));
            }
            if (!published.isEmpty() && !json.has("source")) {
                throw in.wrong(path + ".published", "published numbers need a \"source\" that says whose they are.");
            }
        }
        return published;
    }

    private List<Comparison> comparisons(List<Group> groups) {
        if (!json.has("compare")) {
            return groups.stream()
                    .skip(1)
                    .map(group -> new Comparison(group, groups.get(0), 0))
                    .toList();
        }
        List<Comparison> comparisons = new ArrayList<>();
        JsonArray given = in.array("$.compare", json.get("compare"));
        for (int i = 0; i < given.size(); i++) {
            String path = "$.compare[" + i + "]";
            JsonObject pair = in.object(path, given.get(i));
            in.knows(path, pair, COMPARISON_MEMBERS);
            double claim = pair.has("claim") ? in.number(path + ".claim", pair.get("claim")) : 0;
            comparisons.add(
                    new Comparison(group(path, pair, "group", groups), group(path, pair, "with", groups), claim));
        }
        return comparisons;
    }

    private Group group(String path, JsonObject pair, String member, List<Group> groups) {
        String name = in.text(path + "." + member, in.need(path, pair, member));
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> in.unknown(
                        path + "." + member,
                        "group",
                        name,
                        groups.stream().map(Group::name).toList()));
    }

    private void refuseSameFolders(Collection<Group> groups) {
        Map<String, String> names = new HashMap<>();
        for (Group group : groups) {
            if (group.slug().isEmpty() || group.slug().length() > LONGEST_NAME) {
                throw in.wrong(
                        "$.groups",
                        "the name of the group \"" + group.name()
                                + "\" cannot name a folder: it needs letters or digits," + " and at most "
                                + LONGEST_NAME + " characters.");
            }
            // Some file systems take upper and lower case for the same.
            String other = names.put(group.slug().toLowerCase(java.util.Locale.ROOT), group.name());
            if (other != null) {
                throw in.wrong(
                        "$.groups",
                        "the groups \"" + other + "\" and \"" + group.name()
                                + "\" would lie in folders of the same name. Rename one.");
            }
        }
    }

    private String optionalText(String member) {
        return json.has(member) ? in.text("$." + member, json.get(member)) : "";
    }
}
