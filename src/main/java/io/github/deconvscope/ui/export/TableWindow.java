package io.github.deconvscope.ui.export;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.ui.control.DataTableView;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The numbers behind a figure in a window of their own, which Escape closes. They stay as they were when it was opened. */
final class TableWindow extends Stage {
    private static final double MARGIN = 16;

    TableWindow(Window owner, Figure figure) {
        initOwner(owner);
        setTitle("Numbers of " + figure.title());
        DataTableView table = new DataTableView();
        table.setId("figureTable");
        table.show(figure.table());
        table.setAccessibleText(figure.altText());
        Label note = new Label(
                PlainWords.count(figure.table().rowCount(), "row") + ". Ctrl+C copies the chosen rows, or all.");
        note.getStyleClass().add("caption");
        Label caption = new Label(figure.caption());
        caption.setWrapText(true);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox box = new VBox(8, caption, table, note);
        box.setPadding(new Insets(MARGIN));
        box.getStyleClass().add("figure-table");
        Scene scene = new Scene(box, 640, 480);
        if (owner != null && owner.getScene() != null) {
            scene.getStylesheets().setAll(owner.getScene().getStylesheets());
        }
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
            }
        });
        setScene(scene);
        table.requestFocus();
    }
}
