package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The options of runs that may be changed while they go on: what they are now, and the command that changes them. For one thread; knows no
 * scene.
 */
public final class LiveChanges {
    private final Supplier<List<RunHandle>> runs;
    /** What was asked for and is not in the record yet, since the runs are in the middle of a step. */
    private final Map<RunOption, Asked> asked = new EnumMap<>(RunOption.class);

    private record Asked(String text, long changesBefore) {}

    /** @param runs the runs of this window that are changed together; those that have ended are passed over */
    public LiveChanges(Supplier<List<RunHandle>> runs) {
        this.runs = runs;
    }

    /** The runs that go on or are paused. */
    private List<RunHandle> going() {
        return runs.get().stream().filter(run -> !run.feed().state().ended()).toList();
    }

    private List<RunHandle> using(RunOption option) {
        return going().stream()
                .filter(run -> OptionChange.whyNot(run.feed().config(), option).isEmpty())
                .toList();
    }

    /** Whether there is a run to change. */
    public boolean isActive() {
        return !going().isEmpty();
    }

    /** Whether at least one of the runs uses the option. */
    public boolean has(RunOption option) {
        return !using(option).isEmpty();
    }

    /** The value there is now, as text; empty where the runs differ in it, or none uses it. */
    public String text(RunOption option) {
        List<RunHandle> using = using(option);
        Asked waiting = asked.get(option);
        if (waiting != null && changes(using) == waiting.changesBefore) {
            return waiting.text;
        }
        asked.remove(option);
        List<String> values = using.stream()
                .map(run -> Numbers.typed(OptionChange.valueNow(run.feed(), option)))
                .distinct()
                .toList();
        return values.size() == 1 ? values.get(0) : "";
    }

    private static long changes(List<RunHandle> runs) {
        return runs.stream()
                .flatMap(run -> run.feed().events().stream())
                .filter(event -> event.change().isPresent())
                .count();
    }

    /** The first step after which all runs can change: runs that take turns may be one step apart, and in the middle of the next step. */
    private static long commonStep(List<RunHandle> runs) {
        boolean moving = runs.stream().anyMatch(run -> run.feed().state() == RunState.RUNNING);
        long done = runs.stream()
                .mapToLong(run -> run.feed().progress().step())
                .max()
                .orElse(0);
        return runs.size() < 2 ? 0 : moving ? done + 1 : done;
    }

    /**
     * Changes an option of every run that uses it, from the next step on.
     *
     * @return what is wrong with the text, in plain words; empty if it was taken
     */
    public Optional<String> change(RunOption option, String text) {
        try {
            Object value = option.type().parse(OptionChange.label(option), text);
            List<RunHandle> using = using(option);
            if (using.stream().allMatch(run -> value.equals(OptionChange.valueNow(run.feed(), option)))) {
                return Optional.empty();
            }
            asked.put(option, new Asked(text.strip(), changes(using)));
            long afterStep = commonStep(using);
            using.forEach(run -> run.change(option, value, afterStep));
            return Optional.empty();
        } catch (InvalidInputException e) {
            asked.remove(option);
            return Optional.of(e.getMessage());
        }
    }
}
