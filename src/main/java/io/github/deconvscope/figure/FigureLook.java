package io.github.deconvscope.figure;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.color.ColorMap;
import java.awt.Color;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a style file changes in one figure. Each part that is empty leaves the figure as it is without a style.
 *
 * @param figure id of the figure, for messages; empty for any
 * @param typeface family of the type
 * @param typeSize size of the labels of axes in the file, in logical pixels (1/96 inch); titles are a sixth larger, ticks a twelfth smaller
 * @param lineWidth width of curves in the file, in logical pixels; other lines are in proportion
 * @param colorMap of magnitudes
 * @param palette colours of curves, by the word for their key, as in {@code batch-norm}
 * @param words texts that are drawn, each with what is drawn in its place
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param values what the colours of a heat map stand for
 */
public record FigureLook(
        String figure,
        Typeface typeface,
        OptionalDouble typeSize,
        OptionalDouble lineWidth,
        Optional<ColorMap> colorMap,
        Map<String, Color> palette,
        Map<String, String> words,
        AxisLook x,
        AxisLook y,
        AxisLook values) {
    /** Without a style file. */
    public static final FigureLook USUAL = new FigureLook(
            "",
            Typeface.NOTO_SANS,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            AxisLook.NONE,
            AxisLook.NONE,
            AxisLook.NONE);

    public FigureLook {
        palette = Map.copyOf(palette);
        words = Map.copyOf(words);
    }

    /** What is drawn in place of a text. */
    public String word(String text) {
        return words.getOrDefault(text, text);
    }

    /** The map that takes the place of one: signed values keep theirs, whose two colours have a meaning. */
    public ColorMap map(ColorMap usual) {
        return usual.diverging() ? usual : colorMap.orElse(usual);
    }

    /**
     * The refusal of what a style says of an axis.
     *
     * @param axis as in the file: x, y or values
     * @param wrong what it says and what that does not fit
     */
    public InvalidInputException refused(String axis, String wrong, String remedy) {
        return new InvalidInputException(
                "the style's figures." + figure + "." + axis + " " + wrong + "; " + remedy + ".");
    }

    /**
     * Makes sure that an axis ends above where it begins.
     *
     * @param axis as in the file
     */
    public void requireRising(String axis, double low, double high) {
        if (!(high > low)) {
            throw refused(
                    axis,
                    (axis.equals("values") ? "go from " : "goes from ") + Numbers.shown(low) + " to "
                            + Numbers.shown(high),
                    "give a max above the min, or both");
        }
    }

    /** The characters in its texts that no shipped font contains; empty if there are none. */
    public Optional<String> lettersThatNoFontHas() {
        String lacking = Stream.concat(
                        words.values().stream(), Stream.of(x, y, values).flatMap(axis -> axis.label().stream()))
                .flatMapToInt(String::codePoints)
                .filter(c -> Stream.of(FigureFonts.TEXT, FigureFonts.MATH)
                        .noneMatch(face -> FigureFonts.has(face.at(1), Character.toString(c))))
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return lacking.isEmpty() ? Optional.empty() : Optional.of(lacking);
    }

    /** Whether limits, ticks or the label of an axis are set. */
    public boolean setsAxes() {
        return !x.equals(AxisLook.NONE) || !y.equals(AxisLook.NONE) || !values.equals(AxisLook.NONE);
    }
}
