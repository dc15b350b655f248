package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.lab.convolution.ConvolutionLab;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Filling;
import io.github.deconvscope.ui.control.FxmlControl;
import io.github.deconvscope.ui.control.KeptChoice;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Tip;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Which operation the convolution page shows, with its settings: presets, direction, and a slider for each number. */
public final class OperationForm extends VBox {
    private ConvolutionModel model;
    private @Nullable ConvolutionState explained;

    @FXML
    private MenuButton presetMenu;

    @FXML
    private Label presetNote;

    @FXML
    private ToggleButton directToggle;

    @FXML
    private ToggleButton transposedToggle;

    @FXML
    private HBox orderToggles;

    @FXML
    private ToggleButton gatherToggle;

    @FXML
    private ToggleButton stampToggle;

    @FXML
    private HBox gradientToggles;

    @FXML
    private ToggleButton inputGradientToggle;

    @FXML
    private ToggleButton kernelGradientToggle;

    @FXML
    private Button swapButton;

    @FXML
    private MenuButton fillInputMenu;

    @FXML
    private MenuButton fillKernelMenu;

    @FXML
    private CheckBox linkedCheck;

    @FXML
    private VBox settingsHost;

    /** A form without a model. */
    public OperationForm() {
        FxmlControl.load(this, "operation-form.fxml");
    }

    /** Sets the model from the controls, from now on. */
    void connect(ConvolutionModel of) {
        model = of;
        OperationMenus.presets(presetMenu, model::choose);
        OperationMenus.fillings(fillInputMenu, "fill-input-", Filling::forMaps, model::fillInput);
        OperationMenus.fillings(fillKernelMenu, "fill-kernel-", filling -> true, model::fillKernel);
        KeptChoice.ofTwo(directToggle, transposedToggle, model::setTransposed);
        KeptChoice.ofTwo(gatherToggle, stampToggle, model::setStamping);
        KeptChoice.ofTwo(inputGradientToggle, kernelGradientToggle, model::setKernelGradient);
        model.resultProperty()
                .subscribe(result -> Tip.setText(
                        swapButton, ConvolutionLab.sendingBack(result.state().geometry())));
        for (ConvolutionParameter.Group group : ConvolutionParameter.Group.values()) {
            SettingControl control = new SettingControl(model, group);
            control.linkedProperty().bind(linkedCheck.selectedProperty());
            settingsHost.getChildren().add(control);
            if (group == ConvolutionParameter.Group.OUTPUT_PADDING) {
                settingsHost.getChildren().add(TypedSetting.outputSize(model));
            }
        }
        settingsHost.getChildren().add(TypedSetting.bias(model));
    }

    /** Sets the controls from the model. */
    void show() {
        ConvolutionState state = model.getResult().state();
        boolean transposed = state.geometry().transposed();
        boolean backward = model.backwardProperty().get();
        (transposed ? transposedToggle : directToggle).setSelected(true);
        (model.stampingProperty().get() ? stampToggle : gatherToggle).setSelected(true);
        (model.kernelGradientProperty().get() ? kernelGradientToggle : inputGradientToggle).setSelected(true);
        // In the place of the order of the operation stands the way of the gradient.
        Presence.set(orderToggles, !backward);
        Presence.set(gradientToggles, backward);
        orderToggles.setDisable(!transposed);
        if (state != explained) {
            // What a preset says is true only while nobody has changed it.
            explained = state;
            presetNote.setText(ConvolutionPreset.matching(state)
                    .map(ConvolutionPreset::explanation)
                    .orElse(""));
        }
    }

    @FXML
    private void swapDirection() {
        model.setBackward(false);
        model.swapDirection();
    }
}
