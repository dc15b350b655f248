package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Newton-Schulz stepper: play, step, scrub, and the number format in which D is computed. */
public final class IterationBar extends WrappingRow {
    private final FontIcon playIcon = new FontIcon("mdmz-play_arrow");
    private final Button first = Buttons.icon(
            "firstButton",
            "mdmz-skip_previous",
            "No iteration",
            "Before the first iteration: D = I / sqrt(norm(Cov)), uncoupled I / sqrt(trace(Cov)) (Home)");
    private final Button back =
            Buttons.icon("backButton", "mdal-chevron_left", "One iteration back", "One iteration back (Left)");
    private final Button play =
            Buttons.icon("playButton", "mdmz-play_arrow", "Play", "Play or pause the iterations (Space)");
    private final Button forward =
            Buttons.icon("forwardButton", "mdal-chevron_right", "One iteration on", "One iteration on (Right)");
    private final Button last =
            Buttons.icon("lastButton", "mdmz-skip_next", "Last iteration", "After 30 iterations (End)");
    private final Slider iterations = new Slider(0, WhiteningState.MAX_ITERATIONS, 0);
    private final Label position = Styled.label("", "number");
    private final ComboBox<Lane> lanes = new ComboBox<>();
    private final ComboBox<IterationForm> forms = new ComboBox<>();
    private WhiteningModel model;

    public IterationBar() {
        getStyleClass().add("stepper");
        setAlignment(Pos.CENTER_LEFT);
        play.setGraphic(playIcon);
        iterations.setBlockIncrement(1);
        Tip.name(
                iterations,
                "iterationSlider",
                "Newton-Schulz iterations",
                "Newton-Schulz iterations that made D. More iterations whiten smaller directions; layers use 5, the first layer 15.");
        HBox.setHgrow(iterations, Priority.ALWAYS);
        position.setId("iterationLabel");
        Label in = Styled.label("in", "field-label");
        in.setMaxHeight(Double.MAX_VALUE);
        lanes.getItems().setAll(Lane.values());
        lanes.setConverter(new Titles<>(Lane::label));
        Tip.name(
                lanes,
                "laneChoice",
                "Arithmetic of the iteration",
                "The number format in which D is computed, and the one in which sums are added up: a tensor core and a run in"
                        + " fp16 add up in fp32, some kernels in 16 bits. fp16 and bf16 are emulated here by rounding. Usual: fp32; double shows the"
                        + " mathematics.");
        forms.getItems().setAll(IterationForm.values());
        forms.setConverter(new Titles<>(IterationForm::label));
        Tip.name(
                forms,
                "couplingChoice",
                "Form of the iteration",
                "Coupled: the iteration of the layers, Y and Z side by side. Uncoupled: that of IterNorm, P = 1.5 P - 0.5 P\u00b3 S; the same"
                        + " algebra in another order, whose rounding errors grow. The others multiply Y and Z by other polynomials: fitted does"
                        + " in two iterations what five of the published do; Jordan's quintic and Polar Express boost small directions faster."
                        + " Usual: coupled.");
        getChildren().addAll(first, back, play, forward, last, iterations, position, forms, new HBox(4, in, lanes));
    }

    /** Connects the bar; once. */
    void connect(WhiteningModel to) {
        model = to;
        first.setOnAction(e -> model.step(-WhiteningState.MAX_ITERATIONS));
        back.setOnAction(e -> model.step(-1));
        play.setOnAction(e -> model.playOrPause());
        forward.setOnAction(e -> model.step(1));
        last.setOnAction(e -> model.step(WhiteningState.MAX_ITERATIONS));
        lanes.valueProperty().subscribe((old, lane) -> {
            if (lane != null) {
                model.change(state -> state.withLane(lane));
            }
        });
        forms.valueProperty().subscribe((old, form) -> {
            if (form != null) {
                model.change(state -> state.withForm(form));
            }
        });
        iterations.valueProperty().subscribe((old, value) -> {
            int wanted = (int) Math.round(value.doubleValue());
            model.change(state -> state.withIterations(wanted));
        });
        model.stateProperty().subscribe(this::show);
        model.playingProperty().subscribe(playing -> {
            playIcon.setIconLiteral(playing ? "mdmz-pause" : "mdmz-play_arrow");
            play.setAccessibleText(playing ? "Pause" : "Play");
        });
    }

    private void show(WhiteningState state) {
        iterations.setValue(state.iterations());
        lanes.setValue(state.lane());
        forms.setValue(state.form());
        position.setText("iteration " + state.iterations() + " of " + WhiteningState.MAX_ITERATIONS);
    }

    /** Handles a key of the stepper that nothing else wanted; with Alt it is one of the window's. */
    void key(KeyEvent event) {
        if (event.isAltDown()) {
            return;
        }
        Button meant =
                switch (event.getCode()) {
                    case SPACE -> play;
                    case LEFT -> back;
                    case RIGHT -> forward;
                    case HOME -> first;
                    case END -> last;
                    default -> null;
                };
        if (meant != null) {
            meant.fire();
            event.consume();
        }
    }
}
