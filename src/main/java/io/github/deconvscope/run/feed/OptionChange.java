package io.github.deconvscope.run.feed;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.config.LossScaling;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A new value for one of the options that may change while a run goes on: learning rate, weight decay and loss scale.
 *
 * @param option which one
 * @param value in its range
 */
public record OptionChange(RunOption option, double value) {
    /** The options that may change, in the order of the form. */
    public static final Set<RunOption> OPTIONS =
            EnumSet.of(RunOption.LEARNING_RATE, RunOption.WEIGHT_DECAY, RunOption.INITIAL_LOSS_SCALE);

    /**
     * Checks a change.
     *
     * @param run the run that is to change
     * @throws InvalidInputException if the option cannot be changed, this run does not use it, or the value is out of range
     */
    public static OptionChange of(RunConfig run, RunOption option, Object value) {
        whyNot(run, option).ifPresent(reason -> {
            throw new InvalidInputException(reason);
        });
        return new OptionChange(option, ((Number) option.type().check(option.flag(), value)).doubleValue());
    }

    /** Why an option of a run cannot be changed while it goes on; empty if it can. */
    public static Optional<String> whyNot(RunConfig run, RunOption option) {
        if (!OPTIONS.contains(option)) {
            return Optional.of(option.label() + " cannot be changed while a run goes on; only the learning rate, "
                    + "the weight decay and the loss scale can. Start a new run instead.");
        }
        boolean scaled = run.precision() == Precision.FP16 && run.lossScaling() != LossScaling.NONE;
        return option == RunOption.INITIAL_LOSS_SCALE && !scaled
                ? Optional.of("This run has no loss scale to change: "
                        + (run.precision() == Precision.FP16 ? "its loss scaling is off." : "it is in fp32."))
                : Optional.empty();
    }

    /** What is changed, for people. */
    public static String label(RunOption option) {
        return option == RunOption.INITIAL_LOSS_SCALE ? "Loss scale" : option.label();
    }

    /** In a few words, such as {@code base learning rate 0.05}. */
    public String inWords() {
        String name = name();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + " " + Numbers.typed(value);
    }

    /** In a sentence, such as {@code Base learning rate set to 0.05, was 0.1}. */
    public String inWords(double before) {
        return name() + " set to " + Numbers.typed(value) + ", was " + Numbers.typed(before);
    }

    /** What the value is: the rate of a step is the base rate times what the schedule says of that step. */
    private String name() {
        return option == RunOption.LEARNING_RATE ? "Base learning rate" : label(option);
    }

    /**
     * The changes in effect, in the order of their steps. A run resumed from a checkpoint applies the changes recorded after the checkpoint
     * again, but for those of an option that a person changed at an earlier step after resuming.
     *
     * @param events of a run, as they were written
     */
    public static List<RunEvent> inForce(List<RunEvent> events) {
        List<RunEvent> changes = new ArrayList<>();
        for (RunEvent event : events) {
            event.change().ifPresent(change -> {
                changes.removeIf(earlier -> earlier.step() > event.step()
                        && earlier.change().orElseThrow().option() == change.option());
                changes.add(event);
            });
        }
        return changes;
    }

    /** The value an option of a run has now: as changed last, or as configured. Of the loss scale: as it moved since. */
    public static double valueNow(RunFeed run, RunOption option) {
        if (option == RunOption.INITIAL_LOSS_SCALE
                && run.curve(Metric.LOSS_SCALE).size() > 0) {
            return run.curve(Metric.LOSS_SCALE).snapshot().last();
        }
        return inForce(run.events()).stream()
                .map(event -> event.change().orElseThrow())
                .filter(change -> change.option() == option)
                .reduce((first, second) -> second)
                .map(OptionChange::value)
                .orElse(run.config().real(option));
    }
}
