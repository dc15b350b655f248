package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.config.OptionType.Flag;
import io.github.deconvscope.run.config.OptionType.OneOf;
import io.github.deconvscope.run.config.OptionType.RealNumber;
import io.github.deconvscope.run.config.OptionType.WholeNumber;

/**
 * The values that an option takes.
 *
 * @param type which values
 * @param usual the one that it has if no other is given; of the class that the type reads
 */
record OptionValues(OptionType type, Object usual) {
    static <E extends Enum<E> & Choice> OptionValues oneOf(E usual) {
        return new OptionValues(new OneOf<>(usual.getDeclaringClass()), usual);
    }

    static OptionValues onOrOff(boolean usual) {
        return new OptionValues(new Flag(), usual);
    }

    /** From {@code least} to {@code most}, both included. */
    static OptionValues wholeNumber(long least, long most, long usual) {
        return new OptionValues(new WholeNumber(least, most), usual);
    }

    /** From {@code least} to {@code most}, both included. */
    static OptionValues numberFrom(double least, double most, double usual) {
        return new OptionValues(new RealNumber(least, most, true), usual);
    }

    /** Above {@code bound}, up to and including {@code most}. */
    static OptionValues numberAbove(double bound, double most, double usual) {
        return new OptionValues(new RealNumber(bound, most, false), usual);
    }
}
