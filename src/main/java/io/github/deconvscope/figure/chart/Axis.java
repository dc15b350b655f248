package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.AxisLook;
import io.github.deconvscope.figure.FigureLook;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The meaning of an axis, its scale and its limits.
 *
 * @param label what is measured, as in {@code step} or {@code loss}
 * @param unit as in {@code ms}; empty where there is none
 * @param logarithmic equal ratios are equally long; values of 0 and below are gaps
 * @param counted whether there is nothing between whole numbers, as with steps, so that ticks only stand at those
 * @param base of the round numbers of a logarithmic axis: 10, or 2 for what doubles and halves
 * @param min fixed lower end; empty: from the data
 * @param max fixed upper end; empty: from the data
 * @param ticks values that are labelled, those within the ends; empty: round numbers
 */
public record Axis(
        String label,
        String unit,
        boolean logarithmic,
        boolean counted,
        int base,
        OptionalDouble min,
        OptionalDouble max,
        List<Double> ticks) {
    public Axis {
        ticks = List.copyOf(ticks);
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(unit, "unit");
        if (min.isPresent() && max.isPresent() && !(max.getAsDouble() > min.getAsDouble())) {
            throw new IllegalArgumentException(
                    "axis " + label + " has to rise, not from " + min.getAsDouble() + " to " + max.getAsDouble());
        }
        if (logarithmic && min.isPresent() && !(min.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "logarithmic axis " + label + " has to start above 0, not at " + min.getAsDouble());
        }
    }

    public static Axis linear(String label, String unit) {
        return new Axis(label, unit, false, false, 10, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    /** An axis of whole numbers: steps, epochs, iterations. */
    public static Axis counted(String label) {
        return new Axis(label, "", false, true, 10, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    public static Axis log(String label, String unit) {
        return new Axis(label, unit, true, false, 10, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    /** A logarithmic axis with its ticks at powers of 2. */
    public static Axis powersOfTwo(String label, String unit) {
        return new Axis(label, unit, true, false, 2, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    public Axis from(double lower) {
        return new Axis(label, unit, logarithmic, counted, base, OptionalDouble.of(lower), max, ticks);
    }

    public Axis to(double upper) {
        return new Axis(label, unit, logarithmic, counted, base, min, OptionalDouble.of(upper), ticks);
    }

    /**
     * This axis as a style file has it.
     *
     * @param name what the style calls it, for messages
     * @throws io.github.deconvscope.base.InvalidInputException if the ends do not fit the axis
     */
    Axis styled(String name, AxisLook look, FigureLook words) {
        OptionalDouble low = look.min().isPresent() ? look.min() : min;
        OptionalDouble high = look.max().isPresent() ? look.max() : max;
        if (logarithmic && low.isPresent() && !(low.getAsDouble() > 0)) {
            throw words.refused(
                    name,
                    "begins at " + Numbers.shown(low.getAsDouble()) + " and is logarithmic",
                    "give a min above 0");
        }
        if (low.isPresent() && high.isPresent()) {
            words.requireRising(name, low.getAsDouble(), high.getAsDouble());
        }
        return new Axis(
                look.label().orElse(words.word(label)),
                unit,
                logarithmic,
                counted,
                base,
                low,
                high,
                look.ticks().isEmpty() ? ticks : look.ticks());
    }

    /** Label and unit, as drawn: {@code step time (ms)}. */
    public String heading() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }
}
