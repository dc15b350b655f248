package io.github.deconvscope.ui;

import io.github.deconvscope.ui.shell.ShellController;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.theme.Theme;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The window of a test class, opened before each test and closed after it; of a static field, one for all tests of the class. A field with
 * {@code @RegisterExtension}; fields with {@code @TempDir} are set by then.
 */
public final class TestWindow implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Callable<WindowServices> services;
    private final String link;
    private double width;
    private double height;
    private Stage stage;
    private ShellWindow window;
    private boolean shared;

    /** A window that is opened on the training page. */
    public TestWindow(Callable<WindowServices> services) {
        this("", services);
    }

    /** @param link page and state to open */
    public TestWindow(String link, Callable<WindowServices> services) {
        this.link = link;
        this.services = services;
    }

    /** Gives the window a size in pixels. */
    public TestWindow sized(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        open(link);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            open(link);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            close();
        }
    }

    /** Opens the window; by hand only after {@link #close}. */
    public void open(String first) {
        WindowServices given;
        try {
            given = services.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Fx.start();
        Fx.run(() -> {
            Theme.get().install();
            stage = new Stage();
            window = new ShellWindow(stage, given);
            if (width > 0) {
                // Before it is shown: a page that is laid out twice takes twice as long.
                stage.setWidth(width);
                stage.setHeight(height);
            }
            window.show(first);
        });
    }

    /** Closes the window, if it is open. */
    public void close() {
        if (window != null) {
            Fx.run(window::close);
            window = null;
        }
    }

    public Stage stage() {
        return stage;
    }

    public ShellController shell() {
        return window.shell();
    }

    /** Shows a page in a state; {@code null} leaves the page as it is. */
    public void show(String page, String state) {
        Fx.run(() -> shell().open(page, state));
    }

    /** The first node in the window that a CSS selector finds. */
    public <N extends Node> N node(String selector) {
        return Fx.node(stage.getScene(), selector);
    }
}
