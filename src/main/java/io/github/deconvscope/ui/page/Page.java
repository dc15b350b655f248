package io.github.deconvscope.ui.page;

import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.model.RunFacts;
import io.github.deconvscope.run.feed.RunFeed;
import java.util.List;
import java.util.Optional;

/**
 * The controller of a page: binds the nodes of {@code fxml/<id>.fxml} to the page's model. Made when the page is first shown, kept until
 * the window closes. All methods are called on the FX thread and return at once.
 */
public interface Page {
    /**
     * Everything a person chose on this page as one line of text, such that {@link #restore} on a fresh page shows the same. Goes into
     * links and session files.
     */
    String state();

    /**
     * Goes to a state written by {@link #state}, or back to the start for the empty text.
     *
     * @throws io.github.deconvscope.base.InvalidInputException if the text is not a state of this page; nothing has changed then
     */
    void restore(String state);

    /** What stands in the form of this page, as a state without the run in view, for the next start; empty for a page without a form. */
    default Optional<String> form() {
        return Optional.empty();
    }

    /** The page came into view. */
    default void onShown() {}

    /** The page went out of view: close subscriptions, stop animations. */
    default void onHidden() {}

    /** The figures a person can export from this page as it is now, in reading order. */
    default List<NamedFigure> figures() {
        return List.of();
    }

    /** The run this page looks at, for the status bar. */
    default Optional<RunFeed> feed() {
        return Optional.empty();
    }

    /** What a lesson can ask about the run this page looks at. */
    default JsonObject runFacts() {
        return feed().map(RunFacts::of).orElseGet(JsonObject::new);
    }

    /** The keys of this page, for the help sheet. */
    default List<KeyHelp> keys() {
        return List.of();
    }

    /** The window closes. */
    default void close() {}
}
