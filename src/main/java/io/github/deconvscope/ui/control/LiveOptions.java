package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Fields for what may be changed of a run while it goes on; there only as long as it does. Enter sets a value, Escape takes the old one
 * back. The field of an option has the id {@code live-<id>}.
 */
public final class LiveOptions extends VBox implements Holder {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final LiveChanges changes;
    private final List<Line> lines = new ArrayList<>();
    private final TitledPane section;

    /**
     * A section without a run.
     *
     * @param title of the section
     * @param changes what is changed
     * @param prefix goes before the ids, where a page has several such sections
     */
    public LiveOptions(String title, LiveChanges changes, String prefix) {
        this.changes = changes;
        getStyleClass().add("option-form");
        VBox content = Styled.of(new VBox(), "option-group");
        for (RunOption option : OptionChange.OPTIONS) {
            Line line = new Line(option, prefix);
            lines.add(line);
            content.getChildren().add(line);
        }
        section = new TitledPane(title, content);
        section.setAnimated(false);
        section.setId(prefix + "live");
        refresh();
    }

    /** Shows the values there are now; call it when a run has news. */
    public void refresh() {
        boolean active = changes.isActive();
        Presence.set(this, active);
        if (active) {
            lines.forEach(Line::refresh);
            if (getChildren().isEmpty()) {
                getChildren().add(section);
            }
        }
    }

    @Override
    public List<Node> held() {
        return getChildren().isEmpty() ? List.of(section) : List.of();
    }

    private static String help(RunOption option) {
        String what =
                switch (option) {
                    case LEARNING_RATE ->
                        "Base learning rate from the next step on: the rate of a step is this times what the schedule says of it.";
                    case WEIGHT_DECAY -> "Weight decay from the next step on. Usual 0.001.";
                    default -> "Factor on the loss from the next step on; with dynamic scaling it moves on from there.";
                };
        return what
                + " Enter sets it, Escape takes the old value back. The change is recorded and marked on the curves.";
    }

    /** One option. */
    private final class Line extends VBox {
        private final RunOption option;
        private final TextField field = Styled.of(new TextField(), "number");
        private final Label error = Styled.wrapped("", "field-error");

        Line(RunOption option, String prefix) {
            this.option = option;
            getStyleClass().add("option-line");
            Label name = Styled.label(OptionChange.label(option), "field-label");
            Tip.setText(name, help(option));
            name.setLabelFor(field);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            Tip.name(
                    field,
                    prefix + "live-" + option.id(),
                    OptionChange.label(option) + " of the run that goes on",
                    help(option));
            field.setPromptText("differ");
            field.setOnAction(e -> set());
            field.setOnKeyPressed(e -> {
                if (e.getCode() == KeyCode.ESCAPE) {
                    takeBack();
                    e.consume();
                }
            });
            field.focusedProperty().subscribe(focused -> {
                if (!focused) {
                    takeBack();
                }
            });
            HBox row = Styled.of(new WrappingRow(name, field), "option-row");
            row.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(row);
        }

        void refresh() {
            boolean used = changes.has(option);
            Presence.set(this, used);
            if (used && !field.isFocused()) {
                show();
            }
        }

        private void set() {
            String text = field.getText();
            showError(changes.change(option, text).orElse(""));
            if (error.getText().isEmpty()) {
                field.selectAll();
            }
        }

        private void takeBack() {
            showError("");
            show();
        }

        /** A field lays its page out anew even if it is given the text that it has. */
        private void show() {
            String text = changes.text(option);
            if (!text.equals(field.getText())) {
                field.setText(text);
            }
        }

        private void showError(String problem) {
            error.setText(problem);
            field.pseudoClassStateChanged(INVALID, !problem.isEmpty());
            getChildren().remove(error);
            if (!problem.isEmpty()) {
                getChildren().add(error);
            }
        }
    }
}
