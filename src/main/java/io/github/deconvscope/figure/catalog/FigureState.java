package io.github.deconvscope.figure.catalog;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.chart.PanelsFigure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything needed to make the same figure again: its id, run and parameters. Written into every exported file.
 *
 * @param figure id in the catalogue, or {@link #PANELS}
 * @param run folder of the run, for figures of a run
 * @param parameters values that were given, by name; the others have their usual values
 * @param link of the window's page that showed the figure, for opening it again; empty for a figure of the command line
 * @param style the style file that it was drawn with, as JSON; empty for none
 * @param panels the figures that a figure of panels holds, in reading order; empty for any other
 */
public record FigureState(
        String figure,
        Optional<String> run,
        Map<String, String> parameters,
        Optional<String> link,
        Optional<String> style,
        List<FigureState> panels) {
    /** In place of an id: several figures as one. */
    public static final String PANELS = "panels";

    /** Parameter of a figure of panels: how many stand in a row. */
    public static final String COLUMNS = "columns";

    public FigureState {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(style, "style");
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
        panels = List.copyOf(panels);
    }

    /** Of the command line. */
    public FigureState(String figure, Optional<String> run, Map<String, String> parameters) {
        this(figure, run, parameters, Optional.empty(), Optional.empty(), List.of());
    }

    public static FigureState of(String figure, Map<String, String> parameters) {
        return new FigureState(figure, Optional.empty(), parameters);
    }

    /** Several figures as one. @param columns how many stand in a row */
    public static FigureState ofPanels(List<FigureState> panels, int columns) {
        return new FigureState(
                PANELS,
                Optional.empty(),
                Map.of(COLUMNS, Integer.toString(columns)),
                Optional.empty(),
                Optional.empty(),
                panels);
    }

    /** Whether it is of several figures. */
    public boolean isOfPanels() {
        return figure.equals(PANELS);
    }

    /**
     * How many panels stand in a row.
     *
     * @throws InvalidInputException if the number does not suit the panels, or they are too many
     */
    public int columns() {
        int count = panels.size();
        if (count > PanelsFigure.MOST_LETTERED) {
            throw new InvalidInputException("there are " + count + " panels; give at most " + PanelsFigure.MOST_LETTERED
                    + ", one for each letter.");
        }
        String given = parameters.getOrDefault(COLUMNS, "1");
        if (!given.matches("[0-9]{1,2}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > count) {
            throw new InvalidInputException(
                    "--columns is " + given + " for " + count + " panels; give a number from 1 to " + count + ".");
        }
        return Integer.parseInt(given);
    }

    /** This state as a page of the window showed it. */
    public FigureState withLink(String page) {
        return new FigureState(figure, run, parameters, Optional.of(page), style, panels);
    }

    /** This state drawn with a style file. @param json its text; empty for none */
    public FigureState withStyle(Optional<String> json) {
        return new FigureState(figure, run, parameters, link, json, panels);
    }

    /** This state with one parameter set. */
    public FigureState with(String parameter, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new FigureState(figure, run, changed, link, style, panels);
    }
}
