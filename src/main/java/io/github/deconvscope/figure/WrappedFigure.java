package io.github.deconvscope.figure;

import java.util.Optional;

/** A decorator of another figure, which takes texts, numbers and preferred size from it. */
public interface WrappedFigure extends Figure {
    /** The figure inside. */
    Figure inner();

    @Override
    default String title() {
        return inner().title();
    }

    @Override
    default String caption() {
        return inner().caption();
    }

    @Override
    default String altText() {
        return inner().altText();
    }

    @Override
    default String measures() {
        return inner().measures();
    }

    @Override
    default Optional<FigurePage> page() {
        return inner().page();
    }

    @Override
    default DataTable table() {
        return inner().table();
    }

    @Override
    default double preferredAspect() {
        return inner().preferredAspect();
    }

    @Override
    default double leastHeight(double width) {
        return inner().leastHeight(width);
    }

    @Override
    default double preferredWidth() {
        return inner().preferredWidth();
    }
}
