package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.figure.precision.SumFigures;
import io.github.deconvscope.lab.precision.SixteenBitSums;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.theme.Styled;
import java.util.List;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** What a sum in 16 bits comes to, by the format it is added up in, and which programs add up in which. Style class: {@code sums-pane}. */
final class SumsPane extends VBox {
    private static final double FIGURE_HEIGHT = 200;
    private static final double FIRST_COLUMN = 26;

    SumsPane() {
        getStyleClass().add("sums-pane");
        FigureView figure = new FigureView(SumFigures.usual());
        figure.setMinHeight(FIGURE_HEIGHT);
        figure.setPrefHeight(FIGURE_HEIGHT);
        getChildren()
                .addAll(
                        Styled.whole("Who adds up in 16 bits", "panel-title"),
                        figure,
                        table(),
                        Styled.whole(SixteenBitSums.EXPLANATION, "caption"));
    }

    private static GridPane table() {
        GridPane table = new GridPane();
        table.getStyleClass().add("sums-table");
        int columns = SixteenBitSums.PROGRAMS.size() + 1;
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(i == 0 ? FIRST_COLUMN : (100 - FIRST_COLUMN) / (columns - 1));
            table.getColumnConstraints().add(column);
        }
        List<String> programs = SixteenBitSums.PROGRAMS;
        for (int i = 0; i < programs.size(); i++) {
            table.add(Styled.whole(programs.get(i), "field-label"), i + 1, 0);
        }
        int line = 1;
        for (SixteenBitSums.Row row : SixteenBitSums.TABLE) {
            table.add(Styled.whole(row.operation(), "caption"), 0, line);
            for (int i = 0; i < programs.size(); i++) {
                table.add(Styled.whole(row.answers().get(i), "caption"), i + 1, line);
            }
            line++;
        }
        return table;
    }
}
