package io.github.deconvscope.run.feed;

/** Somebody looks at something; until closed the engine keeps it fresh. Closing twice does nothing. */
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
