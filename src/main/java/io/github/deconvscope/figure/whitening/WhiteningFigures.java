package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.UsedMatrix;
import io.github.deconvscope.lab.whitening.WhitenedImage;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.run.config.WhiteningRules;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the figures of the whitening page from results. */
public final class WhiteningFigures {
    private static final int TILES = 60;
    private static final String STANDARDIZED = " Each channel has mean 0 and variance 1; shown from \u2212"
            + TilesFigure.STANDARD + " to " + TilesFigure.STANDARD + ".";

    private WhiteningFigures() {}

    /** The image with the places where its patches are cut; the pinned patch is framed strongly. */
    public static Figure image(WhiteningInput input, int pinnedPatch) {
        ColorImage image = input.images().get(0);
        Patches patches = input.patches();
        List<Rectangle2D> frames = new ArrayList<>();
        int shown = Math.min(TILES, patches.samples());
        for (int i = 0; i < shown; i++) {
            frames.add(frame(patches, shownPatch(input, i)));
        }
        boolean standardized = input.standardized();
        return new ImageFigure(
                "Image",
                "The frames show " + shown + " of the " + patches.samples() + " patches, each " + patches.kernel()
                        + " x "
                        + patches.kernel() + " pixels, " + patches.stride() + " pixels apart."
                        + (standardized ? STANDARDIZED : ""),
                image,
                standardized ? -TilesFigure.STANDARD : 0,
                standardized ? TilesFigure.STANDARD : 1,
                frames,
                pinnedPatch);
    }

    private static Rectangle2D frame(Patches patches, int index) {
        return new Rectangle2D.Double(
                index % patches.across() * patches.stride() - patches.padding(),
                index / patches.across() * patches.stride() - patches.padding(),
                patches.kernel(),
                patches.kernel());
    }

    /** Patch number of the i-th tile: spread over the first image, away from straight lines. */
    private static int shownPatch(WhiteningInput input, int i) {
        int ofFirst = input.patches().samples() / input.images().size();
        return (int) (i * 0.6180339887 % 1 * ofFirst);
    }

    /** Some patches as little images, with rings around the given features. */
    public static Figure patches(WhiteningInput input, List<Integer> features) {
        Patches patches = input.patches();
        int n = patches.features();
        boolean standardized = input.standardized();
        List<double[]> tiles = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(TILES, patches.samples()); i++) {
            int index = shownPatch(input, i);
            double[] tile = new double[n];
            for (int j = 0; j < n; j++) {
                tile[j] = patches.rows()[index * n + j];
            }
            tiles.add(tile);
            names.add("patch " + index);
        }
        return new TilesFigure(
                "Patches",
                tiles.size() + " of " + patches.samples() + " patches; each is a row of " + n
                        + " numbers, ordered channel, ky, kx. Neighbouring pixels and the channels are much alike."
                        + (standardized ? STANDARDIZED : ""),
                tiles,
                names,
                patches.channels(),
                patches.kernel(),
                standardized ? TilesFigure.Scaling.STANDARDIZED : TilesFigure.Scaling.UNIT,
                features,
                0,
                List.of());
    }

    /**
     * The covariance of the data.
     *
     * @param when added to the title, such as ", step 100"; may be empty
     */
    public static MarkedHeatMap covariance(CovarianceEstimate estimate, String when) {
        int n = estimate.features();
        return heatMap(
                "Covariance" + when,
                "Covariance of the " + n + " features; mean absolute correlation "
                        + Numbers.shown(Covariance.meanAbsoluteCorrelation(estimate.truth(), n)) + ".",
                "covariance",
                estimate.truth(),
                estimate,
                null);
    }

    /** The whitening matrix. */
    public static MarkedHeatMap whitening(WhiteningResult result, String when) {
        return heatMap(
                (when.isEmpty() ? "Whitening matrix D" : "D") + when,
                name(result)
                        + ": each row is a filter that makes one white feature; it takes from a feature what its neighbours"
                        + " already tell.",
                "D",
                result.whitening(),
                result.estimate(),
                null);
    }

    /** The covariance of the whitened data. */
    public static MarkedHeatMap after(WhiteningResult result, String when) {
        return heatMap(
                (when.isEmpty() ? "Covariance after" : "After") + when,
                "D Cov D' after " + name(result)
                        + ", Cov of the data, without eps; the identity would be white. Distance from white "
                        + Numbers.shown(result.statistics().distanceFromWhite()) + ", mean absolute correlation "
                        + Numbers.shown(result.statistics().correlationAfter()) + ".",
                "covariance",
                result.after(),
                result.estimate(),
                ValueRange.symmetric(1));
    }

    private static String name(WhiteningResult result) {
        if (result.used().isPresent()) {
            return "the D that the layer used in this step, "
                    + result.used().get().origin();
        }
        WhiteningState state = result.state();
        return state.method() == WhiteningMethod.NEWTON_SCHULZ
                ? PlainWords.count(state.iterations(), "iteration") + " of "
                        + state.form().inWords() + " in " + state.lane().label()
                : state.method().label();
    }

    private static MarkedHeatMap heatMap(
            String title,
            String caption,
            String valueLabel,
            double[] values,
            CovarianceEstimate estimate,
            ValueRange range) {
        int n = estimate.features();
        HeatMapFigure.Builder map = HeatMapFigure.of(title, finite(values), n, n)
                .caption(caption)
                .map(ColorMap.BLUE_WHITE_ORANGE)
                .valueLabel(valueLabel)
                .titles("feature", "feature")
                .labels(estimate.featureName(), estimate.featureName());
        if (range != null) {
            map.range(range);
        }
        boolean contiguous = estimate.groups().size() > 1
                && estimate.groups().get(0)[estimate.groupFeatures() - 1] + 1 == estimate.groupFeatures();
        return new MarkedHeatMap(map.build(), n, contiguous ? estimate.groupFeatures() : 0, -1, -1);
    }

    /** Infinite values would leave no range to show the others in. */
    private static double[] finite(double[] values) {
        double[] shown = values.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Math.abs(shown[i]) > 1e30 ? Double.NaN : shown[i];
        }
        return shown;
    }

    /**
     * Variance of the data along each eigenvector, largest eigenvalue first, before and after, on a log axis: of the same matrices as
     * {@link #covariance} and {@link #after}. {@code when} is added to the title.
     */
    public static Figure spectrum(WhiteningResult result, String when, int pinned) {
        double[] before = result.before();
        LineChartFigure.Builder chart = LineChartFigure.titled("Eigenvalues" + when)
                .caption("Variance of the data along each eigenvector, without eps; white is 1. The condition number "
                        + Numbers.shown(result.statistics().conditionNumber())
                        + " is that of Cov + eps I, from which D is made.")
                .axes(Axis.counted("eigenvector"), Axis.log("variance", ""))
                .add(Series.line("before", Points.counted(0, before), SeriesKey.NEUTRAL)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .add(Series.line("after", Points.counted(0, result.variances()), SeriesKey.DECONVOLUTION)
                        .as(Series.Drawing.LINE_AND_POINTS))
                .add(ChartMark.atY(1, "white"));
        if (pinned >= 0 && pinned < before.length) {
            chart.add(ChartMark.atX(pinned, ""));
        }
        return chart.build();
    }

    /** The image after whitening. */
    public static Figure whitenedImage(WhiteningResult result) {
        return new ImageFigure(
                "Whitened image",
                "Each pixel is the centre of its whitened patch, shown from -3 to 3 standard deviations: edges and texture stay, flat"
                        + " areas vanish.",
                WhitenedImage.of(result),
                -3,
                3,
                List.of(),
                -1);
    }

    /** Rows of the whitening matrix as filters, or eigenvectors; a pinned eigenvector comes first and alone. */
    public static Figure filters(WhiteningResult result, int eigenvector) {
        Patches patches = result.estimate().input().orElseThrow().patches();
        int n = patches.features();
        int f = result.statistics().dimension();
        List<double[]> tiles = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (eigenvector >= 0 && f == n) {
            tiles.add(Arrays.copyOfRange(result.eigen().vectors(), eigenvector * n, (eigenvector + 1) * n));
            names.add("eigenvector " + eigenvector);
            return TilesFigure.signed(
                    "Eigenvector " + eigenvector,
                    "A direction in which the patches vary by "
                            + Numbers.shown(result.eigen().values()[eigenvector]) + ".",
                    tiles,
                    names,
                    patches.channels(),
                    patches.kernel());
        }
        int step = Math.max(1, (n + TILES - 1) / TILES);
        for (int row = 0; row < n; row += step) {
            tiles.add(Arrays.copyOfRange(result.whitening(), row * n, (row + 1) * n));
            names.add("row " + row + " (" + result.estimate().featureName().apply(row) + ")");
        }
        return TilesFigure.signed(
                "Rows of D as filters",
                "Each row keeps its own pixel and takes away the surround: centre-surround filters, as Ye et al. found.",
                tiles,
                names,
                patches.channels(),
                patches.kernel());
    }

    /**
     * One eigenvector of a layer's input, component by component; of an earlier step too, if there is one. A layer has no patches to show it
     * as an image.
     *
     * @param when such as ", step 100"
     * @param earlier the same layer at another step, by its own "when"; empty if there is none
     */
    public static Figure eigenvector(
            WhiteningResult result, String when, int index, Map<String, WhiteningResult> earlier) {
        LineChartFigure.Builder chart = LineChartFigure.titled("Eigenvector " + index + when)
                .caption("A direction in which the layer's input varies by "
                        + Numbers.shown(result.eigen().values()[index])
                        + ": its part of each feature, in the order channel, ky, kx.")
                .axes(Axis.counted("feature"), Axis.linear("component", ""));
        earlier.forEach((step, before) -> chart.add(component(before, step, index, SeriesKey.NEUTRAL)));
        return chart.add(component(result, when, index, SeriesKey.DECONVOLUTION))
                .build();
    }

    private static Series component(WhiteningResult result, String when, int index, SeriesKey key) {
        int n = result.eigen().dimension();
        double[] vector = Arrays.copyOfRange(result.eigen().vectors(), index * n, (index + 1) * n);
        return Series.line(when.replace(", ", ""), Points.counted(0, vector), key)
                .as(Series.Drawing.LINE_AND_POINTS);
    }

    /**
     * Residual of every lane against the iteration, on a log axis.
     *
     * @param used the D of a layer that is shown in place of an iterate; empty if D was computed here
     * @param more whether lanes are missing that are still being computed
     */
    public static Figure residuals(
            List<NewtonSchulzTrace> traces, int iteration, Optional<UsedMatrix> used, boolean more) {
        LineChartFigure.Builder chart = LineChartFigure.titled(
                        "Newton-Schulz residual" + (more ? " (other lanes are being computed)" : ""))
                .axes(Axis.counted("iteration").from(0).to(WhiteningState.MAX_ITERATIONS), Axis.log("residual", ""));
        StringBuilder caption = new StringBuilder(used.map(d -> "What if D were iterated on this batch's covariance;"
                                + " the D that is shown is the one that the layer used, " + d.origin()
                                + ", which need not be a point of these curves. ")
                        .orElse("")
                + WhiteningRules.RESIDUAL + " after each iteration, Cov with eps: 0 where D is an exact"
                + " inverse root. ");
        // The long names would leave a narrow panel no room for the curves.
        if (traces.stream().anyMatch(trace -> trace.lane() == Lane.FP16_SUMS_FP32)) {
            caption.append(
                    "fp16 and bf16 are emulated; fp16-fp32 adds its sums up in fp32, fp16 and bf16 in their own format. ");
        }
        traces.stream()
                .map(trace -> trace.form().remark())
                .filter(remark -> !remark.isEmpty())
                .forEach(remark -> caption.append(remark).append(' '));
        for (NewtonSchulzTrace trace : traces) {
            double[] shown = trace.residuals();
            for (int k = 0; k < shown.length; k++) {
                shown[k] = shown[k] > 1e12 ? Double.NaN : shown[k];
            }
            Series line = Series.line(trace.id(), Points.counted(0, shown), key(trace));
            chart.add(Double.isNaN(shown[shown.length - 1]) ? line.leaving("diverges") : line);
            if (trace.firstTrouble() >= 0) {
                caption.append(trace.label())
                        .append(": ")
                        .append(WarningText.of(trace).orElse(""))
                        .append(". ");
            }
            WarningText.ofUnderestimate(trace, WhiteningState.MAX_ITERATIONS)
                    .ifPresent(words -> caption.append(trace.label())
                            .append(": ")
                            .append(words)
                            .append(", by norm(I - Z Y) / sqrt(F). "));
        }
        return chart.caption(caption.toString().strip())
                .add(ChartMark.atX(iteration, (used.isPresent() ? "what if, k = " : "k = ") + iteration))
                .build();
    }

    private static SeriesKey key(NewtonSchulzTrace trace) {
        return trace.form() == IterationForm.COUPLED ? key(trace.lane()) : SeriesKey.EXTRA_3;
    }

    static SeriesKey key(Lane lane) {
        return switch (lane) {
            case DOUBLE -> SeriesKey.NEUTRAL;
            case FP32 -> SeriesKey.FP32;
            case FP16_SUMS_FP32 -> SeriesKey.FP16;
            case FP16 -> SeriesKey.EXTRA_1;
            case BF16 -> SeriesKey.EXTRA_2;
        };
    }

    /** The gain of D along each eigenvector, against the exact inverse root and the upper bound; {@code when} is added to the title. */
    public static Figure gains(WhiteningResult result, String when, int pinned) {
        double[] values = result.eigen().values();
        double[] gains = result.gains();
        double[] exact = WhiteningMethod.inverseSquareRoots(values);
        int k = result.state().iterations();
        IterationForm form = result.state().form();
        LineChartFigure.Builder chart = LineChartFigure.titled(
                        (when.isEmpty() ? "Gain of each direction" : "Gains") + when)
                .caption("What D does to each eigenvector (" + name(result)
                        + ") against 1/sqrt(eigenvalue). Without rounding no direction can exceed "
                        + form.boostInWords(k) + " / sqrt(" + form.normInWords()
                        + "): the number of iterations is the real regularizer.")
                .axes(Axis.log("eigenvalue", ""), Axis.log("gain", ""))
                .add(Series.line("1/sqrt(eigenvalue)", Points.of(values, exact), SeriesKey.REFERENCE))
                .add(Series.line("D", Points.of(values, gains), SeriesKey.DECONVOLUTION)
                        .as(Series.Drawing.LINE_AND_POINTS));
        if (result.state().method() == WhiteningMethod.NEWTON_SCHULZ
                && result.used().isEmpty()) {
            double ceiling = NewtonSchulz.ceiling(NewtonSchulz.norm(form, result.covariance(), values.length), k, form);
            chart.add(ChartMark.atY(ceiling, "ceiling " + Numbers.shown(ceiling)));
        }
        if (pinned >= 0 && pinned < values.length && values[pinned] > 0) {
            chart.add(ChartMark.atX(values[pinned], ""));
        }
        return chart.build();
    }
}
