package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.github.deconvscope.engine.layer.CovarianceEstimator.Estimate;
import io.github.deconvscope.engine.layer.CovarianceEstimator.Seen;
import io.github.deconvscope.engine.layer.StatisticsGradient.Cut;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.InverseRoot;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.engine.root.Matrices;
import io.github.deconvscope.engine.root.NewtonSchulzSteps;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.engine.root.Stop;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.MatrixOrigin;
import io.github.deconvscope.run.feed.StepPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A layer that estimates mean and covariance of its input and whitens with the inverse square root: what FastDeconv2D, ChannelDeconv2D and
 * the whitened dense layer share. Keeps the running values and the schedule; {@link LiveStatistics} are those of one batch.
 */
public abstract class WhiteningLayer extends Layer {
    private final WhiteningOptions options;
    private final BlockLayout layout;
    private final Stop stop = new Stop();
    private final Iteration iteration;
    private final Parameter runningMean;
    private final Parameter runningMatrix;
    private long counter;
    private long updates;
    /** What evaluation whitens with, between {@link #startEvaluation} and {@link #endEvaluation}; null otherwise. */
    private @Nullable Whitening evaluationWhitening;

    /**
     * @param options how to whiten
     * @param layout how features are grouped
     * @param meanName name of the running mean, as the reference calls it
     * @param meanShape its shape, of covariances * F values
     */
    WhiteningLayer(WhiteningOptions options, BlockLayout layout, String meanName, Shape meanShape) {
        this.options = options;
        iteration = options.iteration().reportingTo(stop);
        this.layout = layout;
        runningMean = addParameter(constant(meanName, meanShape, NDManager::zeros));
        int g = layout.covariances();
        int f = layout.features();
        Shape square = g == 1 ? new Shape(f, f) : new Shape(g, f, f);
        // Averaging the covariance starts from nothing and is debiased; averaging its inverse root starts at the
        // identity.
        runningMatrix = addParameter(
                options.corrected()
                        ? constant("running_cov", square, NDManager::zeros)
                        : constant("running_deconv", square, WhiteningLayer::identities));
    }

    /** What a pass whitens with, in the type of the running values: mean (F, 1) or (G, F, 1), D (F, F) or (G, F, F). */
    record Whitening(NDArray mean, NDArray matrix) {}

    /** A running value: a parameter without gradient, that starts as the layer says. */
    static Parameter constant(String name, Shape shape, Initializer initializer) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optRequiresGrad(false)
                .optShape(shape)
                .optInitializer(new RunningStart(initializer))
                .build();
    }

    static NDArray identities(NDManager manager, Shape shape, DataType type) {
        int f = (int) shape.get(shape.dimension() - 1);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % (f * f) % (f + 1) == 0 ? 1 : 0;
        }
        NDArray array = manager.create(values, shape);
        return array.toType(type, false);
    }

    public final WhiteningOptions options() {
        return options;
    }

    /** A warning that the residual to stop at is not reached; returned once. */
    public final Optional<String> takeWarning() {
        return stop.takeWarning();
    }

    final BlockLayout layout() {
        return layout;
    }

    /** The rows of each covariance. */
    public final int features() {
        return layout.features();
    }

    /** Whether the first batch replaces the running values, instead of being averaged with their start. */
    boolean startsFromFirst() {
        return false;
    }

    @Override
    public final boolean interleaved() {
        return layout.interleaved();
    }

    /** Whether the next training pass estimates its statistics anew, and does not use the running ones. */
    public final boolean live() {
        return options.live(counter);
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("counter", counter);
        counters.put("updates", updates);
        return counters;
    }

    @Override
    public void setCounters(Map<String, Long> counters) {
        counter = counters.get("counter");
        updates = counters.get("updates");
    }

    /**
     * Estimates or recalls what to whiten with, advances the running values and the schedule, and calls the observer. Refuses an input
     * that is not finite, live or not: the samples of the covariance need not meet every value.
     *
     * @param input of the pass, as {@link #detachForManualGradient} returned it
     * @param centred whether the covariance is taken about the mean; the published ChannelDeconv does not
     */
    final Whitening whitening(Values values, NDArray input, boolean training, boolean centred) {
        if (!policy().expectsOverflow()) {
            FiniteInput.require(name(), policy().toStatistics(values.input()));
        }
        boolean live = training && live();
        boolean frozen = options.frozen(counter);
        int covered = options.schedule().stepsCovered(counter);
        enter(StepPart.PATCHES);
        if (training) {
            counter = options.advance(counter);
        }
        NDArray mean = values.of(runningMean);
        NDArray matrix = values.of(runningMatrix);
        CovarianceEstimator estimator = estimator(centred);
        boolean watched = observer() != null && observer().wantsInput(name());
        if (live) {
            return liveWhitening(input, mean, matrix, estimator, covered, watched);
        }
        Whitening running = evaluationWhitening != null && !training
                ? evaluationWhitening
                : running(mean, matrix, training && !frozen);
        if (watched) {
            look(observer -> show(
                    observer,
                    input,
                    estimator.estimate(samples(input).stopGradient()).moments().seen(),
                    view -> new WhiteningView(
                            view,
                            running.matrix.stopGradient(),
                            List.of(),
                            frozen ? MatrixOrigin.FROZEN : MatrixOrigin.RUNNING)));
        }
        return running;
    }

    /** Whitens with the statistics of the batch, and moves the running values towards them. */
    private Whitening liveWhitening(
            NDArray input, NDArray mean, NDArray matrix, CovarianceEstimator estimator, int covered, boolean watched) {
        SampleOrder order = isWithoutGraph() ? order(input) : SampleOrder.FEATURES_FIRST;
        NDArray samples = samples(input, order);
        enter(StepPart.COVARIANCE);
        boolean few = order == SampleOrder.FEATURES_FIRST && hasFewSamples(samples) && !hasWarmStart();
        LiveStatistics batch = new LiveStatistics(estimator.with(order), method(), few, samples);
        Estimate estimate = batch.estimate();
        List<NDArray> iterates = watched ? new ArrayList<>() : null;
        enter(StepPart.NEWTON_SCHULZ);
        stop.begin();
        batch.findRoot(iteration, start(matrix, estimate.covariance()), iterates);
        NDArray d = batch.matrix();
        stop.end(name(), iteration, d, estimate.covariance());
        if (watched) {
            look(observer -> show(
                    observer,
                    input,
                    order == SampleOrder.FEATURES_FIRST
                            ? estimate.moments().seen()
                            : estimator.seen(estimate.moments(), order.count(samples), () -> samples(input)),
                    view -> new WhiteningView(view, d.stopGradient(), iterates, MatrixOrigin.LIVE)));
        }
        enter(StepPart.COVARIANCE);
        // A fresh matrix counts for all steps since the last one, so that the running values move at the same pace with
        // any refresh
        // interval.
        boolean replace = startsFromFirst() && updates == 0;
        double rate = replace ? 1 : 1 - Math.pow(1 - options.statistics().updateRate(), covered);
        update(mean, estimate.mean(), rate);
        update(matrix, options.corrected() ? estimate.covariance() : d, rate);
        updates += covered;
        DataType type = mean.getDataType();
        Whitening whitening = new Whitening(Casts.cast(estimate.mean(), type), Casts.cast(d, type));
        NDList kept = batch.keptForGradient();
        return kept == null
                ? whitening
                : StatisticsGradient.start(
                        tape(),
                        clock(),
                        batch,
                        kept,
                        samples,
                        new Cut(input, some -> samples(some, order), hasSamplesOfEachImage()),
                        whitening);
    }

    private void show(
            LayerObserver observer, NDArray input, Seen moments, Function<InputView, WhiteningView> whitening) {
        InputView view = new InputView(
                policy().toStatistics(input.stopGradient()),
                moments,
                layout,
                layout.features() / effectiveBlock(),
                options.statistics().eps());
        observer.input(name(), view);
        observer.whitening(name(), whitening.apply(view));
    }

    /**
     * The samples of the covariance, feature-major and in the type of the statistics: (F, R) or (G, F, R).
     *
     * @param input of the layer
     */
    abstract NDArray samples(NDArray input);

    /** The order of samples that is the fastest for such an input, where autograd has no part in the statistics. */
    SampleOrder order(NDArray input) {
        return SampleOrder.FEATURES_FIRST;
    }

    /** The samples of the covariance in an order that {@link #order} gave. */
    NDArray samples(NDArray input, SampleOrder order) {
        return samples(input);
    }

    /** Whether the samples of some images, in any order, are among those of all. */
    boolean hasSamplesOfEachImage() {
        return false;
    }

    final CovarianceEstimator estimator(boolean centred) {
        return new CovarianceEstimator(name(), options, layout.features(), policy(), centred);
    }

    private boolean hasWarmStart() {
        return options.warmStart() && updates > 0;
    }

    /** What the iteration starts from, in the type of the covariance and safe from the next update; null for a cold start. */
    private @Nullable NDArray start(NDArray running, NDArray covariance) {
        return hasWarmStart() ? running.toType(covariance.getDataType(), true) : null;
    }

    /** The whitening matrix of a covariance, without a graph, as a training step finds it now. */
    final Root root(NDArray covariance) {
        NDArray norm = NewtonSchulzSteps.norm(covariance, options.iteration().norm());
        return LiveStatistics.root(covariance, norm, iteration, start(runningMatrix.getArray(), covariance), null);
    }

    private LiveStatistics.Method method() {
        if (!isWithoutGraph()) {
            return LiveStatistics.Method.AUTOGRAD;
        }
        return inputIsData() ? LiveStatistics.Method.NO_GRADIENT : LiveStatistics.Method.MANUAL_GRADIENT;
    }

    /** Whether statistics are computed without a graph: of data, and where their gradient is manual. */
    private boolean isWithoutGraph() {
        return hasManualGradient() || inputIsData() && !policy().expectsOverflow();
    }

    /**
     * Whether the gradient of the statistics is computed manually: not where fp16 rounds in the backward pass too, nor for images, which
     * have none.
     */
    private boolean hasManualGradient() {
        return tape() != null && !inputIsData() && !policy().expectsOverflow();
    }

    /** Whether the next pass has a gradient that goes through mean and covariance to its input; {@link #whitening} then advances the schedule. */
    final boolean hasGradientOfStatistics(boolean training) {
        return training && live() && !inputIsData();
    }

    /** Whether the samples are so few that the iteration works on products between them; not where fp16 rounds its results. */
    private boolean hasFewSamples(NDArray samples) {
        Shape shape = samples.getShape();
        return shape.dimension() == 2
                && WhiteningRules.fewSamples(shape.get(0), shape.get(1))
                && !policy().expectsOverflow();
    }

    /** Detaches the input from the autograd graph if the gradient of the statistics is computed manually. */
    final NDArray detachForManualGradient(NDArray input, boolean training) {
        return hasManualGradient() && hasGradientOfStatistics(training) ? tape().detach(input) : input;
    }

    private void update(NDArray running, NDArray now, double rate) {
        RunningAverage.move(running, now, rate);
        if (policy().halfRunning()) {
            NDArray rounded = policy().inRunning(running);
            running.set(new NDIndex("..."), rounded);
        }
    }

    @Override
    public void startEvaluation() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Whitening running = runningWhitening();
            evaluationWhitening = new Whitening(retain(running.mean), retain(running.matrix));
        }
    }

    /** Retains an array, without its graph, beyond the present scope for as long as the parameters live. */
    final NDArray retain(NDArray array) {
        NDArray own = array.stopGradient();
        NDScope.unregister(own);
        own.attach(runningMean.getArray().getManager());
        return own;
    }

    @Override
    public void endEvaluation() {
        evaluationWhitening.mean.close();
        evaluationWhitening.matrix.close();
        evaluationWhitening = null;
    }

    /** What the layer whitens with in evaluation. */
    final Whitening runningWhitening() {
        return running(runningMean.getArray(), runningMatrix.getArray(), false);
    }

    /**
     * The running values as mean and D, in their own type.
     *
     * @param unbiased whether the share of the initial value is removed, as steps between two fresh matrices need it: with the share of the
     *     identity their D would differ from that of their neighbours. Averaged covariances are always unbiased
     */
    private Whitening running(NDArray mean, NDArray matrix, boolean unbiased) {
        int g = layout.covariances();
        int f = layout.features();
        NDArray column = g == 1 ? mean.reshape(f, 1) : mean.reshape(g, f, 1);
        if (!options.corrected() && (!unbiased || startsFromFirst())) {
            return new Whitening(column, matrix);
        }
        if (updates == 0) {
            return new Whitening(column, identities(mean.getManager(), matrix.getShape(), matrix.getDataType()));
        }
        double seen = 1 - Math.pow(1 - options.statistics().updateRate(), updates);
        NDArray average = Scalars.times(matrix, 1 / seen);
        NDArray unbiasedMean = Scalars.times(column, 1 / seen);
        if (!options.corrected()) {
            return new Whitening(unbiasedMean, Matrices.addToDiagonal(average, 1 - 1 / seen));
        }
        if (WhiteningRules.inDouble(f)) {
            average = average.toType(DataType.FLOAT64, false);
        }
        NDArray norm = NewtonSchulzSteps.norm(average, options.iteration().norm());
        NDArray d = policy().halfNewtonSchulz()
                ? NewtonSchulzSteps.inverseSqrt(average, norm, options.iteration(), policy(), null)
                : new InverseRoot(average, norm, options.iteration(), null).value();
        return new Whitening(unbiasedMean, d.toType(mean.getDataType(), false));
    }
}
