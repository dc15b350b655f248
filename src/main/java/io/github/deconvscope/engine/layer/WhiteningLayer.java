package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.InverseRoot;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.engine.root.LowRankRoot;
import io.github.deconvscope.engine.root.Matrices;
import io.github.deconvscope.engine.root.NewtonSchulz;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.engine.root.Singularity;
import io.github.deconvscope.engine.root.Stop;
import io.github.deconvscope.engine.root.SymmetricProduct;
import io.github.deconvscope.engine.root.WarmRoot;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.MatrixOrigin;
import io.github.deconvscope.run.feed.StepPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A layer that estimates mean and covariance of its input and whitens with the inverse square root: what FastDeconv2D, ChannelDeconv2D and
 * the whitened dense layer share. Keeps the running values, the schedule, and tells the observer.
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
    /** What evaluation whitens with while it goes on; null otherwise. */
    private Whitening held;

    /**
     * @param options how to whiten
     * @param layout how features are grouped
     * @param meanName name of the running mean, as the reference calls it
     * @param meanShape its shape, of covariances * F values
     */
    WhiteningLayer(WhiteningOptions options, BlockLayout layout, String meanName, Shape meanShape) {
        this.options = options;
        iteration = options.iteration().telling(stop);
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

    /** A parameter without gradient. */
    static Parameter constant(String name, Shape shape, Initializer initializer) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optRequiresGrad(false)
                .optShape(shape)
                .optInitializer(initializer)
                .build();
    }

    private static NDArray identities(NDManager manager, Shape shape, DataType type) {
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

    /** What a person should know of the residual to stop at, once. */
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

    /** Channels (or features of a dense layer) whitened together, after the rules for blocks that do not fit. */
    public abstract int effectiveBlock();

    /** Whether the first batch replaces the running values, instead of being averaged with their start. */
    boolean startsFromFirst() {
        return false;
    }

    /** Whether feature f of group g is the flattened index f * groups + g, the published layout, instead of g * F + f. */
    public final boolean interleaved() {
        return layout.kind() == BlockLayout.Kind.INTERLEAVED && layout.groups() > 1;
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
     * Estimates or recalls what to whiten with, moves the running values and the schedule on, and tells the observer. Refuses an input
     * that is not finite, live or not: the samples of the covariance need not meet every value.
     *
     * @param samples makes the feature-major samples, (F, R) or (G, F, R); not asked for if nobody needs them
     * @param centre whether the covariance is taken about the mean; the published ChannelDeconv does not
     */
    final Whitening whitening(Values values, boolean training, Supplier<NDArray> samples, boolean centre) {
        if (!policy().expectsOverflow()) {
            FiniteInput.require(name(), policy().toStatistics(values.input()));
        }
        boolean live = training && options.live(counter);
        MatrixOrigin origin =
                live ? MatrixOrigin.LIVE : options.frozen(counter) ? MatrixOrigin.FROZEN : MatrixOrigin.RUNNING;
        int covered = options.stepsCovered(counter);
        enter(StepPart.PATCHES);
        if (training) {
            counter = options.advance(counter);
        }
        boolean watched = observer() != null && observer().wantsWhitening(name());
        NDArray mean = values.of(runningMean);
        NDArray matrix = values.of(runningMatrix);
        if (!live) {
            Whitening running = held != null && !training
                    ? held
                    : running(mean, matrix, training && origin == MatrixOrigin.RUNNING);
            if (watched) {
                enter(StepPart.PROBES);
                Estimate now = estimate(samples.get().stopGradient(), centre);
                observer()
                        .whitening(
                                name(),
                                new WhiteningView(
                                        now.mean, now.covariance, running.matrix, List.of(), origin, now.samples()));
            }
            return running;
        }
        NDArray given = samples.get();
        enter(StepPart.COVARIANCE);
        boolean few = few(given) && !warm();
        boolean byHand = byHand() && !few;
        Estimate batch = byHand ? estimate(given.stopGradient(), centre) : recorded(given, centre);
        List<NDArray> iterates = watched ? new ArrayList<>() : null;
        enter(StepPart.NEWTON_SCHULZ);
        NDArray start = start(matrix, batch.covariance);
        stop.begin();
        Root root = byHand ? root(batch.covariance, batch.norm, start, iterates) : null;
        NDArray d;
        if (byHand) {
            d = root.value();
        } else if (few) {
            d = LowRankRoot.inverseSqrt(batch.centred, options.eps(), batch.norm, iteration, iterates);
        } else {
            d = recordedRoot(batch, start, iterates);
        }
        stop.end(name(), iteration, d, batch.covariance);
        if (watched) {
            enter(StepPart.PROBES);
            observer()
                    .whitening(
                            name(),
                            new WhiteningView(
                                    batch.mean.stopGradient(),
                                    batch.covariance.stopGradient(),
                                    d.stopGradient(),
                                    iterates,
                                    origin,
                                    batch.samples()));
        }
        enter(StepPart.COVARIANCE);
        // A refreshed matrix stands for the steps since the one before, so that the running values move at one pace.
        boolean replace = startsFromFirst() && updates == 0;
        double rate = replace ? 1 : 1 - Math.pow(1 - options.updateRate(), covered);
        update(mean, batch.mean, rate);
        update(matrix, options.corrected() ? batch.covariance : d, rate);
        updates += covered;
        DataType type = mean.getDataType();
        Whitening whitening = new Whitening(Casts.cast(batch.mean, type), Casts.cast(d, type));
        return byHand ? StatisticsGradient.start(tape(), clock(), given, batch, root, whitening) : whitening;
    }

    private boolean warm() {
        return options.warmStart() && updates > 0;
    }

    /** What the iteration starts from, in the type of the covariance and safe from the next update; null for a cold start. */
    private NDArray start(NDArray running, NDArray covariance) {
        return warm() ? running.toType(covariance.getDataType(), true) : null;
    }

    /** The whitening matrix of a covariance, without a graph, as a training step finds it now. */
    final Root root(NDArray covariance) {
        NDArray norm = NewtonSchulz.norm(covariance, options.iteration().norm());
        return root(covariance, norm, start(runningMatrix.getArray(), covariance), null);
    }

    private Root root(NDArray covariance, NDArray norm, NDArray start, List<NDArray> iterates) {
        return start == null
                ? new InverseRoot(covariance, norm, iteration, iterates)
                : new WarmRoot(covariance, start, iteration, iterates);
    }

    /** The whitening matrix with its graph; start is null for a cold start. */
    private NDArray recordedRoot(Estimate batch, NDArray start, List<NDArray> iterates) {
        return start == null
                ? NewtonSchulz.inverseSqrt(batch.covariance, batch.norm, iteration, policy(), iterates)
                : WarmRoot.recorded(batch.covariance, start, iteration, policy(), iterates);
    }

    /** Whether this pass works the gradient of the statistics out by hand: not where fp16 rounds on the way back too. */
    private boolean byHand() {
        return tape() != null && !policy().expectsOverflow();
    }

    /** Whether the samples are so few that the iteration works on products between them; not where fp16 rounds its results. */
    private boolean few(NDArray samples) {
        Shape shape = samples.getShape();
        return shape.dimension() == 2
                && WhiteningRules.fewSamples(shape.get(0), shape.get(1))
                && !policy().expectsOverflow();
    }

    /** The input as a whitening layer has to take it: a new stretch of the graph if the statistics have a gradient by hand. */
    final NDArray entry(NDArray input, boolean training) {
        return training && byHand() && live() ? tape().cut(input) : input;
    }

    /**
     * Statistics of a batch.
     *
     * @param centred the samples the covariance is taken from, (F, R) or (G, F, R)
     * @param mean (F, 1) or (G, F, 1)
     * @param covariance with eps on its diagonal, (F, F) or (G, F, F)
     * @param norm of the covariance, (1, 1) or (G, 1, 1)
     */
    record Estimate(NDArray centred, NDArray mean, NDArray covariance, NDArray norm) {
        /** R, the number of samples. */
        long samples() {
            return centred.getShape().get(centred.getShape().dimension() - 1);
        }
    }

    /** Statistics without a graph. */
    final Estimate estimate(NDArray given, boolean centre) {
        return estimate(given, centre, SymmetricProduct::of);
    }

    /** Statistics that gradients flow through. */
    private Estimate recorded(NDArray given, boolean centre) {
        return estimate(given, centre, NDArray::matMul);
    }

    private Estimate estimate(NDArray given, boolean centre, BinaryOperator<NDArray> product) {
        NDArray x = given;
        long rows = x.getShape().get(x.getShape().dimension() - 1);
        if (rows < 2) {
            throw new InvalidInputException("Layer " + name() + ": the covariance would be taken from " + rows
                    + " sample; it needs at least 2. Use a larger batch or images, or a smaller sampling stride.");
        }
        if (WhiteningRules.inDouble(layout.features())) {
            x = Casts.cast(x, DataType.FLOAT64);
        }
        int last = x.getShape().dimension() - 1;
        NDArray mean = x.mean(new int[] {last}, true);
        NDArray centred = policy().inCovariance(centre ? x.sub(mean) : x);
        NDArray covariance =
                policy().inCovariance(addEps(overCount(product.apply(centred, Matrices.transpose(centred)), rows)));
        NDArray norm = NewtonSchulz.norm(covariance, options.iteration().norm());
        check(norm, covariance, rows);
        return new Estimate(centred, mean, covariance, norm);
    }

    private NDArray overCount(NDArray product, long rows) {
        if (policy().halfCovariance()) {
            NDArray count = Casts.roundToHalf(
                    Scalars.times(product.getManager().ones(new Shape()), rows)); // infinite above 65,504
            return policy().inCovariance(product).div(count);
        }
        return Scalars.times(product, 1.0 / rows);
    }

    private NDArray addEps(NDArray covariance) {
        int f = layout.features();
        return covariance.add(
                covariance.getManager().eye(f, f, 0, covariance.getDataType()).muli(options.eps()));
    }

    private void check(NDArray norm, NDArray covariance, long rows) {
        if (policy().expectsOverflow()) {
            return;
        }
        double[] norms = norm.getDataType() == DataType.FLOAT64
                ? norm.toDoubleArray()
                : norm.toType(DataType.FLOAT64, false).toDoubleArray();
        for (double n : norms) {
            if (!Double.isFinite(n)) {
                throw new NonFiniteException("Layer " + name() + ": the norm of the input's covariance is " + n
                        + ", so the input holds numbers that are too large to be squared, above 1e18. Scale it down."
                        + " If it happened in training, the run diverged: use a lower learning rate.");
            }
        }
        if (options.eps() == 0) {
            Singularity.refuse(name(), covariance, rows);
        }
    }

    private void update(NDArray running, NDArray now, double rate) {
        NDArray fresh = now.stopGradient().toType(running.getDataType(), false).reshape(running.getShape());
        running.muli(1 - rate).addi(Scalars.times(fresh, rate));
        if (policy().halfRunning()) {
            NDArray rounded = policy().inRunning(running);
            running.set(new ai.djl.ndarray.index.NDIndex("..."), rounded);
        }
    }

    @Override
    public void startEvaluation() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Whitening running = runningWhitening();
            held = new Whitening(hold(running.mean), hold(running.matrix));
        }
    }

    /** A handle of its own beyond the present scope, without a graph, that lives no longer than the parameters. */
    final NDArray hold(NDArray array) {
        NDArray own = array.stopGradient();
        NDScope.unregister(own);
        own.attach(runningMean.getArray().getManager());
        return own;
    }

    @Override
    public void endEvaluation() {
        held.mean.close();
        held.matrix.close();
        held = null;
    }

    /** What the layer whitens with in evaluation. */
    final Whitening runningWhitening() {
        return running(runningMean.getArray(), runningMatrix.getArray(), false);
    }

    /**
     * The running values as mean and D, in their own type.
     *
     * @param unbiased without what is left of the start, as steps between two refreshed matrices need them: the share of the identity would
     *     make their D differ from that of their neighbours; averaged covariances always are
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
        double seen = 1 - Math.pow(1 - options.updateRate(), updates);
        NDArray average = Scalars.times(matrix, 1 / seen);
        NDArray unbiasedMean = Scalars.times(column, 1 / seen);
        if (!options.corrected()) {
            return new Whitening(unbiasedMean, Matrices.addToDiagonal(average, 1 - 1 / seen));
        }
        if (WhiteningRules.inDouble(f)) {
            average = average.toType(DataType.FLOAT64, false);
        }
        NDArray norm = NewtonSchulz.norm(average, options.iteration().norm());
        NDArray d = policy().halfNewtonSchulz()
                ? NewtonSchulz.inverseSqrt(average, norm, options.iteration(), policy(), null)
                : new InverseRoot(average, norm, options.iteration(), null).value();
        return new Whitening(unbiasedMean, d.toType(mean.getDataType(), false));
    }
}
