package io.github.deconvscope.figure.catalog;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which figure, of what: enough to make the same figure again. Written into every exported file.
 *
 * @param figure id in the catalogue
 * @param run folder of the run, for figures of a run
 * @param parameters values that were given, by name; the others have their usual values
 */
public record FigureState(String figure, Optional<String> run, Map<String, String> parameters) {
    public FigureState {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(run, "run");
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public static FigureState of(String figure, Map<String, String> parameters) {
        return new FigureState(figure, Optional.empty(), parameters);
    }

    /** This state with one parameter set. */
    public FigureState with(String parameter, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new FigureState(figure, run, changed);
    }
}
