package io.github.deconvscope.lesson.page;

import com.google.gson.JsonObject;
import io.github.deconvscope.math.ColorImage;
import java.util.Map;

/** What lessons need from packages that this one may not import: pictures and painters. */
public interface LessonWorld {
    /**
     * A shipped photograph.
     *
     * @throws IllegalArgumentException that lists those there are
     */
    ColorImage photo(String id);

    /**
     * Makes sure that there is such a figure.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    void checkFigure(String id, Map<String, String> parameters);

    /**
     * A number that a figure shows, read from the table behind it.
     *
     * @param id of the figure
     * @param parameters of the figure; those that it does not have are left aside, so that the settings of a whole page will do
     * @param column heading of the column
     * @param row the first cells of the row, joined by commas, as in {@code fp32, 5}; it has to be the only one that begins so
     * @throws IllegalArgumentException that says what there is instead
     */
    double shown(String id, Map<String, String> parameters, String column, String row);

    /**
     * Makes sure that a page takes a state.
     *
     * @param page id of one of the pages of {@link PageDirectory}
     * @param state as the page writes it
     * @throws IllegalArgumentException that says what is wrong
     */
    void checkState(String page, JsonObject state);

    /**
     * Makes sure that a formula can be set.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    void checkFormula(String latex);
}
