package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.color.ValueRange;
import java.util.ArrayList;
import java.util.List;

/** An axis with known ends: maps values to fractions of its length, and places ticks at round numbers. */
final class Scale {
    /** @param label empty on a minor tick */
    record Tick(double value, String label) {}

    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
    private static final int FEWEST_LABELS = 3;
    private static final int MOST_LABELS = 16;

    private final boolean logarithmic;
    private final boolean counted;
    private final int base;
    private final double low;
    private final double high;
    private final double offset;
    private final double factor;
    private final List<Double> chosen;

    private Scale(Axis axis, double low, double high) {
        logarithmic = axis.logarithmic();
        counted = axis.counted();
        base = axis.base();
        this.low = low;
        this.high = high;
        offset = inner(low);
        factor = 1 / (inner(high) - offset);
        chosen = axis.ticks();
    }

    /**
     * @param dataMin smallest finite value (above 0 on a logarithmic axis), NaN without data
     * @param padded whether free ends leave a little room around the data
     */
    static Scale of(Axis axis, double dataMin, double dataMax, boolean padded) {
        boolean log = axis.logarithmic();
        boolean empty = Double.isNaN(dataMin);
        double low = axis.min().orElse(empty ? (log ? 1 : 0) : dataMin);
        double high = axis.max().orElse(empty ? (log ? 10 : 1) : dataMax);
        if (!(high > low)) {
            double room = log ? 0 : Math.max(Math.abs(low) * 0.05, low == 0 ? 1 : 0);
            if (axis.min().isEmpty()) {
                low = log ? low / 2 : low - room;
            }
            if (axis.max().isEmpty() || !(high > low)) {
                high = log ? Math.max(high, low) * 2 : Math.max(high, low) + Math.max(room, 1e-300);
            }
        }
        if (padded && !log) {
            double room = (high - low) * 0.04;
            low = axis.min().isPresent() ? low : low >= 0 && low < room ? 0 : low - room;
            high = axis.max().isPresent() ? high : high + room;
        } else if (padded) {
            double room = Math.pow(high / low, 0.04);
            low = axis.min().isPresent() ? low : low / room;
            high = axis.max().isPresent() ? high : high * room;
            if (axis.base() == 2 && high / low < 4) {
                // Three powers are needed to see that the axis is logarithmic.
                low = axis.min().isPresent() ? low : low / 2;
                high = axis.max().isPresent() ? high : high * 2;
            }
        }
        return new Scale(axis, low, high);
    }

    /** From the lowest end of some scales of an axis to the highest. */
    static Scale holding(Axis axis, List<Scale> all) {
        return new Scale(
                axis,
                all.stream().mapToDouble(Scale::low).min().orElseThrow(),
                all.stream().mapToDouble(Scale::high).max().orElseThrow());
    }

    /** This scale between the ends and with the ticks of an axis that a style has changed. */
    Scale styled(String name, Axis axis, FigureLook look) {
        double from = axis.min().orElse(low);
        double to = axis.max().orElse(high);
        look.requireRising(name, from, to);
        return new Scale(axis, from, to);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** 0 at the lower end, 1 at the upper; NaN where the axis has no place for the value. */
    double fraction(double value) {
        return (inner(value) - offset) * factor;
    }

    private double inner(double value) {
        return logarithmic ? value > 0 ? Math.log(value) : Double.NaN : value;
    }

    /** Ticks within the ends, at most {@code some} of them labelled, but three on a logarithmic axis. */
    List<Tick> ticks(int some) {
        if (!chosen.isEmpty()) {
            return chosen.stream()
                    .filter(value -> value >= low - (high - low) * 1e-9 && value <= high + (high - low) * 1e-9)
                    .map(value -> new Tick(value, Numbers.shown(value)))
                    .toList();
        }
        int wanted = Math.max(2, some);
        if (!logarithmic) {
            return linearTicks(wanted);
        }
        List<Tick> ticks = base == 2 ? binaryTicks(wanted) : logTicks(wanted);
        // A short logarithmic axis is nearly linear, and labelled as such.
        for (int most = wanted; labels(ticks) < FEWEST_LABELS && most <= MOST_LABELS; most++) {
            ticks = linearTicks(most);
        }
        return ticks;
    }

    private static long labels(List<Tick> ticks) {
        return ticks.stream().filter(tick -> !tick.label().isEmpty()).count();
    }

    private List<Tick> linearTicks(int most) {
        double step = roundStep((high - low) / most);
        // A coarse step may meet a short axis at one place or none; two are needed to read it.
        for (int i = 0; i < 8 && Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) < 1; i++) {
            step = roundStep(step / 2.6);
        }
        step = counted ? Math.max(1, step) : step;
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = first; i <= last && ticks.size() <= 2 * most; i++) {
            double value = step < 1 ? i / Math.rint(1 / step) : i * step;
            if (step < 1 && Math.abs(1 / step - Math.rint(1 / step)) > 1e-6) {
                value = i * step;
            }
            ticks.add(new Tick(value, Numbers.tick(value, step)));
        }
        return ticks;
    }

    /** Powers of 2; as many as fit are labelled. */
    private List<Tick> binaryTicks(int most) {
        int first = (int) Math.ceil(Math.log(low) / Math.log(2) - 1e-9);
        int last = (int) Math.floor(Math.log(high) / Math.log(2) + 1e-9);
        int stride = stride(first, last, most);
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            boolean named = Math.floorMod(power, stride) == 0;
            double value = Math.scalb(1.0, power);
            ticks.add(new Tick(value, named ? Numbers.full(value) : ""));
        }
        return ticks;
    }

    private List<Tick> logTicks(int most) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = (int) Math.ceil(Math.log10(high) - 1e-9);
        int decades = last - first;
        if (high / low < 6) {
            return linearTicks(most);
        }
        int lowest = (int) Math.ceil(Math.log10(low) - 1e-9);
        int highest = (int) Math.floor(Math.log10(high) + 1e-9);
        int stride = stride(lowest, highest, most);
        // Fewer than three powers of ten do not show that the axis is logarithmic.
        boolean between = decades * 3 <= most || highest - lowest < 2;
        boolean powers = low < 0.009 || high > 2000;
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            double decade = power < 0 ? 1 / Math.pow(10, -power) : Math.pow(10, power);
            boolean labelled = Math.floorMod(power, stride) == 0;
            for (int digit = 1; digit <= 9; digit++) {
                double value = digit * decade;
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9) || digit > 1 && stride > 1) {
                    continue;
                }
                boolean named = digit == 1 ? labelled : between && (digit == 2 || digit == 5);
                ticks.add(new Tick(value, !named ? "" : powers ? power(digit, power) : Numbers.shown(value)));
            }
        }
        return ticks;
    }

    /** As few powers as fit, but three if there are so many. */
    private static int stride(int first, int last, int most) {
        int stride = Math.max(1, (int) Math.ceil((last - first + 1.0) / most));
        while (stride > 1 && Math.floorDiv(last, stride) - Math.floorDiv(first - 1, stride) < FEWEST_LABELS) {
            stride--;
        }
        return stride;
    }

    /** Such as 10⁻⁴ or 2·10⁻⁴. */
    private static String power(int digit, int exponent) {
        StringBuilder text = new StringBuilder(digit == 1 ? "10" : digit + "\u00b710");
        for (char c : Integer.toString(exponent).toCharArray()) {
            text.append(c == '-' ? '\u207b' : SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }

    /** The next of 1, 2, 5 times a power of ten. */
    static double roundStep(double atLeast) {
        return ValueRange.roundUp(Math.max(atLeast, 1e-300));
    }
}
