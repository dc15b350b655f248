package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.ui.theme.Motion;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.util.Duration;

/**
 * A change of a figure that a person asks to see, from 0 (before) to 1 (after, where it rests). With reduced motion nothing moves: what was before stays
 * as long as the change would take, then what is after is there.
 */
final class Morph {
    private static final Duration LENGTH = Duration.seconds(1.2);

    private final DoubleProperty part = new SimpleDoubleProperty(this, "part", 1);
    private final Timeline timeline = new Timeline();

    /** @param changed called whenever the part is another */
    Morph(Runnable changed) {
        part.subscribe((old, now) -> changed.run());
    }

    /** How far the change is, from 0 to 1. */
    double part() {
        return part.get();
    }

    void play() {
        Interpolator how = Motion.get().isReduced() ? Interpolator.DISCRETE : Interpolator.EASE_BOTH;
        timeline.getKeyFrames()
                .setAll(
                        new KeyFrame(Duration.ZERO, new KeyValue(part, 0)),
                        new KeyFrame(LENGTH, new KeyValue(part, 1, how)));
        timeline.playFromStart();
    }

    /** Ends the change at once. */
    void finish() {
        timeline.stop();
        part.set(1);
    }
}
