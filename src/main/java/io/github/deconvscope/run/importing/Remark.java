package io.github.deconvscope.run.importing;

/**
 * A note for the user on what an import left out or changed.
 *
 * @param leftOut whether it is in no curve; else a curve shows it otherwise than the source has it
 * @param what a column, rows, a tag, a file
 * @param reason why it was left out, or how it is shown; no full stop
 */
public record Remark(boolean leftOut, String what, String reason) {
    /** As one clause. */
    @Override
    public String toString() {
        return what + ": " + reason;
    }
}
