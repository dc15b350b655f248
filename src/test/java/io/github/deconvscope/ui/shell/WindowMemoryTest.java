package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.export.ExportChoice;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
import org.junit.jupiter.params.provider.CsvSource;
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
            new WindowMemory(file).keep(stage, PageCatalog.WHITENING, ExportChoice.USUAL, Map.of());
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

    /** Changed by the one control, closed on another page or the same, started again: the page is as it was left. */
    @ParameterizedTest
    @CsvSource({
        "TRAINING, TRAINING, option-epochs, 17",
        "TRAINING, RUNS, option-epochs, 17",
        "PRECISION, PRECISION, a-option-lr, 0.03",
        "PRECISION, RUNS, both-option-epochs, 17",
        "EXPERIMENTS, EXPERIMENTS, experimentName, my-own",
        "EXPERIMENTS, RUNS, experimentSeeds, '4, 5, 6'"
    })
    void theFormOfAPageIsRemembered(PageCatalog page, PageCatalog last, String field, String typed) {
        Path file = folder.resolve("window.json");
        Fx.run(() -> {
            Theme.get().install();
            ShellWindow first = window(new WindowMemory(file), page);
            field(field).setText(typed);
            field(field).fireEvent(new ActionEvent());
            first.shell().show(last);
            new WindowMemory(file).keep(stage, first.shell());
            first.close();
            WindowMemory memory = new WindowMemory(file);
            ShellWindow next = window(memory, memory.page().orElseThrow());
            next.shell().show(page);
            assertThat(field(field).getText()).isEqualTo(typed);
            next.close();
            // A third window that does not show the page keeps what the first left.
            ShellWindow other = window(memory, PageCatalog.CONVOLUTION);
            memory.keep(stage, other.shell());
            other.close();
            ShellWindow fourth = window(new WindowMemory(file), page);
            assertThat(field(field).getText()).isEqualTo(typed);
            fourth.close();
        });
    }

    /** Written before other pages' forms were kept. */
    @Test
    void theFormInAnOlderFileIsRecalled() throws IOException {
        RunConfig config = RunConfig.defaults().with(RunOption.EPOCHS, 17L);
        JsonObject old = new JsonObject();
        old.addProperty("page", "training");
        old.addProperty("trainingForm", TrainingState.of(config).toString());
        Path file = Files.writeString(folder.resolve("window.json"), old.toString());
        Fx.run(() -> {
            Theme.get().install();
            ShellWindow window = window(new WindowMemory(file), PageCatalog.TRAINING);
            assertThat(field("option-epochs").getText()).isEqualTo("17");
            window.close();
        });
    }

    private TextField field(String id) {
        stage.getScene().getRoot().applyCss();
        return (TextField) stage.getScene().lookup("#" + id);
    }

    /** As the application opens it. */
    private ShellWindow window(WindowMemory memory, PageCatalog page) {
        ShellWindow window = new ShellWindow(stage, TestServices.of(new FakeRuns(), folder));
        memory.recallForms(window.shell());
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
                "{\"forms\": 7}",
                "{\"forms\": {\"training\": null, \"nowhere\": \"x\"}, \"trainingForm\": \"{\"}",
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
                    memory.keep(stage, PageCatalog.RUNS, ExportChoice.USUAL, Map.of());
                    assertThat(new WindowMemory(file).page()).contains(PageCatalog.RUNS);
                })
                .doesNotThrowAnyException());
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenStopsNobody() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "").resolve("window.json");
        Fx.run(() -> {
            stage.show();
            assertThatCode(() -> new WindowMemory(file).keep(stage, PageCatalog.RUNS, ExportChoice.USUAL, Map.of()))
                    .doesNotThrowAnyException();
        });
    }
}
