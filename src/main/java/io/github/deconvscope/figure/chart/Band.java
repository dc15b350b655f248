package io.github.deconvscope.figure.chart;

import java.util.Objects;

/**
 * The area between two curves over the same x, such as the spread of several seeds.
 *
 * @param name for the hover and the table
 * @param low lower edge
 * @param high upper edge, as many points as {@code low}
 * @param key whose colour it has
 */
public record Band(String name, Points low, Points high, SeriesKey key) {
    public Band {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        if (low.size() != high.size()) {
            throw new IllegalArgumentException("band " + name + " has " + low.size() + " points below and "
                    + high.size() + " above: both edges need the same");
        }
    }
}
