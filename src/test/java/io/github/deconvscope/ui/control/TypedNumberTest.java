package io.github.deconvscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.ui.Fx;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A number that is typed counts as a whole. */
@Tag("ui")
class TypedNumberTest {
    private final List<Double> values = new ArrayList<>();
    private Stage stage;
    private NumberField number;
    private Button elsewhere;

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            number = new NumberField("Iterations", 0, 30, 5, true, "help");
            elsewhere = new Button("elsewhere");
            stage = new Stage();
            stage.setScene(new Scene(new VBox(number, elsewhere)));
            stage.show();
            number.valueProperty().subscribe((old, now) -> values.add(now.doubleValue()));
        });
        Fx.run(() -> number.field().requestFocus());
        Fx.await("focus", () -> number.field().isFocused());
    }

    @AfterEach
    void close() {
        Fx.run(stage::close);
    }

    private void type(String text) {
        Fx.run(() -> {
            number.field().clear();
            for (int i = 0; i < text.length(); i++) {
                number.field().appendText(text.substring(i, i + 1));
            }
        });
    }

    private void press(KeyCode code) {
        Fx.run(() -> Event.fireEvent(
                number.field(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private List<String> messages() {
        return Fx.call(() -> number.getChildren().stream()
                .filter(node -> node.getStyleClass().contains("field-error"))
                .map(node -> ((Label) node).getText())
                .toList());
    }

    @Test
    void twelveIsNotOneOnTheWay() {
        type("12");
        assertThat(values).isEmpty();
        press(KeyCode.ENTER);
        assertThat(values).containsExactly(12.0);
    }

    @Test
    void theFocusThatLeavesTakesIt() {
        type("12");
        Fx.run(elsewhere::requestFocus);
        assertThat(values).containsExactly(12.0);
    }

    @Test
    void ninetyNineIsNotNineAndStaysMarkedUntilItIsPutRight() {
        type("99");
        Fx.run(elsewhere::requestFocus);
        assertThat(values).isEmpty();
        assertThat(Fx.call(() -> number.field().getText())).isEqualTo("99");
        assertThat(messages()).containsExactly("Iterations is \"99\". Give a whole number from 0 to 30.");
        Fx.run(number.field()::requestFocus);
        type("9");
        press(KeyCode.ENTER);
        assertThat(values).containsExactly(9.0);
        assertThat(messages()).isEmpty();
    }

    @Test
    void noMessageOutlivesItsValue() {
        type("many");
        press(KeyCode.ENTER);
        assertThat(messages()).hasSize(1);
        Fx.run(() -> number.setValue(5));
        assertThat(messages()).isEmpty();
        assertThat(Fx.call(() -> number.field().getText())).isEqualTo("5");
        type("many");
        press(KeyCode.ENTER);
        press(KeyCode.ESCAPE);
        assertThat(messages()).isEmpty();
        assertThat(Fx.call(() -> number.field().getText())).isEqualTo("5");
    }
}
