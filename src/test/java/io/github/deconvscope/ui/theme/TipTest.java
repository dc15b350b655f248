package io.github.deconvscope.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Mouse;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class TipTest {
    @BeforeAll
    static void start() {
        Fx.start();
    }

    @Test
    void isMadeWhenTheMouseComesAndNotBefore() {
        Button button = Fx.call(() -> new Button("Train"));
        Stage stage = Fx.call(() -> {
            Stage made = new Stage();
            made.setScene(new Scene(button, 300, 200));
            Tip.setText(button, "Another --width");
            made.show();
            return made;
        });
        try {
            assertThat(made(button))
                    .as("no window for a text that nobody points at")
                    .isEmpty();
            assertThat(Fx.call(button::getAccessibleHelp)).isEqualTo("Another \"Width\"");
            Fx.run(() -> {
                Mouse.send(button, MouseEvent.MOUSE_ENTERED, 5, 5, 0, false);
                Mouse.send(button, MouseEvent.MOUSE_MOVED, 6, 5, 0, false);
            });
            Fx.await("the tooltip", () -> showing().map(Tooltip::getText).equals(Optional.of("Another \"Width\"")));
            Fx.run(() -> Tip.setText(button, "Another text"));
            assertThat(Fx.call(() -> showing().map(Tooltip::getText))).hasValue("Another text");
            assertThat(Fx.call(button::getAccessibleHelp)).isEqualTo("Another text");
            Fx.run(() -> Tip.setText(button, null));
            assertThat(made(button)).isEmpty();
            assertThat(Fx.call(() -> Tip.getText(button))).isEmpty();
        } finally {
            Fx.run(stage::close);
        }
    }

    @Test
    void leavesAHelpOfAnotherTextToScreenReaders() {
        Fx.run(() -> {
            Button button = new Button();
            button.setAccessibleHelp("What a screen reader says");
            Tip.setText(button, "What the tooltip says");
            assertThat(button.getAccessibleHelp()).isEqualTo("What a screen reader says");
            assertThat(Tip.of(button).orElseThrow().isWrapText()).isTrue();
        });
    }

    private static Optional<Object> made(Button button) {
        return Fx.call(() -> button.getProperties().values().stream()
                .filter(Tooltip.class::isInstance)
                .findAny());
    }

    private static Optional<Tooltip> showing() {
        return Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .map(Tooltip.class::cast)
                .findAny();
    }
}
