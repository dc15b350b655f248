package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.lesson.LessonDesk;
import io.github.deconvscope.ui.theme.Scrolling;
import io.github.deconvscope.ui.theme.Theme;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyEvent;

/** The keyboard of the window: shortcuts that act wherever the focus is, and what follows the focus. */
final class ShellKeys {
    private final Scene scene;
    private final ShellController shell;

    /** With the keys of the pages, of lessons and of the look. */
    ShellKeys(Scene scene, ShellController shell) {
        this.scene = scene;
        this.shell = shell;
        for (PageCatalog entry : PageCatalog.values()) {
            KeyCode digit = KeyCode.getKeyCode(String.valueOf(entry.digit()));
            put(digit, () -> shell.show(entry), KeyCombination.SHORTCUT_DOWN);
        }
        put(KeyCode.T, ShellKeys::changeTheme, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
        putLesson(KeyCode.RIGHT, LessonDesk::next);
        putLesson(KeyCode.LEFT, LessonDesk::back);
        putLesson(KeyCode.H, LessonDesk::hint);
        putLesson(KeyCode.W, LessonDesk::showMe);
        putLesson(KeyCode.S, LessonDesk::skip);
        putLesson(KeyCode.G, LessonDesk::goThere);
        putLesson(KeyCode.D, LessonDesk::toggleDock);
        putLesson(KeyCode.P, LessonDesk::togglePresent);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::passOn);
        scene.focusOwnerProperty().subscribe((before, now) -> Platform.runLater(() -> scrollTo(now)));
    }

    void put(KeyCode code, Runnable action, Modifier... modifiers) {
        scene.getAccelerators().put(new KeyCodeCombination(code, modifiers), action);
    }

    private void putLesson(KeyCode code, Consumer<LessonDesk> action) {
        put(code, () -> shell.runningLesson().ifPresent(action), KeyCombination.ALT_DOWN);
    }

    private static void changeTheme() {
        Theme.get().choiceProperty().set(Theme.get().isDark() ? Theme.Choice.LIGHT : Theme.Choice.DARK);
    }

    /** A scroll pane does not follow the keyboard by itself. */
    private static void scrollTo(Node focused) {
        if (focused != null && focused.isFocusVisible() && focused.getScene() != null) {
            Scrolling.reveal(focused);
        }
    }

    /** Lets the page have a shortcut of its own that was pressed while the focus is in navigation, header or dock; those of the window are not the page's. */
    private void passOn(KeyEvent event) {
        boolean fromPage = event.getTarget() instanceof Node node && shell.isInPage(node);
        boolean ofWindow = scene.getAccelerators().keySet().stream().anyMatch(keys -> keys.match(event));
        if (event.isShortcutDown() && !fromPage && !ofWindow && !shell.isHelpShown()) {
            Event.fireEvent(shell.pageRoot(), event);
            event.consume();
        }
    }
}
