package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Pane;

/** What the window offers a lesson and the page that lists the lessons. For the FX thread only. */
public interface LessonSpace extends PageContext {
    /** The lessons; empty in a window without any. */
    Optional<LessonDesk> lessons();

    /** Id of the page in view. */
    String pageId();

    /** Controller of the page in view. */
    Page page();

    /** Nodes of the page in view. */
    Parent pageRoot();

    /** Shows something beside the page; {@code null} for nothing. */
    void setDock(Node node, double width);

    /** Offers to bring a lesson back that goes on and is hidden, or no longer. */
    void offerHiddenLesson(boolean hidden);

    /** Lies over the whole window. */
    Pane cover();
}
