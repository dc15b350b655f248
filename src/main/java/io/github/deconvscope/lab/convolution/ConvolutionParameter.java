package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.List;

/** The numbers set by sliders on the convolution page, each with the range that the other settings allow. */
public enum ConvolutionParameter {
    INPUT_HEIGHT(Group.INPUT, true, 1, 32),
    INPUT_WIDTH(Group.INPUT, false, 1, 32),
    KERNEL_HEIGHT(Group.KERNEL, true, 1, 8),
    KERNEL_WIDTH(Group.KERNEL, false, 1, 8),
    STRIDE_HEIGHT(Group.STRIDE, true, 1, 4),
    STRIDE_WIDTH(Group.STRIDE, false, 1, 4),
    PADDING_HEIGHT(Group.PADDING, true, 0, 8),
    PADDING_WIDTH(Group.PADDING, false, 0, 8),
    PADDING_TOP(Group.PADDING_BEGIN, true, 0, 8),
    PADDING_LEFT(Group.PADDING_BEGIN, false, 0, 8),
    PADDING_BOTTOM(Group.PADDING_END, true, 0, 8),
    PADDING_RIGHT(Group.PADDING_END, false, 0, 8),
    DILATION_HEIGHT(Group.DILATION, true, 1, 4),
    DILATION_WIDTH(Group.DILATION, false, 1, 4),
    OUTPUT_PADDING_HEIGHT(Group.OUTPUT_PADDING, true, 0, 3),
    OUTPUT_PADDING_WIDTH(Group.OUTPUT_PADDING, false, 0, 3),
    INPUT_CHANNELS(Group.CHANNELS, true, 1, 4),
    OUTPUT_CHANNELS(Group.CHANNELS, false, 1, 4),
    GROUPS(Group.GROUPS, true, 1, 4);

    /** The setting that a parameter is one axis of, with its explanation. */
    public enum Group {
        INPUT(
                "Input",
                "Rows and columns of the input map. Usual: as large as the picture; here small enough to read. 1 row makes it 1-D."),
        KERNEL(
                "Kernel",
                "Rows and columns of weights that slide over the input. A larger kernel sees more at once. Usual: 3."),
        STRIDE(
                "Stride",
                "How far the window moves. 2 halves the output of a convolution; in the transpose it puts zeros between the inputs"
                        + " and doubles it. Usual: 1 or 2."),
        PADDING(
                "Padding",
                "Zeros around the input. In the transpose the same number crops the output instead: it undoes the padding of the"
                        + " convolution that it is the transpose of. Usual: half the kernel."),
        PADDING_BEGIN(
                "Padding in front",
                "Zeros above the first row and left of the first column; in the transpose rows and columns cropped there."),
        PADDING_END(
                "Padding behind",
                "Zeros below the last row and right of the last column; in the transpose rows and columns cropped there."),
        DILATION("Dilation", "Distance between two kernel elements: 2 leaves a gap of one. Usual: 1."),
        OUTPUT_PADDING(
                "Output padding",
                "Rows and columns added at the far end of a transposed convolution's output: it picks among the sizes that the stride maps"
                        + " to the same input. What was cropped there comes back; where no stamp reaches it is zero. Usual: 0, or 1 with stride 2."),
        CHANNELS(
                "Channels",
                "Maps going in and maps coming out. Every output map sums over all input maps of its group. Usual: 1 here."),
        GROUPS(
                "Groups",
                "Splits both kinds of channels: an output map sums over the input maps of its own group, and blocks of the matrix between groups"
                        + " are empty. As many groups as channels is called depthwise. Usual: 1.");

        private final String title;
        private final String explanation;

        Group(String title, String explanation) {
            this.title = title;
            this.explanation = explanation;
        }

        public String title() {
            return title;
        }

        /** Whether these settings leave the number to a person: padding and output padding may follow from a rule. */
        public boolean applies(ConvolutionSettings settings) {
            Padding.Rule rule = settings.padding().rule();
            return switch (this) {
                case PADDING -> rule == Padding.Rule.BOTH_ENDS;
                case PADDING_BEGIN, PADDING_END -> rule == Padding.Rule.EACH_SIDE;
                case OUTPUT_PADDING -> settings.transposed() && !rule.computed();
                case GROUPS -> settings.groups() > 1 || settings.inputChannels() * settings.outputChannels() > 1;
                default -> true;
            };
        }

        /** What it is, what it does to the picture, its usual value. */
        public String explanation() {
            return explanation;
        }
    }

    /**
     * What a slider may be set to.
     *
     * @param least smallest legal value
     * @param most largest legal value
     * @param whyNotLess what stops it below
     * @param whyNotMore what stops it above
     */
    public record Range(int least, int most, String whyNotLess, String whyNotMore) {}

    /** Largest number of elements on either side that the page shows: 36 x 36, what stride 2 and a kernel of 6 make of 16 x 16. */
    public static final int MAX_SHOWN = 36 * 36;

    private static final int MAX_STRETCHED = 8192;

    private final Group group;
    private final boolean first;
    private final int least;
    private final int most;

    ConvolutionParameter(Group group, boolean first, int least, int most) {
        this.group = group;
        this.first = first;
        this.least = least;
        this.most = most;
    }

    public Group group() {
        return group;
    }

    /** Name of this number within its group: height and width, or in and out. */
    public String axis() {
        if (group == Group.CHANNELS) {
            return first ? "in" : "out";
        }
        if (group == Group.PADDING_BEGIN) {
            return first ? "top" : "left";
        }
        if (group == Group.PADDING_END) {
            return first ? "bottom" : "right";
        }
        return first ? "height" : "width";
    }

    /** Name for messages, such as {@code stride height}. */
    public String title() {
        if (group == Group.GROUPS) {
            return group.title();
        }
        boolean side = group == Group.PADDING_BEGIN || group == Group.PADDING_END;
        return (side ? Group.PADDING.title() : group.title()) + " " + axis();
    }

    /** Its value in some settings. */
    public int get(ConvolutionSettings settings) {
        Size pair = pair(settings);
        return first ? pair.height() : pair.width();
    }

    /** The settings with this number changed; not checked. */
    public ConvolutionSettings with(ConvolutionSettings settings, int value) {
        Size old = pair(settings);
        Size pair = first ? new Size(value, old.width()) : new Size(old.height(), value);
        return switch (group) {
            case INPUT -> settings.withInput(pair);
            case KERNEL -> settings.withKernel(pair);
            case STRIDE -> settings.withStride(pair);
            case PADDING -> settings.withPadding(pair);
            case PADDING_BEGIN ->
                settings.withPadding(sides(pair, settings.padding().sides().end()));
            case PADDING_END ->
                settings.withPadding(sides(settings.padding().sides().begin(), pair));
            case DILATION -> settings.withDilation(pair);
            case OUTPUT_PADDING -> settings.withOutputPadding(pair);
            case CHANNELS -> settings.withChannels(pair.height(), pair.width());
            case GROUPS -> settings.withGroups(value);
        };
    }

    private Size pair(ConvolutionSettings settings) {
        return switch (group) {
            case INPUT -> settings.input();
            case KERNEL -> settings.kernel();
            case STRIDE -> settings.stride();
            case PADDING, PADDING_BEGIN -> settings.padding().sides().begin();
            case PADDING_END -> settings.padding().sides().end();
            case DILATION -> settings.dilation();
            case OUTPUT_PADDING -> settings.outputPadding();
            case CHANNELS -> new Size(settings.inputChannels(), settings.outputChannels());
            case GROUPS -> Size.square(settings.groups());
        };
    }

    private static Padding sides(Size begin, Size end) {
        return Padding.each(new Sides(begin.height(), end.height(), begin.width(), end.width()));
    }

    /** The parameters of a group: height and width, in and out, or one alone. */
    public static List<ConvolutionParameter> of(Group group) {
        return Arrays.stream(values()).filter(p -> p.group == group).toList();
    }

    /** The same setting on the other axis. */
    public ConvolutionParameter otherAxis() {
        List<ConvolutionParameter> both = of(group);
        return first ? both.get(both.size() - 1) : both.get(0);
    }

    /** Smallest value that the page offers. */
    public int least() {
        return least;
    }

    /** Largest value that the page offers. */
    public int most() {
        return most;
    }

    /** The settings with this number changed, on both axes if asked for; not checked. */
    public ConvolutionSettings with(ConvolutionSettings settings, int value, boolean bothAxes) {
        ConvolutionSettings changed = with(settings, value);
        return bothAxes ? otherAxis().with(changed, value) : changed;
    }

    /**
     * The values around the present one that are legal beside the other settings.
     *
     * @param settings legal
     * @param bothAxes whether the other axis changes along
     */
    public Range range(ConvolutionSettings settings, boolean bothAxes) {
        int low = get(settings);
        int high = low;
        while (low > least && problem(with(settings, low - 1, bothAxes)).isEmpty()) {
            low--;
        }
        while (high < most && problem(with(settings, high + 1, bothAxes)).isEmpty()) {
            high++;
        }
        return new Range(low, high, reason(settings, low - 1, bothAxes), reason(settings, high + 1, bothAxes));
    }

    /**
     * Why a value cannot be set.
     *
     * @return the reason with the remedy, or an empty text if it can
     */
    public String reason(ConvolutionSettings settings, int value, boolean bothAxes) {
        String name = bothAxes ? group.title() : title();
        if (value < least) {
            return name + " cannot be less than " + least + ".";
        }
        if (value > most) {
            return name + " goes up to " + most + " on the page; the command line takes more.";
        }
        String problem = problem(with(settings, value, bothAxes));
        return problem.isEmpty() ? "" : name + " " + value + " is not possible: " + problem + ".";
    }

    /** What keeps settings from being shown on the page, or an empty text. */
    public static String problem(ConvolutionSettings settings) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            return problems.get(0);
        }
        long inputs = settings.input().area() * settings.inputChannels();
        long outputs =
                (long) settings.vertical().output() * settings.horizontal().output() * settings.outputChannels();
        long stretched =
                (long) settings.vertical().stretched() * settings.horizontal().stretched() * settings.inputChannels();
        if (Math.max(inputs, outputs) > MAX_SHOWN) {
            return "the matrix would be " + outputs + " x " + inputs + ", and the page shows up to " + MAX_SHOWN
                    + " on a side";
        }
        return stretched > MAX_STRETCHED
                ? "the stretched input would have " + stretched + " elements, and the page shows up to " + MAX_STRETCHED
                : "";
    }
}
