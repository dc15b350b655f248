package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.shell.CurrentPage;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class WhiteningWindowTest {
    @TempDir
    Path folder;

    private Stage stage;
    private ShellWindow window;

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            Theme.get().install();
            stage = new Stage();
            window = new ShellWindow(stage, new WindowServices(new FakeRuns(), folder));
            window.show("");
            window.shell().open("whitening", null);
        });
        Fx.await("figures", 60, () -> panel("residuals").view().getFigure() != null);
    }

    @AfterEach
    void close() {
        Fx.run(window::close);
    }

    private Node node(String selector) {
        return stage.getScene().lookup(selector);
    }

    private FigurePanel panel(String id) {
        return (FigurePanel) node("#" + id + "Panel");
    }

    private List<NamedFigure> figures() {
        return CurrentPage.of(window).figures();
    }

    @Test
    void allFiguresArePaintedAndCanBeExported() {
        assertThat(Fx.call(this::figures)).hasSize(14);
        Fx.await(
                "painted",
                60,
                () -> panel("covariance").view().paintings() > 0
                        && panel("gains").view().paintings() > 0
                        && panel("image-after").view().paintings() > 0);
        assertThat(Fx.call(() -> ((Label) node("#iterationLabel")).getText())).isEqualTo("iteration 5 of 30");
    }

    @Test
    void theStepperAndItsKeysChangeTheWhiteningMatrix() {
        Object before = Fx.call(() -> panel("matrix").view().getFigure().caption());
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.RIGHT)));
        Fx.await(
                "one more",
                30,
                () -> !panel("matrix").view().getFigure().caption().equals(before));
        assertThat(Fx.call(() -> ((Slider) node("#iterationSlider")).getValue()))
                .isEqualTo(6);
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.SPACE)));
        Fx.await("played", 60, () -> ((Slider) node("#iterationSlider")).getValue() >= 8);
    }

    private static KeyEvent pressed(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    @Test
    void aCellOfTheCovarianceLightsUpEverywhere() {
        Fx.run(() -> {
            Node view = panel("covariance").view();
            double x = view.getLayoutBounds().getWidth() * 0.4;
            double y = view.getLayoutBounds().getHeight() * 0.5;
            Point2D at = view.localToScene(x, y);
            view.fireEvent(new MouseEvent(
                    MouseEvent.MOUSE_MOVED,
                    at.getX(),
                    at.getY(),
                    at.getX(),
                    at.getY(),
                    null,
                    0,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    null));
        });
        Fx.await("linked", 10, () -> panel("after").view().getFigure() instanceof MarkedHeatMap map && map.row() >= 0);
        MarkedHeatMap here =
                (MarkedHeatMap) Fx.call(() -> panel("covariance").view().getFigure());
        MarkedHeatMap there =
                (MarkedHeatMap) Fx.call(() -> panel("matrix").view().getFigure());
        assertThat(there.row()).isEqualTo(here.row());
        assertThat(there.column()).isEqualTo(here.column());
    }

    @Test
    void aFigureIsEnlargedByEnterAndSentBackByEscape() {
        Fx.run(() -> panel("spectrum").view().fireEvent(pressed(KeyCode.ENTER)));
        Fx.await("enlarged", 10, () -> node("#enlarged").isVisible());
        assertThat(Fx.call(() -> ((FigurePanel) node("#enlarged .figure-panel")).getTitle()))
                .isEqualTo(Fx.call(() -> panel("spectrum").getTitle()));
        Fx.run(() -> node("#page-whitening").fireEvent(pressed(KeyCode.ESCAPE)));
        Fx.await("sent back", 10, () -> !node("#enlarged").isVisible());
    }

    @Test
    void aQuirkIsASwitchAndTheWholeStateComesBack() {
        Fx.run(() -> ((CheckBox) node("#quirk-uncentred")).setSelected(true));
        String state = Fx.call(() -> CurrentPage.of(window).state());
        assertThat(state).contains("uncentred");
        Fx.run(() -> CurrentPage.of(window).restore(""));
        assertThat(Fx.call(() -> ((CheckBox) node("#quirk-uncentred")).isSelected()))
                .isFalse();
        Fx.run(() -> CurrentPage.of(window).restore(state));
        assertThat(Fx.call(() -> ((CheckBox) node("#quirk-uncentred")).isSelected()))
                .isTrue();
    }
}
