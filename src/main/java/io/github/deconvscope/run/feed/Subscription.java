package io.github.deconvscope.run.feed;

/** A view's request for a quantity: until it is closed the engine keeps the quantity up to date. Closing twice does nothing. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
