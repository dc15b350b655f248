package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.page.Page;

/** Lets window tests of other packages at the page that is shown. */
public final class CurrentPage {
    private CurrentPage() {}

    public static Page of(ShellWindow window) {
        return window.shell().currentPage().page();
    }
}
