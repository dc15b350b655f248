package io.github.deconvscope.ui.page;

import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.Pulse;

/** What the window offers its pages. For the FX thread only. */
public interface PageContext {
    WindowServices services();

    /** Turns once a frame; pages drain their feeds on it. */
    Pulse pulse();

    /**
     * Shows a page.
     *
     * @param pageId see {@code PageCatalog}
     * @param state goes to {@link Page#restore}; {@code null} leaves the page as it is
     */
    void open(String pageId, String state);

    /** Shows a message for a few seconds, without taking the focus. */
    void showNotice(String message);
}
