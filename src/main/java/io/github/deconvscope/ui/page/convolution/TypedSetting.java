package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.ui.control.TypedText;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A setting that is typed as a line of text, with the reason below it if the text is refused. */
final class TypedSetting extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String BIAS =
            "One number for each output channel, added to all of its outputs: y = C x + b. It moves the output and changes no matrix. Usual: 0"
                    + " here; in a layer it is learned.";
    private static final String OUTPUT_SIZE = """
            Rows and columns of the output, such as 7,8. It picks among the sizes that the stride maps to the same input (output_size in PyTorch, output_shape in TensorFlow and ONNX).
            Where the padding is given in numbers, it sets the output padding.
            Where the padding follows from a rule, it sets the crop of each side, as that rule does for this size. Usual: as it is.""";

    private final TextField field = Styled.of(new TextField(), "numbers");
    private final TypedText typing;
    private final Label trouble = Styled.wrapped("", "field-error");

    private TypedSetting(String id, String title, String help, UnaryOperator<String> take) {
        typing = TypedText.of(field, text -> explain(take.apply(text)));
        getStyleClass().add("setting");
        Label label = Styled.label(title, "field-label");
        Tip.setText(label, help);
        label.setLabelFor(field);
        field.setAlignment(Pos.CENTER_RIGHT);
        Tip.name(field, "field-" + id, title, help);
        field.setPrefColumnCount(1);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox row = new HBox(8, label, field);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, trouble);
    }

    /** The bias, one number for each output channel. */
    static TypedSetting bias(ConvolutionModel model) {
        return new TypedSetting("bias", "Bias", BIAS, model::setBias)
                .showing(model, state -> true, state -> Arrays.stream(state.bias())
                        .mapToObj(Numbers::typed)
                        .collect(Collectors.joining(", ")));
    }

    /** The size of the output, where there is one to choose: in a transposed convolution. */
    static TypedSetting outputSize(ConvolutionModel model) {
        return new TypedSetting("output-size", "Output size", OUTPUT_SIZE, model::setOutputSize)
                .showing(model, state -> state.geometry().transposed(), state -> {
                    Size output = state.geometry().output();
                    return output.height() + "," + output.width();
                });
    }

    private TypedSetting showing(
            ConvolutionModel model, Predicate<ConvolutionState> applies, Function<ConvolutionState, String> text) {
        Runnable show = () -> {
            ConvolutionState state = model.getResult().state();
            explain("");
            Presence.set(this, applies.test(state));
            typing.show(text.apply(state));
        };
        model.resultProperty().subscribe(now -> show.run());
        field.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                show.run();
            }
        });
        return this;
    }

    private void explain(String why) {
        Presence.text(trouble, why);
        field.pseudoClassStateChanged(INVALID, !why.isEmpty());
    }
}
