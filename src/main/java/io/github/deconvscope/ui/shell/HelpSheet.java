package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.Glossary;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.theme.DirectScrollPane;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The sheet over the page: what the page shows and which keys there are, how to read a figure, the glossary, the welcome of a first start. Escape closes it. */
final class HelpSheet {
    private static final double KEYS_WIDTH = 120;
    private static final List<KeyHelp> OF_FIGURES = List.of(
            new KeyHelp("Arrow keys", "From value to value, with the number of each"),
            new KeyHelp("Ctrl+C", "Copy it as a picture"),
            new KeyHelp("Menu key", "Save it, or read its numbers as a table"));

    private final StackPane host;
    private final StackPane cover = Styled.of(new StackPane(), "help-cover");
    private final EventHandler<KeyEvent> escape = this::closeOnEscape;
    private Node focusBefore;
    private Glossary words;

    HelpSheet(StackPane host) {
        this.host = host;
        cover.setId("help-sheet");
        cover.setOnMouseClicked(e -> hide());
    }

    boolean isShown() {
        return host.getChildren().contains(cover);
    }

    /** Wherever the focus went. */
    private void closeOnEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            hide();
            event.consume();
        }
    }

    void hide() {
        if (!host.getChildren().remove(cover)) {
            return;
        }
        host.getScene().removeEventFilter(KeyEvent.KEY_PRESSED, escape);
        if (focusBefore != null) {
            focusBefore.requestFocus();
        }
    }

    /** What the page shows, and its keys. */
    void show(PageSlot slot) {
        show(
                slot.entry().title(),
                text(slot.entry().sentence()),
                text("F1 in a figure says how to read it."),
                keys("On this page", slot.page().keys()),
                keys("Everywhere", everywhere()));
    }

    /**
     * How to read a figure: what it shows, and the measured words in it.
     *
     * @param what what figures of this kind show; empty if that is not known
     */
    void show(Figure figure, String what) {
        String now = figure.altText();
        DataTable table = figure.table();
        String columns = table.columns().isEmpty() ? "" : "Its numbers: " + String.join(", ", table.columns()) + ".";
        List<Glossary.Term> words =
                glossary().in(String.join(" ", figure.title(), what, figure.caption(), now, columns));
        VBox terms = new VBox(8, new Label(words.isEmpty() ? "" : "Words"));
        terms.getChildren().get(0).getStyleClass().add("section-title");
        words.forEach(term -> terms.getChildren().add(term(term)));
        terms.getChildren().add(caption(glossary().symbols()));
        show(
                figure.title(),
                text(what),
                text(figure.caption()),
                text(now.equals(figure.caption()) ? "" : now),
                text(columns),
                words.isEmpty() ? new Region() : terms,
                keys("In the figure", OF_FIGURES));
    }

    /** All measured words, with a field to search them. */
    void showGlossary() {
        TextField search = new TextField();
        search.setId("glossarySearch");
        search.setPromptText("Search the words");
        search.setAccessibleText("Search the words");
        VBox found = new VBox(12);
        found.setId("glossaryTerms");
        search.textProperty().subscribe(wanted -> found.getChildren()
                .setAll(glossary().search(wanted).stream().map(HelpSheet::term).toList()));
        show(
                "Glossary",
                text("Every measured word of the program has one meaning."),
                caption(glossary().symbols()),
                search,
                found);
        search.requestFocus();
    }

    /** What a first start offers. */
    void welcome(Runnable beginLesson, Runnable train) {
        Button lesson = offer("welcomeLesson", "Begin lesson 1", beginLesson);
        lesson.getStyleClass().add("accent");
        Button training = offer("welcomeTrain", "Train now", train);
        show(
                "Two things called deconvolution",
                text(
                        "Short lessons begin with a sliding window and end with a network that whitens its input. Or train one at once:"
                                + " a narrow VGG on pictures that come with the program, with its covariances before your eyes."),
                new HBox(8, lesson, training));
        lesson.requestFocus();
    }

    private Button offer(String id, String label, Runnable action) {
        return Buttons.of(id, label, () -> {
            hide();
            action.run();
        });
    }

    private Glossary glossary() {
        if (words == null) {
            words = Glossary.shipped();
        }
        return words;
    }

    private static Node term(Glossary.Term term) {
        Label name = Styled.label(term.name(), "panel-title");
        VBox box = new VBox(2, name, text(term.meaning()));
        for (String more : List.of("Formula: " + term.formula(), "Range: " + term.range())) {
            box.getChildren().add(caption(more));
        }
        return box;
    }

    private static Label caption(String words) {
        return Styled.of(text(words), "caption");
    }

    private static Label text(String words) {
        Label label = Styled.whole(words);
        Presence.set(label, !words.isEmpty());
        return label;
    }

    private void show(String heading, Node... parts) {
        if (!isShown()) {
            focusBefore = host.getScene().getFocusOwner();
        }
        Label title = Styled.whole(heading, "page-title");
        Button close = Buttons.of("helpClose", "Close", this::hide);
        Button more = Buttons.of("helpGlossary", "Glossary", this::showGlossary);
        Tip.setText(more, "What the measured words mean, such as residual and gain");
        VBox content = Styled.of(new VBox(16, title), "help-content");
        content.getChildren().addAll(parts);
        content.getChildren().add(new HBox(8, close, more));
        ScrollPane scroll = Styled.of(new DirectScrollPane(content), "help-sheet");
        scroll.setFitToWidth(true);
        scroll.setMaxWidth(560);
        scroll.maxHeightProperty()
                .bind(Bindings.min(
                        content.heightProperty().add(2), host.heightProperty().subtract(64)));
        scroll.setOnMouseClicked(javafx.event.Event::consume);
        cover.getChildren().setAll(scroll);
        StackPane.setAlignment(scroll, Pos.CENTER);
        if (!isShown()) {
            host.getChildren().add(cover);
            host.getScene().addEventFilter(KeyEvent.KEY_PRESSED, escape);
        }
        close.requestFocus();
    }

    private static Node keys(String heading, List<KeyHelp> lines) {
        if (lines.isEmpty()) {
            return new Region();
        }
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        for (int i = 0; i < lines.size(); i++) {
            Label keys = Styled.label(lines.get(i).keys(), "keys");
            keys.setMinWidth(KEYS_WIDTH);
            Label action = Styled.wrapped(lines.get(i).action());
            grid.addRow(i, keys, action);
        }
        return new VBox(8, Styled.label(heading, "section-title"), grid);
    }

    static List<KeyHelp> everywhere() {
        List<KeyHelp> lines = new ArrayList<>();
        for (PageCatalog entry : PageCatalog.values()) {
            lines.add(new KeyHelp("Ctrl+" + entry.digit(), "Page " + entry.title()));
        }
        lines.add(new KeyHelp("F1", "This sheet; in a figure, how to read it"));
        lines.add(new KeyHelp("Ctrl+E", "Export the figures of the page"));
        lines.add(new KeyHelp("Ctrl+C in a figure", "Copy it as a picture"));
        lines.add(new KeyHelp("Ctrl+Shift+C", "Copy a link to exactly this view"));
        lines.add(new KeyHelp("Ctrl+Shift+T", "Light or dark"));
        lines.add(new KeyHelp("Tab, arrow keys", "Go to a figure, then from cell to cell in it"));
        return lines;
    }
}
