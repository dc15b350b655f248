package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.figure.run.LayerFigures;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.ui.live.NewestWins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at the input of one layer, and its whitening if it does: asks the run for its matrices while somebody looks, and makes figures of
 * those that come. The range of the colours only ever grows, so that a change of colour is a change of value.
 */
final class LayerWatch implements AutoCloseable {
    private static final List<Quantity> OF_WHITENING = List.of(
            Quantity.COVARIANCE, Quantity.WHITENING, Quantity.COVARIANCE_AFTER, Quantity.RESIDUALS, Quantity.ORIGIN);

    private final RunFeed feed;
    private final LayerInfo layer;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<Quantity, LayerFrames> shown = new EnumMap<>(Quantity.class);
    private final Map<Quantity, ValueRange> ranges = new EnumMap<>(Quantity.class);

    private final NewestWins spectrum = new NewestWins("training-spectrum");
    private final AtomicReference<Figure> spectrumFound = new AtomicReference<>();
    private Optional<LayerFrames> spectrumAsked = Optional.empty();

    LayerWatch(RunFeed feed, LayerInfo layer) {
        this.feed = feed;
        this.layer = layer;
        List<Quantity> watched =
                layer.whitens() ? OF_WHITENING : layer.hasCovariance() ? List.of(Quantity.COVARIANCE) : List.of();
        for (Quantity quantity : watched) {
            subscriptions.add(feed.watch(new ProbeKey(layer.name(), quantity)));
        }
    }

    /** The figure of a quantity if there is a newer step of it than at the last call. */
    Optional<Figure> news(Quantity quantity) {
        boolean residuals = quantity == Quantity.RESIDUALS;
        Optional<LayerFrames> latest = FrameChoice.latest(
                feed,
                layer.name(),
                residuals ? LayerFigures.OF_RESIDUALS : LayerFigures.of(quantity),
                residuals ? LayerFrames::hasResidual : frames -> frames.has(quantity));
        if (latest.isEmpty() || latest.get().equals(shown.get(quantity))) {
            return Optional.empty();
        }
        LayerFrames frames = latest.get();
        shown.put(quantity, frames);
        if (residuals) {
            return Optional.of(LayerFigures.residuals(layer, frames));
        }
        Frame frame = frames.get(quantity).orElseThrow();
        ValueRange fitting = LayerFigures.range(quantity, LayerFigures.matrix(frame, 0));
        ValueRange range = ranges.merge(quantity, fitting, (old, now) -> now.max() > old.max() ? now : old);
        return Optional.of(LayerFigures.heatMap(layer, frames, quantity, 0, range));
    }

    /** Has a worker find the spectrum if there is a newer step of it: eigenvalues take too long for the thread of the window. */
    void findSpectrum() {
        Optional<LayerFrames> latest = FrameChoice.latest(
                feed,
                layer.name(),
                LayerFigures.OF_SPECTRUM,
                frames ->
                        frames.has(Quantity.COVARIANCE) && (!layer.whitens() || frames.has(Quantity.COVARIANCE_AFTER)));
        if (latest.isPresent() && !latest.equals(spectrumAsked)) {
            spectrumAsked = latest;
            LayerFrames frames = latest.get();
            spectrum.submit(overtaken -> spectrumFound.set(LayerFigures.spectrum(layer, frames, 0)));
        }
    }

    /** The spectrum if one was found since the last call. */
    Optional<Figure> foundSpectrum() {
        return Optional.ofNullable(spectrumFound.getAndSet(null));
    }

    /** The step whose spectrum is shown, or will be in a moment; empty before the first. */
    Optional<Long> spectrumStep() {
        return spectrumAsked.map(LayerFrames::step);
    }

    /** Mean absolute correlation of the features of the covariance that {@link #news} gave last; empty before, and of other quantities. */
    OptionalDouble correlation(Quantity quantity) {
        boolean covariance = quantity == Quantity.COVARIANCE || quantity == Quantity.COVARIANCE_AFTER;
        return covariance && shown.containsKey(quantity)
                ? OptionalDouble.of(LayerFigures.meanCorrelation(
                        shown.get(quantity).get(quantity).orElseThrow()))
                : OptionalDouble.empty();
    }

    /** The step whose frame is shown. */
    Optional<Long> step(Quantity quantity) {
        return Optional.ofNullable(shown.get(quantity)).map(LayerFrames::step);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        spectrum.close();
    }
}
