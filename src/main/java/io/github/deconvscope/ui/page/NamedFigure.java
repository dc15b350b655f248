package io.github.deconvscope.ui.page;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import java.util.Map;
import java.util.Objects;

/**
 * A figure that a page shows, for export.
 *
 * @param state which figure of the catalogue it is, of what: the command line draws the same from it
 * @param figure as it is on the screen now
 */
public record NamedFigure(FigureState state, Figure figure) {
    public NamedFigure {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(figure, "figure");
    }

    /** A figure that needs no run. */
    public NamedFigure(String id, Map<String, String> parameters, Figure figure) {
        this(FigureState.of(id, parameters), figure);
    }

    /** Id in the catalogue, and name of a file. */
    public String id() {
        return state.figure();
    }
}
