package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** What stands between the last feature map and the ten class scores. */
public enum Head implements Choice {
    CHANNEL(
            "channel",
            "Channel deconvolution",
            "ChannelDeconv2D whitens the pooled channels, then a dense layer: the layout of the TensorFlow port."),
    DELINEAR(
            "delinear",
            "Whitened dense",
            "One dense layer that whitens its input, as the authors of the paper do it (Delinear)."),
    PLAIN("plain", "Plain dense", "A dense layer on the pooled channels as they are.");

    private final Words words;

    Head(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
