package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.Dialogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.input.Clipboard;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Takes the page in view and its state out of the window and brings one back: as a file, or as a link on the clipboard. */
final class ViewStates {
    private static final List<ExtensionFilter> FILES =
            List.of(new ExtensionFilter("DeconvScope state", "*.deconvscope"));
    private static final long LARGEST = 1_000_000;

    private final ShellController shell;
    private final Dialogs dialogs;
    private final Supplier<Window> window;

    ViewStates(ShellController shell, Dialogs dialogs, Supplier<Window> window) {
        this.shell = shell;
        this.dialogs = dialogs;
        this.window = window;
    }

    void copyLink() {
        Buttons.copy(shell.link().toString());
        shell.showNotice("The link to this view is on the clipboard.");
    }

    void openLink() {
        follow(Clipboard.getSystemClipboard().getString());
    }

    void save() {
        dialogs.save(window.get(), "Save state", shell.pageId() + ".deconvscope", FILES)
                .ifPresent(this::write);
    }

    private void write(Path file) {
        try {
            AtomicFile.write(file, shell.link() + "\n");
            shell.showNotice("Saved " + file + ".");
        } catch (IOException e) {
            shell.showNotice("The state cannot be saved. " + PlainWords.of(e));
        }
    }

    void open() {
        dialogs.open(window.get(), "Open state", FILES).ifPresent(this::read);
    }

    private void read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidInputException(file + " is too large to be a saved state.");
            }
            follow(TextFile.read(file));
        } catch (IOException e) {
            shell.showNotice("The state cannot be read. " + PlainWords.of(e));
        } catch (InvalidInputException e) {
            shell.showNotice(e.getMessage());
        }
    }

    private void follow(String text) {
        try {
            PageLink link = PageLink.parse(text);
            shell.open(link.page().id(), link.state());
        } catch (InvalidInputException e) {
            shell.showNotice(e.getMessage());
        }
    }
}
