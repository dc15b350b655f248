package io.github.deconvscope.lesson;

import com.google.gson.JsonObject;
import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.PageState;
import io.github.deconvscope.lesson.page.LessonStage;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import java.util.HashMap;
import java.util.Map;

/**
 * Pages that hold their states only, but refuse what the real ones refuse: each state goes through the reader that the page itself uses. What
 * a run measures is set by hand.
 */
final class DirectoryStage implements LessonStage {
    private static final LessonWorld WORLD = new PaintedWorld(FigureCatalog.standard());

    private final PageDirectory directory;
    private final Map<String, JsonObject> states = new HashMap<>();
    private String page = "";
    JsonObject run = new JsonObject();
    /** How often a page took a state. */
    int restored;

    DirectoryStage(PageDirectory directory) {
        this.directory = directory;
    }

    @Override
    public String page() {
        return page;
    }

    @Override
    public void show(String id, String state) {
        JsonObject start = directory.page(id).orElseThrow().start();
        JsonObject next = state.isEmpty() ? start.deepCopy() : PageState.parse(state);
        WORLD.checkState(id, next);
        if (!next.keySet().equals(start.keySet())) {
            throw new IllegalArgumentException("the page " + id + " has " + start.keySet() + ", not " + next.keySet());
        }
        page = id;
        restored++;
        states.put(id, next);
    }

    @Override
    public String pageState() {
        return page.isEmpty() ? "{}" : states.get(page).toString();
    }

    @Override
    public JsonObject runFacts() {
        return run;
    }
}
