package io.github.deconvscope.run;

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

    private final String id;
    private final String label;
    private final String explanation;

    Head(String id, String label, String explanation) {
        this.id = id;
        this.label = label;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
