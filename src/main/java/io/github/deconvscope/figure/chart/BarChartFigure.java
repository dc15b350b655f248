package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.chart.Bars.Bar;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A horizontal bar chart, one row per category with its name on the left. Several groups lie side by side or, stacked, end to end. Values
 * are not negative; NaN leaves a bar out.
 */
public final class BarChartFigure implements WordedFigure {
    private static final double DOT = 8;

    /**
     * One bar in every category.
     *
     * @param name for the legend
     * @param key colour; hatching sets neighbours apart as well
     * @param values one a category, 0 or above, or NaN
     */
    public record Group(String name, SeriesKey key, double[] values) {}

    private final Words words;
    private final Axis axis;
    private final List<String> categories;
    private final List<Group> groups;
    private final Bars bars;
    private final Optional<BarSpread> spread;
    private final Scale scale;
    /** Written instead of an axis where all bars are 0, since a scale from 0 to 1 would be misleading. */
    private final String nothing;

    private BarChartFigure(Builder builder) {
        axis = builder.axis;
        categories = builder.categories;
        groups = List.copyOf(builder.groups);
        bars = new Bars(
                categories.size(), groups.stream().map(Group::values).toList(), builder.stacked, axis.logarithmic());
        spread = Optional.ofNullable(builder.spread);
        double most = Math.max(bars.longest(), spread.map(BarSpread::greatest).orElse(0.0));
        Axis fromZero = axis.min().isPresent() ? axis : axis.from(axis.logarithmic() ? 1e-9 : 0);
        scale = Scale.of(fromZero, 0, most == 0 ? 1 : most, true);
        nothing = most > 0 ? "" : bars.any() ? builder.allZero : "No values";
        words = new Words(builder.title, builder.caption, builder.altText.isEmpty() ? describe() : builder.altText);
    }

    /** As another, with the words and the axis of a style. */
    private BarChartFigure(BarChartFigure one, FigureLook look) {
        words = one.words;
        axis = one.axis.styled("x", look.x(), look);
        categories = one.categories.stream().map(look::word).toList();
        groups = one.groups.stream()
                .map(group -> new Group(look.word(group.name()), group.key(), group.values()))
                .toList();
        bars = one.bars;
        spread = one.spread;
        scale = one.scale.styled("x", axis, look);
        nothing = one.nothing;
    }

    @Override
    public Figure styled(FigureLook look) {
        return new BarChartFigure(this, look);
    }

    /** Starts a chart. @param axis what the lengths mean */
    public static Builder titled(String title, Axis axis, List<String> categories) {
        return new Builder(title, axis, List.copyOf(categories));
    }

    @Override
    public Words words() {
        return words;
    }

    /** High enough for the number of each bar. */
    @Override
    public double preferredHeight(double width) {
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        double number = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style).getSize2D();
        double outside =
                width - frame(width, width, style, legend(width, style)).plot().getHeight();
        return Math.max(
                WordedFigure.super.preferredHeight(width),
                outside + categories.size() * bars.lanes() * number / Bars.FILLED + 1);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Legend legend = legend(width, style);
            BarFrame frame = frame(width, height, style, legend);
            if (nothing.isEmpty()) {
                frame.paintAxis(ink, style, axis, scale);
            } else {
                frame.paintInsteadOfAxis(ink, nothing);
            }
            legend.paint(ink, style);
            frame.paintNames(ink, categories);
            Font font = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
            for (Bar bar : bars.in(frame, scale)) {
                paintBar(ink, style, bar, frame.plot(), font);
            }
        } finally {
            ink.close();
        }
    }

    private BarFrame frame(double width, double height, FigureStyle style, Legend legend) {
        return BarFrame.layOut(width, height, style, categories, legend);
    }

    int groupCount() {
        return groups.size();
    }

    private Legend legend(double width, FigureStyle style) {
        List<Series> samples = new ArrayList<>();
        groups.forEach(
                group -> samples.add(Series.points(group.name(), Points.counted(0, group.values()), group.key())));
        spread.ifPresent(behind -> behind.legend()
                .forEach(name -> samples.add(Series.points(name, Points.counted(0, behind.low()), SeriesKey.NEUTRAL))));
        return new Legend(samples, width, style, this::paintSample);
    }

    /** A piece of a bar, filled as the bars are; or of what stands over it. */
    void paintSample(Ink ink, FigureStyle style, int group, double x, double middle) {
        double wide = Legend.SAMPLE - 8;
        if (group == groups.size()) {
            BarSpread.paintValue(ink, x + wide / 2, middle);
        } else if (group > groups.size()) {
            BarSpread.paintInterval(ink, x, x + wide, middle);
        } else if (axis.logarithmic()) {
            SeriesKey key = groups.get(group).key();
            ink.fill(key.marker(x + wide / 2, middle, DOT), key.color(style));
        } else {
            fill(ink, style, group, new Rectangle2D.Double(x, middle - 5, wide, 10));
        }
    }

    private void paintBar(Ink ink, FigureStyle style, Bar bar, Rectangle2D plot, Font font) {
        if (axis.logarithmic()) {
            paintDot(ink, style, bar, plot);
        } else {
            fill(ink, style, bar.group(), bar.bounds());
        }
        spread.ifPresent(behind -> behind.paint(ink, bar.category(), bar.bounds(), value -> along(plot, value)));
        if (bars.endsRow(bar) && bar.room() >= font.getSize2D()) {
            ink.textAt(
                    Numbers.shown(bars.number(bar)),
                    font,
                    ink.palette().text(),
                    Math.max(bar.bounds().getMaxX(), endOfSpread(bar, plot)) + 5,
                    bar.bounds().getCenterY(),
                    0);
        }
    }

    /** A length from nothing has no meaning on a logarithmic axis: a dot on a line across. */
    private void paintDot(Ink ink, FigureStyle style, Bar bar, Rectangle2D plot) {
        SeriesKey key = groups.get(bar.group()).key();
        double y = bar.bounds().getCenterY();
        ink.line(plot.getX(), y, plot.getMaxX(), y, ink.palette().grid(), 1);
        ink.fill(key.marker(bar.bounds().getMaxX(), y, DOT), key.color(style));
    }

    private double endOfSpread(Bar bar, Rectangle2D plot) {
        return spread.map(behind -> Arrays.stream(behind.values().get(bar.category()))
                        .map(value -> along(plot, value))
                        .reduce(along(plot, behind.high()[bar.category()]), Math::max))
                .filter(Double::isFinite)
                .orElse(0.0);
    }

    private double along(Rectangle2D plot, double value) {
        return plot.getX() + Math.max(0, Math.min(1, scale.fraction(value))) * plot.getWidth();
    }

    private void fill(Ink ink, FigureStyle style, int group, Rectangle2D bounds) {
        Color color = groups.get(group).key().color(style);
        ink.fill(bounds, color);
        if (group % 3 > 0) {
            Hatching.paint(ink, bounds, color, group % 3 == 2);
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        BarFrame frame = frame(width, height, style, legend(width, style));
        for (Bar bar : bars.in(frame, scale)) {
            if (bar.bounds().contains(x, y)) {
                Group group = groups.get(bar.group());
                String unit = axis.unit().isEmpty() ? "" : " " + axis.unit();
                String text = categories.get(bar.category()) + ", " + group.name() + ": "
                        + Numbers.full(group.values()[bar.category()]) + unit
                        + spread.map(behind -> behind.inWords(bar.category())).orElse("");
                return Optional.of(new FigureHit(group.name(), bar.category(), 0, text));
            }
        }
        int category = (int) Math.floor((y - frame.plot().getY()) / frame.rowHeight(categories.size()));
        if (x < frame.plot().getX() && category >= 0 && category < categories.size()) {
            return Optional.of(new FigureHit("name", category, 0, categories.get(category)));
        }
        return Optional.empty();
    }

    @Override
    public DataTable table() {
        List<String> columns = new ArrayList<>();
        columns.add("category");
        String unit = axis.unit().isEmpty() ? "" : " (" + axis.unit() + ")";
        groups.forEach(group -> columns.add(group.name() + unit));
        spread.ifPresent(behind -> {
            columns.addAll(List.of("low" + unit, "high" + unit));
            IntStream.rangeClosed(1, behind.most()).forEach(i -> columns.add(behind.name() + " " + i + unit));
        });
        List<List<Object>> rows = new ArrayList<>();
        for (int c = 0; c < categories.size(); c++) {
            List<Object> row = new ArrayList<>();
            row.add(categories.get(c));
            for (Group group : groups) {
                row.add(group.values()[c]);
            }
            int category = c;
            spread.ifPresent(behind -> row.addAll(behind.cells(category)));
            rows.add(row);
        }
        return DataTable.of(columns, rows);
    }

    private String describe() {
        StringBuilder text = new StringBuilder("Bar chart of " + axis.heading() + ".");
        for (int c = 0; c < Math.min(12, categories.size()); c++) {
            text.append(' ').append(categories.get(c)).append(':');
            for (Group group : groups) {
                if (!Double.isNaN(group.values()[c])) {
                    text.append(' ').append(Numbers.shown(group.values()[c]));
                    text.append(group.name().isEmpty() ? "" : " (" + group.name() + ")");
                }
            }
            text.append('.');
        }
        return text.toString();
    }

    /** Collects the parts of a chart. Not for sharing between threads. */
    public static final class Builder extends ChartBuilder<Builder> {
        private final Axis axis;
        private final List<String> categories;
        private final List<Group> groups = new ArrayList<>();
        private boolean stacked;
        private @Nullable BarSpread spread;
        private String allZero = "All are 0";

        private Builder(String title, Axis axis, List<String> categories) {
            super(title);
            this.axis = axis;
            this.categories = categories;
        }

        @Override
        Builder self() {
            return this;
        }

        /** @param values one a category; copied */
        public Builder add(String name, SeriesKey key, double... values) {
            if (values.length != categories.size()) {
                throw new IllegalArgumentException(
                        "bars " + name + " have " + values.length + " values for " + categories.size() + " categories");
            }
            groups.add(new Group(name, key, values.clone()));
            return this;
        }

        /**
         * What the bars of the first and only group are means of, as dots, with an interval of 95 % as a whisker.
         *
         * @param name of one value, such as {@code seed}
         * @param values of each category
         * @param low lower end of each interval; NaN where there is none
         * @param high upper end
         */
        public Builder spread(String name, List<double[]> values, double[] low, double[] high) {
            spread = new BarSpread(name, List.copyOf(values), low.clone(), high.clone());
            return this;
        }

        /** Ends to ends instead of side by side. */
        public Builder stacked() {
            stacked = true;
            return this;
        }

        /** @param words written instead of an axis where every bar is 0 */
        public Builder whereAllAreZero(String words) {
            allZero = words;
            return this;
        }

        public BarChartFigure build() {
            return new BarChartFigure(this);
        }
    }
}
