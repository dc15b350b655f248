package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.whitening.WarningText;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningStatistics;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** The numbers above the figures, each with what it means, and a badge for every lane. */
final class StatisticsLine {
    private StatisticsLine() {}

    static List<Node> of(WhiteningResult result, List<NewtonSchulzTrace> traces) {
        WhiteningStatistics s = result.statistics();
        List<Node> nodes = new ArrayList<>();
        nodes.add(fact(s.dimension() + " dimensions", "Features that are whitened together: block x kernel x kernel."));
        nodes.add(
                fact(
                        "condition " + Numbers.shown(s.conditionNumber()),
                        "Largest over smallest eigenvalue of Cov + eps I, from which D is made. The larger, the more iterations and digits are needed."));
        nodes.add(
                s.samples() > 0
                        ? fact(
                                Numbers.shown(s.samplesPerDimension()) + " samples per dimension",
                                s.samples()
                                        + " samples. Below 1 the covariance is singular, below about 10 it is noisy.")
                        : fact(
                                "samples not recorded",
                                "From how many samples this covariance was taken was not recorded: the run is of an older version."));
        nodes.add(
                fact(
                        "rank " + s.rank(),
                        "Eigenvalues of the covariance, without eps, that are above 0 by more than rounding: that of double precision, and of fp32 where a run recorded it."));
        nodes.add(fact(
                "correlation " + Numbers.shown(s.correlationBefore()) + " \u2192 "
                        + Numbers.shown(s.correlationAfter()),
                "Mean absolute correlation of two different features, before and after whitening."));
        result.used()
                .ifPresent(
                        used -> nodes.add(
                                fact(
                                        used.origin() + " D",
                                        "The whitening matrix that the layer used in this step, as recorded. Live: computed from this batch. Running: of"
                                                + " earlier batches. Frozen: of earlier batches, for good. Residual, distance and gains are its own on"
                                                + " this batch; other iterations, another method or format compute a D from this covariance.")));
        nodes.add(
                fact(
                        "residual " + Numbers.shown(s.residual()),
                        WhiteningRules.RESIDUAL
                                + ", with the Cov that D was made from, eps included, and F dimensions: 0 where D is an exact inverse root, about 1 before the first iteration."));
        nodes.add(
                fact(
                        "from white " + Numbers.shown(s.distanceFromWhite()),
                        "What the data is left with: " + WhiteningRules.RESIDUAL
                                + " with the covariance of the data itself, without eps. Variances that are not larger than eps stay below 1."));
        nodes.add(fact(
                "largest gain " + Numbers.shown(s.largestGain()),
                "How much D stretches the eigenvector it stretches most: norm(D v)."));
        for (NewtonSchulzTrace trace : traces) {
            nodes.add(badge(trace, result.state().iterations()));
        }
        traces.stream()
                .filter(trace -> trace.lane() == result.state().lane()
                        && trace.form() == result.state().form())
                .flatMap(trace -> flattery(trace, result.state().iterations()).stream())
                .forEach(nodes::add);
        return nodes;
    }

    /** While only the covariance is there. */
    static List<Node> computing(int dimension) {
        return List.of(
                new Badge("Computing the eigenvalues of " + dimension + " dimensions", Badge.Tone.CAUTION),
                new Label("The pale figures are of the setting before."));
    }

    private static Label fact(String text, String meaning) {
        Label label = new Label(text);
        Tip.setText(label, meaning);
        return label;
    }

    private static Optional<Badge> flattery(NewtonSchulzTrace trace, int iterations) {
        return WarningText.ofUnderestimate(trace, iterations).map(words -> {
            Badge badge = new Badge();
            badge.set(
                    trace.label() + ": says "
                            + Numbers.shown(trace.steps().get(iterations).own()) + " of itself",
                    Badge.Tone.CAUTION,
                    trace.label() + ": " + words
                            + ", by norm(I - Z Y) / sqrt(F). Rounding has parted Z from Y: an iteration that stops by its own word stops too early,"
                            + " and one that is to stop at a smaller residual never does.");
            return badge;
        });
    }

    private static Badge badge(NewtonSchulzTrace trace, int iterations) {
        int first = trace.firstTrouble();
        String name = trace.label();
        if (first < 0) {
            Badge stable = new Badge();
            stable.set(
                    name + ": stable",
                    Badge.Tone.GOOD,
                    name + ": in every iteration all numbers are finite, and no eigenvalue of D is negative.");
            return stable;
        }
        String what = WarningText.of(trace).orElse("");
        Badge badge = new Badge();
        boolean now = iterations >= first;
        String word = trace.steps().get(first).health() == NewtonSchulzTrace.Health.NOT_FINITE
                ? "overflows"
                : "negative eigenvalue";
        badge.set(
                name + ": " + word + (now ? "" : " at " + first),
                now ? Badge.Tone.BAD : Badge.Tone.CAUTION,
                name + ": " + what + ".");
        return badge;
    }
}
