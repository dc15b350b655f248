package io.github.deconvscope.ui.page;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.catalog.FigureState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The figure of each view of a page: none until there is something to show. Needs no toolkit.
 *
 * @param <V> the views, in reading order
 */
public final class ViewFigures<V extends Enum<V>> {
    private final Map<V, ReadOnlyObjectWrapper<Figure>> figures;

    /** Of all constants of an enum; no figure yet. */
    public ViewFigures(Class<V> views) {
        figures = new EnumMap<>(views);
        for (V view : views.getEnumConstants()) {
            figures.put(view, new ReadOnlyObjectWrapper<>(this, view.name()));
        }
    }

    /** The figure of a view; {@code null} while there is nothing to show. */
    public ReadOnlyObjectProperty<Figure> of(V view) {
        return figures.get(view).getReadOnlyProperty();
    }

    /** Shows a figure; {@code null} takes the view's away. */
    public void set(V view, Figure figure) {
        figures.get(view).set(figure);
    }

    /** Takes all figures away. */
    public void clear() {
        figures.values().forEach(figure -> figure.set(null));
    }

    /**
     * The figures that there are, for export.
     *
     * @param state what the command line needs to draw a view
     */
    public List<NamedFigure> named(Function<V, FigureState> state) {
        List<NamedFigure> named = new ArrayList<>();
        figures.forEach((view, figure) -> {
            if (figure.get() != null) {
                named.add(new NamedFigure(state.apply(view), figure.get()));
            }
        });
        return named;
    }
}
