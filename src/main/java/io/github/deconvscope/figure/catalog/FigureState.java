package io.github.deconvscope.figure.catalog;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything needed to make the same figure again: its id, run and parameters. Written into every exported file.
 *
 * @param figure id in the catalogue
 * @param run folder of the run, for figures of a run
 * @param parameters values that were given, by name; the others have their usual values
 * @param link of the window's page that showed the figure, for opening it again; empty for a figure of the command line
 */
public record FigureState(String figure, Optional<String> run, Map<String, String> parameters, Optional<String> link) {
    public FigureState {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(link, "link");
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** Of the command line. */
    public FigureState(String figure, Optional<String> run, Map<String, String> parameters) {
        this(figure, run, parameters, Optional.empty());
    }

    public static FigureState of(String figure, Map<String, String> parameters) {
        return new FigureState(figure, Optional.empty(), parameters);
    }

    /** This state as a page of the window showed it. */
    public FigureState withLink(String page) {
        return new FigureState(figure, run, parameters, Optional.of(page));
    }

    /** This state with one parameter set. */
    public FigureState with(String parameter, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new FigureState(figure, run, changed, link);
    }
}
