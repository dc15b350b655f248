package io.github.deconvscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.ui.FakeDialogs;
import io.github.deconvscope.ui.FakeFramework;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.theme.Presence;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ui")
class ShellWindowTest {
    @TempDir
    Path folder;

    private final FakeDialogs dialogs = new FakeDialogs();

    @RegisterExtension
    final TestWindow window = new TestWindow(
            () -> TestServices.of(new FakeRuns(), folder, new FakeFramework(), Optional.empty(), dialogs));

    @ParameterizedTest
    @EnumSource(PageCatalog.class)
    void everyPageOpensTellsItsNameAndGoesBackToItsOwnState(PageCatalog page) {
        Fx.run(() -> window.shell().open(page.id(), null));
        assertThat(Fx.call(() -> ((Label) node("#pageTitle")).getText())).isEqualTo(page.title());
        assertThat(Fx.call(() -> node("#page-" + page.id()))).isNotNull();
        String state = Fx.call(() -> window.shell().page().state());
        Fx.run(() -> window.shell().page().restore(state));
        assertThat(Fx.call(() -> window.shell().page().state())).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(PageCatalog.class)
    void everyControlHasAName(PageCatalog page) {
        Fx.run(() -> window.shell().open(page.id(), null));
        Fx.await(
                "layout",
                () -> window.stage().getScene().getRoot().getLayoutBounds().getWidth() > 0);
        assertThat(Fx.call(() -> Names.missing(window.stage().getScene().getRoot())))
                .isEmpty();
    }

    /** Numbers in the line at the bottom change while a run goes on. */
    @Test
    void aWordInTheStatusBarDoesNotMeasureThePage() {
        int[] asked = new int[1];
        Region text = new Region() {
            @Override
            public Orientation getContentBias() {
                return Orientation.HORIZONTAL;
            }

            @Override
            protected double computeMinHeight(double width) {
                asked[0]++;
                return 10;
            }
        };
        Fx.run(() -> {
            Parent root = window.stage().getScene().getRoot();
            ((StackPane) node("#pageArea")).getChildren().setAll(text);
            Label word = (Label) node("#statusRun");
            Presence.text(word, "step 1 of 10");
            for (int i = 0; i < 3; i++) {
                root.applyCss();
                root.layout();
            }
            int before = asked[0];
            double width = word.getWidth();
            word.setText("step 1 of 10,000");
            root.layout();
            assertThat(word.getWidth()).isGreaterThan(width);
            assertThat(asked[0]).isEqualTo(before);
        });
    }

    @Test
    void aCopiedLinkOpensItsPageInItsState() {
        Fx.run(() -> {
            window.shell().open("whitening", null);
            Page page = window.shell().page();
            page.restore(page.state().replaceFirst("(\"iterations\": ?)\\d+", "$19"));
        });
        String link = Fx.call(() -> window.shell().link().toString());
        Fx.run(() -> chosen("Copy link"));
        Fx.run(() -> chosen("Back to the start"));
        assertThat(Fx.call(() -> window.shell().link().toString())).isNotEqualTo(link);
        Fx.run(() -> window.shell().open("runs", null));
        Fx.run(() -> chosen("Open link from clipboard"));
        assertThat(Fx.call(() -> window.shell().link().toString())).isEqualTo(link);
    }

    @Test
    void aSavedStateOpensItsPageAgainAndAnotherFileIsRefused() throws IOException {
        Path file = folder.resolve("view.deconvscope");
        dialogs.answer(file);
        Fx.run(() -> {
            window.shell().open("precision", null);
            chosen("Save state\u2026");
        });
        String link = Fx.call(() -> window.shell().link().toString());
        Fx.run(() -> window.shell().open("runs", null));
        Fx.run(() -> chosen("Open state\u2026"));
        assertThat(Fx.call(() -> window.shell().link().toString())).isEqualTo(link);
        Files.writeString(file, "a poem");
        Fx.run(() -> chosen("Open state\u2026"));
        Fx.await("refusal", () -> node("#notice").isVisible());
        assertThat(Fx.call(() -> window.shell().link().toString())).isEqualTo(link);
        assertThat(dialogs.asked).containsExactly("Save state: precision.deconvscope", "Open state", "Open state");
    }

    @Test
    void whatIsNoLinkIsRefusedAndChangesNothing() {
        String before = Fx.call(() -> window.shell().link().toString());
        Fx.run(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString("https://example.org");
            Clipboard.getSystemClipboard().setContent(content);
            chosen("Open link from clipboard");
        });
        assertThat(Fx.call(() -> window.shell().link().toString())).isEqualTo(before);
        Fx.await("refusal", () -> node("#notice").isVisible());
    }

    /** Chooses an item of a menu in the head of the page. */
    private void chosen(String text) {
        for (Node button : window.stage().getScene().getRoot().lookupAll(".menu-button")) {
            for (MenuItem item : ((MenuButton) button).getItems()) {
                if (text.equals(item.getText())) {
                    item.fire();
                    return;
                }
            }
        }
        throw new AssertionError("no menu has an item " + text);
    }

    @Test
    void theStatusBarSaysThatTheEngineIsLoading() {
        Fx.await("engine state", () -> ((Label) node("#statusEngine")).getText().equals("engine is loading"));
    }

    @Test
    void aShortcutOfThePageWorksWhereverTheFocusIs() {
        Fx.run(() -> {
            window.shell().open("training", null);
            Event.fireEvent(
                    node("#nav-runs"),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, true, false, false));
        });
        assertThat(Fx.call(() -> window.shell().page().feed())).isPresent();
    }

    @Test
    void aClosedWindowAndItsPagesCanBeCollected() {
        List<WeakReference<Object>> pages = new ArrayList<>();
        for (PageCatalog page : PageCatalog.values()) {
            Fx.run(() -> window.shell().open(page.id(), null));
            pages.add(new WeakReference<>(Fx.call(() -> window.shell().page())));
        }
        window.close();
        Await.collected(pages, () -> Fx.run(() -> {}));
    }

    private Node node(String selector) {
        return window.stage().getScene().lookup(selector);
    }
}
