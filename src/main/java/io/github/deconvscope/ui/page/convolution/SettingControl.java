package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.OtherPrograms;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.ui.control.TypedText;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * One setting with both of its axes: a slider and a field each, or one pair for both, or for a setting without axes. A slider that is dragged to where the setting would not be legal
 * stops there, and a line below says why.
 */
final class SettingControl extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final ConvolutionModel model;
    private final ConvolutionParameter.Group group;
    private final List<ConvolutionParameter> parameters;
    private final BooleanProperty linked = new SimpleBooleanProperty(this, "linked", true);
    private final Label trouble = Styled.wrapped("", "field-error");
    private final Label note = Styled.wrapped(OtherPrograms.OUTPUT_PADDING, "caption", "note");
    private final List<Row> rows;
    private ConvolutionSettings shown;

    SettingControl(ConvolutionModel model, ConvolutionParameter.Group group) {
        this.model = model;
        this.group = group;
        parameters = ConvolutionParameter.of(group);
        getStyleClass().add("setting");
        rows = parameters.stream().map(Row::new).toList();
        Node head = group == ConvolutionParameter.Group.PADDING ? new PaddingChoice(model) : title();
        getChildren().add(head);
        getChildren().addAll(rows);
        getChildren().addAll(note, trouble);
        linked.subscribe(now -> refresh());
        model.resultProperty().subscribe(now -> {
            // Most edits change numbers only; a form that lays itself out each time costs a frame.
            if (!now.state().settings().equals(shown)) {
                explain("");
                refresh();
            }
        });
    }

    private Label title() {
        Label title = Styled.label(group.title(), "field-label");
        Tip.setText(title, group.explanation());
        return title;
    }

    /** Whether one slider sets both axes, as long as both are equal. */
    BooleanProperty linkedProperty() {
        return linked;
    }

    private boolean together() {
        ConvolutionSettings s = model.getResult().state().settings();
        return parameters.size() == 1
                || linked.get()
                        && group != ConvolutionParameter.Group.CHANNELS
                        && parameters.get(0).get(s) == parameters.get(1).get(s);
    }

    private void refresh() {
        shown = model.getResult().state().settings();
        boolean both = together();
        boolean applies = group.applies(shown);
        // What the padding follows from is chosen in the head of its group.
        Presence.set(this, applies || group == ConvolutionParameter.Group.PADDING);
        Presence.set(rows.get(0), applies);
        rows.stream().skip(1).forEach(row -> Presence.set(row, applies && !both));
        rows.forEach(row -> row.show(both));
        boolean alone = group == ConvolutionParameter.Group.OUTPUT_PADDING
                && OtherPrograms.outputPaddingReachesStride(
                        model.getResult().state().geometry());
        Presence.set(note, alone);
    }

    private void explain(String why) {
        Presence.text(trouble, why);
    }

    /** Slider and field of one axis, or of both. */
    private final class Row extends HBox {
        private final ConvolutionParameter parameter;
        private final Label axis = Styled.label("", "caption", "axis");
        private final Slider slider = new Slider();
        private final TextField field = Styled.of(new TextField(), "number");
        private final TypedText typing = TypedText.of(field, this::typed);
        private boolean settling;

        Row(ConvolutionParameter parameter) {
            this.parameter = parameter;
            String id = Choice.word(parameter);
            getStyleClass().add("setting-row");
            setAlignment(Pos.CENTER_LEFT);
            slider.setId("slider-" + id);
            slider.setMin(parameter.least());
            slider.setMax(parameter.most());
            slider.setBlockIncrement(1);
            slider.setMajorTickUnit(1);
            slider.setMinorTickCount(0);
            slider.setSnapToTicks(true);
            HBox.setHgrow(slider, Priority.ALWAYS);
            field.setAlignment(Pos.CENTER_RIGHT);
            field.setId("field-" + id);
            Tip.setText(field, group.explanation());
            getChildren().addAll(axis, slider, field);
            slider.valueProperty().subscribe((old, now) -> {
                if (!settling) {
                    set((int) Math.round(now.doubleValue()));
                }
            });
            field.setOnKeyPressed(e -> {
                if (e.getCode() == KeyCode.UP || e.getCode() == KeyCode.DOWN) {
                    set(value() + (e.getCode() == KeyCode.UP ? 1 : -1));
                    e.consume();
                } else if (e.getCode() == KeyCode.ESCAPE) {
                    explain("");
                    show(together());
                }
            });
        }

        private int value() {
            return parameter.get(model.getResult().state().settings());
        }

        private void typed(String typed) {
            String text = typed.strip();
            try {
                int value = Integer.parseInt(text);
                boolean taken = set(value);
                field.pseudoClassStateChanged(INVALID, !taken);
            } catch (NumberFormatException e) {
                explain(parameter.title() + " is \"" + (text.length() > 20 ? text.substring(0, 20) + "\u2026" : text)
                        + "\"; type a whole number.");
                field.pseudoClassStateChanged(INVALID, true);
            }
        }

        /** Sets the value, or the nearest legal one on the way to it with the reason. */
        private boolean set(int wanted) {
            if (wanted == value()) {
                explain("");
                show(together());
                return true;
            }
            boolean both = together();
            ConvolutionSettings before = model.getResult().state().settings();
            ConvolutionParameter.Range range = parameter.range(before, both);
            // Groups have gaps between legal numbers: 2 and 4 may be, 3 not.
            boolean possible = parameter.reason(before, wanted, both).isEmpty();
            int legal = possible ? wanted : Math.max(range.least(), Math.min(range.most(), wanted));
            model.setParameter(parameter, legal, both);
            String why = wanted > legal ? range.whyNotMore() : wanted < legal ? range.whyNotLess() : "";
            if (legal != wanted) {
                refresh();
            }
            explain(why);
            return legal == wanted;
        }

        private void show(boolean both) {
            settling = true;
            axis.setText(both ? "" : parameter.axis());
            axis.setManaged(!both);
            String name = both ? group.title() : parameter.title();
            slider.setAccessibleText(name);
            field.setAccessibleText(name);
            slider.setValue(value());
            typing.show(Integer.toString(value()));
            field.pseudoClassStateChanged(INVALID, false);
            settling = false;
        }
    }
}
