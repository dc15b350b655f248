package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A number with its name: a field to type in and, where asked for, a slider beside it. What is typed counts with Enter or when the focus
 * leaves the field. A text that is no number, or one out of range, leaves the value as it was and stays, with a message under the field
 * that says what is allowed, until it is put right, Escape takes the value back, or the value changes. Up and Down change the value by one step.
 *
 * <p>Style classes: {@code number-field}, {@code field-error}; pseudo-class {@code invalid}.
 */
public final class NumberField extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final DoubleProperty value = new SimpleDoubleProperty(this, "value");
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic");
    private final Label name = Styled.label("", "field-label");
    private final TextField field = new TextField();
    private final TypedText typing = TypedText.of(field, this::typed);
    private final Slider slider = new Slider(0, 1, 0);
    private final Label message = Styled.wrapped("", "field-error");
    private final boolean whole;
    private final double min;
    private final double max;
    private boolean settling;

    /**
     * A number field.
     *
     * @param label name, as on the screen
     * @param min smallest value allowed
     * @param max largest value allowed
     * @param start value at first
     * @param whole whether only whole numbers are allowed
     * @param help what it is, what it does to the picture, its usual value
     */
    public NumberField(String label, double min, double max, double start, boolean whole, String help) {
        this.min = min;
        this.max = max;
        this.whole = whole;
        getStyleClass().add("number-field");
        name.setText(label);
        name.setLabelFor(field);
        field.getStyleClass().add("number");
        field.setPrefColumnCount(6);
        field.setAccessibleText(label);
        field.setAlignment(Pos.CENTER_RIGHT);
        slider.setAccessibleText(label);
        slider.setBlockIncrement(0.05);
        Tip.setText(name, help);
        Tip.setText(field, help);
        HBox row = new HBox(8, slider, field);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(slider, Priority.ALWAYS);
        getChildren().addAll(name, row);

        value.subscribe(v -> settle());
        logarithmic.subscribe(l -> settle());
        setValue(start);
        field.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.UP || e.getCode() == KeyCode.DOWN) {
                step(e.getCode() == KeyCode.UP ? 1 : -1);
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE) {
                settle();
            }
        });
        slider.valueProperty().subscribe((old, now) -> {
            if (!settling) {
                setValue(fromSlider(now.doubleValue()));
            }
        });
    }

    /** The last good value; setting one outside the range takes the nearest inside. */
    public DoubleProperty valueProperty() {
        return value;
    }

    public double getValue() {
        return value.get();
    }

    /** The value of a whole-number field. */
    public int getInt() {
        return (int) Math.round(value.get());
    }

    public void setValue(double number) {
        double inside = Math.max(min, Math.min(max, number));
        value.set(whole ? Math.rint(inside) : inside);
        // Also where the value stays: what is typed, and what was wrong with it, is over.
        settle();
    }

    /** Whether the slider moves in factors rather than in steps. */
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** The field to type in; pages give it an id that lessons can point at. */
    public TextField field() {
        return field;
    }

    private void step(int direction) {
        double by = whole ? 1 : logarithmic.get() ? getValue() * 0.1 : (max - min) / 100;
        setValue(getValue() + direction * by);
    }

    private void typed(String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (number < min || number > max || Double.isNaN(number) || whole && number != Math.rint(number)) {
                fail(text);
            } else {
                setValue(number);
            }
        } catch (NumberFormatException e) {
            fail(text);
        }
    }

    private void fail(String text) {
        boolean wrong = text != null;
        message.setText(
                wrong
                        ? name.getText() + " is \"" + text + "\". Give a " + (whole ? "whole number" : "number")
                                + " from " + Numbers.typed(min) + " to " + Numbers.typed(max) + "."
                        : "");
        field.pseudoClassStateChanged(INVALID, wrong);
        if (wrong && !getChildren().contains(message)) {
            getChildren().add(message);
        } else if (!wrong) {
            getChildren().remove(message);
        }
    }

    private void settle() {
        if (settling) {
            return;
        }
        settling = true;
        typing.show(Numbers.typed(getValue()));
        slider.setValue(toSlider(getValue()));
        fail(null);
        settling = false;
    }

    private double toSlider(double number) {
        return logarithmic.get() && min > 0
                ? Math.log(number / min) / Math.log(max / min)
                : (number - min) / Math.max(max - min, Double.MIN_NORMAL);
    }

    private double fromSlider(double position) {
        double number =
                logarithmic.get() && min > 0 ? min * Math.pow(max / min, position) : min + position * (max - min);
        return whole ? Math.rint(number) : Double.parseDouble(String.format(Locale.ROOT, "%.3g", number));
    }
}
