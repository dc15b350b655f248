package io.github.deconvscope.figure.catalog;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.AnimationFrame;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.run.feed.RunFeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The description of a figure in the catalogue: its names, its parameters, what input it needs, and how it is made.
 *
 * @param id as on the command line: lower case words joined by hyphens, the page first, as in {@code whitening-spectrum}
 * @param page id of the page that shows it
 * @param title short
 * @param description one sentence: what is seen
 * @param parameters what can be set
 * @param needsRun whether it shows a run
 * @param takesImported whether curves of another program may take its place
 * @param animation how it moves; empty for a still figure
 * @param pageState the state in which its page shows it; empty if that is not known, or of a run
 * @param maker from input to figure
 */
public record FigureEntry(
        String id,
        String page,
        String title,
        String description,
        List<Parameter> parameters,
        boolean needsRun,
        boolean takesImported,
        Optional<Animation> animation,
        Optional<Function<FigureInput, String>> pageState,
        Maker maker) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Makes the figure. Bad input is an {@link InvalidInputException} with a message for a person. */
    @FunctionalInterface
    public interface Maker {
        Figure make(FigureInput input);
    }

    /**
     * How a figure moves.
     *
     * @param parameter that changes from frame to frame
     * @param noun what a frame is, as in {@code iteration}: with the parameter's value it is the name on the frame
     * @param frames what is set in each frame, on top of the other parameters, oldest first
     * @param millis how long each frame is shown
     */
    public record Animation(
            String parameter, String noun, Function<FigureInput, List<Map<String, String>>> frames, int millis) {}

    public FigureEntry {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("figure id " + id + " has to be lower case words joined by hyphens");
        }
        parameters = List.copyOf(parameters);
    }

    /** A still figure that needs no run. */
    public static FigureEntry still(
            String id, String page, String title, String description, List<Parameter> parameters, Maker maker) {
        return new FigureEntry(
                id, page, title, description, parameters, false, false, Optional.empty(), Optional.empty(), maker);
    }

    /** A still figure of a run. */
    public static FigureEntry ofRun(
            String id, String page, String title, String description, List<Parameter> parameters, Maker maker) {
        return new FigureEntry(
                id, page, title, description, parameters, true, false, Optional.empty(), Optional.empty(), maker);
    }

    /** A still figure of a run or of curves of another program; it reads {@link FigureInput#folder}. */
    public static FigureEntry ofCurves(
            String id, String page, String title, String description, List<Parameter> parameters, Maker maker) {
        return new FigureEntry(
                id, page, title, description, parameters, true, true, Optional.empty(), Optional.empty(), maker);
    }

    /** This figure as an animation over a whole-number parameter, from its smallest value on. */
    public FigureEntry counting(String parameter, String noun, int millis, ToIntFunction<FigureInput> count) {
        long first = (long) parameter(parameter).min();
        return animated(parameter, noun, millis, input -> IntStream.range(0, count.applyAsInt(input))
                .mapToObj(i -> Map.of(parameter, Long.toString(first + i)))
                .toList());
    }

    /** This figure, moving. */
    public FigureEntry animated(
            String parameter, String noun, int millis, Function<FigureInput, List<Map<String, String>>> frames) {
        return with(Optional.of(new Animation(parameter, noun, frames, millis)), pageState);
    }

    /** This figure, with the state in which its page shows it. */
    public FigureEntry openedAs(Function<FigureInput, String> state) {
        return with(animation, Optional.of(state));
    }

    private FigureEntry with(Optional<Animation> moves, Optional<Function<FigureInput, String>> opened) {
        return new FigureEntry(id, page, title, description, parameters, needsRun, takesImported, moves, opened, maker);
    }

    /** The parameter of this name, or an {@link InvalidInputException} that lists those there are. */
    public Parameter parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("figure " + id + " has no parameter " + name + "; it has "
                        + (parameters.isEmpty()
                                ? "none."
                                : String.join(
                                                ", ",
                                                parameters.stream()
                                                        .map(Parameter::name)
                                                        .toList()) + ".")));
    }

    /** Checks the parameters and the presence of a run. */
    public FigureInput input(Map<String, String> given, Optional<RunFeed> run) {
        return new FigureInput(this, given, run, run.flatMap(RunFeed::folder));
    }

    /** Checks the parameters, and has curves of another program take the place of the run. */
    public FigureInput inputOfImported(Map<String, String> given, Path folder) {
        return new FigureInput(this, given, Optional.empty(), Optional.of(folder));
    }

    public Figure make(Map<String, String> given, Optional<RunFeed> run) {
        return maker.make(input(given, run));
    }

    /** The frames of a moving figure, oldest first, each with its name and on the scales of all; none if nothing was recorded. */
    public List<Figure> frames(Map<String, String> given, Optional<RunFeed> run) {
        Animation moving = animation.orElseThrow();
        List<Figure> figures = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map<String, String> change : moving.frames().apply(input(given, run))) {
            Map<String, String> values = new LinkedHashMap<>(given);
            values.putAll(change);
            figures.add(make(values, run));
            names.add(moving.noun() + " " + change.get(moving.parameter()));
        }
        return AnimationFrame.of(figures, names);
    }
}
