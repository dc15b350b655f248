package io.github.deconvscope.lab.network;

/** Reports the progress of a pass over the test pictures, and can cancel it. */
@FunctionalInterface
public interface TestProgress {
    /** Reports nothing and never cancels. */
    TestProgress NONE = (done, total) -> true;

    /**
     * Called before each batch, and at the end.
     *
     * @param done pictures so far
     * @param total pictures of the whole pass
     * @return whether to go on
     */
    boolean goesOn(int done, int total);
}
