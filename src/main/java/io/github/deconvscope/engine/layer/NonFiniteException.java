package io.github.deconvscope.engine.layer;

/** A layer met a number that is infinite or not a number. The message names the layer and the remedy. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    public NonFiniteException(String message) {
        super(message);
    }
}
