package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.ui.live.RunObserver;

/** What {@link RunControls} needs of the model of a page with runs. For the FX thread only. */
public interface RunPageModel {
    /** State, progress and problems of the runs in view. */
    RunObserver observer();

    /** Whether a run of this window goes on or is paused. */
    boolean isActive();

    /** Whether a record on disk is looked at, rather than a run of this window. */
    boolean isRecorded();

    /** Whether there is a figure to show. */
    boolean hasFigures();

    /** What is being done before the first step, as a sentence. */
    String preparation();

    /** How far the run is, in one line. */
    default String describe(Progress progress) {
        return ProgressText.of(progress);
    }

    /** Starts a run, pauses the running one, or continues the paused one. */
    void startOrPause();

    /** Ends the run with a checkpoint; it stays in view. */
    void stop();

    /** Ends the run and clears the page. */
    void reset();

    /** Whether the page is in view, so that matrices of a layer are worth recording. */
    void setLooking(boolean looking);

    /** Takes up what is new of the runs; see {@link RunObserver#refresh}. */
    default void refresh(boolean figuresToo) {
        observer().refresh(figuresToo);
    }
}
