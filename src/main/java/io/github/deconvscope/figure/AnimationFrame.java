package io.github.deconvscope.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One frame of an animation: a figure with the axes, colours and layout that hold all frames, and its name above, so that nothing moves but
 * the data.
 *
 * @param inner the figure, {@link Figure#alongside} the others
 * @param name what changes, as in {@code iteration 5}
 * @param all the figures of all frames: their words get the same room
 */
public record AnimationFrame(Figure inner, String name, List<Figure> all) implements WrappedFigure {
    public AnimationFrame {
        all = List.copyOf(all);
    }

    /**
     * The frames of an animation.
     *
     * @param figures as they would stand alone, in their order
     * @param names of each
     */
    public static List<Figure> of(List<Figure> figures, List<String> names) {
        List<Figure> alike =
                figures.stream().map(figure -> figure.alongside(figures)).toList();
        return IntStream.range(0, alike.size())
                .<Figure>mapToObj(i -> new AnimationFrame(alike.get(i), names.get(i), alike))
                .toList();
    }

    @Override
    public Figure forFile() {
        return new AnimationFrame(inner.forFile(), name, all);
    }

    @Override
    public Figure styled(FigureLook look) {
        return new AnimationFrame(
                inner.styled(look),
                name,
                all.stream().map(each -> each.styled(look)).toList());
    }

    @Override
    public List<Figure> family() {
        return all;
    }

    @Override
    public String altText() {
        return name + ". " + inner.altText();
    }

    @Override
    public boolean headsItself() {
        return inner.headsItself();
    }

    @Override
    public double preferredHeight(double width) {
        return strip(FigureStyle.of(FigureTheme.LIGHT)) + inner.preferredHeight(width);
    }

    private static Font font(FigureStyle style) {
        return Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
    }

    private static double strip(FigureStyle style) {
        return Ink.lineHeight(font(style)) + 2;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        double strip = strip(style);
        Ink ink = new Ink(g, style);
        try {
            ink.textAt(
                    Ink.shortened(name, font(style), width),
                    font(style),
                    ink.palette().text(),
                    0,
                    (strip - 2) / 2,
                    0);
            Graphics2D below = ink.graphics();
            below.translate(0, strip);
            inner.paint(below, width, Math.max(1, height - strip), style);
        } finally {
            ink.close();
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        return inner.hit(x, y - strip(style), width, Math.max(1, height - strip(style)), style);
    }
}
