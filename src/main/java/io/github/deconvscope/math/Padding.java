package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;

/**
 * The padding of a convolution as a person states it: numbers, or a rule that gives the numbers for each input size. For a transposed
 * convolution the same numbers crop the output.
 *
 * @param rule how the numbers come about
 * @param sides the numbers; {@link Sides#NONE} under a rule that computes them
 */
public record Padding(Rule rule, Sides sides) {
    /** How the numbers come about. */
    public enum Rule {
        /** One number an axis, for both of its ends: PyTorch's {@code padding}. */
        BOTH_ENDS("numbers"),
        /** A number of its own for each side: ONNX's {@code pads}. */
        EACH_SIDE("each side"),
        /**
         * As many zeros as bring the output to {@code ceil(input / stride)}, an odd one at the end: {@code same} of Keras and TensorFlow,
         * {@code SAME_UPPER} of ONNX. Cropped from a transposed convolution, so that its output is {@code input * stride}.
         */
        SAME("same"),
        /** The same with an odd zero at the beginning: {@code SAME_LOWER} of ONNX. */
        SAME_LOWER("same-lower");

        private final String word;

        Rule(String word) {
            this.word = word;
        }

        /** Its name for a person, such as {@code same-lower}. */
        public String word() {
            return word;
        }

        /** Whether the numbers follow from input, kernel, stride and dilation. */
        public boolean computed() {
            return this == SAME || this == SAME_LOWER;
        }
    }

    /** No padding. */
    public static final Padding NONE = both(Size.square(0));

    public static final Padding SAME = new Padding(Rule.SAME, Sides.NONE);
    public static final Padding SAME_LOWER = new Padding(Rule.SAME_LOWER, Sides.NONE);

    private static final String FORMS =
            "one whole number, two as HEIGHT,WIDTH, four as TOP,BOTTOM,LEFT,RIGHT, same or same-lower";

    /** @throws InvalidInputException if the numbers contradict the rule */
    public Padding {
        boolean fits = rule == Rule.EACH_SIDE || (rule.computed() ? sides.equals(Sides.NONE) : sides.equalEnds());
        if (!fits) {
            throw new InvalidInputException(
                    "Padding \"" + rule.word() + "\" cannot have " + sides + "; give a number for each side.");
        }
    }

    /** The same number of zeros at both ends of an axis. */
    public static Padding both(Size size) {
        return new Padding(Rule.BOTH_ENDS, Sides.both(size));
    }

    /** A number for each side. */
    public static Padding each(Sides sides) {
        return new Padding(Rule.EACH_SIDE, sides);
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @param name of the thing read, for the message, such as {@code --padding}
     * @param text such as {@code 1}, {@code 1,2}, {@code 0,1,0,1}, {@code same} or {@code same-lower}
     * @param flat whether one number is meant for the width only, since the input is one-dimensional
     * @throws InvalidInputException naming the forms, if it is none of them
     */
    public static Padding read(String name, String text, boolean flat) {
        String word = text.strip();
        if (word.equals(Rule.SAME.word())) {
            return SAME;
        }
        if (word.equals(Rule.SAME_LOWER.word())) {
            return SAME_LOWER;
        }
        String[] parts = word.split(",", -1);
        int[] n = new int[parts.length];
        try {
            for (int i = 0; i < n.length; i++) {
                n[i] = Integer.parseInt(parts[i].strip());
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(name + " is '" + text + "'; give " + FORMS + ".", e);
        }
        return switch (n.length) {
            case 1 -> both(new Size(flat ? 0 : n[0], n[0]));
            case 2, 4 -> of(n);
            default -> throw new InvalidInputException(name + " is '" + text + "'; give " + FORMS + ".");
        };
    }

    /** @param numbers two, height and width, for both ends of an axis; or four: top, bottom, left and right */
    public static Padding of(int... numbers) {
        return numbers.length == 2
                ? both(new Size(numbers[0], numbers[1]))
                : each(new Sides(numbers[0], numbers[1], numbers[2], numbers[3]));
    }

    /** Such as {@code 1,2}, {@code 0,1,0,1} or {@code same}. */
    public String text() {
        return switch (rule) {
            case BOTH_ENDS -> sides.top() + "," + sides.left();
            case EACH_SIDE -> sides.top() + "," + sides.bottom() + "," + sides.left() + "," + sides.right();
            default -> rule.word();
        };
    }
}
