package io.github.deconvscope.lesson;

import io.github.deconvscope.math.ColorImage;
import java.util.Map;

/** What lessons use that this package may not know: pictures and painters. */
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
     * Makes sure that a formula can be set.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    void checkFormula(String latex);
}
