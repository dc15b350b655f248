package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.BackRule;
import java.util.Optional;

/**
 * Which channel to make visible, for which picture, and how.
 *
 * @param picture that is looked at
 * @param layer from 1; one more than there are convolutions for the scores, whose channels are the classes
 * @param channel from 0
 * @param rule of the ReLUs on the way back
 * @param redraw layers whose weights are drawn anew first, in both directions; empty for the net as it is
 */
public record BackQuestion(NetworkPicture picture, int layer, int channel, BackRule rule, Optional<Redraw> redraw) {
    /** About the net as it is. */
    public BackQuestion(NetworkPicture picture, int layer, int channel, BackRule rule) {
        this(picture, layer, channel, rule, Optional.empty());
    }

    /** The same question to a net some of whose layers are drawn anew. */
    public BackQuestion with(Redraw drawn) {
        return new BackQuestion(picture, layer, channel, rule, Optional.of(drawn));
    }

    /** The same question by another rule. */
    public BackQuestion with(BackRule other) {
        return new BackQuestion(picture, layer, channel, other, redraw);
    }
}
