package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.AnswerTables;
import io.github.deconvscope.ui.control.DataTableView;
import io.github.deconvscope.ui.theme.DirectScrollPane;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The answer of an experiment as tables and sentences: means, differences, and what is not fair. */
final class AnswerPane extends VBox {
    /** The headings, and a scroll bar below. */
    private static final int ROWS_AROUND = 2;

    private final DataTableView means = new DataTableView();
    private final DataTableView differences = new DataTableView();
    private final Label words = Styled.wrapped("");

    AnswerPane() {
        getStyleClass().add("answer");
        table(
                means,
                "meansTable",
                "Means",
                "Mean, standard deviation (n - 1) and 95 % intervals over the seeds of each group. Ctrl+C copies rows.");
        table(
                differences,
                "differencesTable",
                "Differences, seed by seed",
                "A group minus another, paired by seed. They differ where the t interval leaves 0 out.");
        words.setId("answerWords");
        ScrollPane sentences = Styled.of(new DirectScrollPane(words), "sentences");
        sentences.setFitToWidth(true);
        VBox.setVgrow(sentences, Priority.SOMETIMES);
        Label title = Styled.label("Differences, seed by seed", "panel-title");
        getChildren().addAll(means, title, differences, sentences);
    }

    private static void table(DataTableView table, String id, String name, String help) {
        Tip.name(table, id, name, help);
        VBox.setVgrow((Node) table, Priority.ALWAYS);
        // No higher than its rows: what is left belongs to the sentences.
        table.maxHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> (table.getItems().size() + ROWS_AROUND) * table.getFixedCellSize(),
                        table.itemsProperty(),
                        table.fixedCellSizeProperty()));
    }

    void show(Answer answer) {
        AnswerTables tables = new AnswerTables(answer);
        means.show(data(tables.means()));
        differences.show(data(tables.differences()));
        String fair = answer.warnings().stream()
                .map(warning -> "Is it fair? " + warning)
                .collect(Collectors.joining("\n"));
        boolean any = answer.differences().stream()
                .anyMatch(difference -> difference.mean().count() > 1);
        words.setText((fair + "\n" + (any ? String.join("\n", tables.sentences()) : "")).strip());
    }

    /** Cells as a table for the screen; the first row names the columns. */
    static DataTable data(List<List<String>> cells) {
        return DataTable.of(
                cells.get(0),
                cells.subList(1, cells.size()).stream()
                        .map(List::<Object>copyOf)
                        .toList());
    }
}
