package io.github.deconvscope.figure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a style file says of one axis of a figure, or of the values that its colours stand for.
 *
 * @param min lower end; empty: the figure's own
 * @param max upper end; empty: the figure's own
 * @param ticks values that are labelled, rising; empty: round numbers
 * @param label what is measured, without its unit; empty: the figure's own
 */
public record AxisLook(OptionalDouble min, OptionalDouble max, List<Double> ticks, Optional<String> label) {
    /** Nothing. */
    public static final AxisLook NONE =
            new AxisLook(OptionalDouble.empty(), OptionalDouble.empty(), List.of(), Optional.empty());

    public AxisLook {
        ticks = List.copyOf(ticks);
    }
}
