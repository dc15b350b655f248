package io.github.deconvscope.ui.control;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.TextInputDialog;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** The dialogs of the system the program runs on. */
public final class SystemDialogs implements Dialogs {
    @Override
    public Optional<String> text(Window owner, String title, String question, String start) {
        TextInputDialog dialog = new TextInputDialog(start);
        dialog.initOwner(owner);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        dialog.setGraphic(null);
        dialog.setContentText(question);
        dialog.getEditor().setAccessibleText(question);
        return dialog.showAndWait();
    }

    @Override
    public Optional<Path> open(Window owner, String title, List<ExtensionFilter> kinds) {
        return path(chooser(title, kinds).showOpenDialog(owner));
    }

    @Override
    public Optional<Path> save(Window owner, String title, String name, List<ExtensionFilter> kinds) {
        FileChooser chooser = chooser(title, kinds);
        chooser.setInitialFileName(name);
        return path(chooser.showSaveDialog(owner));
    }

    private static FileChooser chooser(String title, List<ExtensionFilter> kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().addAll(kinds);
        return chooser;
    }

    @Override
    public Optional<Path> folder(Window owner, String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return path(chooser.showDialog(owner));
    }

    private static Optional<Path> path(File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }

    @Override
    public void show(Path folder, Consumer<String> trouble) {
        FolderOpener.open(folder, trouble);
    }
}
