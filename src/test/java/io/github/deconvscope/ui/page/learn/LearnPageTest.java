package io.github.deconvscope.ui.page.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lesson.read.LessonLibrary;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Keys;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.lesson.LessonDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.shape.Polyline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The map of the lessons in the window, with a teacher's own among them: one broken, two that wait for one another. */
@Tag("ui")
class LearnPageTest {
    @TempDir
    Path folder;

    private final FakeDialogs dialogs = new FakeDialogs();

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:learn", this::services);

    private WindowServices services() throws IOException {
        own("broken", "title: Broken\nminutes: 5\ngoal: g", "```nothing\n```");
        own("last", "title: The last\nminutes: 5\ngoal: end\nafter: 12-sixteen-bits, 06-checkerboard", "Text.");
        own("ring-a", "title: A\nminutes: 5\ngoal: a\nafter: ring-b", "Text.");
        own("ring-b", "title: B\nminutes: 5\ngoal: b\nafter: ring-a", "Text.");
        return TestServices.of(
                new FakeRuns(),
                folder,
                Framework.NONE,
                Optional.of(TestServices.lessons(folder.resolve("own"), folder.resolve("progress.json"))),
                dialogs);
    }

    @BeforeEach
    void awaitLessons() {
        Fx.await(
                "lessons are read and checked",
                () -> desk().entriesProperty().get().stream()
                                .filter(entry -> entry.lesson().isEmpty())
                                .count()
                        == 3);
    }

    private void own(String id, String head, String text) throws IOException {
        Path at = Files.createDirectories(folder.resolve("own").resolve(id));
        Files.writeString(at.resolve("lesson.md"), "---\n" + head + "\n---\n## Step\n\n" + text + "\n");
    }

    private LessonDesk desk() {
        return window.shell().lessons().orElseThrow();
    }

    private Node lesson(String id) {
        return window.stage().getScene().lookup("#play-" + id);
    }

    private List<Node> lessons() {
        return new ArrayList<>(window.stage().getScene().getRoot().lookupAll(".lesson-node"));
    }

    private static Bounds inMap(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private void press(KeyCode code) {
        Fx.run(() -> Keys.send(
                window.stage().getScene(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private String focused() {
        return Fx.call(() -> window.stage().getScene().getFocusOwner().getId());
    }

    @Test
    void inEveryWindowNoLessonLiesOnAnotherAndNothingIsCut() {
        for (double[] size : new double[][] {{1280, 800}, {1024, 700}, {1920, 1080}}) {
            Fx.run(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            Fx.await("laid out at " + size[0], () -> {
                Node map = window.stage().getScene().lookup(".lesson-map");
                return lessons().size() == LessonLibrary.shippedIds().size() + 4
                        && Math.abs(window.stage().getScene().getWidth() - size[0]) < 1
                        && map.getLayoutBounds().getHeight() > 500
                        && lessons().stream()
                                .allMatch(node -> map.getLayoutBounds().contains(node.getBoundsInParent()));
            });
            Fx.run(() -> {
                List<Node> nodes = lessons();
                for (int i = 0; i < nodes.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(inMap(nodes.get(i)).intersects(inMap(nodes.get(j))))
                                .as("lessons %d and %d at %s", j, i, size[0])
                                .isFalse();
                    }
                    for (Node arrow : window.stage().getScene().getRoot().lookupAll(".lesson-arrow-head")) {
                        Bounds head = inMap(arrow);
                        assertThat(inMap(nodes.get(i))
                                        .intersects(new BoundingBox(head.getCenterX(), head.getMinY(), 0.1, 1)))
                                .isFalse();
                    }
                    for (Node arrow : window.stage().getScene().getRoot().lookupAll(".lesson-arrow")) {
                        assertThat(crosses(arrow, inMap(nodes.get(i))))
                                .as("an arrow and lesson %d at %s", i, size[0])
                                .isFalse();
                    }
                    for (Node label : nodes.get(i).lookupAll(".label")) {
                        assertThat(inMap(nodes.get(i)).contains(inMap(label)))
                                .as("words of lesson %d at %s", i, size[0])
                                .isTrue();
                    }
                }
            });
        }
    }

    /** Whether a line of the arrow goes through the inside of a lesson. */
    private static boolean crosses(Node arrow, Bounds lesson) {
        Polyline line = (Polyline) ((Group) arrow).getChildren().get(0);
        Bounds inside = new BoundingBox(
                lesson.getMinX() + 1, lesson.getMinY() + 1, lesson.getWidth() - 2, lesson.getHeight() - 2);
        List<Double> points = line.getPoints();
        for (int i = 2; i < points.size(); i += 2) {
            Point2D from = line.localToScene(points.get(i - 2), points.get(i - 1));
            Point2D to = line.localToScene(points.get(i), points.get(i + 1));
            for (double way = 0; way <= 1; way += 0.01) {
                if (inside.contains(from.interpolate(to, way))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void anArrowEndsAboveWhatComesAfter() {
        Fx.await("laid out", () -> inMap(lesson("last")).getHeight() > 20);
        assertThat(Fx.call(() -> inMap(lesson("last")).getMinY()))
                .isGreaterThan(Fx.call(() -> inMap(lesson("12-sixteen-bits")).getMaxY()));
        // 18 shipped that no longer way says too, 2 of one's own; two that wait for one another are broken and have
        // none.
        assertThat(Fx.call(() -> window.stage()
                        .getScene()
                        .getRoot()
                        .lookupAll(".lesson-arrow")
                        .size()))
                .isEqualTo(20);
    }

    @Test
    void whoeverComesGoesOnWithEnter() {
        Fx.await("the focus is on Continue", () -> "continueButton"
                .equals(window.stage().getScene().getFocusOwner().getId()));
    }

    @Test
    void keysWalkTheMapAndEnterPlays() {
        Fx.run(() -> lesson("01-sliding-window").requestFocus());
        press(KeyCode.DOWN);
        assertThat(focused()).isIn("play-02-matrix", "play-07-cloud-of-points");
        Fx.run(() -> lesson("02-matrix").requestFocus());
        press(KeyCode.RIGHT);
        assertThat(focused()).isEqualTo("play-07-cloud-of-points");
        press(KeyCode.DOWN);
        assertThat(focused()).isEqualTo("play-07-covariance");
        press(KeyCode.UP);
        press(KeyCode.LEFT);
        assertThat(focused()).isEqualTo("play-02-matrix");
        press(KeyCode.ENTER);
        assertThat(Fx.call(() -> desk().runningProperty().get().id())).isEqualTo("02-matrix");
        assertThat(Fx.call(() -> window.shell().pageId())).isEqualTo("convolution");
    }

    @Test
    void keysWalkAMapThatIsNotLaidOutYet() {
        Fx.run(() -> {
            // Whatever changes the lessons' cards draws the nodes anew; the next pulse lays them out.
            TextField search = window.node("#searchField");
            search.setText("newton-schulz");
            search.setText("");
            lesson("01-sliding-window").requestFocus();
            lesson("01-sliding-window")
                    .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DOWN, false, false, false, false));
            assertThat(window.stage().getScene().getFocusOwner().getId())
                    .isIn("play-02-matrix", "play-07-cloud-of-points");
        });
    }

    @Test
    void aScreenReaderHearsWhereALessonStandsAndCanPlayIt() {
        Node node = Fx.call(() -> lesson("03-transpose"));
        assertThat(node.getAccessibleRole()).isEqualTo(AccessibleRole.BUTTON);
        assertThat(node.getAccessibleText())
                .startsWith("Lesson 3, The transpose, and why it is not an inverse. 12 min")
                .contains("not begun")
                .contains("Comes after: A convolution is a matrix.");
        assertThat(node.getAccessibleHelp()).contains("You will be able to");
        Fx.run(() -> node.executeAccessibleAction(AccessibleAction.FIRE));
        assertThat(Fx.call(() -> desk().runningProperty().get().id())).isEqualTo("03-transpose");
    }

    @Test
    void searchDimsWhatDoesNotMatchAndEnterGoesToWhatDoes() {
        TextField search = Fx.call(() -> (TextField) window.stage().getScene().lookup("#searchField"));
        Fx.run(() -> {
            search.requestFocus();
            search.setText("newton-schulz");
        });
        assertThat(Fx.call(() -> lesson("01-sliding-window").isFocusTraversable()))
                .isFalse();
        assertThat(Fx.call(() -> lesson("09-newton-schulz").isFocusTraversable()))
                .isTrue();
        Fx.await(
                "dimmed",
                () -> lesson("01-sliding-window").getParent().getOpacity() < 0.5
                        && lesson("09-newton-schulz").getParent().getOpacity() == 1);
        press(KeyCode.ENTER);
        assertThat(focused()).isIn("play-07-cloud-of-points", "play-09-newton-schulz");
        assertThat(Fx.call(() -> ((Label) window.stage().getScene().lookup("#summaryLabel")).getText()))
                .contains("of " + (LessonLibrary.shippedIds().size() + 4) + " lessons hold \"newton-schulz\"");
    }

    @Test
    void aBrokenLessonSaysWhatIsWrongAndPlaysNothing() {
        Node broken = Fx.call(() -> lesson("broken"));
        assertThat(Fx.call(() -> ((Label) broken.lookup(".lesson-problems")).getText()))
                .contains("line 8: there is no block \"nothing\"");
        assertThat(broken.getAccessibleText()).contains("Cannot be used");
        Fx.run(() -> broken.executeAccessibleAction(AccessibleAction.FIRE));
        assertThat(Fx.call(() -> desk().runningProperty().get())).isNull();
    }

    @Test
    void recordAndHandoutAreSavedWhereThePersonSays() throws IOException {
        Path record = folder.resolve("record.pdf");
        dialogs.answer(record);
        Fx.run(() -> ((javafx.scene.control.Button) window.stage().getScene().lookup("#recordButton")).fire());
        Fx.await("the record is written", () -> Files.exists(record));
        Path handout = folder.resolve("handout.pdf");
        dialogs.answer(handout);
        Fx.run(() ->
                ((javafx.scene.control.Button) window.stage().getScene().lookup("#handout-05-half-stride")).fire());
        Fx.await("the handout is written", () -> Files.exists(handout));
        assertThat(Files.size(handout)).isGreaterThan(10_000);
    }
}
