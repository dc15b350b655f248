package io.github.deconvscope.run.config;

import io.github.deconvscope.base.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One step of a net as it is written: a convolution, such as {@code 64}, {@code 64k5} or {@code 64k5s2}, or a max pooling, such as {@code M} or
 * {@code Mk3s2}. The number is that of output channels, k the side of the kernel, s the stride.
 *
 * @param channels output channels of a convolution; 0 for a max pooling
 * @param kernel side of the window
 * @param stride distance between two positions of the window
 */
public record PlanStep(int channels, int kernel, int stride) {
    /** How a net is written, for messages and help. */
    public static final String GRAMMAR = "channels of a convolution or M for a max pooling, with k and s for kernel and"
            + " stride where they are not 3 and 1, or 2 and 2: 64 M 128k5s2 M";

    private static final Pattern TOKEN = Pattern.compile("(M|[0-9]{1,5})(?:k([0-9]{1,3}))?(?:s([0-9]{1,3}))?");
    private static final int CONVOLUTION_KERNEL = 3;
    private static final int POOLING_SIZE = 2;
    private static final int MOST_CHANNELS = 4096;
    private static final int MOST_KERNEL = 15;
    private static final int MOST_STRIDE = 8;
    private static final int MOST_STEPS = 100;

    /**
     * Reads a net.
     *
     * @param what names the option in errors
     * @param text steps with spaces or commas between them
     * @throws InvalidInputException that names the step, its place and what may stand there
     */
    public static List<PlanStep> parse(String what, String text) {
        List<String> tokens = List.of(text.strip().split("[\\s,]+"));
        if (tokens.get(0).isEmpty()) {
            throw new InvalidInputException(what + " is empty. Give " + GRAMMAR + ".");
        }
        if (tokens.size() > MOST_STEPS) {
            throw new InvalidInputException(
                    what + " has " + tokens.size() + " steps. Give at most " + MOST_STEPS + ".");
        }
        List<PlanStep> steps = new ArrayList<>();
        for (String token : tokens) {
            String place = what + ": step " + (steps.size() + 1) + ", \"" + token + "\", ";
            PlanStep step = read(place, token);
            if (step.pools() && (steps.isEmpty() || steps.get(steps.size() - 1).pools())) {
                throw new InvalidInputException(
                        place + "is a max pooling that follows no convolution. Put a convolution"
                                + " before it, or make one pooling of two, such as Mk4s4.");
            }
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    private static PlanStep read(String place, String token) {
        Matcher match = TOKEN.matcher(token);
        if (!match.matches()) {
            throw new InvalidInputException(place + "is none. Give " + GRAMMAR + ".");
        }
        boolean pools = match.group(1).equals("M");
        int channels = pools ? 0 : within(place, "channels", match.group(1), 1, MOST_CHANNELS);
        int kernel = match.group(2) == null
                ? pools ? POOLING_SIZE : CONVOLUTION_KERNEL
                : within(place, "a kernel", match.group(2), 1, MOST_KERNEL);
        if (!pools && kernel % 2 == 0) {
            throw new InvalidInputException(place + "has a kernel of " + kernel
                    + ", which no padding centres on a pixel. Give an odd one, such as " + (kernel + 1) + ".");
        }
        int stride =
                match.group(3) == null ? pools ? kernel : 1 : within(place, "a stride", match.group(3), 1, MOST_STRIDE);
        return new PlanStep(channels, kernel, stride);
    }

    private static int within(String place, String what, String digits, int least, int most) {
        int value = Integer.parseInt(digits);
        if (value < least || value > most) {
            throw new InvalidInputException(
                    place + "has " + what + " of " + value + ". Give " + least + " to " + most + ".");
        }
        return value;
    }

    /** Writes a net so that {@link #parse} reads it back. */
    public static String text(List<PlanStep> steps) {
        return steps.stream().map(PlanStep::toString).collect(Collectors.joining(" "));
    }

    /** Whether it is a max pooling. */
    public boolean pools() {
        return channels == 0;
    }

    @Override
    public String toString() {
        String head = pools() ? "M" : Integer.toString(channels);
        int usualKernel = pools() ? POOLING_SIZE : CONVOLUTION_KERNEL;
        int usualStride = pools() ? kernel : 1;
        return head + (kernel == usualKernel ? "" : "k" + kernel) + (stride == usualStride ? "" : "s" + stride);
    }
}
