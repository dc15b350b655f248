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
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A horizontal bar chart, one row per category with its name on the left. Several groups lie side by side or, stacked, end to end. Values
 * are not negative; NaN leaves a bar out.
 */
public final class BarChartFigure implements Figure {
    /** Share of the width. */
    private static final double MOST_FOR_NAMES = 0.4;

    /** Share of the usual size. */
    private static final double SMALLEST_NAME = 0.7;

    private static final double DOT = 8;
    /** Share of a category that its bars take; the rest is the gap to the next. */
    private static final double FILLED = 0.78;

    /**
     * One bar in every category.
     *
     * @param name for the legend
     * @param key colour; hatching sets neighbours apart as well
     * @param values one a category, 0 or above, or NaN
     */
    public record Group(String name, SeriesKey key, double[] values) {}

    /** @param room height that belongs to the bar: up to the next bar, or to the next category */
    private record Bar(int group, int category, Rectangle2D bounds, double room) {}

    private final String title;
    private final String caption;
    private final Axis axis;
    private final List<String> categories;
    private final List<Group> groups;
    private final boolean stacked;
    private final Optional<BarSpread> spread;
    private final Scale scale;
    /** Written instead of an axis where all bars are 0, since a scale from 0 to 1 would be misleading. */
    private final String nothing;

    private final String altText;

    private BarChartFigure(Builder builder) {
        title = builder.title;
        caption = builder.caption;
        axis = builder.axis;
        categories = builder.categories;
        groups = List.copyOf(builder.groups);
        stacked = builder.stacked;
        spread = Optional.ofNullable(builder.spread);
        double most = mostOfSpread();
        for (int c = 0; c < categories.size(); c++) {
            double sum = 0;
            for (Group group : groups) {
                double value = group.values()[c];
                if (present(value)) {
                    sum += value;
                    most = Math.max(most, stacked ? sum : value);
                }
            }
        }
        Axis fromZero = axis.min().isPresent() ? axis : axis.from(axis.logarithmic() ? 1e-9 : 0);
        scale = Scale.of(fromZero, 0, most == 0 ? 1 : most, true);
        boolean any = groups.stream()
                .flatMapToDouble(group -> Arrays.stream(group.values()))
                .anyMatch(this::present);
        nothing = most > 0 ? "" : any ? builder.allZero : "No values";
        altText = builder.altText.isEmpty() ? describe() : builder.altText;
    }

    /** As another, with the words and the axis of a style. */
    private BarChartFigure(BarChartFigure one, FigureLook look) {
        title = one.title;
        caption = one.caption;
        axis = one.axis.styled("x", look.x(), look);
        categories = one.categories.stream().map(look::word).toList();
        groups = one.groups.stream()
                .map(group -> new Group(look.word(group.name()), group.key(), group.values()))
                .toList();
        stacked = one.stacked;
        spread = one.spread;
        scale = one.scale.styled("x", axis, look);
        nothing = one.nothing;
        altText = one.altText;
    }

    @Override
    public Figure styled(FigureLook look) {
        return new BarChartFigure(this, look);
    }

    private double mostOfSpread() {
        return spread.stream()
                .flatMapToDouble(behind -> DoubleStream.concat(
                        behind.values().stream().flatMapToDouble(Arrays::stream), Arrays.stream(behind.high())))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** Starts a chart. @param axis what the lengths mean */
    public static Builder titled(String title, Axis axis, List<String> categories) {
        return new Builder(title, axis, List.copyOf(categories));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String caption() {
        return caption;
    }

    @Override
    public String altText() {
        return altText;
    }

    /** High enough for the number of each bar. */
    @Override
    public double preferredHeight(double width) {
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        double number = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style).getSize2D();
        double outside = width - plot(width, width, style, legend(width, style)).getHeight();
        return Math.max(
                Figure.super.preferredHeight(width), outside + categories.size() * lanes() * number / FILLED + 1);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Legend legend = legend(width, style);
            Rectangle2D plot = plot(width, height, style, legend);
            if (nothing.isEmpty()) {
                paintAxis(ink, style, plot);
            } else {
                paintNothing(ink, plot);
            }
            legend.paint(ink, style);
            paintNames(ink, plot);
            Font font = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
            for (Bar bar : bars(plot)) {
                paintBar(ink, style, bar, plot, font);
            }
        } finally {
            ink.close();
        }
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

    private Rectangle2D plot(double width, double height, FigureStyle style, Legend legend) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double widest = 0;
        for (String name : categories) {
            widest = Math.max(widest, Ink.width(name, text));
        }
        double left = Math.min(widest, width * MOST_FOR_NAMES) + 12;
        double below = 8 + 2 * Ink.lineHeight(text);
        double above = legend.height() + 4;
        double right = 52 * style.fontScale();
        return new Rectangle2D.Double(
                left, above, Math.max(1, width - left - right), Math.max(1, height - above - below));
    }

    private void paintAxis(Ink ink, FigureStyle style, Rectangle2D plot) {
        Font numbers = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double line = Ink.lineHeight(numbers);
        for (Scale.Tick tick : scale.ticks(PlotArea.wantedTicks(plot.getWidth(), 56, style))) {
            double x = plot.getX() + scale.fraction(tick.value()) * plot.getWidth();
            ink.line(x, plot.getY(), x, plot.getMaxY(), ink.palette().grid(), 1);
            ink.textAt(tick.label(), numbers, ink.palette().muted(), x, plot.getMaxY() + 4 + line / 2, 0.5);
        }
        ink.line(
                plot.getX(),
                plot.getY(),
                plot.getX(),
                plot.getMaxY(),
                ink.palette().axis(),
                1);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double y = plot.getMaxY() + 4 + line + Ink.lineHeight(text) / 2;
        ink.textAt(axis.heading(), text, ink.palette().text(), plot.getCenterX(), y, 0.5);
    }

    /** Where the axis would be, so that the bars' own zeros stay readable. */
    private void paintNothing(Ink ink, Rectangle2D plot) {
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double y = plot.getMaxY() + 8 + Ink.lineHeight(text) / 2;
        for (String line : Ink.wrapped(nothing, text, plot.getWidth())) {
            ink.textAt(line, text, ink.palette().text(), plot.getCenterX(), y, 0.5);
            y += Ink.lineHeight(text);
        }
    }

    /** In as many lines as there is room for, and smaller in low rows; what does not fit is cut or left out, and read by hovering. */
    private void paintNames(Ink ink, Rectangle2D plot) {
        double row = plot.getHeight() / Math.max(1, categories.size());
        double usual = ink.font(FigureFonts.TEXT, Ink.CAPTION).getSize2D();
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION * Math.max(SMALLEST_NAME, Math.min(1, row / usual)));
        int every = (int) Math.ceil(text.getSize2D() / row - 1e-3);
        double line = Ink.lineHeight(text);
        double room = plot.getX() - 10;
        for (int c = 0; c < categories.size(); c += every) {
            String name = categories.get(c);
            List<String> lines = Ink.wrapped(name, text, room);
            if (lines.size() * line > row) {
                lines = List.of(name);
            }
            double middle = plot.getY() + (c + 0.5) * row;
            for (int i = 0; i < lines.size(); i++) {
                double y = middle + (i - (lines.size() - 1) / 2.0) * line;
                String shown = Ink.shortened(lines.get(i), text, room);
                ink.textAt(shown, text, ink.palette().text(), plot.getX() - 6, y, 1);
            }
        }
    }

    private List<Bar> bars(Rectangle2D plot) {
        List<Bar> bars = new ArrayList<>();
        double row = plot.getHeight() / Math.max(1, categories.size());
        int most = lanes();
        double thick = Math.min(26, row * FILLED / most);
        for (int c = 0; c < categories.size(); c++) {
            double before = 0;
            int lane = 0;
            int lanes = stacked ? 1 : present(c);
            for (int i = 0; i < groups.size(); i++) {
                double value = groups.get(i).values()[c];
                if (!present(value)) {
                    continue;
                }
                double from = stacked && before > 0 ? Math.max(0, scale.fraction(before)) : 0;
                double to = Math.min(1, Math.max(from, scale.fraction(before + value)));
                double y = plot.getY() + (c + 0.5) * row + (lane - lanes / 2.0) * thick;
                bars.add(new Bar(
                        i,
                        c,
                        new Rectangle2D.Double(
                                plot.getX() + from * plot.getWidth(),
                                y,
                                (to - from) * plot.getWidth(),
                                Math.max(thick - 1, thick / 2)),
                        lanes == 1 ? row : thick));
                before += stacked ? value : 0;
                lane += stacked ? 0 : 1;
            }
        }
        return bars;
    }

    /** Bars side by side in the category that has most. */
    private int lanes() {
        IntStream sideBySide = IntStream.range(0, categories.size()).map(this::present);
        return stacked ? 1 : Math.max(1, sideBySide.max().orElse(1));
    }

    /** Bars of a category side by side: those without a value leave no gap, so that the others stand beside the name. */
    private int present(int category) {
        return (int) groups.stream()
                .filter(group -> present(group.values()[category]))
                .count();
    }

    /** Whether a bar is drawn and labelled: one of length 0 is, unlike a missing one, but not stacked on another nor on a log axis. */
    private boolean present(double value) {
        boolean zeroShown = !stacked && !axis.logarithmic();
        return !Double.isInfinite(value) && (value > 0 || zeroShown && value == 0);
    }

    private void paintBar(Ink ink, FigureStyle style, Bar bar, Rectangle2D plot, Font font) {
        Group group = groups.get(bar.group());
        if (axis.logarithmic()) {
            paintDot(ink, style, bar, plot);
        } else {
            fill(ink, style, bar.group(), bar.bounds());
        }
        spread.ifPresent(behind -> behind.paint(ink, bar.category(), bar.bounds(), value -> along(plot, value)));
        boolean last = !stacked || endsRow(bar);
        if (last && bar.room() >= font.getSize2D()) {
            double shown = stacked ? total(bar.category()) : group.values()[bar.category()];
            ink.textAt(
                    Numbers.shown(shown),
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

    private boolean endsRow(Bar bar) {
        return groups.stream().skip(bar.group() + 1L).noneMatch(group -> group.values()[bar.category()] > 0);
    }

    private double total(int category) {
        double sum = 0;
        for (Group group : groups) {
            double value = group.values()[category];
            sum += value > 0 ? value : 0;
        }
        return sum;
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Rectangle2D plot = plot(width, height, style, legend(width, style));
        double row = plot.getHeight() / Math.max(1, categories.size());
        for (Bar bar : bars(plot)) {
            if (bar.bounds().contains(x, y)) {
                Group group = groups.get(bar.group());
                String unit = axis.unit().isEmpty() ? "" : " " + axis.unit();
                String text = categories.get(bar.category()) + ", " + group.name() + ": "
                        + Numbers.full(group.values()[bar.category()]) + unit
                        + spread.map(behind -> behind.inWords(bar.category())).orElse("");
                return Optional.of(new FigureHit(group.name(), bar.category(), 0, text));
            }
        }
        int category = (int) Math.floor((y - plot.getY()) / row);
        if (x < plot.getX() && category >= 0 && category < categories.size()) {
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
