package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.precision.HalfFormat;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * One number in fp16 and in bf16, bit by bit: type a number to see how it is rounded, or press a bit to see what it is worth. Style classes:
 * {@code numbers-pane}, {@code bit} with {@code sign}, {@code exponent} or {@code fraction}.
 */
final class NumbersPane extends VBox {
    private final TextField typed = Styled.of(new TextField("0.1"), "number");
    private final Label trouble = Styled.wrapped("", "field-error");

    NumbersPane() {
        getStyleClass().add("numbers-pane");
        Label intro = Styled.wrapped("A number in 16 bits. Type one, or press the bits.", "caption");
        Tip.name(typed, "number-typed", "Number to round", "Any number, such as 0.1, 2049, 1e-8 or 70000");
        trouble.setManaged(false);
        getChildren().addAll(intro, typed, trouble);
        for (HalfFormat format : HalfFormat.values()) {
            getChildren().add(new Register(format));
        }
    }

    private void read(java.util.function.DoubleConsumer use, String text) {
        try {
            use.accept(Double.parseDouble(text.strip()));
            trouble.setManaged(false);
            trouble.setText("");
        } catch (NumberFormatException e) {
            trouble.setManaged(true);
            trouble.setText("\"" + text + "\" is not a number. Type one such as 0.1, 2049 or 1e-8.");
        }
    }

    /** The bits of one format. */
    private final class Register extends VBox {
        private final HalfFormat format;
        private final ToggleButton[] bits = new ToggleButton[16];
        private final Label value = Styled.wrapped("", "number");
        private final Label facts = Styled.wrapped("", "caption");
        private double asked;

        Register(HalfFormat format) {
            this.format = format;
            getStyleClass().add("register");
            Label name = Styled.label(format.label(), "panel-title");
            HBox sign = new HBox();
            HBox exponent = new HBox();
            HBox fraction = new HBox();
            for (int i = 15; i >= 0; i--) {
                boolean inFraction = i < format.fractionBits();
                String part = i == 15 ? "sign" : inFraction ? "fraction" : "exponent";
                ToggleButton bit = new ToggleButton("0");
                bit.getStyleClass().addAll("bit", part);
                Tip.name(
                        bit,
                        format.label() + "-bit-" + i,
                        format.label() + " bit " + i + ", " + part,
                        part + " bit " + i);
                bit.setOnAction(e -> pressed());
                bits[i] = bit;
                (i == 15 ? sign : inFraction ? fraction : exponent)
                        .getChildren()
                        .add(bit);
            }
            FlowPane row = new FlowPane(4, 4, sign, exponent, fraction);
            row.setPrefWrapLength(280);
            getChildren().addAll(name, row, value, facts);
            typed.textProperty().subscribe(text -> read(this::round, text));
        }

        private void round(double number) {
            asked = number;
            show(format.encode(number));
        }

        private void pressed() {
            int pattern = 0;
            for (int i = 0; i < bits.length; i++) {
                pattern |= bits[i].isSelected() ? 1 << i : 0;
            }
            typed.setText(String.valueOf(format.decode(pattern)));
            asked = format.decode(pattern);
            show(pattern);
        }

        private void show(int pattern) {
            for (int i = 0; i < bits.length; i++) {
                boolean on = (pattern >> i & 1) == 1;
                bits[i].setSelected(on);
                bits[i].setText(on ? "1" : "0");
            }
            double got = format.decode(pattern);
            double error = got - asked;
            value.setText("= " + Numbers.full(got)
                    + (error == 0 || Double.isNaN(error)
                            ? ""
                            : "  (" + (error > 0 ? "+" : "") + Numbers.shown(error) + ")"));
            double spacing = format.spacing(pattern);
            facts.setText((Double.isNaN(spacing) ? "" : "Next number " + Numbers.shown(spacing) + " away. ") + "Range "
                    + Numbers.shown(format.smallest()) + " to " + Numbers.shown(format.largest())
                    + ", full precision from " + Numbers.shown(format.smallestNormal()) + ".");
        }
    }
}
