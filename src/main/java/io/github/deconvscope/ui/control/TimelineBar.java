package io.github.deconvscope.ui.control;

import io.github.deconvscope.lab.convolution.Timeline;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Moves along a {@link Timeline}: play, step, scrub, speed, loop. */
public final class TimelineBar extends WrappingRow {
    private final Button first =
            Buttons.icon("timeline-first", "mdal-first_page", "First position (Home)", "First position (Home)");
    private final Button back =
            Buttons.icon("timeline-back", "mdal-chevron_left", "One position back (Left)", "One position back (Left)");
    private final Button play =
            Buttons.icon("timeline-play", "mdmz-play_arrow", "Play or pause (Space)", "Play or pause (Space)");
    private final Button forward = Buttons.icon(
            "timeline-forward", "mdal-chevron_right", "One position on (Right)", "One position on (Right)");
    private final Button last =
            Buttons.icon("timeline-last", "mdal-last_page", "Last position (End)", "Last position (End)");
    private final Button slower = Buttons.icon("timeline-slower", "mdmz-remove", "Slower (minus)", "Slower (minus)");
    private final Button faster = Buttons.icon("timeline-faster", "mdal-add", "Faster (plus)", "Faster (plus)");
    private final ToggleButton loop = Styled.of(new ToggleButton("", new FontIcon("mdal-loop")), "button-icon", "flat");
    private final Slider scrub = new Slider();
    private final Label position = Styled.label("", "number");
    private final Label speed = Styled.label("", "number");
    private final PauseTransition stay = new PauseTransition();
    private ReadOnlyObjectProperty<Timeline> shown;
    private Consumer<Timeline> wanted;
    private boolean settling;

    public TimelineBar() {
        getStyleClass().add("timeline");
        setAlignment(Pos.CENTER_LEFT);
        scrub.setId("timeline-scrub");
        scrub.setAccessibleText("Position");
        scrub.setBlockIncrement(1);
        HBox.setHgrow(scrub, Priority.ALWAYS);
        position.setMinWidth(Region.USE_PREF_SIZE);
        speed.setMinWidth(Region.USE_PREF_SIZE);
        Tip.name(loop, "timeline-loop", "Loop", "Start over at the end");
        getChildren().addAll(first, back, play, forward, last, scrub, position, slower, speed, faster, loop);
    }

    /**
     * Connects the bar; once.
     *
     * @param timeline what is shown; never null
     * @param move takes where a person wants to be
     * @param tick called when the time at a position is over
     */
    public void connect(ReadOnlyObjectProperty<Timeline> timeline, Consumer<Timeline> move, Runnable tick) {
        shown = timeline;
        wanted = move;
        first.setOnAction(e -> move(Timeline::first));
        back.setOnAction(e -> move(Timeline::back));
        play.setOnAction(e -> playOrPause());
        forward.setOnAction(e -> move(Timeline::forward));
        last.setOnAction(e -> move(Timeline::last));
        slower.setOnAction(e -> change(Timeline::slower));
        faster.setOnAction(e -> change(Timeline::faster));
        loop.setOnAction(e -> change(t -> t.withLoop(loop.isSelected())));
        scrub.valueProperty().subscribe((old, now) -> {
            if (!settling) {
                move(t -> t.at((int) Math.round(now.doubleValue())));
            }
        });
        stay.setOnFinished(e -> tick.run());
        shown.subscribe(this::show);
    }

    private void playOrPause() {
        change(t -> t.withPlaying(!t.playing()));
    }

    private void move(UnaryOperator<Timeline> how) {
        wanted.accept(how.apply(shown.get().withPlaying(false)));
    }

    private void change(UnaryOperator<Timeline> how) {
        wanted.accept(how.apply(shown.get()));
    }

    /** Pauses, for a page that goes out of view. */
    public void rest() {
        stay.stop();
        if (shown.get().playing()) {
            change(t -> t.withPlaying(false));
        }
    }

    private void show(Timeline t) {
        settling = true;
        scrub.setMax(Math.max(1, t.length() - 1));
        scrub.setDisable(t.length() == 1);
        scrub.setValue(t.position());
        settling = false;
        int digits = Integer.toString(t.length()).length();
        position.setText(("%" + digits + "d of %d").formatted(t.position() + 1, t.length()));
        speed.setText(t.speed() == Math.rint(t.speed()) ? (int) t.speed() + "x" : t.speed() + "x");
        loop.setSelected(t.loop());
        play.setGraphic(new FontIcon(t.playing() ? "mdmz-pause" : "mdmz-play_arrow"));
        play.setAccessibleText(t.playing() ? "Pause" : "Play");
        stay.stop();
        if (t.playing()) {
            stay.setDuration(Duration.millis(t.stepMillis()));
            stay.playFromStart();
        }
    }

    /** Handles a key of the timeline that nothing else wanted; with Alt it is one of the window's. */
    public void key(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case SPACE -> playOrPause();
            case LEFT -> move(Timeline::back);
            case RIGHT -> move(Timeline::forward);
            case HOME -> move(Timeline::first);
            case END -> move(Timeline::last);
            case PLUS, ADD, EQUALS -> change(Timeline::faster);
            case MINUS, SUBTRACT -> change(Timeline::slower);
            default -> {
                return;
            }
        }
        event.consume();
    }
}
