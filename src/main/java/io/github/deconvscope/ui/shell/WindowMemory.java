package io.github.deconvscope.ui.shell;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.deconvscope.base.HomeFolder;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.TextFile;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.ui.export.ExportChoice;
import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Remembers between starts where the window stood, which page it showed, whether it is light or dark and calm, how figures were saved, and
 * the forms of its pages. In one small JSON file; a missing or damaged file counts as none, and a failure to write it is ignored.
 * For the FX thread.
 */
final class WindowMemory {
    /** What the file holds; {@code null} for what was never set. Files of versions that knew one form have it by itself. */
    private record Settings(
            String theme,
            Boolean reduceMotion,
            String page,
            Placement placement,
            boolean maximized,
            ExportChoice export,
            String trainingForm,
            Map<String, String> forms) {
        static final Settings NONE = new Settings(null, null, null, null, false, null, null, null);

        /** Forms by the page's id. */
        Map<String, String> allForms() {
            Map<String, String> all = new TreeMap<>();
            if (trainingForm != null) {
                all.put(PageCatalog.TRAINING.id(), trainingForm);
            }
            if (forms != null) {
                forms.forEach((page, form) -> {
                    if (form != null) {
                        all.put(page, form);
                    }
                });
            }
            return all;
        }
    }

    private final Path file;
    private final Gson gson = new Gson();
    private final Settings before;

    /** @param file need not exist; its folder is made when there is something to keep */
    WindowMemory(Path file) {
        this.file = file;
        before = read();
    }

    /** The usual place. */
    static Path usualFile() {
        return HomeFolder.path().resolve("window.json");
    }

    private Settings read() {
        try {
            Settings read =
                    Files.isRegularFile(file) ? gson.fromJson(TextFile.read(file), Settings.class) : Settings.NONE;
            return read == null ? Settings.NONE : read;
        } catch (IOException | JsonParseException e) {
            return Settings.NONE;
        }
    }

    /** Sets theme and motion as they were. */
    void recallLook() {
        Theme.get().choiceProperty().set(Theme.Choice.of(before.theme));
        Motion.get().choose(Optional.ofNullable(before.reduceMotion));
    }

    /** Puts a window that is not showing yet where the last one stood, as far as there still is a screen there. */
    void recallPlace(Stage stage) {
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        Optional.ofNullable(before.placement)
                .filter(Placement::isSound)
                .flatMap(placement -> placement.on(screens))
                .ifPresent(placement -> {
                    stage.setX(placement.x());
                    stage.setY(placement.y());
                    stage.setWidth(placement.width());
                    stage.setHeight(placement.height());
                });
        stage.setMaximized(before.maximized);
    }

    /** The page that was in view; empty the first time. */
    Optional<PageCatalog> page() {
        try {
            return Optional.ofNullable(before.page).map(PageCatalog::byId);
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** How figures were saved last; empty the first time. */
    Optional<ExportChoice> export() {
        return Optional.ofNullable(before.export).filter(ExportChoice::isSound);
    }

    /** Has each page begin with its form as it was left. */
    void recallForms(ShellController shell) {
        Map<String, String> forms = before.allForms();
        for (PageCatalog page : PageCatalog.values()) {
            Optional.ofNullable(forms.get(page.id())).ifPresent(form -> shell.beginWith(page, form));
        }
    }

    /** Whether there was a window before. */
    boolean isFirst() {
        return before.page == null;
    }

    /** Writes down how everything is now. */
    void keep(Stage stage, ShellController shell) {
        keep(stage, shell.currentPage().entry(), shell.exports().choice(), shell.forms());
    }

    /**
     * Writes down how everything is now.
     *
     * @param shown forms of the pages that were shown; those of others are as before
     */
    void keep(Stage stage, PageCatalog page, ExportChoice export, Map<PageCatalog, String> shown) {
        Map<String, String> forms = before.allForms();
        shown.forEach((each, form) -> forms.put(each.id(), form));
        boolean large = stage.isMaximized() || stage.isFullScreen() || stage.isIconified();
        Placement placement = large
                ? before.placement
                : new Placement(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        Settings now = new Settings(
                Theme.get().choiceProperty().get().id(),
                Motion.get().choice().orElse(null),
                page.id(),
                placement == null || !placement.isSound() ? null : placement,
                stage.isMaximized(),
                export,
                null,
                forms);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            RunFolder.writeJson(file, gson.toJsonTree(now));
        } catch (IOException e) {
            // The next window starts as if it were the first.
        }
    }
}
