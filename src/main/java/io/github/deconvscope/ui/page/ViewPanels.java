package io.github.deconvscope.ui.page;

import io.github.deconvscope.ui.live.FigurePanel;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The panels of a page, one for each of its views, which show the views' figures while runs compute.
 *
 * @param <V> the views
 */
public final class ViewPanels<V extends Enum<V> & RunView> {
    private final Map<V, FigurePanel> panels;

    /** @param figures what the panels show, now and later */
    public ViewPanels(Class<V> views, ViewFigures<V> figures) {
        panels = new EnumMap<>(views);
        for (V view : views.getEnumConstants()) {
            RunView.Names names = view.names();
            FigurePanel panel = FigurePanel.live(names.panel(), names.title(), names.id());
            figures.of(view).subscribe(panel.view()::setFigure);
            panels.put(view, panel);
        }
    }

    /** The panel of a view. */
    public FigurePanel get(V view) {
        return panels.get(view);
    }

    /** The panels of some views, in the order given: a row of a page. */
    @SafeVarargs
    public final FigurePanel[] of(V... views) {
        return Stream.of(views).map(panels::get).toArray(FigurePanel[]::new);
    }
}
