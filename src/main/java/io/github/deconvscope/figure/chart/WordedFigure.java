package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Figure;

/** A chart whose title, caption and words in place of the picture are known when it is made, and stay with it however it is styled. */
interface WordedFigure extends Figure {
    /**
     * What a chart says of itself.
     *
     * @param title short
     * @param caption one or two sentences; may be empty
     * @param altText the picture in words
     */
    record Words(String title, String caption, String altText) {}

    /** Title, caption and words in place of the picture. */
    Words words();

    @Override
    default String title() {
        return words().title();
    }

    @Override
    default String caption() {
        return words().caption();
    }

    @Override
    default String altText() {
        return words().altText();
    }
}
