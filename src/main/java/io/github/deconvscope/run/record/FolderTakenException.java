package io.github.deconvscope.run.record;

import io.github.deconvscope.base.InvalidInputException;

/** The folder that a run was to be recorded in holds something already, or another program has just taken it. */
public final class FolderTakenException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    /** @param message which folder, and what to do */
    public FolderTakenException(String message) {
        super(message);
    }
}
