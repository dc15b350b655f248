package io.github.deconvscope.run;

/** Somebody looks at something; until closed the engine keeps it fresh. Closing twice does nothing. */
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
