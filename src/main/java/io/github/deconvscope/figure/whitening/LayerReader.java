package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.KernelBank;
import io.github.deconvscope.lab.whitening.UsedMatrix;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.math.FeatureBlocks;
import io.github.deconvscope.math.PlainConvolution;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.FrameChoice;
import io.github.deconvscope.run.feed.LayerFrames;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the frames of one layer of a run. May read files, so never on the FX thread; for one thread at a time. */
public final class LayerReader {
    private static final List<Quantity> WATCHED = List.of(
            Quantity.COVARIANCE,
            Quantity.WHITENING,
            Quantity.ORIGIN,
            Quantity.MEAN,
            Quantity.SAMPLES,
            Quantity.KERNELS);

    /** The residuals, which take longer to compute, are read too: in records of older versions only they show where D came from. */
    private static final List<Quantity> READ =
            Stream.concat(WATCHED.stream(), Stream.of(Quantity.RESIDUALS)).toList();

    private final RunFeed feed;
    private final LayerInfo info;
    private int firstGroup = -1;
    private long firstStep;
    private CovarianceEstimate first;

    public LayerReader(RunFeed feed, LayerInfo info) {
        this.feed = feed;
        this.info = info;
    }

    /** Asks for the frames that {@link #read} looks for, until the subscription is closed. */
    public static Subscription watch(RunFeed feed, LayerInfo info) {
        List<Subscription> subscriptions = WATCHED.stream()
                .map(q -> feed.watch(new ProbeKey(info.name(), q)))
                .toList();
        return () -> subscriptions.forEach(Subscription::close);
    }

    /** The step that {@link #read} would show; empty if there is nothing. */
    public Optional<Long> stepOf(long wanted) {
        return choose(List.of(Quantity.COVARIANCE, Quantity.MEAN), wanted).map(LayerFrames::step);
    }

    /**
     * The layer at a step.
     *
     * @param wanted a step, of which {@link FrameChoice} takes the nearest recorded one, or {@link WhiteningSource#NEWEST}
     * @param group which group of features, where each has its own covariance
     * @return empty if nothing was recorded or has come yet
     */
    public Optional<LayerMoment> read(long wanted, int group) {
        return choose(READ, wanted).map(frames -> {
            CovarianceEstimate estimate = estimate(frames, group);
            readFirst(group);
            boolean earlier = first != null && firstStep < frames.step();
            return new LayerMoment(
                    estimate, kernels(frames, group), frames.step(), earlier ? first : estimate, firstStep);
        });
    }

    /**
     * Where only a covariance was watched last, the mean is of an older step: then better all of what was recorded last. A record without
     * any mean, of an older version, shows its covariance.
     */
    private Optional<LayerFrames> choose(List<Quantity> quantities, long wanted) {
        return FrameChoice.at(
                        feed,
                        info.name(),
                        quantities,
                        frames -> frames.has(Quantity.COVARIANCE) && frames.has(Quantity.MEAN),
                        wanted)
                .or(() -> FrameChoice.at(
                        feed, info.name(), quantities, frames -> frames.has(Quantity.COVARIANCE), wanted));
    }

    private void readFirst(int group) {
        if (first == null || firstGroup != group) {
            List<Long> recorded = feed.recordedSteps();
            if (!recorded.isEmpty()) {
                Optional<LayerFrames> there = choose(READ, recorded.get(0));
                firstStep = there.map(LayerFrames::step).orElse(0L);
                firstGroup = group;
                first = there.map(frames -> estimate(frames, group)).orElse(null);
            }
        }
    }

    private static int features(Frame covariance) {
        int[] shape = covariance.shape();
        return shape[shape.length - 1];
    }

    /** Covariances in a frame of shape (F, F) or (groups, F, F). */
    private static int covariances(Frame covariance) {
        int n = features(covariance);
        return covariance.values().length / (n * n);
    }

    private static double[] part(float[] values, int size, int index) {
        double[] part = new double[size];
        for (int i = 0; i < size; i++) {
            part[i] = values[index * size + i];
        }
        return part;
    }

    private CovarianceEstimate estimate(LayerFrames frames, int wantedGroup) {
        Frame frame = frames.get(Quantity.COVARIANCE).orElseThrow();
        int n = features(frame);
        int group = Math.min(wantedGroup, covariances(frame) - 1);
        double[] mean = frames.get(Quantity.MEAN)
                .filter(m -> m.values().length == n * covariances(frame))
                .map(m -> part(m.values(), n, group))
                .orElseGet(() -> new double[n]);
        // Runs of older versions did not record it.
        int samples = frames.get(Quantity.SAMPLES)
                .map(counted -> (int) counted.values()[0])
                .orElse(0);
        return CovarianceEstimate.ofLayer(
                part(frame.values(), n * n, group),
                n,
                mean,
                info::describeFeature,
                samples,
                frames.get(Quantity.WHITENING)
                        .filter(d -> d.values().length == frame.values().length)
                        .map(d -> new UsedMatrix(
                                part(d.values(), n * n, group), frames.origin().label())),
                feed.config().real(RunOption.EPS));
    }

    /** The layer's kernels; of the shown group only where each group has its own covariance. */
    private Optional<KernelBank> kernels(LayerFrames frames, int wantedGroup) {
        Frame covariance = frames.get(Quantity.COVARIANCE).orElseThrow();
        int f = features(covariance);
        int area = info.kernelHeight() * info.kernelWidth();
        if (info.kernelHeight() != info.kernelWidth() || f % area != 0) {
            return Optional.empty();
        }
        return frames.get(Quantity.KERNELS)
                .filter(frame -> frame.values().length == frame.shape()[0] * info.channels() * area
                        && info.channels() * area % f == 0)
                .map(frame -> {
                    FeatureBlocks layout =
                            new FeatureBlocks(info.channels(), info.kernelHeight(), f / area, info.interleaved());
                    boolean apart = covariances(covariance) > 1;
                    int group = Math.min(wantedGroup, layout.groups() - 1);
                    return apart ? ofGroup(frame, layout, group) : ofAll(frame, layout);
                });
    }

    private KernelBank ofAll(Frame frame, FeatureBlocks layout) {
        List<int[]> groups = new ArrayList<>();
        for (int g = 0; g < layout.groups(); g++) {
            groups.add(layout.columnsOf(g));
        }
        return bank(part(frame.values(), frame.values().length, 0), frame, layout.channels(), groups, "");
    }

    private KernelBank ofGroup(Frame frame, FeatureBlocks layout, int group) {
        int f = layout.groupFeatures();
        int[] columns = layout.columnsOf(group);
        double[] weights = new double[frame.shape()[0] * f];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = frame.values()[i / f * layout.features() + columns[i % f]];
        }
        int[] all = new int[f];
        Arrays.setAll(all, i -> i);
        return bank(weights, frame, layout.block(), List.of(all), ", the part of group " + group);
    }

    private KernelBank bank(double[] weights, Frame frame, int channels, List<int[]> groups, String part) {
        int outputs = frame.shape()[0];
        return new KernelBank(
                new PlainConvolution(weights, new double[outputs]),
                channels,
                info.kernelHeight(),
                groups,
                (outputs < info.outputs() ? "The first " + outputs + " of " + info.outputs() : "All " + outputs)
                        + " kernels of " + info.label() + " at step " + frame.step() + part
                        + ", without the bias, which both forms add alike.");
    }
}
