package io.github.deconvscope.run.feed;

import java.util.Objects;

/**
 * Which quantity of which layer.
 *
 * @param layer name of the layer, see {@link LayerInfo#name}
 * @param quantity what of it
 */
public record ProbeKey(String layer, Quantity quantity) {
    public ProbeKey {
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(quantity, "quantity");
    }

    /** The name of the array in {@code frames/*.npz}: layer, a slash, quantity. */
    public String arrayName() {
        return layer + "/" + quantity.id();
    }
}
