package io.github.deconvscope.lesson.page;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.Overlap;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.PlaneResult;
import io.github.deconvscope.lab.whitening.PlaneState;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.HalfPrecision;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.run.config.WhiteningRules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The functions that lessons compute their numbers with, each a few lines over the same code that the pages show. One call at a time. */
public final class LessonFunctions implements Expression.Functions {
    private record Function(String arguments, String help, Body body) {}

    /** Arguments as checked against the names: words are {@link String}, all others {@link Double}. */
    private record Arguments(List<Object> values) {
        String word(int i) {
            return (String) values.get(i);
        }

        double real(int i) {
            return (Double) values.get(i);
        }

        int whole(int i) {
            double value = real(i);
            if (value != Math.rint(value) || Math.abs(value) > 1e9) {
                throw new IllegalArgumentException(value + " has to be a whole number");
            }
            return (int) value;
        }
    }

    @FunctionalInterface
    private interface Body {
        Object of(Arguments a);
    }

    private final LessonWorld world;
    private final Map<String, Function> functions = new TreeMap<>();
    private final Map<String, WhiteningResult> whitened = new HashMap<>();
    private final Map<String, CovarianceEstimate> estimates = new HashMap<>();

    /** @param world loads the photographs */
    public LessonFunctions(LessonWorld world) {
        this.world = world;
        addConvolution();
        addWhitening();
        addPlane();
        addNumbers();
    }

    /** One line a function, for the guide to authors. */
    public List<String> help() {
        return functions.entrySet().stream()
                .map(e -> e.getKey() + "(" + e.getValue().arguments + "): " + e.getValue().help)
                .toList();
    }

    @Override
    public synchronized Object call(String name, List<Object> arguments) {
        Function function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException("there is no function \"" + name + "\"; there are "
                    + functions.keySet().stream().collect(Collectors.joining(", ")));
        }
        String[] wanted = function.arguments.isEmpty() ? new String[0] : function.arguments.split(", ");
        boolean fits = wanted.length == arguments.size();
        for (int i = 0; fits && i < wanted.length; i++) {
            fits = List.of("preset", "photo", "format").contains(wanted[i])
                    ? arguments.get(i) instanceof String
                    : arguments.get(i) instanceof Double;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "the function is " + name + "(" + function.arguments + "): " + function.help);
        }
        try {
            return function.body.of(new Arguments(arguments));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    name + "(" + arguments.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + ") asks for a place that is not there (" + e.getMessage()
                            + "); places are counted from 0",
                    e);
        }
    }

    private void add(String name, String arguments, String help, Body body) {
        functions.put(name, new Function(arguments, help, body));
    }

    private void addConvolution() {
        add("rows", "preset", "rows of the matrix", a ->
                (double) of(a).matrix().sparse().rows());
        add("columns", "preset", "columns of the matrix", a ->
                (double) of(a).matrix().sparse().columns());
        add("nonzeros", "preset", "entries of the matrix that are not zero", a ->
                (double) of(a).matrix().sparse().nonZeros());
        add("rank", "preset", "rank of the matrix", a ->
                (double) of(a).matrix().sparse().rank());
        add("input", "preset, i", "element i of the input, from 0", a -> of(a).state()
                .input()[a.whole(1)]);
        add("output", "preset, i", "element i of the output, from 0", a -> of(a).output()[a.whole(1)]);
        add("weight", "preset, i", "weight i of the kernel, from 0", a -> of(a).state()
                .weights()[a.whole(1)]);
        add("back", "preset, i", "element i of the matrix' transpose times the output", a -> of(a).inputGradient()[
                a.whole(1)]);
        add(
                "kernelgradient",
                "preset, i",
                "gradient of weight i, where the gradient of the output is the output itself",
                a -> of(a).kernelGradient()[a.whole(1)]);
        add("stretched", "preset", "side of the padded and stretched input", a ->
                (double) of(a).stretched().size().height());
        add("outputside", "preset", "side of the output", a ->
                (double) of(a).state().geometry().output().height());
        add("zeros", "preset", "zeros in the padded and stretched input", a -> {
            ConvolutionResult r = of(a);
            return (double) (r.stretchedValues().length - r.state().input().length);
        });
        add("forgotten", "preset", "largest error when the kernel is not turned", a -> {
            ConvolutionResult r = ConvolutionResult.of(of(a).state().withTurned(false));
            double largest = 0;
            for (int i = 0; i < r.output().length; i++) {
                largest = Math.max(largest, Math.abs(r.output()[i] - r.windowOutput()[i]));
            }
            return largest;
        });
        add(
                "hits",
                "kernel, stride, i",
                "how often output i of a row of 5 inputs is hit by a transposed convolution",
                a -> (double) new Overlap(5, a.whole(0), a.whole(1)).counts()[a.whole(2)]);
        add(
                "hitstwice",
                "kernel, stride, i",
                "how often output i of a row of 5 inputs is hit by two transposed convolutions, one after the other",
                a -> twice(new Overlap(5, a.whole(0), a.whole(1)))[a.whole(2)]);
        add(
                "side",
                "input, kernel, stride, padding",
                "side of the output of a convolution",
                a -> Math.floor((a.real(0) + 2 * a.real(3) - a.real(1)) / a.real(2)) + 1);
    }

    private static double[] twice(Overlap once) {
        double[] hits = Arrays.stream(once.counts()).asDoubleStream().toArray();
        ConvolutionSettings again = ConvolutionSettings.transposed(new Size(1, hits.length), new Size(1, once.kernel()))
                .withStride(new Size(1, once.stride()));
        double[] ones = new double[once.kernel()];
        Arrays.fill(ones, 1);
        return DirectConvolution.apply(new ConvolutionGeometry(again), hits, ones);
    }

    private static ConvolutionResult of(Arguments a) {
        return ConvolutionResult.of(PageSetter.preset(a.word(0)).state());
    }

    private void addWhitening() {
        add("features", "photo", "dimensions of a patch", a ->
                (double) white(a, 5).statistics().dimension());
        add("samples", "photo", "patches", a ->
                (double) white(a, 5).statistics().samples());
        add("condition", "photo", "largest over smallest eigenvalue", a -> white(a, 5)
                .statistics()
                .conditionNumber());
        add("correlation", "photo", "mean absolute correlation of two features", a -> white(a, 5)
                .statistics()
                .correlationBefore());
        add(
                "neighbours",
                "photo",
                "correlation of a red value and the one to its right",
                a -> Covariance.correlation(
                        white(a, 5).estimate().truth(), white(a, 5).statistics().dimension())[1]);
        add("after", "photo, k", "mean absolute correlation after k iterations", a -> white(a, a.whole(1))
                .statistics()
                .correlationAfter());
        add("residual", "photo, k", WhiteningRules.RESIDUAL + " after k iterations, Cov with eps", a -> white(
                        a, a.whole(1))
                .statistics()
                .residual());
        add(
                "fromwhite",
                "photo, k",
                "the same with the covariance of the data itself, without eps: what it is left with",
                a -> white(a, a.whole(1)).statistics().distanceFromWhite());
        add("gain", "photo, k", "largest gain of D after k iterations", a -> white(a, a.whole(1))
                .statistics()
                .largestGain());
        add(
                "exactgain",
                "photo",
                "1 / sqrt of the smallest eigenvalue",
                a -> 1
                        / Math.sqrt(white(a, 5)
                                .eigen()
                                .values()[white(a, 5).statistics().dimension() - 1]));
        add("norm", "photo", "Frobenius norm of the covariance", a -> white(a, 5)
                .norm());
        add("residuals", "photo, count", "the residual after 0 to count iterations", this::residuals);
        add("residualin", "photo, format, k", "the residual in double, fp32, fp16-fp32, fp16 or bf16", a -> whiten(
                        a.word(0), state(a.whole(2)).withLane(Choice.parse(Lane.class, "precision", a.word(1))))
                .statistics()
                .residual());
        add("uncoupled", "photo, format, k", "the same by the uncoupled iteration", a -> whiten(
                        a.word(0),
                        state(a.whole(2))
                                .withForm(IterationForm.UNCOUPLED)
                                .withLane(Choice.parse(Lane.class, "precision", a.word(1))))
                .statistics()
                .residual());
        add("epsgain", "photo, eps, k", "largest gain after k iterations with another eps", a -> whiten(
                        a.word(0), state(a.whole(2)).withEps(a.real(1)))
                .statistics()
                .largestGain());
    }

    private void addPlane() {
        add("cloudcondition", "", "condition number of the cloud of points in two dimensions", a -> plane(0).condition(
                        false));
        add("cloudsteps", "", "steps of gradient descent over the cloud to a thousandth of the loss", a ->
                (double) plane(0).stepsNeeded(false));
        add("cloudstepsafter", "k", "the same after k Newton-Schulz iterations", a ->
                (double) plane(a.whole(0)).stepsNeeded(true));
    }

    private static PlaneResult plane(int iterations) {
        return PlaneResult.of(
                PlaneState.START.withMethod(WhiteningMethod.NEWTON_SCHULZ).withIterations(iterations));
    }

    private Object residuals(Arguments a) {
        double[] curve = new double[state(a.whole(1)).iterations() + 1];
        for (int k = 0; k < curve.length; k++) {
            curve[k] = white(a, k).statistics().residual();
        }
        return curve;
    }

    private static WhiteningState state(int iterations) {
        return WhiteningState.DEFAULT.withIterations(iterations);
    }

    private WhiteningResult white(Arguments a, int iterations) {
        return whiten(a.word(0), state(iterations));
    }

    private WhiteningResult whiten(String photo, WhiteningState state) {
        String estimateKey = photo + state.estimate();
        return whitened.computeIfAbsent(estimateKey + state.iterations() + state.lane() + state.form(), key -> {
            CovarianceEstimate estimate = estimates.get(estimateKey);
            if (estimate == null) {
                estimate =
                        CovarianceEstimate.of(WhiteningInput.of(List.of(world.photo(photo)), state.patches()), state);
                estimates.put(estimateKey, estimate);
            }
            return new WhiteningLab().whiten(estimate, state);
        });
    }

    private void addNumbers() {
        add("sqrt", "x", "square root", a -> Math.sqrt(a.real(0)));
        add(
                "nsgain",
                "ratio, k",
                "gain after k iterations of a direction with this share of the norm, times sqrt(norm)",
                a -> NewtonSchulz.gain(a.real(0), 1, state(a.whole(1)).iterations()));
        add("whitetwice", "n, k", "residual of n dimensions that were white already, after k iterations", a -> {
            double gain =
                    NewtonSchulz.gain(1, Math.sqrt(a.real(0)), state(a.whole(1)).iterations());
            return Math.abs(gain * gain - 1);
        });
        add("half", "x", "x rounded to fp16; infinite beyond its range", a ->
                (double) HalfPrecision.round((float) a.real(0)));
        add("halfmax", "", "the largest fp16 number", a -> (double) HalfPrecision.MAX);
        add("halfmin", "", "the smallest fp16 number above 0", a -> (double) HalfPrecision.MIN_SUBNORMAL);
        add("halfnormal", "", "the smallest fp16 number with full precision", a -> (double) HalfPrecision.MIN_NORMAL);
    }
}
