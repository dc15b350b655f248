package io.github.deconvscope.figure.network;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.lab.network.NetworkPass;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The scores of the classes as bars, a row each, with the probability and a note at the truth. */
record ScoreBars(NetworkPass pass) {
    /** Pixels that a row needs beside a line of words, so that the bar lies under them. */
    private static final double LEAST_UNDER = 8;
    /** A smaller share is a bar of less than a pixel. */
    private static final double LEAST_SHARE = 1e-3;

    /** A class and its share in one line. */
    double widest(FigureStyle style) {
        Font bold = Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
        double[] probabilities = pass.probabilities();
        return IntStream.range(0, probabilities.length)
                .mapToDouble(c -> Ink.width(name(c), bold) + NetOverview.GAP + Ink.width(share(probabilities[c]), bold))
                .max()
                .orElse(0);
    }

    /** As in sentences; what would not be seen as a bar is told by the pointer. */
    private static String share(double probability) {
        return probability > 0 && probability < LEAST_SHARE ? "< 0.1 %" : Numbers.percent(probability);
    }

    /** The classes that there is room for: all in their order, or else those of the largest scores, and the truth. */
    private List<Integer> shownClasses(double height, FigureStyle style) {
        int rows = Math.max(1, (int)
                (height / (Ink.font(FigureFonts.TEXT, Ink.CAPTION, style).getSize2D() + 3)));
        List<Integer> shown = new ArrayList<>(pass.ranking());
        if (shown.size() > rows) {
            List<Integer> first = new ArrayList<>(shown.subList(0, rows));
            pass.picture().truth().ifPresent(truth -> {
                if (!first.contains(truth)) {
                    first.set(rows - 1, truth);
                }
            });
            return first;
        }
        shown.sort(null);
        return shown;
    }

    private static Rectangle2D row(int place, int of, Rectangle2D scores) {
        double each = scores.getHeight() / of;
        return new Rectangle2D.Double(scores.getX(), scores.getY() + place * each, scores.getWidth(), each);
    }

    void paint(Ink ink, Rectangle2D all, FigureStyle style) {
        double[] probabilities = pass.probabilities();
        List<Integer> shown = shownClasses(all.getHeight(), style);
        Font usual = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        String which = shown.size() < probabilities.length
                ? fitting(
                        usual,
                        all.getWidth(),
                        shown.size() + " of " + probabilities.length + " classes",
                        shown.size() + " of " + probabilities.length)
                : fitting(usual, all.getWidth(), "after the softmax", "softmax");
        NetOverview.heading(
                ink, new Rectangle2D.Double(all.getX(), 0, all.getWidth(), 1), List.of("scores", which), Ink.CAPTION);
        Font bold = ink.font(FigureFonts.BOLD, Ink.CAPTION);
        double shares = shown.stream()
                .mapToDouble(c -> Ink.width(share(probabilities[c]), bold))
                .max()
                .orElse(0);
        for (int i = 0; i < shown.size(); i++) {
            int c = shown.get(i);
            boolean truth = pass.picture().truth().equals(OptionalInt.of(c));
            Rectangle2D room = row(i, shown.size(), all);
            Font font = truth ? bold : usual;
            Color color = truth ? ink.palette().accent() : ink.palette().text();
            String share = share(probabilities[c]);
            double line = Ink.lineHeight(font);
            // Under its words the bar has the whole width: 100 % reaches the right edge. In a low row it stands between
            // them.
            boolean under = room.getHeight() >= line + LEAST_UNDER;
            double thick = Math.min(10, room.getHeight() - (under ? line : 0) - 4);
            double top = room.getCenterY() - (under ? line + thick : line) / 2;
            double left = under ? 0 : 0.46 * room.getWidth();
            double right = under ? 0 : shares + NetOverview.GAP;
            String words = under && truth
                    ? fitting(
                            font,
                            room.getWidth() - Ink.width(name(c), font) - NetOverview.GAP,
                            share + ", truth",
                            share)
                    : share;
            double names =
                    under ? room.getWidth() - Ink.width(words, font) - NetOverview.GAP : left - NetOverview.GAP / 2;
            ink.textAt(Ink.shortened(name(c), font, names), font, color, room.getX(), top + line / 2, 0);
            ink.textAt(words, font, color, room.getMaxX(), top + line / 2, 1);
            double x = room.getX() + left;
            double whole = Math.max(2, room.getWidth() - left - right);
            double y = under ? top + line : room.getCenterY() - thick / 2;
            ink.fill(x, y, whole, thick, ink.palette().grid());
            ink.fill(
                    x,
                    y,
                    Math.max(1, whole * probabilities[c]),
                    thick,
                    truth ? ink.palette().accent() : SeriesKey.NEUTRAL.color(style));
        }
    }

    /** Part {@code class}: the row is the class. */
    Optional<FigureHit> hit(double x, double y, Rectangle2D all, FigureStyle style) {
        List<Integer> shown = shownClasses(all.getHeight(), style);
        for (int i = 0; i < shown.size(); i++) {
            if (row(i, shown.size(), all).contains(x, y)) {
                int c = shown.get(i);
                String text = name(c) + ": score " + Numbers.full(pass.logits()[c]) + ", probability "
                        + Numbers.full(pass.probabilities()[c]);
                return Optional.of(new FigureHit("class", c, 0, text));
            }
        }
        return Optional.empty();
    }

    private String name(int category) {
        return pass.info().classNames().get(category);
    }

    /** The long words, or the short ones where those do not fit. */
    private static String fitting(Font font, double width, String words, String fewer) {
        return Ink.width(words, font) <= width ? words : fewer;
    }
}
