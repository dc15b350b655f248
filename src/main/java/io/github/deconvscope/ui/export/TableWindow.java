package io.github.deconvscope.ui.export;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.ui.control.DataTableView;
import io.github.deconvscope.ui.theme.Styled;
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
        Label note = Styled.label(
                PlainWords.count(figure.table().rowCount(), "row") + ". Ctrl+C copies the chosen rows, or all.",
                "caption");
        Label caption = Styled.wrapped(figure.caption());
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox box = Styled.of(new VBox(8, caption, table, note), "figure-table");
        box.setPadding(new Insets(MARGIN));
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
