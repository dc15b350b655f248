package io.github.deconvscope.run;

/**
 * The state of the tensor engine.
 *
 * @param state how far it is
 * @param engine name and version, such as "PyTorch 2.7.1"; empty while loading
 * @param device where tensors live by default, such as "CPU, 2 threads"
 * @param message what goes on or what went wrong, in plain words
 */
public record EngineStatus(State state, String engine, String device, String message) {
    /** Stages. */
    public enum State {
        NOT_STARTED,
        LOADING,
        READY,
        FAILED
    }
}
