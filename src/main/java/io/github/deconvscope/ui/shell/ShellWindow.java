package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.ui.WindowServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** One window of the app. {@link io.github.deconvscope.ui.theme.Theme#install} comes first. */
public final class ShellWindow {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final Stage stage;
    private final ShellController controller;

    /** Builds the window on a stage, without a page. */
    public ShellWindow(Stage stage, WindowServices services) {
        this.stage = stage;
        controller = new ShellController(services);
        FXMLLoader loader = new FXMLLoader(PageSlot.resource("/fxml/shell.fxml"));
        loader.setControllerFactory(type -> controller);
        Parent root;
        try {
            root = loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("The window cannot be loaded", e);
        }
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene = new Scene(root, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        for (String sheet : new String[] {"tokens", "controls", "shell", "lesson"}) {
            scene.getStylesheets()
                    .add(PageSlot.resource("/assets/css/" + sheet + ".css").toExternalForm());
        }
        stage.setTitle("DeconvScope");
        stage.setMinWidth(Math.min(1024, screen.getWidth()));
        stage.setMinHeight(Math.min(700, screen.getHeight()));
        stage.setScene(scene);
        controller.start();
    }

    /**
     * Shows the window.
     *
     * @param link page and state, see {@link PageLink}; empty for the training page
     */
    public void show(String link) {
        stage.show();
        try {
            PageLink first = link.isEmpty() ? new PageLink(PageCatalog.TRAINING, "") : PageLink.parse(link);
            // A page of which nothing is asked begins as it was left.
            controller.open(first.page().id(), first.state().isEmpty() ? null : first.state());
        } catch (InvalidInputException e) {
            controller.show(PageCatalog.TRAINING);
            controller.showNotice(e.getMessage());
        }
    }

    /** Shell and pages, for lessons and tests. */
    public ShellController shell() {
        return controller;
    }

    /** Gives back what the pages hold; the stage is hidden. */
    public void close() {
        controller.close();
        stage.hide();
        stage.setScene(null);
    }
}
