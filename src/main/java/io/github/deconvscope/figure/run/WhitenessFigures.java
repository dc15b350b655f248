package io.github.deconvscope.figure.run;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figure that shows what whitening changed in every layer, of one run or of two side by side. */
public final class WhitenessFigures implements FigureProvider {
    private static final Parameter LAYER = Parameter.text(
            "layer", "layer whose spectrum is drawn: conv3, or its name or label; empty takes the second", "");

    @Override
    public List<FigureEntry> figures() {
        return List.of(FigureEntry.ofRun(
                "network-whiteness",
                "network",
                "What whitening changed",
                "Correlation of patches and channels, effective rank, condition number and dead channels of what each layer multiplies, and"
                        + " the spectrum of one; of one run or of two side by side.",
                List.of(PairFigures.OTHER_IF_ANY, LAYER, RunFigures.STEP),
                WhitenessFigures::whiteness));
    }

    private static Figure whiteness(FigureInput in) {
        WhitenessComparison comparison = new WhitenessComparison();
        add(comparison, in.run(), in);
        if (PairFigures.compares(in)) {
            add(comparison, RecordedRun.open(in.folder(PairFigures.WITH)).feed(), in);
        }
        return comparison.figure(in.text("layer").strip());
    }

    /** What each layer of a run multiplies, at the newest recorded step. */
    public static Figure of(RunFeed run) {
        WhitenessComparison comparison = new WhitenessComparison();
        add(comparison, run, FrameChoice.NEWEST);
        return comparison.figure("");
    }

    private static void add(WhitenessComparison comparison, RunFeed run, FigureInput in) {
        long step = in.whole("step");
        for (Optional<LayerFrames> frames : add(comparison, run, step)) {
            frames.flatMap(there -> FrameChoice.note(step, there.step())).ifPresent(in::note);
        }
    }

    private static List<Optional<LayerFrames>> add(WhitenessComparison comparison, RunFeed run, long step) {
        List<LayerInfo> layers = run.layers().stream()
                .filter(layer -> layer.hasCovariance() && !layer.normalizes())
                .toList();
        List<Optional<LayerFrames>> frames = new ArrayList<>();
        for (LayerInfo layer : layers) {
            frames.add(FrameChoice.at(
                    run, layer.name(), LayerWhiteness.NEEDED, there -> there.has(Quantity.COVARIANCE), step));
        }
        comparison.add(run.config(), layers, frames);
        return frames;
    }
}
