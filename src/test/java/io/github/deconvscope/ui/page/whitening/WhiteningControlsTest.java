package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lab.whitening.WhiteningStateJson;
import io.github.deconvscope.math.WhiteningMethod;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.control.NumberField;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ui")
class WhiteningControlsTest {
    @TempDir
    Path folder;

    private final WhiteningModel model = new WhiteningModel(Platform::runLater);
    private LayerModel layers;
    private Scene scene;

    @BeforeEach
    void make() {
        Fx.start();
        Fx.run(() -> {
            layers = new LayerModel(new FakeRuns(), folder, Platform::runLater, model);
            scene = new Scene(new WhiteningControls(model, new LayerControls(layers, model)).root());
        });
    }

    @AfterEach
    void close() {
        Fx.run(() -> {
            layers.close();
            model.close();
        });
    }

    @SuppressWarnings("unchecked")
    private <N extends Node> N node(String id) {
        return (N) scene.lookup("#" + id);
    }

    private String member(String name) {
        return WhiteningStateJson.write(model.getState()).replaceAll(".*\"" + name + "\":([^,}]+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({
        "correlation, 0.5",
        "channels, 5",
        "kernel, 7",
        "samplingStride, 2",
        "block, 16",
        "group, 3",
        "eps, 0.25",
        "batches, 8"
    })
    void aNumberGoesToItsMemberOfTheStateOnlyAndComesBack(String id, String value) {
        WhiteningState before = model.getState();
        NumberField field = node(id);
        Fx.run(() -> field.setValue(Double.parseDouble(value)));
        assertThat(member(id)).isEqualTo(value);
        String other = WhiteningStateJson.write(before).replaceAll("\"" + id + "\":[^,}]+", "\"" + id + "\":" + value);
        assertThat(model.getState()).isEqualTo(WhiteningStateJson.read(other));
        Fx.run(() -> model.change(state -> before));
        assertThat(Fx.call(field::getValue)).isEqualTo(Double.parseDouble(member(id)));
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void aQuirkIsSwitchedOnAndOff(Quirk quirk) {
        CheckBox check = node("quirk-" + quirk.id());
        Fx.run(() -> check.setSelected(true));
        assertThat(model.getState().estimate().quirks()).containsExactly(quirk);
        Fx.run(() -> model.change(state -> WhiteningState.DEFAULT));
        assertThat(check.isSelected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(WhiteningMethod.class)
    void theMethodGoesBothWays(WhiteningMethod method) {
        ComboBox<WhiteningMethod> choice = node("method");
        Fx.run(() -> choice.setValue(method));
        assertThat(model.getState().method()).isEqualTo(method);
        Fx.run(() -> model.change(state -> WhiteningState.DEFAULT));
        assertThat(choice.getValue()).isEqualTo(WhiteningState.DEFAULT.method());
    }

    @Test
    void whatHasNoMeaningForTheSourceIsNotShown() {
        Node correlation = node("correlation");
        Node eps = node("eps");
        assertThat(correlation.getParent().isVisible()).as("of a photograph").isFalse();
        Fx.run(() -> model.change(state -> state.withSource(WhiteningSource.synthetic())));
        assertThat(correlation.getParent().isVisible()).as("of a random field").isTrue();
        Fx.run(() -> model.change(state -> state.withSource(WhiteningSource.layer("run", "", WhiteningSource.NEWEST))));
        assertThat(correlation.getParent().isVisible()).as("of a layer").isFalse();
        assertThat(eps.isVisible()).as("of a layer").isFalse();
        ComboBox<?> source = node("whiteningSource");
        assertThat(source.getSelectionModel().getSelectedIndex())
                .isEqualTo(source.getItems().size() - 1);
    }

    @Test
    void aFileOfOnesOwnIsNamedAmongTheSources() {
        Fx.run(() -> model.openFile(folder.resolve("own.png")));
        ComboBox<?> source = node("whiteningSource");
        assertThat(Fx.call(() -> source.getButtonCell() == null
                        ? String.valueOf(source.getValue())
                        : source.getButtonCell().getText()))
                .contains("own.png");
    }
}
