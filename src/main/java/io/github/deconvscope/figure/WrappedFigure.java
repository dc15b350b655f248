package io.github.deconvscope.figure;

/** A figure that shows another one in its own way: its words and numbers are those of the figure inside. */
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
    default DataTable table() {
        return inner().table();
    }

    @Override
    default double preferredAspect() {
        return inner().preferredAspect();
    }

    @Override
    default double preferredWidth() {
        return inner().preferredWidth();
    }
}
