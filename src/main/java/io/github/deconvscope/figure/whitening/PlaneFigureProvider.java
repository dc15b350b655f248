package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.FigureProvider;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.chart.PlaneFigure;
import io.github.deconvscope.lab.whitening.PlaneResult;
import io.github.deconvscope.lab.whitening.PlaneState;
import io.github.deconvscope.lab.whitening.WhiteningPageState;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The figures of the cloud of points on the whitening page. */
public final class PlaneFigureProvider implements FigureProvider {
    private static final String PAGE = "whitening";
    private static final int FRAME_MILLIS = 250;
    private static final PlaneState START = PlaneState.START;

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.choice("side", "before whitening, after it, or both", List.of("both", "before", "after")),
            Parameter.text(
                    "state",
                    "what the window showed, as JSON text; taken instead of all but side, iterations and steps",
                    ""),
            Parameter.choice(
                    "method",
                    "how the whitening matrix is made",
                    Arrays.stream(WhiteningMethod.values())
                            .map(WhiteningMethod::id)
                            .toList()),
            Parameter.whole("iterations", "of Newton-Schulz", 0, WhiteningState.MAX_ITERATIONS, START.iterations()),
            Parameter.whole("steps", "of gradient descent", 0, PlaneState.MAX_STEPS, START.steps()),
            Parameter.real("eps", "added to the diagonal of the covariance", 0, 1, 0));

    @Override
    public List<FigureEntry> figures() {
        return List.of(
                entry(
                                "cloud",
                                "A cloud of points",
                                "Points in two dimensions with the ellipse of their covariance, before and after whitening.",
                                PlaneFigures::cloud)
                        .counting("iterations", "iteration", FRAME_MILLIS, input -> WhiteningState.MAX_ITERATIONS + 1),
                entry(
                                "descent",
                                "Gradient descent in two dimensions",
                                "Contours of a least-squares loss over the points, and the path of gradient descent.",
                                PlaneFigures::descent)
                        .counting("steps", "step", FRAME_MILLIS, input -> input.integer("steps") + 1));
    }

    private static FigureEntry entry(
            String name, String title, String description, BiFunction<PlaneResult, Boolean, PlaneFigure> painter) {
        return FigureEntry.still(
                        PAGE + "-" + name, PAGE, title, description, PARAMETERS, input -> figure(input, title, painter))
                .openedAs(input -> new WhiteningPageState(WhiteningState.DEFAULT, true, state(input)).write());
    }

    private static Figure figure(
            FigureInput input, String title, BiFunction<PlaneResult, Boolean, PlaneFigure> painter) {
        PlaneResult result = PlaneResult.of(state(input));
        return switch (input.text("side")) {
            case "before" -> painter.apply(result, false);
            case "after" -> painter.apply(result, true);
            default -> PlaneFigures.pair(title, painter.apply(result, false), painter.apply(result, true));
        };
    }

    private static PlaneState state(FigureInput input) {
        PlaneState state = input.text("state").isBlank()
                ? START.withMethod(Choice.parse(WhiteningMethod.class, "parameter method", input.text("method")))
                        .withEps(input.real("eps"))
                : WhiteningPageState.read(input.text("state")).plane();
        return state.withIterations(input.integer("iterations")).withSteps(input.integer("steps"));
    }

    /**
     * The parameters that make a figure again.
     *
     * @param side {@code before} or {@code after}
     */
    public static Map<String, String> parameters(PlaneState state, String side) {
        return Map.of(
                "side", side,
                "state", new WhiteningPageState(WhiteningState.DEFAULT, true, state).write(),
                "iterations", Integer.toString(state.iterations()),
                "steps", Integer.toString(state.steps()));
    }
}
