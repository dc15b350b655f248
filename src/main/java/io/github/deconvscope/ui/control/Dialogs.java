package io.github.deconvscope.ui.control;

import io.github.deconvscope.figure.image.ImageFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Windows that ask, and the system's file manager. Waits for the answer; empty if there is none. For the FX thread. */
public interface Dialogs {
    /** Asks for a line of text. */
    Optional<String> text(Window owner, String title, String question, String start);

    /**
     * Asks for a file to read.
     *
     * @param kinds of files to choose from; none for any
     */
    Optional<Path> open(Window owner, String title, List<ExtensionFilter> kinds);

    /** Asks for a picture to read. */
    default Optional<Path> openPicture(Window owner) {
        return open(
                owner,
                "Open a picture",
                List.of(
                        new ExtensionFilter("Images", ImageFile.NAME_PATTERNS),
                        new ExtensionFilter("All files", "*.*")));
    }

    /**
     * Asks for a file to write.
     *
     * @param name of the file at first
     * @param kinds of files to choose from; none for any
     */
    Optional<Path> save(Window owner, String title, String name, List<ExtensionFilter> kinds);

    /** Asks for a folder. */
    Optional<Path> folder(Window owner, String title);

    /**
     * Shows a folder in the file manager. Returns at once.
     *
     * @param trouble is told, on another thread, if the system cannot
     */
    void show(Path folder, Consumer<String> trouble);
}
