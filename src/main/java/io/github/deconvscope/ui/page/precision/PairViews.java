package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.run.PairFigures;
import io.github.deconvscope.figure.run.RunCharts;
import io.github.deconvscope.figure.run.RunPair;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.ui.page.LayerChoice;
import io.github.deconvscope.ui.page.RunView;
import io.github.deconvscope.ui.page.ViewFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The figures of two runs side by side, made anew when there is news and the window has time. Needs no toolkit. */
public final class PairViews {
    /** What the page shows, in reading order. */
    public enum View implements RunView {
        LOSSES("lossesPanel", "Loss of A and B"),
        DIFFERENCE("differencePanel", "Difference, B − A"),
        LOSS_SCALE("lossScalePanel", "Loss scale"),
        UNDERFLOW("underflowPanel", "Rounded to 0 by fp16"),
        MEMORY("memoryPanel", "Memory"),
        COVARIANCE_A("covarianceAPanel", "Covariance, A"),
        COVARIANCE_B("covarianceBPanel", "Covariance, B"),
        RESIDUALS("residualsPanel", "Residual, A and B"),
        GRADIENTS("gradientsPanel", "Magnitudes of gradients"),
        ACTIVATIONS("activationsPanel", "Magnitudes of activations");

        private final Names names;

        View(String panel, String title) {
            names = new Names("precision-" + Choice.word(this), panel, title);
        }

        @Override
        public Names names() {
            return names;
        }
    }

    /** Weight of the past in smoothed curves: about the last ten steps. */
    private static final double SMOOTHING = 0.9;

    private static final List<Quantity> OF_LAYER = List.of(
            Quantity.COVARIANCE,
            Quantity.COVARIANCE_AFTER,
            Quantity.ORIGIN,
            Quantity.RESIDUALS,
            Quantity.GRADIENT_HISTOGRAM,
            Quantity.ACTIVATION_HISTOGRAM);

    private final ViewFigures<View> figures = new ViewFigures<>(View.class);
    private final LayerChoice compared = new LayerChoice();
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper(this, "verdict", "");
    private final List<Subscription> subscriptions = new ArrayList<>();
    private List<RunFeed> feeds = List.of();
    /** All layers of A. */
    private List<LayerInfo> layers = List.of();

    private boolean looking;
    private boolean byTime;

    PairViews() {
        compared.layerProperty().subscribe(chosen -> {
            if (chosen != null) {
                subscribe();
                update();
            }
        });
    }

    /** The figure of each view. */
    public ViewFigures<View> figures() {
        return figures;
    }

    /** What the data show, in a sentence. */
    public ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /** The layers that can be compared, those of A that whiten or all where none does, and the one that is. */
    public LayerChoice compared() {
        return compared;
    }

    boolean isByTime() {
        return byTime;
    }

    /** Whether losses are drawn over computing time rather than over steps. */
    void setByTime(boolean time) {
        byTime = time;
        update();
    }

    /** The runs A, B and, where the spread is measured, A with other seeds; none clears the page. */
    void show(List<RunFeed> next) {
        feeds = List.copyOf(next);
        layers = List.of();
        compared.clear();
        verdict.set("");
        figures.clear();
        subscribe();
    }

    /** Whether somebody looks: without, the runs are not asked for matrices and histograms. */
    void setLooking(boolean now) {
        looking = now;
        subscribe();
    }

    /** Makes figures of what is new. */
    void update() {
        if (feeds.size() < 2) {
            return;
        }
        RunFeed a = feeds.get(0);
        RunFeed b = feeds.get(1);
        if (!a.layers().equals(layers)) {
            layers = List.copyOf(a.layers());
            List<LayerInfo> whitening =
                    layers.stream().filter(LayerInfo::whitens).toList();
            compared.offer(whitening.isEmpty() ? layers : whitening);
            subscribe();
        }
        if (a.curve(Metric.LOSS).size() == 0 || b.curve(Metric.LOSS).size() == 0) {
            return;
        }
        RunPair pair = new RunPair(a, b, feeds.subList(2, feeds.size()), SMOOTHING);
        figures.set(View.LOSSES, pair.losses(byTime));
        figures.set(View.DIFFERENCE, pair.difference());
        figures.set(View.LOSS_SCALE, RunCharts.lossScale(feeds.get(scaled())));
        figures.set(View.UNDERFLOW, pair.underflow());
        pair.memory().ifPresent(figure -> figures.set(View.MEMORY, figure));
        LayerInfo layer = compared.getLayer();
        if (layer != null) {
            pair.covariance(layer, true).ifPresent(figure -> figures.set(View.COVARIANCE_A, figure));
            pair.covariance(layer, false).ifPresent(figure -> figures.set(View.COVARIANCE_B, figure));
            pair.residuals(layer).ifPresent(figure -> figures.set(View.RESIDUALS, figure));
            pair.magnitudes(layer, Quantity.GRADIENT_HISTOGRAM)
                    .ifPresent(figure -> figures.set(View.GRADIENTS, figure));
            pair.magnitudes(layer, Quantity.ACTIVATION_HISTOGRAM)
                    .ifPresent(figure -> figures.set(View.ACTIVATIONS, figure));
        }
        verdict.set(Verdict.of(pair));
    }

    /** Which run's loss scale is shown: that of fp16. */
    private int scaled() {
        return feeds.get(1).config().precision() == Precision.FP16 ? 1 : 0;
    }

    /**
     * What the command line needs to draw a view.
     *
     * @param folders of the runs in view
     */
    FigureState state(View view, List<Path> folders) {
        Optional<String> run = folders.stream()
                .skip(view == View.LOSS_SCALE ? scaled() : 0)
                .findFirst()
                .map(Path::toString);
        Map<String, String> parameters = new TreeMap<>();
        if (view != View.LOSS_SCALE && folders.size() > 1) {
            parameters.put(PairFigures.WITH, folders.get(1).toString());
        }
        switch (view) {
            case LOSSES -> parameters.put("axis", byTime ? "time" : "steps");
            case DIFFERENCE -> {
                if (folders.size() > 2) {
                    parameters.put(
                            "seed-run",
                            folders.stream().skip(2).map(Path::toString).collect(Collectors.joining(",")));
                }
            }
            case COVARIANCE_A, COVARIANCE_B, RESIDUALS, GRADIENTS, ACTIVATIONS ->
                parameters.put("layer", compared.wanted());
            default -> {}
        }
        return new FigureState(view.id(), run, parameters);
    }

    private void subscribe() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        if (!looking) {
            return;
        }
        for (RunFeed feed : feeds.stream().limit(2).toList()) {
            if (feed.config().precision() == Precision.FP32) {
                // An fp16 run records in every step what it loses; here it is counted from histograms.
                layers.forEach(each -> subscribe(feed, each, Quantity.GRADIENT_HISTOGRAM));
            }
            if (compared.getLayer() != null) {
                OF_LAYER.forEach(quantity -> subscribe(feed, compared.getLayer(), quantity));
            }
        }
    }

    private void subscribe(RunFeed feed, LayerInfo of, Quantity quantity) {
        subscriptions.add(feed.watch(new ProbeKey(of.name(), quantity)));
    }
}
