package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.export.ExportChoice;
import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ui")
class WindowMemoryTest {
    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            stage = new Stage();
            stage.setScene(new Scene(new Pane(), 300, 200));
        });
    }

    @AfterEach
    void close() {
        Fx.run(() -> {
            stage.hide();
            look(Theme.Choice.SYSTEM, false);
        });
    }

    private static void look(Theme.Choice theme, boolean calm) {
        Theme.get().choiceProperty().set(theme);
        Motion.get().choose(Optional.of(calm));
    }

    @Test
    void theNextWindowLooksLikeTheLastOne() {
        Path file = folder.resolve("settings/window.json");
        Fx.run(() -> {
            look(Theme.Choice.DARK, true);
            stage.setX(120);
            stage.setY(90);
            stage.setWidth(1100);
            stage.setHeight(720);
            stage.show();
            new WindowMemory(file).keep(stage, PageCatalog.WHITENING, ExportChoice.USUAL, Optional.empty());
            look(Theme.Choice.LIGHT, false);
            stage.hide();
            stage.setX(0);
            stage.setWidth(500);
            WindowMemory next = new WindowMemory(file);
            next.recallLook();
            next.recallPlace(stage);
            stage.show();
            assertThat(next.page()).contains(PageCatalog.WHITENING);
            assertThat(Theme.get().choiceProperty().get()).isEqualTo(Theme.Choice.DARK);
            assertThat(Motion.get().isReduced()).isTrue();
            assertThat(stage.getX()).isEqualTo(120);
            assertThat(stage.getY()).isEqualTo(90);
            assertThat(stage.getWidth()).isEqualTo(1100);
            assertThat(stage.getHeight()).isEqualTo(720);
        });
    }

    /** Closed on one page and started again, which shows that page first. */
    @ParameterizedTest
    @EnumSource(
            value = PageCatalog.class,
            names = {"TRAINING", "RUNS"})
    void theFormOfTheTrainingPageIsRemembered(PageCatalog last) {
        Path file = folder.resolve("window.json");
        Fx.run(() -> {
            Theme.get().install();
            ShellWindow first = window(new WindowMemory(file), PageCatalog.TRAINING);
            ((TextField) stage.getScene().lookup("#option-epochs")).setText("17");
            ((TextField) stage.getScene().lookup("#option-epochs")).fireEvent(new ActionEvent());
            first.shell().show(last);
            new WindowMemory(file).keep(stage, first.shell());
            first.close();
            WindowMemory memory = new WindowMemory(file);
            ShellWindow next = window(memory, memory.page().orElseThrow());
            next.shell().show(PageCatalog.TRAINING);
            stage.getScene().getRoot().applyCss();
            assertThat(((TextField) stage.getScene().lookup("#option-epochs")).getText())
                    .isEqualTo("17");
            next.close();
        });
    }

    /** As the application opens it. */
    private ShellWindow window(WindowMemory memory, PageCatalog page) {
        ShellWindow window = new ShellWindow(stage, TestServices.of(new FakeRuns(), folder));
        memory.recallForm(window.shell());
        window.show(new PageLink(page, "").toString());
        stage.getScene().getRoot().applyCss();
        return window;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "5",
                "\u0000\u0001",
                "{\"page\": \"nowhere\", \"theme\": \"pink\"}",
                "{\"placement\": 7}",
                "{\"placement\": {\"x\": \"NaN\", \"y\": 0, \"width\": -3, \"height\": 1e300}}",
                "{\"placement\": {\"x\": 1e9, \"y\": 1e9, \"width\": 800, \"height\": 600}}"
            })
    void aBrokenFileIsAsGoodAsNone(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("window.json"), content);
        Fx.run(() -> assertThatCode(() -> {
                    WindowMemory memory = new WindowMemory(file);
                    memory.recallLook();
                    memory.recallPlace(stage);
                    stage.show();
                    assertThat(memory.page()).isEmpty();
                    assertThat(Theme.get().choiceProperty().get()).isEqualTo(Theme.Choice.SYSTEM);
                    assertThat(stage.getWidth()).isBetween(300.0, 400.0);
                    memory.keep(stage, PageCatalog.RUNS, ExportChoice.USUAL, Optional.empty());
                    assertThat(new WindowMemory(file).page()).contains(PageCatalog.RUNS);
                })
                .doesNotThrowAnyException());
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenStopsNobody() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "").resolve("window.json");
        Fx.run(() -> {
            stage.show();
            assertThatCode(() ->
                            new WindowMemory(file).keep(stage, PageCatalog.RUNS, ExportChoice.USUAL, Optional.empty()))
                    .doesNotThrowAnyException();
        });
    }
}
