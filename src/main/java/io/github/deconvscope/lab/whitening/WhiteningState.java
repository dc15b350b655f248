package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * All settings of the whitening page; immutable.
 *
 * @param source the pixels
 * @param data how synthetic pixels are made; kept for other sources
 * @param patches how patches are cut
 * @param estimate how the covariance is estimated from them
 * @param method which whitening matrix is shown
 * @param iterations of Newton-Schulz, 0 to {@value #MAX_ITERATIONS}
 * @param form which form of Newton-Schulz is shown; the uncoupled one beside all lanes of the coupled one
 * @param lane the arithmetic of the Newton-Schulz that is shown
 * @param group which group of features is taken apart, where there are several
 * @param asUsed whether the D of a layer of a run is the one that it used in that step, where that was recorded; otherwise, and for pixels, it
 *     is computed here, as method, iterations and lane say
 */
public record WhiteningState(
        WhiteningSource source,
        SyntheticData data,
        PatchSettings patches,
        EstimateSettings estimate,
        WhiteningMethod method,
        int iterations,
        IterationForm form,
        Lane lane,
        int group,
        boolean asUsed) {
    /** As far as the stepper goes. */
    public static final int MAX_ITERATIONS = 30;

    /** What the page opens with. */
    public static final WhiteningState DEFAULT = new WhiteningState(
            WhiteningSource.photo("chelsea"),
            new SyntheticData(0.9, 3, 96, 1),
            new PatchSettings(3, 3, 64, false),
            new EstimateSettings(1e-5, Set.of(), 1, 0.1),
            WhiteningMethod.NEWTON_SCHULZ,
            5,
            IterationForm.COUPLED,
            Lane.DOUBLE,
            0,
            true);

    /**
     * A random field with neighbouring pixels and channels that are alike.
     *
     * @param correlation of neighbours along x, y and channels, 0 to 0.99
     * @param channels 1 to 64
     * @param side of the image in pixels, 32 to 256
     * @param seed of the noise
     */
    public record SyntheticData(double correlation, int channels, int side, long seed) {
        public SyntheticData {
            require(correlation >= 0 && correlation <= 0.99, "correlation", correlation, "from 0 to 0.99");
            require(channels >= 1 && channels <= 64, "channels", channels, "from 1 to 64");
            require(side >= 32 && side <= 256, "side", side, "from 32 to 256");
        }
    }

    /**
     * @param kernel side of a patch, 1 to 13
     * @param samplingStride pixels between patches, 1 to 16
     * @param block channels that are whitened together, 1 to 512; see {@link io.github.deconvscope.math.FeatureBlocks}
     * @param standardized whether each channel is first brought to mean 0 and variance 1, as data sets are for training
     */
    public record PatchSettings(int kernel, int samplingStride, int block, boolean standardized) {
        public PatchSettings {
            require(kernel >= 1 && kernel <= 13, "kernel", kernel, "from 1 to 13");
            require(samplingStride >= 1 && samplingStride <= 16, "sampling stride", samplingStride, "from 1 to 16");
            require(block >= 1 && block <= 512, "block", block, "from 1 to 512");
        }
    }

    /**
     * @param eps added to the diagonal of the covariance, 0 to 100
     * @param quirks of the references that are switched on
     * @param batches how many mini-batches the patches are split into for running values; 1 takes all at once
     * @param updateRate of the running values, above 0 to 1
     */
    public record EstimateSettings(double eps, Set<Quirk> quirks, int batches, double updateRate) {
        public EstimateSettings {
            require(eps >= 0 && eps <= 100, "eps", eps, "from 0 to 100");
            require(batches >= 1 && batches <= 64, "batches", batches, "from 1 to 64");
            require(updateRate > 0 && updateRate <= 1, "update rate", updateRate, "above 0 and at most 1");
            EnumSet<Quirk> copy = EnumSet.noneOf(Quirk.class);
            copy.addAll(quirks);
            quirks = Collections.unmodifiableSet(copy);
        }

        /** Whether the quirk is on. */
        public boolean has(Quirk quirk) {
            return quirks.contains(quirk);
        }
    }

    public WhiteningState {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(patches, "patches");
        Objects.requireNonNull(estimate, "estimate");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(lane, "lane");
        require(
                iterations >= 0 && iterations <= MAX_ITERATIONS,
                "iterations",
                iterations,
                "from 0 to " + MAX_ITERATIONS);
        require(group >= 0, "group", group, "0 or more");
        // Pixels do not use it, so it is cleared: equal settings are equal states.
        asUsed = asUsed || !source.isLayer();
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new InvalidInputException(name + " is " + value + "; it has to be " + range + ".");
        }
    }

    /** Other data; the group that is shown only stays when another step of the same layer is looked at. */
    public WhiteningState withSource(WhiteningSource changed) {
        int kept = changed.isSameLayer(source) ? group : 0;
        return new WhiteningState(
                changed,
                data,
                patches,
                estimate,
                method,
                iterations,
                form,
                lane,
                kept,
                asUsed || !changed.isSameLayer(source));
    }

    public WhiteningState withData(SyntheticData changed) {
        return new WhiteningState(source, changed, patches, estimate, method, iterations, form, lane, group, asUsed);
    }

    public WhiteningState withPatches(PatchSettings changed) {
        return new WhiteningState(source, data, changed, estimate, method, iterations, form, lane, group, asUsed);
    }

    public WhiteningState withEstimate(EstimateSettings changed) {
        return new WhiteningState(source, data, patches, changed, method, iterations, form, lane, group, asUsed);
    }

    public WhiteningState withEps(double eps) {
        return withEstimate(new EstimateSettings(eps, estimate.quirks(), estimate.batches(), estimate.updateRate()));
    }

    public WhiteningState withBatches(int batches) {
        return withEstimate(new EstimateSettings(estimate.eps(), estimate.quirks(), batches, estimate.updateRate()));
    }

    /** Switches a quirk on or off; one that needs mini-batches brings sixteen along if there is only one. */
    public WhiteningState withQuirk(Quirk quirk, boolean on) {
        EnumSet<Quirk> changed = EnumSet.noneOf(Quirk.class);
        changed.addAll(estimate.quirks());
        if (on) {
            changed.add(quirk);
        } else {
            changed.remove(quirk);
        }
        int batches = on && quirk.needsBatches() && estimate.batches() == 1 ? 16 : estimate.batches();
        return withEstimate(new EstimateSettings(estimate.eps(), changed, batches, estimate.updateRate()));
    }

    /** Shows the D that a layer of a run used, or computes one from its covariance. */
    public WhiteningState withAsUsed(boolean changed) {
        return new WhiteningState(source, data, patches, estimate, method, iterations, form, lane, group, changed);
    }

    /** Another method; D is then computed here and not taken from the run. */
    public WhiteningState withMethod(WhiteningMethod changed) {
        return new WhiteningState(
                source, data, patches, estimate, changed, iterations, form, lane, group, asUsed && changed == method);
    }

    public WhiteningState withIterations(int changed) {
        return new WhiteningState(
                source, data, patches, estimate, method, changed, form, lane, group, asUsed && changed == iterations);
    }

    public WhiteningState withForm(IterationForm changed) {
        return new WhiteningState(
                source, data, patches, estimate, method, iterations, changed, lane, group, asUsed && changed == form);
    }

    public WhiteningState withLane(Lane changed) {
        return new WhiteningState(
                source, data, patches, estimate, method, iterations, form, changed, group, asUsed && changed == lane);
    }

    public WhiteningState withGroup(int changed) {
        return new WhiteningState(source, data, patches, estimate, method, iterations, form, lane, changed, asUsed);
    }
}
