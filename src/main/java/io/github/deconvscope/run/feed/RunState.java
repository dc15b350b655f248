package io.github.deconvscope.run.feed;

/** Where a run is. */
public enum RunState {
    PREPARING("preparing"),
    RUNNING("running"),
    PAUSED("paused"),
    /** Went through all its steps. */
    FINISHED("finished"),
    /** A person stopped it; can be resumed. */
    STOPPED("stopped"),
    /** An error ended it. */
    FAILED("failed"),
    /** Found on disk without a process that writes it: killed, or the machine went down; can be resumed. */
    INTERRUPTED("interrupted");

    private final String label;

    RunState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether no more steps will come by themselves. */
    public boolean ended() {
        return this == FINISHED || this == STOPPED || this == FAILED || this == INTERRUPTED;
    }
}
