package io.github.deconvscope.figure.chart;

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
 */
public record Axis(
        String label,
        String unit,
        boolean logarithmic,
        boolean counted,
        int base,
        OptionalDouble min,
        OptionalDouble max) {
    public Axis {
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
        return new Axis(label, unit, false, false, 10, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** An axis of whole numbers: steps, epochs, iterations. */
    public static Axis counted(String label) {
        return new Axis(label, "", false, true, 10, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public static Axis log(String label, String unit) {
        return new Axis(label, unit, true, false, 10, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** A logarithmic axis with its ticks at powers of 2. */
    public static Axis powersOfTwo(String label, String unit) {
        return new Axis(label, unit, true, false, 2, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public Axis from(double lower) {
        return new Axis(label, unit, logarithmic, counted, base, OptionalDouble.of(lower), max);
    }

    public Axis to(double upper) {
        return new Axis(label, unit, logarithmic, counted, base, min, OptionalDouble.of(upper));
    }

    /** Label and unit, as drawn: {@code step time (ms)}. */
    public String heading() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }
}
