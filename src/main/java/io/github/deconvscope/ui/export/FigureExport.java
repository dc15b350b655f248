package io.github.deconvscope.ui.export;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.export.CsvWriter;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.SourceLine;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.Dialogs;
import io.github.deconvscope.ui.live.FigureMenu;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.page.NamedFigure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** What a person can do with figures in the window: save them, copy them as picture, as numbers or in words. */
public final class FigureExport implements FigureMenu {
    private static final double CLIPBOARD_SCALE = 2;

    private final Supplier<Window> window;
    private final Supplier<String> link;
    private final Supplier<List<NamedFigure>> figuresOfPage;
    private final Supplier<Optional<RunFeed>> run;
    private final Dialogs dialogs;
    private final Consumer<String> tell;
    private final Consumer<Figure> explain;
    private ExportChoice choice = ExportChoice.USUAL;
    private final List<NamedFigure> collected = new ArrayList<>();

    /**
     * @param window that dialogs belong to
     * @param link of the view as it is now
     * @param figuresOfPage those of the page in view, which know their ids
     * @param run that they show, for the line that says where they come from
     * @param dialogs ask for files and folders
     * @param tell shows a message for a moment
     * @param explain says how to read a figure
     */
    public FigureExport(
            Supplier<Window> window,
            Supplier<String> link,
            Supplier<List<NamedFigure>> figuresOfPage,
            Supplier<Optional<RunFeed>> run,
            Dialogs dialogs,
            Consumer<String> tell,
            Consumer<Figure> explain) {
        this.window = window;
        this.link = link;
        this.figuresOfPage = figuresOfPage;
        this.run = run;
        this.dialogs = dialogs;
        this.tell = tell;
        this.explain = explain;
    }

    @Override
    public ContextMenu menuFor(FigureView view) {
        Figure figure = view.getFigure();
        ContextMenu menu = new ContextMenu();
        if (figure == null) {
            return menu;
        }
        menu.getItems()
                .setAll(
                        item("Save as\u2026", () -> export(List.of(named(figure)))),
                        item("Show as table", () -> new TableWindow(window.get(), figure).show()),
                        item("Add to panels", () -> collect(figure)),
                        new SeparatorMenuItem(),
                        item("How to read it (F1)", () -> explain.accept(figure)),
                        item("Copy as picture", () -> copy(view)),
                        item("Copy the numbers", () -> copyNumbers(figure)),
                        item("Copy the description", () -> copyText(figure)));
        return menu;
    }

    /** Puts a figure aside, as it is now, for a figure of panels. */
    private void collect(Figure figure) {
        if (collected.size() == PanelsFigure.MOST_LETTERED) {
            collected.clear();
        }
        collected.add(named(figure));
        tell.accept(
                collected.size() == 1
                        ? "One figure is collected for panels; add another, then save any."
                        : collected.size() + " figures are collected; \"Save as\u2026\" offers them as panels of one.");
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(e -> action.run());
        return item;
    }

    /** The figure under the id that its page gave it, or under its title. */
    private NamedFigure named(Figure figure) {
        return figuresOfPage.get().stream()
                .filter(named -> named.figure() == figure)
                .findFirst()
                .orElseGet(() -> new NamedFigure(fileName(figure.title()), Map.of(), figure));
    }

    private static String fileName(String title) {
        String name =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "figure" : name;
    }

    /** Asks how and where, then writes in the background. */
    public void export(List<NamedFigure> figures) {
        Optional<ExportDialog.Answer> answer = new ExportDialog(
                        window.get(), figures, List.copyOf(collected), choice, source(), dialogs)
                .showAndWait();
        if (answer.isEmpty()) {
            return;
        }
        choice = answer.get().choice();
        List<NamedFigure> chosen = answer.get().figures();
        Optional<Path> place = chosen.size() == 1 || choice.columns() > 0
                ? chooseFile(choice.arranged(chosen).get(0))
                : dialogs.folder(window.get(), "Folder for the figures");
        place.ifPresent(to -> {
            save(chosen, to);
            if (choice.columns() > 0 && chosen.equals(collected)) {
                collected.clear();
            }
        });
    }

    private String source() {
        return SourceLine.of(run.get());
    }

    /** What the dialog offers next. */
    public ExportChoice choice() {
        return choice;
    }

    /** What the dialog offers first, such as what was chosen in an earlier window. */
    public void choose(ExportChoice first) {
        choice = first;
    }

    private void save(List<NamedFigure> figures, Path place) {
        ExportChoice how = choice;
        String from = link.get();
        String source = source();
        inBackground(
                () -> how.write(figures, place, from, source),
                written -> written.size() == 1
                        ? "Saved " + written.get(0)
                        : "Saved " + written.size() + " figures in " + place);
    }

    private Optional<Path> chooseFile(NamedFigure figure) {
        FigureFormat format = choice.format();
        String name = figure.id() + "." + format.extension();
        ExtensionFilter kind = new ExtensionFilter(format.label(), "*." + format.extension());
        return dialogs.save(window.get(), "Save figure", name, List.of(kind));
    }

    @Override
    public void copy(FigureView view) {
        Figure figure = view.getFigure();
        if (figure == null) {
            return;
        }
        ExportSettings settings = ExportSettings.screen(
                        Math.max(80, view.getWidth()),
                        Math.max(80, view.getHeight()),
                        view.style().theme())
                .withDpi(96 * CLIPBOARD_SCALE)
                .withText(false, false, "");
        inBackground(
                () -> {
                    ByteArrayOutputStream png = new ByteArrayOutputStream();
                    FigureExporter.write(figure, Optional.empty(), settings, FigureFormat.PNG, png);
                    return png.toByteArray();
                },
                png -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putImage(new Image(new ByteArrayInputStream(png)));
                    Clipboard.getSystemClipboard().setContent(content);
                    return "The picture is on the clipboard.";
                });
    }

    private void copyNumbers(Figure figure) {
        inBackground(
                () -> {
                    ByteArrayOutputStream csv = new ByteArrayOutputStream();
                    CsvWriter.write(figure.table(), csv);
                    return csv.toString(StandardCharsets.UTF_8);
                },
                csv -> {
                    Buttons.copy(csv);
                    return "The numbers are on the clipboard, as CSV.";
                });
    }

    private void copyText(Figure figure) {
        Buttons.copy(figure.title() + "\n" + figure.caption() + "\n" + figure.altText() + "\n");
        tell.accept("The description is on the clipboard.");
    }

    /** @param done on the FX thread; gives the message */
    private <T> void inBackground(Callable<T> work, java.util.function.Function<T, String> done) {
        Thread thread = new Thread(
                () -> {
                    try {
                        T result = work.call();
                        Platform.runLater(() -> tell.accept(done.apply(result)));
                    } catch (InvalidInputException | IOException e) {
                        Platform.runLater(() -> tell.accept("Not saved: " + PlainWords.of(e)));
                    } catch (Exception e) {
                        Platform.runLater(() -> tell.accept("Not saved: " + e));
                    } catch (OutOfMemoryError e) {
                        Platform.runLater(() -> tell.accept("Not saved: not enough memory; make the picture smaller."));
                    }
                },
                "figure-export");
        thread.setDaemon(true);
        thread.start();
    }
}
