package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.TypedText;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * An option with a list of values: choices are ticked, numbers are typed. Its nodes have the ids {@code list-ID} or, of a choice,
 * {@code list-ID-CHOICE}; {@code best-ID}; and {@code single-ID}.
 */
final class ListRow extends VBox {
    /** What somebody did. */
    interface Edits {
        /** Other values, or another use of them. */
        void list(RunOption option, boolean best, List<String> values);

        /** One value is enough. */
        void single(RunOption option);
    }

    private final RunOption option;
    private final CheckBox best = new CheckBox("each its own best");
    private final Map<String, CheckBox> ticks = new LinkedHashMap<>();
    private final TextField field = new TextField();
    private final TypedText typing;
    private final Edits edits;
    /** In the order of the file, which decides what is compared with what; what is ticked goes to the end. */
    private List<String> shown = List.of();

    ListRow(RunOption option, Edits edits) {
        this.option = option;
        this.edits = edits;
        typing = TypedText.of(field, text -> changed());
        getStyleClass().add("list-row");
        Label name = Styled.label(option.label(), "field-label");
        Tip.setText(name, option.help());
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        best.setId("best-" + option.id());
        Tip.setText(
                best,
                "Every value is tried for each group, and each group is shown with the one that is best for it, by the first"
                        + " measure; a fair comparison does so with the learning rate. One option at most. Unticked, each value makes groups of its own.");
        best.setOnAction(e -> changed());
        Button single = Styled.of(
                Buttons.icon(
                        "single-" + option.id(),
                        "mdal-close",
                        "One value of " + option.label(),
                        "Back to one value for all runs, set below"),
                "small");
        single.setOnAction(e -> edits.single(option));
        HBox head = Styled.of(new WrappingRow(name, best, single), "list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, values(name));
    }

    private Node values(Label name) {
        if (option.type() instanceof OptionType.OneOf<?> oneOf) {
            for (Enum<?> constant : oneOf.choices().getEnumConstants()) {
                Choice choice = (Choice) constant;
                tick(choice.id(), choice.label(), choice.explanation());
            }
        } else if (option.type() instanceof OptionType.Flag) {
            tick("true", "on", "");
            tick("false", "off", "");
        } else {
            field.setPromptText("8" + ExperimentDraft.separator(option) + " 16");
            Tip.name(
                    field,
                    "list-" + option.id(),
                    "Values of " + option.label(),
                    option.help() + " Several values, with \"" + ExperimentDraft.separator(option) + "\" between.");
            name.setLabelFor(field);
            return field;
        }
        FlowPane all = Styled.of(new FlowPane(), "ticks");
        all.getChildren().addAll(ticks.values());
        return all;
    }

    private void tick(String id, String label, String explanation) {
        CheckBox tick = new CheckBox(label);
        tick.setId("list-" + option.id() + "-" + id);
        Tip.setText(tick, explanation.isEmpty() ? option.help() : explanation);
        tick.setOnAction(e -> changed());
        ticks.put(id, tick);
    }

    private void changed() {
        List<String> values = new ArrayList<>(shown);
        ticks.forEach((id, tick) -> {
            if (!tick.isSelected()) {
                values.remove(id);
            } else if (!values.contains(id)) {
                values.add(id);
            }
        });
        edits.list(
                option, best.isSelected(), ticks.isEmpty() ? ExperimentDraft.split(option, field.getText()) : values);
    }

    /** Shows what the draft says. */
    void show(boolean isBest, List<String> values) {
        shown = values;
        best.setSelected(isBest);
        ticks.forEach((id, tick) -> tick.setSelected(values.contains(id)));
        if (ticks.isEmpty() && !(field.isFocused() && typing.isPending())) {
            typing.show(String.join(ExperimentDraft.separator(option) + " ", values));
        }
    }
}
