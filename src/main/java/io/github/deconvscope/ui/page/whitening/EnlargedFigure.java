package io.github.deconvscope.ui.page.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One figure over all others, with its caption, until it is sent back. It follows the panel that it came from, and so does its caption. */
public final class EnlargedFigure extends VBox {
    public EnlargedFigure() {
        getStyleClass().add("enlarged");
        setVisible(false);
    }

    /** @param pointedAt is told what lies under the pointer, as the small figure would tell it */
    void show(FigurePanel panel, Consumer<FigureHit> pointedAt) {
        FigurePanel large = new FigurePanel();
        large.titleProperty().bind(panel.titleProperty());
        large.view().figureProperty().bind(panel.view().figureProperty());
        large.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getClickCount() == 2) {
                shrink();
            }
        });
        large.view().hitProperty().subscribe(pointedAt);
        Label caption = Styled.wrapped("", "figure-caption");
        caption.textProperty().bind(large.view().figureProperty().map(Figure::caption));
        VBox.setVgrow(large, Priority.ALWAYS);
        Button back = new Button("All figures");
        Tip.setText(back, "Back to all figures (Escape, or double click)");
        back.setOnAction(e -> shrink());
        getChildren().setAll(large, caption, back);
        setVisible(true);
    }

    /** Goes back to all figures, if one is enlarged. */
    void shrink() {
        setVisible(false);
        getChildren().clear();
    }
}
