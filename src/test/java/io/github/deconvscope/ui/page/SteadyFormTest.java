package io.github.deconvscope.ui.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.ui.Cuts;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody edits or reads in a form stays where it is on the screen when a note comes or goes around it. */
@Tag("ui")
class SteadyFormTest {
    @TempDir
    static Path folder;

    private Node page;

    @RegisterExtension
    static final TestWindow WINDOW = new TestWindow(() -> TestServices.of(new FakeRuns(), folder)).sized(1280, 800);

    private void show(String id) {
        Fx.run(() -> {
            WINDOW.shell().open(id, "");
            page = WINDOW.stage().getScene().lookup("#page-" + id);
            page.lookupAll(".titled-pane").forEach(section -> ((TitledPane) section).setExpanded(true));
            Cuts.settle(WINDOW.stage().getScene());
        });
    }

    private static double y(Node node) {
        return node.localToScene(node.getLayoutBounds()).getMinY();
    }

    private ScrollPane scrollOf(Node node) {
        Parent at = node.getParent();
        while (!(at instanceof ScrollPane)) {
            at = at.getParent();
        }
        return (ScrollPane) at;
    }

    /** Where a field, scrolled to the middle of its form, stands before and after something is done. */
    private void staysWhere(TextField field, Runnable happens) {
        Fx.run(() -> {
            ScrollPane form = scrollOf(field);
            double middle = y(form) + form.getHeight() / 2;
            double hidden = form.getContent().getLayoutBounds().getHeight()
                    - form.getViewportBounds().getHeight();
            form.setVvalue(Math.max(0, Math.min(1, form.getVvalue() + (y(field) - middle) / hidden)));
            Cuts.settle(WINDOW.stage().getScene());
            double before = y(field);
            happens.run();
            Cuts.settle(WINDOW.stage().getScene());
            assertThat(y(field)).isCloseTo(before, within(1.0));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "training, option-seed",
        "training, option-batch",
        "training, option-freeze-steps",
        "precision, a-option-lr"
    })
    void whatIsEditedStaysWhenTheFormHasRoomForANoteLess(String id, String field) {
        show(id);
        TextField edited = (TextField) page.lookup("#" + field);
        staysWhere(edited, () -> edited.setText("0.0625"));
        staysWhere(edited, () -> edited.setText("nonsense"));
        Label trouble = (Label) page.lookup("#troubleLabel");
        staysWhere(edited, () -> {
            trouble.textProperty().unbind();
            trouble.managedProperty().unbind();
            trouble.setText(
                    "The run could not start: the folder is full, and what is more this sentence takes three lines.");
            trouble.setManaged(true);
        });
        staysWhere(edited, () -> trouble.setManaged(false));
    }

    @Test
    void theQuestionOfAnExperimentKeepsTheRoomOfTheLongest() {
        show("precision");
        Node forms = page.lookup("#tabs");
        Label question = (Label) page.lookup("#questionLabel");
        Fx.run(() -> {
            double before = y(forms);
            for (MenuItem experiment : ((MenuButton) page.lookup("#experimentMenu")).getItems()) {
                experiment.fire();
                Cuts.settle(WINDOW.stage().getScene());
                assertThat(question.getHeight()).as("not cut").isEqualTo(question.prefHeight(question.getWidth()));
                assertThat(y(forms)).as(question.getText()).isEqualTo(before);
            }
        });
    }

    /** A note above what is in sight, made by another form: the page Precision has three that edit one configuration. */
    @Test
    void aNoteAboveDoesNotPushWhatIsRead() {
        show("training");
        TextField seed = (TextField) page.lookup("#option-seed");
        TextField block = (TextField) page.lookup("#option-block");
        Fx.run(() -> ((Button) page.lookup("#newSeedButton")).requestFocus());
        staysWhere(seed, () -> block.setText("nonsense"));
        staysWhere(seed, () -> block.setText("16"));
    }

    @Test
    void aFormThatIsNotScrolledKeepsItsTopInSight() {
        show("training");
        ScrollPane form = (ScrollPane) page.lookup("#formScroll");
        TextField width = (TextField) page.lookup("#option-width");
        Fx.run(() -> {
            form.setVvalue(0);
            ((Button) page.lookup("#newSeedButton")).requestFocus();
            Cuts.settle(WINDOW.stage().getScene());
            width.setText("0.0625");
            Cuts.settle(WINDOW.stage().getScene());
            assertThat(form.getVvalue()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "whitening, warning, pipeline",
        "whitening, warning, iterationBar",
        "runs, undoBar, table",
        "runs, troubleLabel, table",
        "convolution, messageLabel, inputPane"
    })
    void aMessageThatComesMovesNothing(String id, String message, String stays) {
        show(id);
        Fx.run(() -> {
            Node note = page.lookup("#" + message);
            Node anchor = page.lookup("#" + stays);
            note.visibleProperty().unbind();
            note.managedProperty().unbind();
            double before = y(anchor);
            if (note instanceof Label label) {
                label.textProperty().unbind();
                label.setText("Something is not as it should be.");
            }
            note.setVisible(true);
            note.setManaged(true);
            Cuts.settle(WINDOW.stage().getScene());
            assertThat(note.getLayoutBounds().getHeight()).isGreaterThan(10);
            assertThat(y(anchor)).isCloseTo(before, within(1.0));
        });
    }
}
