package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.run.CostCharts;
import io.github.deconvscope.figure.run.RunCharts;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.cost.CostForecast;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.ui.page.LayerChoice;
import io.github.deconvscope.ui.page.RunView;
import io.github.deconvscope.ui.page.ViewFigures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The figures of the run in view: made anew when there is news and the window has time for it. Needs no toolkit. */
public final class RunViews {
    /** What the page shows of a run, in reading order. */
    public enum View implements RunView {
        LOSS("lossPanel", "Loss"),
        ACCURACY("accuracyPanel", "Accuracy"),
        STEP_TIME("timePanel", "Time per step"),
        COVARIANCE("covariancePanel", "Covariance before"),
        WHITENING("whiteningPanel", "Whitening matrix D"),
        COVARIANCE_AFTER("afterPanel", "Covariance after"),
        SPECTRUM("spectrumPanel", "Spectrum"),
        RESIDUALS("residualPanel", "Residual"),
        COST("costPanel", "Where a step's time goes"),
        COST_FORECAST("forecastPanel", "Another block or iterations");

        private final Names names;

        View(String panel, String title) {
            names = new Names("training-" + Choice.word(this), panel, title);
        }

        @Override
        public Names names() {
            return names;
        }
    }

    /** Weight of the past in the strong curves: about the last ten steps. */
    private static final double SMOOTHING = 0.9;

    private static final int MOST_EARLIER = 20;

    private static final Map<View, Quantity> OF_LAYER = Map.of(
            View.COVARIANCE, Quantity.COVARIANCE,
            View.WHITENING, Quantity.WHITENING,
            View.COVARIANCE_AFTER, Quantity.COVARIANCE_AFTER,
            View.RESIDUALS, Quantity.RESIDUALS);

    private final ViewFigures<View> figures = new ViewFigures<>(View.class);
    private final Map<View, ReadOnlyStringWrapper> correlations = Map.of(
            View.COVARIANCE, new ReadOnlyStringWrapper(this, "correlation before", ""),
            View.COVARIANCE_AFTER, new ReadOnlyStringWrapper(this, "correlation after", ""));
    private final LayerChoice layers = new LayerChoice();
    /** Runs that were in view before and have a cost to compare, oldest first. */
    private final Map<RunFeed, Optional<Path>> earlier = new LinkedHashMap<>();

    private Subscription costWatch = () -> {};
    private RunFeed feed;
    private Optional<Path> folder = Optional.empty();
    private LayerWatch watch;
    private boolean looking;
    private boolean logarithmic;

    RunViews() {
        layers.layerProperty().subscribe(chosen -> rewatch());
    }

    /** The figure of each view. */
    public ViewFigures<View> figures() {
        return figures;
    }

    /** The layers of the run, and the one whose matrices are shown. */
    public LayerChoice layers() {
        return layers;
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    void setLogarithmic(boolean log) {
        logarithmic = log;
        curves();
    }

    /**
     * Another run, or none.
     *
     * @param recordedIn its folder; empty if it is not recorded
     */
    void show(RunFeed next, Optional<Path> recordedIn) {
        if (feed != null && feed != next && feed.cost().isPresent()) {
            earlier.remove(feed);
            earlier.put(feed, folder);
            if (earlier.size() > MOST_EARLIER) {
                earlier.remove(earlier.keySet().iterator().next());
            }
        }
        feed = next;
        folder = recordedIn;
        layers.clear();
        figures.clear();
        correlations.values().forEach(correlation -> correlation.set(""));
        rewatch();
        update();
    }

    /** Whether somebody looks: without, the run is not asked for matrices. */
    void setLooking(boolean now) {
        looking = now;
        rewatch();
    }

    /** What the command line needs to draw a view. */
    FigureState state(View view) {
        Map<String, String> parameters = new TreeMap<>();
        if (view == View.LOSS) {
            parameters.put("axis", logarithmic ? "log" : "linear");
        }
        if (view == View.COST_FORECAST) {
            parameters.put("with", foldersOfEarlier());
        }
        if (OF_LAYER.containsKey(view) && watch != null) {
            parameters.put("layer", layers.getLayer().name());
            watch.step(OF_LAYER.get(view)).ifPresent(step -> parameters.put("step", Long.toString(step)));
            if (figures.of(view).get() instanceof HeatMapFigure map) {
                parameters.put("range", Double.toString(map.range().max()));
            }
        }
        if (view == View.SPECTRUM && watch != null) {
            parameters.put("layer", layers.getLayer().name());
            watch.spectrumStep().ifPresent(step -> parameters.put("step", Long.toString(step)));
        }
        return new FigureState(view.id(), folder.map(Path::toString), parameters);
    }

    private String foldersOfEarlier() {
        return earlier.values().stream()
                .flatMap(Optional::stream)
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    /** Makes figures of what is new. */
    void update() {
        if (feed == null) {
            return;
        }
        if (!feed.layers().equals(layers.layersProperty().get())) {
            layers.offer(feed.layers());
        }
        curves();
        if (watch != null) {
            OF_LAYER.forEach((view, quantity) -> watch.news(quantity).ifPresent(figure -> show(view, figure)));
            watch.findSpectrum();
        }
    }

    private void show(View view, Figure figure) {
        figures.set(view, figure);
        watch.correlation(OF_LAYER.get(view))
                .ifPresent(mean -> correlations.get(view).set("corr. " + Numbers.shown(mean)));
    }

    /** Mean |correlation| of the features of a covariance, as short as it can be said; empty while there is none. */
    ReadOnlyStringProperty correlation(View view) {
        return correlations.get(view).getReadOnlyProperty();
    }

    /** Shows what a worker has made since the last call. */
    void showFound() {
        if (watch != null) {
            watch.foundSpectrum().ifPresent(figure -> figures.set(View.SPECTRUM, figure));
        }
    }

    private void curves() {
        if (feed != null && feed.curve(Metric.LOSS).size() > 0) {
            figures.set(View.LOSS, RunCharts.loss(feed, logarithmic, SMOOTHING));
            figures.set(View.ACCURACY, RunCharts.accuracy(feed, SMOOTHING));
            figures.set(View.STEP_TIME, RunCharts.stepTime(feed));
        }
        if (feed != null && feed.cost().isPresent()) {
            figures.set(View.COST, CostCharts.cost(feed));
            if (feed.config().normalization() == Normalization.DECONV
                    && CostForecast.isPossible(feed.cost().get())) {
                figures.set(View.COST_FORECAST, CostCharts.forecast(feed, List.copyOf(earlier.keySet())));
            }
        }
    }

    /** Why there is no forecast of a run's cost, in words; empty if there is or will be one. */
    static String whyNoForecast(RunFeed run) {
        if (run == null) {
            return "";
        }
        if (run.config().normalization() != Normalization.DECONV) {
            return "Only the cost of deconvolution is foretold, by block and iterations, and this run has none.";
        }
        return run.cost().isPresent() && !CostForecast.isPossible(run.cost().get())
                ? "This run did not time products of matrices on its machine, which a forecast needs. Run it once more."
                : "";
    }

    private void rewatch() {
        costWatch.close();
        costWatch = feed != null && looking ? feed.watchCost() : () -> {};
        if (watch != null) {
            watch.close();
            watch = null;
        }
        LayerInfo chosen = layers.getLayer();
        if (feed != null && chosen != null) {
            if (looking) {
                watch = new LayerWatch(feed, chosen);
            }
            OF_LAYER.keySet().forEach(view -> figures.set(view, null));
            figures.set(View.SPECTRUM, null);
            correlations.values().forEach(correlation -> correlation.set(""));
            update();
        }
    }
}
