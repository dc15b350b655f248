package io.github.deconvscope.ui.page;

/** One of the figures that a page shows of runs, each in a panel of its own; implemented by enums only, whose order is that of reading. */
public interface RunView {
    /**
     * What a figure and its panel are called.
     *
     * @param id of the figure, in the catalogue and on the page
     * @param panel id of the panel on the page, for lessons
     * @param title of the panel
     */
    record Names(String id, String panel, String title) {}

    /** Its ids and its title. */
    Names names();

    /** Id of the figure, in the catalogue and on the page. */
    default String id() {
        return names().id();
    }
}
