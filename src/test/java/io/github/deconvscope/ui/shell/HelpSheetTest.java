package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Glossary;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.live.FigurePanel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What F1 says, the glossary in the window, and the welcome of a first start. */
@Tag("ui")
class HelpSheetTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();

    @RegisterExtension
    final TestWindow window =
            new TestWindow(() -> TestServices.withLessons(runs, folder, new FakeDialogs())).sized(1280, 800);

    private void f1() {
        Fx.run(() -> window.stage()
                .getScene()
                .getAccelerators()
                .get(new KeyCodeCombination(KeyCode.F1))
                .run());
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        Fx.run(() -> collect(window.node("#help-sheet"), words));
        return words;
    }

    private static void collect(Node node, List<String> words) {
        if (node instanceof Label label && label.isVisible()) {
            words.add(label.getText());
        }
        if (node instanceof ScrollPane scroll) {
            collect(scroll.getContent(), words);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, words));
        }
    }

    private Node inSheet(String id) {
        return Fx.call(() -> {
            Parent sheet = window.node("#help-sheet");
            return sheet == null
                    ? null
                    : ((ScrollPane) sheet.getChildrenUnmodifiable().get(0))
                            .getContent()
                            .lookup(id);
        });
    }

    @Test
    void ofAFigureItSaysHowToReadItAndWhatItsWordsMean() {
        window.show("whitening", "");
        FigurePanel panel = Fx.call(() -> window.node("#residualsPanel"));
        Fx.await("all curves", () -> {
            Figure figure = panel.view().getFigure();
            return figure != null && !figure.title().contains("being computed");
        });
        Fx.run(() -> panel.view().requestFocus());
        f1();
        String residual = Glossary.shipped().in("residual").get(0).meaning();
        assertThat(words())
                .contains(Fx.call(() -> panel.view().getFigure().title()), residual)
                .contains(Fx.call(() -> panel.view().getFigure().caption()));
        f1();
        assertThat(Fx.call(() -> window.<Node>node("#help-sheet"))).isNull();
        Fx.run(() -> window.node("#exportButton").requestFocus());
        f1();
        assertThat(words()).contains("Whitening").doesNotContain(residual);
    }

    @Test
    void everyWordOfTheGlossaryIsThereAndCanBeSearched() {
        f1();
        Fx.run(() -> ((Button) inSheetNow("#helpGlossary")).fire());
        VBox found = (VBox) inSheet("#glossaryTerms");
        assertThat(Fx.call(() -> found.getChildren().size()))
                .isEqualTo(Glossary.shipped().terms().size());
        Fx.run(() -> ((TextField) inSheetNow("#glossarySearch")).setText("residual"));
        assertThat(Fx.call(() -> found.getChildren().size())).isBetween(2, 6);
        assertThat(words()).contains("own residual").doesNotContain("dead channels");
    }

    private Node inSheetNow(String id) {
        Parent sheet = window.node("#help-sheet");
        return ((ScrollPane) sheet.getChildrenUnmodifiable().get(0))
                .getContent()
                .lookup(id);
    }

    @Test
    void aFirstStartOffersALessonAndATraining() {
        Fx.await("lessons are read", () -> !window.shell()
                .lessons()
                .orElseThrow()
                .entriesProperty()
                .get()
                .isEmpty());
        Fx.run(() -> window.shell().welcome());
        Fx.run(() -> ((Button) inSheetNow("#welcomeTrain")).fire());
        assertThat(runs.started).hasSize(1);
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("training");
        Fx.run(() -> window.shell().welcome());
        Fx.run(() -> ((Button) inSheetNow("#welcomeLesson")).fire());
        assertThat(Fx.call(() -> window.shell()
                        .lessons()
                        .orElseThrow()
                        .runningProperty()
                        .get()
                        .id()))
                .isEqualTo("01-sliding-window");
    }
}
