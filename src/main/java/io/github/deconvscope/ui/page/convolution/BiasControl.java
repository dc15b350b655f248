package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.ui.control.TypedText;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Arrays;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The bias as a line of numbers, one for each output channel. */
final class BiasControl extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String HELP =
            "One number for each output channel, added to all of its outputs: y = C x + b. It moves the output and changes no matrix. Usual: 0"
                    + " here; in a layer it is learned.";

    private final ConvolutionModel model;
    private final TextField field = new TextField();
    private final TypedText typing = TypedText.of(field, this::typed);
    private final Label trouble = new Label();

    BiasControl(ConvolutionModel model) {
        this.model = model;
        getStyleClass().add("setting");
        Label title = new Label("Bias");
        title.getStyleClass().add("field-label");
        title.setTooltip(new Tip(HELP));
        title.setLabelFor(field);
        field.setId("field-bias");
        field.getStyleClass().add("numbers");
        field.setAlignment(Pos.CENTER_RIGHT);
        field.setAccessibleText("Bias");
        field.setTooltip(new Tip(HELP));
        field.setPrefColumnCount(1);
        HBox.setHgrow(field, Priority.ALWAYS);
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        HBox row = new HBox(8, title, field);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, trouble);
        model.resultProperty().subscribe(now -> show());
    }

    private void typed(String text) {
        explain(model.setBias(text));
    }

    private void explain(String why) {
        trouble.setText(why);
        Presence.set(trouble, !why.isEmpty());
        field.pseudoClassStateChanged(INVALID, !why.isEmpty());
    }

    private void show() {
        explain("");
        typing.show(Arrays.stream(model.getResult().state().bias())
                .mapToObj(value -> value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
                .collect(Collectors.joining(", ")));
    }
}
