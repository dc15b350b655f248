package io.github.deconvscope.lab.network;

/** Follows a pass over the test pictures. */
@FunctionalInterface
public interface TestProgress {
    /** Goes on to the end and tells nobody. */
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
