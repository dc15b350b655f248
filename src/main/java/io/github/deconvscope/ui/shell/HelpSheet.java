package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.page.KeyHelp;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The sheet over the page that tells what the page shows and which keys there are. Escape closes it. */
final class HelpSheet {
    private static final double KEYS_WIDTH = 120;

    private final StackPane host;
    private final StackPane cover = new StackPane();
    private final EventHandler<KeyEvent> escape = this::closeOnEscape;
    private Node focusBefore;

    HelpSheet(StackPane host) {
        this.host = host;
        cover.setId("help-sheet");
        cover.getStyleClass().add("help-cover");
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

    void toggle(PageSlot slot) {
        if (isShown()) {
            hide();
        } else {
            show(slot);
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

    private void show(PageSlot slot) {
        focusBefore = host.getScene().getFocusOwner();
        Label title = new Label(slot.entry().title());
        title.getStyleClass().add("page-title");
        Label sentence = new Label(slot.entry().sentence());
        sentence.setWrapText(true);
        Button close = new Button("Close");
        close.setOnAction(e -> hide());
        VBox content = new VBox(
                16, title, sentence, keys("On this page", slot.page().keys()), keys("Everywhere", everywhere()), close);
        content.getStyleClass().add("help-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("help-sheet");
        scroll.setMaxWidth(560);
        scroll.maxHeightProperty()
                .bind(Bindings.min(
                        content.heightProperty().add(2), host.heightProperty().subtract(64)));
        scroll.setOnMouseClicked(javafx.event.Event::consume);
        cover.getChildren().setAll(scroll);
        StackPane.setAlignment(scroll, Pos.CENTER);
        host.getChildren().add(cover);
        host.getScene().addEventFilter(KeyEvent.KEY_PRESSED, escape);
        close.requestFocus();
    }

    private static Node keys(String heading, List<KeyHelp> lines) {
        if (lines.isEmpty()) {
            return new Region();
        }
        Label title = new Label(heading);
        title.getStyleClass().add("section-title");
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        for (int i = 0; i < lines.size(); i++) {
            Label keys = new Label(lines.get(i).keys());
            keys.getStyleClass().add("keys");
            keys.setMinWidth(KEYS_WIDTH);
            Label action = new Label(lines.get(i).action());
            action.setWrapText(true);
            grid.addRow(i, keys, action);
        }
        return new VBox(8, title, grid);
    }

    static List<KeyHelp> everywhere() {
        List<KeyHelp> lines = new ArrayList<>();
        for (PageCatalog entry : PageCatalog.values()) {
            lines.add(new KeyHelp("Ctrl+" + entry.digit(), "Page " + entry.title()));
        }
        lines.add(new KeyHelp("F1", "This sheet"));
        lines.add(new KeyHelp("Ctrl+E", "Export the figures of the page"));
        lines.add(new KeyHelp("Ctrl+C in a figure", "Copy it as a picture"));
        lines.add(new KeyHelp("Ctrl+Shift+C", "Copy a link to exactly this view"));
        lines.add(new KeyHelp("Ctrl+Shift+T", "Light or dark"));
        lines.add(new KeyHelp("Tab, arrow keys", "Go to a figure, then from cell to cell in it"));
        return lines;
    }
}
