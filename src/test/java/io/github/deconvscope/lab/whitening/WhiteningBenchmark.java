package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.figure.whitening.FoldFigures;
import io.github.deconvscope.figure.whitening.WhiteningFigures;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One move of a slider: from the changed setting to all figures that depend on it, painted. Budget at the 95th percentile: 33 ms with 27
 * features, 100 ms with 576. Run {@link #main}, or the class through JMH.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class WhiteningBenchmark {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 190;
    private static final ThreadLocal<BufferedImage> CANVAS =
            ThreadLocal.withInitial(() -> new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB_PRE));

    /** Features: a photograph with a 3 x 3 kernel, or a random field of 64 channels. */
    @Param({"27", "576"})
    public int features;

    private final WhiteningLab lab = new WhiteningLab();
    private final ExecutorService painters = Executors.newFixedThreadPool(2);
    private WhiteningState state;
    private CovarianceEstimate estimate;
    private int move;

    @Setup
    public void prepare() {
        boolean small = features == 27;
        state = WhiteningState.DEFAULT.withData(new WhiteningState.SyntheticData(0.9, 64, 96, 1));
        WhiteningInput input = WhiteningInput.of(
                List.of(small ? Photo.CHELSEA.load() : SyntheticImage.of(state.data())), state.patches());
        estimate = CovarianceEstimate.of(input, state);
        lab.whiten(estimate, state);
    }

    /** The iterations move. */
    @Benchmark
    public Object iterations() throws Exception {
        return redraw(state.withIterations(1 + move++ % 30));
    }

    /** eps moves. */
    @Benchmark
    public Object eps() throws Exception {
        return redraw(state.withIterations(8).withEps(1e-6 * (1 + move++ % 50)));
    }

    /** As the page does it: computed on one thread, painted on two. */
    private Object redraw(WhiteningState moved) throws Exception {
        WhiteningResult result = lab.whiten(estimate, moved);
        CompletableFuture<Figure> whitened =
                CompletableFuture.supplyAsync(() -> WhiteningFigures.whitenedImage(result));
        FoldCheck fold = FoldCheck.of(result);
        List<Callable<Object>> paintings = Stream.of(
                        WhiteningFigures.whitening(result, ""),
                        WhiteningFigures.after(result, ""),
                        whitened.join(),
                        WhiteningFigures.spectrum(result, "", -1),
                        WhiteningFigures.gains(result, "", -1),
                        WhiteningFigures.residuals(
                                List.of(WhiteningLab.exactTrace(result)), 1, Optional.empty(), false),
                        WhiteningFigures.filters(result, -1),
                        FoldFigures.kernels(fold, true, List.of()),
                        FoldFigures.outputs(fold),
                        FoldFigures.difference(fold))
                .map(figure -> Executors.callable(() -> paint(figure)))
                .toList();
        for (Future<Object> painting : painters.invokeAll(paintings)) {
            painting.get();
        }
        return fold;
    }

    private static void paint(Figure figure) {
        Graphics2D g = CANVAS.get().createGraphics();
        figure.paint(g, WIDTH, HEIGHT, FigureStyle.of(FigureTheme.LIGHT));
        g.dispose();
    }

    @TearDown
    public void finish() {
        painters.shutdown();
    }

    /** Runs this benchmark alone. */
    public static void main(String[] args) throws Exception {
        new Runner(new OptionsBuilder()
                        .include(WhiteningBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
