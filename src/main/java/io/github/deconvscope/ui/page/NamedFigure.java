package io.github.deconvscope.ui.page;

import io.github.deconvscope.figure.Figure;
import java.util.Objects;

/**
 * A figure that a page shows, for export.
 *
 * @param id short name for a file: lower case, hyphens
 * @param figure as it is on the screen now
 */
public record NamedFigure(String id, Figure figure) {
    public NamedFigure {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(figure, "figure");
    }
}
