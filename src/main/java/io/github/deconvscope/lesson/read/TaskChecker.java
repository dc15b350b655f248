package io.github.deconvscope.lesson.read;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Decimals;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.RunFacts;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Whether a task of a lesson can be done: each condition asks for something that the page has and that can come about, and what "Show me" does
 * brings about all of them.
 */
final class TaskChecker {
    private final LessonWorld world;
    private final String page;
    private final JsonObject before;
    private final StepPart.Do task;
    private final BiConsumer<Integer, String> tell;
    private int problems;

    /**
     * @param page in view
     * @param before its state when the step begins
     * @param tell takes the line and what is wrong
     */
    TaskChecker(LessonWorld world, String page, JsonObject before, StepPart.Do task, BiConsumer<Integer, String> tell) {
        this.world = world;
        this.page = page;
        this.before = before;
        this.task = task;
        this.tell = tell;
    }

    /** Checks, and gives the state of the page after the task was done. */
    JsonObject check() {
        JsonObject after = task.show().map(show -> shown(show)).orElse(before);
        task.until().forEach(condition -> {
            if (condition.ofRun()) {
                run(condition);
            } else {
                page(condition, after);
            }
        });
        if (problems > 0) {
            return after;
        }
        List<Condition> own =
                task.until().stream().filter(condition -> !condition.ofRun()).toList();
        if (own.size() == task.until().size() && own.stream().allMatch(condition -> condition.holds(before, before))) {
            report(task.line(), "what the step waits for holds as soon as it begins: there is nothing to do");
        }
        if (task.show().isPresent()) {
            own.forEach(condition -> broughtAbout(condition, after));
        } else {
            own.forEach(this::possible);
        }
        return after;
    }

    private void report(int line, String message) {
        problems++;
        tell.accept(line, message);
    }

    private JsonObject shown(JsonObject show) {
        Optional<String> unknown = PageState.unknown(before, show);
        if (unknown.isPresent()) {
            report(
                    task.line("show"),
                    "\"show\" changes \"" + unknown.get() + "\", which the state of the page " + page
                            + " does not have; nearest: "
                            + PageDirectory.nearest(unknown.get(), PageState.paths(before)));
            return before;
        }
        JsonObject after = PageState.merged(before, show);
        try {
            world.checkState(page, after);
        } catch (IllegalArgumentException | IllegalStateException e) {
            report(task.line("show"), "the page " + page + " refuses what \"show\" makes of it: " + e.getMessage());
            return before;
        }
        if (task.until().stream().anyMatch(Condition::ofRun)) {
            report(
                    task.line("show"),
                    "\"show\" changes the page, but no run: it cannot bring about what the step waits for; leave it out");
        }
        return after;
    }

    private void run(Condition condition) {
        String name = condition.path().substring(RunFacts.PREFIX.length());
        RunFacts.Range range = RunFacts.RANGES.get(name);
        Set<String> known = RunFacts.of(page);
        if (known.isEmpty()) {
            report(
                    condition.line(),
                    "the page " + page
                            + " has no run in view; pages with one are training, network, precision and whitening");
        } else if (!known.contains(name)) {
            report(
                    condition.line(),
                    "a run has no \"" + name + "\" on the page " + page + "; it has "
                            + String.join(", ", new TreeSet<>(known)));
        } else if (!(condition instanceof Condition.Compare || condition instanceof Condition.Changed)) {
            report(condition.line(), "\"" + condition.path() + "\" is no list; write " + condition.path() + " = VALUE");
        } else if (condition instanceof Condition.Compare compare) {
            if (range.words().isEmpty()) {
                runNumber(compare, range);
            } else if (compare.operator().orders() || !hasWord(range.words(), compare.value())) {
                report(
                        condition.line(),
                        "\"" + condition.path() + "\" is one of " + String.join(", ", range.words()) + "; write "
                                + condition.path() + " = " + range.words().get(0) + " or one of the others");
            }
        }
    }

    private static boolean hasWord(List<String> words, String value) {
        return words.stream().anyMatch(word -> word.equalsIgnoreCase(value));
    }

    private void runNumber(Condition.Compare compare, RunFacts.Range range) {
        OptionalDouble value = number(compare.value());
        if (value.isEmpty()) {
            report(compare.line(), "\"" + compare.path() + "\" is a number; \"" + compare.value() + "\" is none");
            return;
        }
        double wanted = value.getAsDouble();
        boolean possible =
                switch (compare.operator()) {
                    case EQUAL -> wanted >= range.low() && wanted <= range.high();
                    case DIFFERENT -> true;
                    case AT_LEAST -> wanted <= range.high();
                    case AT_MOST -> wanted >= range.low();
                    case ABOVE -> wanted < range.high();
                    case BELOW -> wanted > range.low();
                };
        if (!possible) {
            String to = Double.isInfinite(range.high()) ? "up" : "to " + Numbers.exact(range.high());
            String share = range.high() == 1 && wanted > 1 && wanted <= 100
                    ? "; for " + compare.value() + " per cent write " + compare.path() + " "
                            + compare.operator().sign() + " " + Numbers.exact(wanted / 100)
                    : "";
            report(
                    compare.line(),
                    "\"" + compare + "\" can never hold: " + compare.path() + " goes from " + Numbers.exact(range.low())
                            + " " + to + share);
        }
    }

    /** A number as written, or one that the page holds at that path. */
    private OptionalDouble number(String value) {
        OptionalDouble written = Decimals.read(value);
        return written.isPresent()
                ? written
                : PageState.at(before, value)
                        .filter(JsonElement::isJsonPrimitive)
                        .map(held -> Decimals.read(held.getAsString()))
                        .orElse(OptionalDouble.empty());
    }

    private void page(Condition condition, JsonObject after) {
        Optional<JsonElement> held =
                PageState.at(after, condition.path()).or(() -> PageState.at(before, condition.path()));
        if (held.isEmpty()) {
            report(condition.line(), missing(condition.path(), after));
        } else if (condition instanceof Condition.Contains && !contains(held.get())) {
            report(
                    condition.line(),
                    "\"" + condition.path() + "\" is neither a list nor a text; write " + condition.path()
                            + " = VALUE");
        } else if ((condition instanceof Condition.Counts || condition instanceof Condition.SameBackwards)
                && !held.get().isJsonArray()) {
            report(condition.line(), "\"" + condition.path() + "\" is no list, so \"" + condition + "\" never holds");
        } else if (condition instanceof Condition.Divisible divisible) {
            compared(
                    new Condition.Compare(
                            divisible.line(), divisible.path(), Condition.Operator.AT_LEAST, divisible.value()),
                    held.get(),
                    after);
        } else if (condition instanceof Condition.Compare compare) {
            compared(compare, held.get(), after);
        }
    }

    private static boolean contains(JsonElement held) {
        return held.isJsonArray()
                || held.isJsonPrimitive() && held.getAsJsonPrimitive().isString();
    }

    private String missing(String path, JsonObject after) {
        int bracket = path.lastIndexOf('[');
        Optional<JsonElement> list = bracket < 0 ? Optional.empty() : PageState.at(after, path.substring(0, bracket));
        if (list.isPresent() && list.get().isJsonArray()) {
            int size = list.get().getAsJsonArray().size();
            return "\"" + path + "\" lies outside: " + path.substring(0, bracket) + " has "
                    + PlainWords.count(size, "element") + (size == 0 ? "" : ", from [0] to [" + (size - 1) + "]");
        }
        return "the state of the page " + page + " has no \"" + path + "\"; nearest: "
                + PageDirectory.nearest(path, PageState.paths(before));
    }

    private void compared(Condition.Compare compare, JsonElement held, JsonObject after) {
        if (!held.isJsonPrimitive()) {
            report(
                    compare.line(),
                    "\"" + compare.path() + "\" holds several values; name one, as in " + compare.path()
                            + (held.isJsonArray() ? "[0]" : ".NAME") + ", or write " + compare.path() + " changed");
            return;
        }
        JsonPrimitive value = held.getAsJsonPrimitive();
        JsonPrimitive wanted = PageState.at(after, compare.value())
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsJsonPrimitive)
                .orElse(null);
        if (value.isNumber()) {
            if (wanted == null ? Decimals.read(compare.value()).isEmpty() : !wanted.isNumber()) {
                report(
                        compare.line(),
                        "\"" + compare.path() + "\" is a number; \"" + compare.value()
                                + "\" is none, and no path to one");
            }
            return;
        }
        if (compare.operator().orders()) {
            report(
                    compare.line(),
                    "\"" + compare.path() + "\" is no number, so it is neither above nor below anything; write "
                            + compare.path() + " = " + compare.value());
        } else if (value.isBoolean()
                && wanted == null
                && !compare.value().toLowerCase(java.util.Locale.ROOT).matches("true|false")) {
            report(
                    compare.line(),
                    "\"" + compare.path() + "\" is true or false, never \"" + compare.value() + "\"; write "
                            + compare.path() + " = true");
        }
    }

    private void broughtAbout(Condition condition, JsonObject after) {
        if (condition instanceof Condition.Changed
                && PageState.at(task.show().orElseThrow(), condition.path())
                        .filter(JsonElement::isJsonArray)
                        .isPresent()) {
            report(
                    task.line("show"),
                    "\"show\" gives a whole list for " + condition.path()
                            + ", of which a person changes an element or a few: name those, as in {\"0\": 5}");
        }
        if (!condition.holds(after, before)) {
            report(
                    task.line("show"),
                    "\"show\" does not bring about \"" + condition + "\": after it, " + condition.path() + " is "
                            + PageState.at(after, condition.path())
                                    .map(JsonElement::toString)
                                    .orElse("missing"));
        }
    }

    /** Whether the page would take some value for which the condition holds; the numbers of a convolution depend on one another. */
    private void possible(Condition condition) {
        if (!(condition instanceof Condition.Compare compare)
                || compare.path().startsWith("convolution.")
                || PageState.at(before, compare.value()).isPresent()) {
            return;
        }
        String refusal = "";
        for (JsonPrimitive candidate : candidates(compare)) {
            JsonObject changed = PageState.with(before, compare.path(), candidate);
            if (!compare.holds(changed, before)) {
                continue;
            }
            try {
                world.checkState(page, changed);
                return;
            } catch (IllegalArgumentException | IllegalStateException e) {
                refusal = e.getMessage();
            }
        }
        report(compare.line(), "\"" + compare + "\" can never hold: " + refusal);
    }

    private List<JsonPrimitive> candidates(Condition.Compare compare) {
        JsonPrimitive now = PageState.at(before, compare.path()).orElseThrow().getAsJsonPrimitive();
        List<JsonPrimitive> candidates = new ArrayList<>(List.of(now));
        if (now.isNumber()) {
            double value = Decimals.read(compare.value()).orElseThrow();
            for (double near : new double[] {value, value - 1, value + 1, value / 2, value * 2}) {
                candidates.add(near == Math.rint(near) ? new JsonPrimitive((long) near) : new JsonPrimitive(near));
            }
        } else {
            candidates.add(
                    now.isBoolean()
                            ? new JsonPrimitive(Boolean.valueOf(compare.value()))
                            : new JsonPrimitive(compare.value()));
        }
        return candidates;
    }
}
