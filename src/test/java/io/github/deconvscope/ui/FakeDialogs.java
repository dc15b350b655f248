package io.github.deconvscope.ui;

import io.github.deconvscope.ui.control.Dialogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Dialogs that nobody sees: a test says beforehand what the person will answer. */
public final class FakeDialogs implements Dialogs {
    /** What was asked, in order: titles, and what was offered at first. */
    public final List<String> asked = new ArrayList<>();

    public final List<Path> shown = new ArrayList<>();
    private String text;
    private Path path;

    /** The next line of text; {@code null} for a person who cancels. */
    public void answer(String next) {
        text = next;
    }

    /** The next file or folder; {@code null} for a person who cancels. */
    public void answer(Path next) {
        path = next;
    }

    @Override
    public Optional<String> text(Window owner, String title, String question, String start) {
        asked.add(title + ": " + start);
        return Optional.ofNullable(text);
    }

    @Override
    public Optional<Path> open(Window owner, String title, List<ExtensionFilter> kinds) {
        asked.add(title);
        return Optional.ofNullable(path);
    }

    @Override
    public Optional<Path> save(Window owner, String title, String name, List<ExtensionFilter> kinds) {
        asked.add(title + ": " + name);
        return Optional.ofNullable(path);
    }

    @Override
    public Optional<Path> folder(Window owner, String title) {
        asked.add(title);
        return Optional.ofNullable(path);
    }

    @Override
    public void show(Path folder, Consumer<String> trouble) {
        shown.add(folder);
    }
}
