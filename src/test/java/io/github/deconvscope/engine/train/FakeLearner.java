package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.layer.StepClock;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.ProductTimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;

/** A learner without a net: notes what it is asked for, and answers what a test chooses. */
final class FakeLearner implements Learner {
    static final LayerInfo LAYER = new LayerInfo("features.0", "conv1", "FastDeconv2D", 3, 4, 3, 3, 3, false, 5);

    private static final String UPDATES = "fake/updates";

    /** Such as {@code train 1} and {@code test}, in order. */
    final List<String> calls = new ArrayList<>();

    final List<Hyperparameters> hyperparameters = new ArrayList<>();
    /** What a step gives. */
    LongFunction<Step> outcome = step -> new Step(1.0 / step, 5, 1, false, null, 0);
    /** What a test gives after so many updates. */
    LongToDoubleFunction accuracy = updates -> 0.5;
    /** Called when the run wants its data. */
    Runnable atData = () -> {};
    /** Called when the data are to be read before the run wants them. */
    Runnable ahead = () -> {};
    /** Called within each step, on the compute thread. */
    LongConsumer during = step -> {};
    /** Called when views want its net. */
    Runnable atCopy = () -> {};
    /** Called when its state is asked for, which is for a checkpoint. */
    Runnable atCheckpoint = () -> {};

    long updates;
    double lossScale = 1;
    boolean closed;

    /** Gives a run this learner and these data. */
    TrainingLoop.Factory on(DataSet data) {
        return new TrainingLoop.Factory() {
            @Override
            public DataSet data(RunConfig wanted, Optional<Path> folder, DataProgress progress) {
                atData.run();
                return data;
            }

            @Override
            public void readAhead(RunConfig wanted, Optional<Path> folder) {
                ahead.run();
            }

            @Override
            public Learner learner(RunConfig wanted, DataSet given) {
                return FakeLearner.this;
            }

            @Override
            public Map<String, String> environment(RunConfig wanted) {
                return Map.of("engine", "none");
            }
        };
    }

    @Override
    public List<LayerInfo> layers() {
        return List.of(LAYER);
    }

    @Override
    public Step train(long step, Batch batch, Hyperparameters now, Set<ProbeKey> wanted, Consumer<Frame> frames) {
        calls.add("train " + step);
        hyperparameters.add(now);
        updates++;
        wanted.forEach(key -> frames.accept(new Frame(key, step, new int[] {1}, new float[] {step})));
        during.accept(step);
        return outcome.apply(step);
    }

    @Override
    public Test test(Batch batch) {
        calls.add("test");
        return new Test(batch.size(), (int) Math.round(batch.size() * accuracy.applyAsDouble(updates)));
    }

    @Override
    public Optional<NetCopy> copy(long step) {
        calls.add("copy " + step);
        atCopy.run();
        return Optional.of(new NetCopy(step, Map.of(), Map.of(), Map.of()));
    }

    @Override
    public Map<String, NpyArray> state() {
        atCheckpoint.run();
        Map<String, NpyArray> state = new HashMap<>();
        state.put(UPDATES, NpyArray.of(new long[] {updates}, 1));
        return state;
    }

    @Override
    public void restore(Map<String, NpyArray> state) {
        updates = state.get(UPDATES).toLongs()[0];
    }

    @Override
    public double lossScale() {
        return lossScale;
    }

    @Override
    public void setLossScale(double scale) {
        lossScale = scale;
    }

    @Override
    public void setClock(StepClock clock) {}

    @Override
    public boolean isAsynchronous() {
        return false;
    }

    @Override
    public void settle() {}

    @Override
    public ProductTimes timeProducts(SortedSet<Integer> sides) {
        return ProductTimes.NONE;
    }

    @Override
    public Optional<MemoryUse> memory() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
