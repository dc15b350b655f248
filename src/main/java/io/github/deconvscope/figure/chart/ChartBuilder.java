package io.github.deconvscope.figure.chart;

/**
 * Base of chart builders: the texts that every chart has.
 *
 * @param <B> the builder itself
 */
abstract class ChartBuilder<B extends ChartBuilder<B>> {
    final String title;
    String caption = "";
    String altText = "";

    ChartBuilder(String title) {
        this.title = title;
    }

    abstract B self();

    public B caption(String text) {
        caption = text;
        return self();
    }

    /** The chart in words; without it the chart describes its numbers itself. */
    public B altText(String text) {
        altText = text;
        return self();
    }
}
