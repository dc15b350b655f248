package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** How many channels of a picture a net gets. */
public enum Channels implements Choice {
    COLOUR(
            "3",
            "3: red, green, blue",
            "Grey pictures are repeated three times: the three channels are then equal, and the covariance of the first layer is singular.",
            3),
    GREY("1", "1: grey", "Colours become one brightness, 0.2126 red + 0.7152 green + 0.0722 blue.", 1);

    private final Words words;
    private final int count;

    Channels(String id, String label, String explanation, int count) {
        words = new Words(id, label, explanation);
        this.count = count;
    }

    /** 1 or 3. */
    public int count() {
        return count;
    }

    @Override
    public Words words() {
        return words;
    }
}
