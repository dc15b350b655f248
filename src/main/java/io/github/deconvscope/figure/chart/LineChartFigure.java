package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line chart: several curves over one pair of axes. Curves may have any number of points; painting draws at most two per pixel column,
 * the lowest and the highest, so that every spike stays visible.
 */
public final class LineChartFigure implements WordedFigure {
    private static final double HIT_RADIUS = 24;

    private final Words words;
    private final Axis xAxis;
    private final Axis yAxis;
    private final List<Series> series;
    private final CurveLooks looks;
    private final List<Band> bands;
    private final List<ChartMark> marks;
    private final Scale xScale;
    private final Scale yScale;
    private final Outliers outliers;
    /** The charts whose marks need room above the data: itself, or those it is shown alongside. */
    private final List<LineChartFigure> family;
    /** Whether it draws its legend itself. */
    private boolean legended = true;

    private LineChartFigure(Builder builder) {
        xAxis = builder.xAxis;
        yAxis = builder.yAxis;
        bands = List.copyOf(builder.bands);
        marks = List.copyOf(builder.marks);
        outliers = builder.setsOutliersApart && !yAxis.logarithmic() ? Outliers.of(builder.series) : Outliers.NONE;
        series = List.copyOf(builder.seriesBut(outliers));
        looks = new CurveLooks(series);
        Extent x = new Extent(xAxis.logarithmic());
        Extent y = new Extent(yAxis.logarithmic());
        series.forEach(s -> include(s.points(), x, y));
        bands.forEach(b -> {
            include(b.low(), x, y);
            include(b.high(), x, y);
        });
        marks.stream().filter(m -> !m.vertical()).forEach(m -> y.add(m.value()));
        xScale = Scale.of(xAxis, x.low, x.high, false);
        yScale = Scale.of(yAxis, y.low, y.high, true);
        words = new Words(
                builder.title,
                builder.caption + outlierNote(),
                (builder.altText.isEmpty() ? describe() : builder.altText) + outlierNote());
        family = List.of(this);
    }

    /** As another, on the axes of all. */
    private LineChartFigure(LineChartFigure one, List<LineChartFigure> all) {
        words = one.words;
        xAxis = one.xAxis;
        yAxis = one.yAxis;
        series = one.series;
        looks = one.looks;
        bands = one.bands;
        marks = one.marks;
        outliers = one.outliers;
        xScale = Scale.holding(xAxis, all.stream().map(chart -> chart.xScale).toList());
        yScale = Scale.holding(yAxis, all.stream().map(chart -> chart.yScale).toList());
        family = all;
        legended = one.legended;
    }

    /** As another, with the words and axes of a style. */
    private LineChartFigure(LineChartFigure one, FigureLook look) {
        words = one.words;
        xAxis = one.xAxis.styled("x", look.x(), look);
        yAxis = one.yAxis.styled("y", look.y(), look);
        series = one.series.stream().map(s -> s.named(look.word(s.name()))).toList();
        looks = new CurveLooks(series);
        bands = one.bands;
        marks = one.marks.stream()
                .map(m -> new ChartMark(m.vertical(), m.value(), look.word(m.text())))
                .toList();
        outliers = one.outliers;
        xScale = one.xScale.styled("x", xAxis, look);
        yScale = one.yScale.styled("y", yAxis, look);
        family = one.family.size() < 2 ? List.of(this) : one.family;
    }

    @Override
    public Figure styled(FigureLook look) {
        return new LineChartFigure(this, look);
    }

    @Override
    public String measures() {
        return "line chart of " + yAxis + " over " + xAxis;
    }

    @Override
    public Figure alongside(List<? extends Figure> frames) {
        return new LineChartFigure(
                this, frames.stream().map(LineChartFigure.class::cast).toList());
    }

    /** Ends of the vertical axis: smallest and largest value that it has a place for. */
    public ValueRange yRange() {
        return new ValueRange(yScale.low(), yScale.high());
    }

    private String outlierNote() {
        String words = outliers.inWords();
        return words.isEmpty()
                ? ""
                : " Beyond the axis, at the arrow heads, and left out of smoothed curves: " + words + ".";
    }

    /** Starts a chart with linear axes called x and y. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    @Override
    public Words words() {
        return words;
    }

    public List<Series> series() {
        return series;
    }

    public List<ChartMark> marks() {
        return marks;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            Legend legend = legend(width, style);
            PlotArea area = area(width, height, style, legend);
            area.paintAxes(ink, style, xAxis, outliers.labelled(yAxis));
            legend.paint(ink, style);
            Rectangle2D plot = area.bounds();
            Graphics2D clipped = ink.graphics();
            java.awt.Shape before = clipped.getClip();
            clipped.clip(new Rectangle2D.Double(
                    plot.getX() - 4, plot.getY() - 1, plot.getWidth() + 8, plot.getHeight() + 2));
            double columns = MinMaxThinning.columnsPerPixel(clipped);
            CurvePaths lines = new CurvePaths(area, columns);
            bands.forEach(b -> b.paint(ink, style, area, columns));
            marks.forEach(m -> m.paint(ink, area));
            new CurvePainter(ink, style, area, series, looks, lines).paint();
            outliers.paint(ink, area, series, style);
            FreeRoom room = FreeRoom.among(ink, area, series, marks, lines);
            LeavingCurves.paint(ink, area, series, looks, style, room);
            clipped.setClip(before);
            MarkLabels.paint(ink, area, marks, style, room);
        } finally {
            ink.close();
        }
    }

    Legend legend(double width, FigureStyle style) {
        return new Legend(legended ? series : List.of(), looks, width, style);
    }

    /** What the legend says and shows; two charts with equal ones need only one legend. */
    List<Object> legendEntries() {
        return Legend.entries(series, looks);
    }

    /** This chart without its legend, which stands elsewhere. */
    LineChartFigure withoutLegend() {
        LineChartFigure bare = new LineChartFigure(this, family.size() < 2 ? List.of(this) : family);
        bare.legended = false;
        return bare;
    }

    private PlotArea area(double width, double height, FigureStyle style, Legend legend) {
        PlotArea plain = PlotArea.layOut(width, height, legend.height(), 0, xScale, yScale, style);
        double labels = family.stream()
                .mapToDouble(chart -> MarkLabels.heightAbove(plain, chart.marks, style))
                .max()
                .orElse(0);
        return labels == 0 ? plain : PlotArea.layOut(width, height, legend.height(), labels, xScale, yScale, style);
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        Legend legend = legend(width, style);
        Optional<Series> named = legend.hit(x, y);
        if (named.isPresent()) {
            return named.map(s -> new FigureHit("legend", series.indexOf(s), 0, s.name()));
        }
        PlotArea area = area(width, height, style, legend);
        if (!area.bounds().contains(x, y)) {
            return Optional.empty();
        }
        double best = HIT_RADIUS * HIT_RADIUS;
        FigureHit hit = null;
        for (Series s : series) {
            for (int i = 0; i < s.points().size(); i++) {
                double dx = area.x(s.points().x(i)) - x;
                double dy = dx * dx < best ? onAxis(area, s.points().y(i)) - y : Double.NaN;
                if (dx * dx + dy * dy < best) {
                    best = dx * dx + dy * dy;
                    hit = new FigureHit(s.name(), i, 0, describe(s, i));
                }
            }
        }
        return Optional.ofNullable(hit);
    }

    /** An outlier is found at the end of the axis, where its mark is. */
    private double onAxis(PlotArea area, double value) {
        double y = area.y(value);
        return outliers.has(value)
                ? Math.max(area.bounds().getY(), Math.min(y, area.bounds().getMaxY()))
                : y;
    }

    /** The tooltip of a point: the measured value, and the smoothed one where there is one. */
    private String describe(Series s, int i) {
        Optional<Series> smoothed = series.stream()
                .filter(other -> other == s
                        || s.faint()
                                && other.average()
                                        .filter(average -> average.raw() == s.points())
                                        .isPresent())
                .filter(other -> other.average().isPresent())
                .findFirst();
        Points values =
                smoothed.flatMap(Series::average).map(Series.Average::raw).orElse(s.points());
        return (s.name().isEmpty() ? "" : s.name() + ": ") + xAxis.label() + " " + withUnit(values.x(i), xAxis) + ", "
                + yAxis.label() + " " + withUnit(values.y(i), yAxis)
                + smoothed.map(curve -> "; " + curve.average().orElseThrow().words() + ": "
                                + withUnit(curve.points().y(i), yAxis))
                        .orElse("");
    }

    /** The name of a curve in texts and tables, with a note if it is smoothed. */
    private static String named(Series s) {
        return s.average()
                .map(average -> s.name() + (s.name().isEmpty() ? "" : ", ") + average.words())
                .orElse(s.name());
    }

    private static String withUnit(double value, Axis axis) {
        return Numbers.full(value) + (axis.unit().isEmpty() ? "" : " " + axis.unit());
    }

    /** One row a point: curve, x, y. Bands give a row for each edge. */
    @Override
    public DataTable table() {
        List<String> names = new ArrayList<>();
        List<Points> points = new ArrayList<>();
        series.forEach(s -> {
            names.add(named(s));
            points.add(s.points());
        });
        bands.forEach(b -> {
            names.add(b.name() + " (low)");
            points.add(b.low());
            names.add(b.name() + " (high)");
            points.add(b.high());
        });
        return CurveTable.of(List.of("curve", xAxis.heading(), yAxis.heading()), names, points);
    }

    private String describe() {
        StringBuilder text =
                new StringBuilder("Line chart of " + yAxis.heading() + " against " + xAxis.heading() + ".");
        for (Series s : series) {
            if (s.faint() || s.points().size() == 0) {
                continue;
            }
            int last = s.points().size() - 1;
            text.append(named(s).isEmpty() ? " From " : " " + named(s) + ": from ")
                    .append(Numbers.shown(s.points().y(0)))
                    .append(" at ")
                    .append(Numbers.shown(s.points().x(0)))
                    .append(" to ")
                    .append(Numbers.shown(s.points().y(last)))
                    .append(" at ")
                    .append(Numbers.shown(s.points().x(last)))
                    .append('.');
        }
        return text.toString();
    }

    private void include(Points points, Extent x, Extent y) {
        for (int i = 0; i < points.size(); i++) {
            if (y.has(points.y(i)) && !outliers.has(points.y(i))) {
                x.add(points.x(i));
                y.add(points.y(i));
            }
        }
    }

    /** Collects the parts of a chart. Not for sharing between threads. */
    public static final class Builder extends ChartBuilder<Builder> {
        private Axis xAxis = Axis.linear("x", "");
        private Axis yAxis = Axis.linear("y", "");
        private final List<Series> series = new ArrayList<>();
        private final List<Band> bands = new ArrayList<>();
        private final List<ChartMark> marks = new ArrayList<>();
        private final List<Average> averages = new ArrayList<>();
        private boolean setsOutliersApart;

        /** A smoothed curve, its place among the curves, and what it is the average of. */
        private record Average(int index, Series raw, double weight) {}

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        public Builder axes(Axis x, Axis y) {
            xAxis = x;
            yAxis = y;
            return this;
        }

        public Builder add(Series one) {
            series.add(one);
            return this;
        }

        /** Adds a noisy curve pale, and smoothed over it. */
        public Builder addSmoothed(Series raw, double weight) {
            series.add(raw.asFaint());
            averages.add(new Average(series.size(), raw, weight));
            series.add(raw.smoothed(weight));
            return this;
        }

        /** A single outlier would carry an average off the axis for many steps. */
        private List<Series> seriesBut(Outliers outliers) {
            List<Series> all = new ArrayList<>(series);
            if (outliers != Outliers.NONE) {
                averages.forEach(average -> all.set(
                        average.index(),
                        average.raw()
                                .smoothed(
                                        average.weight(),
                                        outliers.without(average.raw().points()))));
            }
            return all;
        }

        public Builder add(Band one) {
            bands.add(one);
            return this;
        }

        public Builder add(ChartMark one) {
            marks.add(one);
            return this;
        }

        /**
         * On a linear axis, values more than ten times as far off as the range of 9 in 10 others lie beyond its end, marked and counted,
         * so that one bad step does not press a whole curve flat.
         */
        public Builder outliersApart() {
            setsOutliersApart = true;
            return this;
        }

        public LineChartFigure build() {
            return new LineChartFigure(this);
        }
    }
}
