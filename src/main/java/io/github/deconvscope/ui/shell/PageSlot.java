package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.lesson.LessonSpace;
import io.github.deconvscope.ui.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/**
 * A page that is loaded: its controller and its nodes.
 *
 * @param entry its line in the catalogue
 * @param page the controller
 * @param root what stands in the page area
 */
record PageSlot(PageCatalog entry, Page page, Parent root) {
    /** Makes the controller, loads {@code fxml/<id>.fxml} and puts {@code assets/css/<id>.css} on. */
    static PageSlot load(PageCatalog entry, LessonSpace context) {
        Page page = entry.create(context);
        FXMLLoader loader = new FXMLLoader(resource("/fxml/" + entry.id() + ".fxml"));
        loader.setControllerFactory(type -> page);
        try {
            Parent root = loader.load();
            root.getStylesheets()
                    .add(resource("/assets/css/" + entry.id() + ".css").toExternalForm());
            root.setId("page-" + entry.id());
            return new PageSlot(entry, page, root);
        } catch (IOException e) {
            throw new UncheckedIOException("The page " + entry.id() + " cannot be loaded", e);
        }
    }

    static URL resource(String path) {
        URL url = PageSlot.class.getResource(path);
        if (url == null) {
            throw new IllegalStateException("The app is incomplete: " + path + " is missing.");
        }
        return url;
    }
}
