package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Keys;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.theme.Theme;
import io.github.deconvscope.ui.theme.Tip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The window by keyboard: each shortcut acts once wherever the focus is, and one sees where it is. */
@Tag("ui")
class WindowKeysTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();

    @RegisterExtension
    final TestWindow window = new TestWindow(() -> TestServices.of(runs, folder)).sized(1280, 800);

    @AfterEach
    void light() {
        Fx.run(() -> Theme.get().choiceProperty().set(Theme.Choice.LIGHT));
    }

    private Scene scene() {
        return window.stage().getScene();
    }

    private static KeyEvent pressed(KeyCode code, boolean shift, boolean control) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false);
    }

    private void press(Node target, KeyCode code, boolean shift, boolean control) {
        Fx.run(() -> Event.fireEvent(target, pressed(code, shift, control)));
    }

    @Test
    void aShortcutOfTheWindowActsOnceWhereverTheFocusIs() {
        for (String place : List.of("#nav-runs", "#exportButton", "#trainButton", "#option-skip-broken")) {
            boolean before = Fx.call(() -> Theme.get().isDark());
            press(window.node(place), KeyCode.T, true, true);
            assertThat(Fx.call(() -> Theme.get().isDark())).as(place).isNotEqualTo(before);
        }
    }

    @Test
    void aShortcutOfThePageActsOnceWhereverTheFocusIs() {
        press(window.node("#exportButton"), KeyCode.ENTER, false, true);
        assertThat(runs.started).hasSize(1);
        assertThat(runs.started.get(0).commands).isEmpty();
    }

    @Test
    void escapeClosesTheHelpWhereverTheFocusIs() {
        for (String place : List.of("#nav-runs", "#exportButton", "#trainButton")) {
            Fx.run(() -> ((Button) window.<Node>node("#helpButton")).fire());
            assertThat(Fx.call(() -> window.<Node>node("#help-sheet"))).isNotNull();
            Fx.run(() -> window.node(place).requestFocus());
            press(window.node(place), KeyCode.ESCAPE, false, false);
            assertThat(Fx.call(() -> window.<Node>node("#help-sheet")))
                    .as(place)
                    .isNull();
        }
    }

    @Test
    void whateverTabReachesLooksDifferentThen() {
        for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
            Fx.run(() -> Theme.get().choiceProperty().set(theme));
            for (PageCatalog page : PageCatalog.values()) {
                Fx.run(() -> {
                    window.shell().open(page.id(), "");
                    window.node("#nav-" + page.id()).requestFocus();
                });
                Fx.await("layout", () -> scene().getRoot().getLayoutBounds().getWidth() > 0);
                Map<Node, Long> changed = Fx.call(this::changedByTab);
                assertThat(changed).as(theme + " " + page).hasSizeGreaterThan(5);
                List<String> unseen = new ArrayList<>();
                changed.forEach((node, pixels) -> {
                    if (pixels < 16) {
                        unseen.add(theme + " " + page + " " + node);
                    }
                });
                assertThat(unseen).isEmpty();
            }
        }
    }

    /** What the key Tab reaches one after another, and how many pixels of each are others with the focus than without. */
    private Map<Node, Long> changedByTab() {
        Map<Node, Long> changed = new LinkedHashMap<>();
        Node focused = null;
        Rectangle2D area = null;
        WritableImage with = null;
        for (int i = 0; i < 80; i++) {
            Keys.send(scene(), pressed(KeyCode.TAB, false, false));
            Node now = scene().getFocusOwner();
            if (focused != null && focused != now) {
                changed.put(focused, differing(with, picture(area)));
            }
            if (changed.containsKey(now)) {
                break;
            }
            focused = now;
            area = around(now);
            with = picture(area);
        }
        return changed;
    }

    /** A node with the room of its ring, as far as it is in the window. */
    private Rectangle2D around(Node node) {
        scene().getRoot().layout();
        Bounds at = node.localToScene(node.getLayoutBounds());
        double x = Math.max(0, at.getMinX() - 4);
        double y = Math.max(0, at.getMinY() - 4);
        return new Rectangle2D(
                x,
                y,
                Math.max(1, Math.min(scene().getWidth(), at.getMaxX() + 4) - x),
                Math.max(1, Math.min(scene().getHeight(), at.getMaxY() + 4) - y));
    }

    private WritableImage picture(Rectangle2D area) {
        SnapshotParameters only = new SnapshotParameters();
        only.setViewport(area);
        return scene().getRoot().snapshot(only, null);
    }

    private static long differing(WritableImage a, WritableImage b) {
        PixelReader one = a.getPixelReader();
        PixelReader two = b.getPixelReader();
        long count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += one.getArgb(x, y) == two.getArgb(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    @Test
    void noTooltipIsWiderThanACoupleOfWords() {
        for (PageCatalog page : PageCatalog.values()) {
            Fx.run(() -> {
                window.shell().open(page.id(), "");
                List<Tooltip> tips = new ArrayList<>();
                collect(scene().getRoot(), tips);
                assertThat(tips).as(page.id()).hasSizeGreaterThan(8);
                for (Tooltip tip : tips) {
                    tip.show(window.stage(), 10, 10);
                    assertThat(tip.getWidth()).as(tip.getText()).isLessThan(Tip.WIDTH + 30);
                    tip.hide();
                }
            });
        }
    }

    private static void collect(Node node, List<Tooltip> tips) {
        Tip.of(node).ifPresent(tips::add);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, tips));
        }
        if (node instanceof Labeled labeled && labeled.getGraphic() != null) {
            collect(labeled.getGraphic(), tips);
        }
    }
}
