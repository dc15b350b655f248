package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** How the padding comes about: in numbers, for each side, or by a rule, whose numbers are then written below. */
final class PaddingChoice extends VBox {
    private static final String HELP = """
            Numbers: as many zeros at both ends of an axis, as PyTorch takes it.
            Each side: four numbers, as ONNX's pads.
            same: as many zeros as bring the output to the input divided by the stride, an odd one at the end (Keras, TensorFlow; ONNX: SAME_UPPER).
            same-lower: the odd one at the beginning (ONNX: SAME_LOWER).
            A transposed convolution crops as many from its output.""";

    private final ConvolutionModel model;
    private final ChoiceBox<Padding.Rule> rule = new ChoiceBox<>();
    private final Label numbers = Styled.wrapped("", "caption", "note");

    PaddingChoice(ConvolutionModel model) {
        this.model = model;
        Label title = Styled.label(ConvolutionParameter.Group.PADDING.title(), "field-label");
        Tip.setText(title, ConvolutionParameter.Group.PADDING.explanation());
        rule.getItems().setAll(Padding.Rule.values());
        rule.setConverter(new Titles<>(Padding.Rule::word));
        Tip.name(rule, "paddingRule", "How the padding is given", HELP);
        rule.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(rule, Priority.ALWAYS);
        numbers.setId("paddingNumbers");
        HBox head = new HBox(8, title, rule);
        head.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("padding-choice");
        getChildren().addAll(head, numbers);
        rule.valueProperty().subscribe((old, now) -> {
            if (now != shown().padding().rule()) {
                model.setPaddingRule(now);
                refresh();
            }
        });
        model.resultProperty().subscribe(now -> refresh());
    }

    private ConvolutionSettings shown() {
        return model.getResult().state().settings();
    }

    private void refresh() {
        ConvolutionGeometry geometry = model.getResult().state().geometry();
        Padding padding = geometry.settings().padding();
        rule.setValue(padding.rule());
        numbers.setText((geometry.transposed() ? "Crops " : "Zeros ") + geometry.padding());
        Presence.set(numbers, padding.rule().computed());
    }
}
