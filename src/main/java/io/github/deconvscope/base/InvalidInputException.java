package io.github.deconvscope.base;

/**
 * Something a person gave (file, flag, cell, run folder) cannot be used. The message names the thing, the value and the remedy, and is
 * shown as it is; the command line then exits with code 2.
 */
public class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
