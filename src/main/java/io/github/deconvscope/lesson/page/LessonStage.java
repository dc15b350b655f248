package io.github.deconvscope.lesson.page;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.model.RunFacts;

/** Where a lesson is played: the pages. */
public interface LessonStage {
    /** Id of the page in view. */
    String page();

    /**
     * Shows a page.
     *
     * @param state what {@link #pageState} gave once; the empty text for the state the page starts with
     * @throws IllegalArgumentException if the page does not exist or refuses the state
     */
    void show(String page, String state);

    /** Everything a person chose on the page in view, as the page writes it. */
    String pageState();

    /** The run that the page looks at, see {@link RunFacts}; an empty object if there is none. */
    JsonObject runFacts();

    /** What conditions look at: the page's state, and the run under {@code run}. */
    default JsonObject facts() {
        JsonObject facts = PageState.parse(pageState());
        facts.add("run", runFacts());
        return facts;
    }
}
