package io.github.deconvscope.cli;

/** The exit codes, the same three for every command. */
public final class ExitCode {
    /** The command did what was asked. */
    public static final int DONE = 0;

    /** The command was understood but could not be carried out. */
    public static final int FAILED = 1;

    /** The command line, or a file it names, is not usable; the message says what to change. */
    public static final int BAD_INPUT = 2;

    private ExitCode() {}
}
