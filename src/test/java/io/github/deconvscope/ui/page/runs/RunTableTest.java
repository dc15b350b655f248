package io.github.deconvscope.ui.page.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.library.RunLabels;
import io.github.deconvscope.run.scalar.Sparkline;
import io.github.deconvscope.ui.Fx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class RunTableTest {
    private static final RunEntry A = entry("a", 0.5, Condition.WHOLE);
    private static final RunEntry B = entry("B", Double.NaN, Condition.DAMAGED);
    private static final RunEntry C = entry("c", 0.25, Condition.WHOLE);

    private TableView<RunEntry> table;
    private RunTable runs;
    private int changes;

    private static RunEntry entry(String name, double loss, Condition condition) {
        return new RunEntry(
                Path.of(name),
                RunLabels.NONE,
                condition,
                "",
                RunState.FINISHED,
                Optional.empty(),
                0,
                3,
                3,
                1,
                loss,
                Double.NaN,
                1.5,
                Sparkline.NONE);
    }

    @BeforeEach
    void make() {
        Fx.start();
        Fx.run(() -> {
            table = new TableView<>();
            runs = new RunTable(table, () -> changes++);
            runs.showColumns(columns("loss", "test-accuracy", "net"));
            runs.show(List.of(A, B, C));
        });
    }

    private static List<RunColumn> columns(String... ids) {
        return Stream.of(ids).map(RunColumn::byId).toList();
    }

    private void sort(String column, TableColumn.SortType type) {
        Fx.run(() -> {
            TableColumn<RunEntry, ?> found = table.getColumns().stream()
                    .filter(each -> each.getText().equals(column))
                    .findFirst()
                    .orElseThrow();
            found.setSortType(type);
            table.getSortOrder().setAll(List.of(found));
        });
    }

    private List<RunEntry> shown() {
        return Fx.call(() -> List.copyOf(table.getItems()));
    }

    @Test
    void aRunWithoutALossComesBeforeAllOthersOrAfterThem() {
        sort("Loss", TableColumn.SortType.ASCENDING);
        assertThat(shown()).containsExactly(B, C, A);
        sort("Loss", TableColumn.SortType.DESCENDING);
        assertThat(shown()).containsExactly(A, C, B);
    }

    @Test
    void namesAreSortedWhateverTheirCaseAndStatesByWhatIsRead() {
        sort("Name", TableColumn.SortType.ASCENDING);
        assertThat(shown()).containsExactly(A, B, C);
        sort("State", TableColumn.SortType.ASCENDING);
        assertThat(shown().get(0)).as("damaged before finished").isEqualTo(B);
    }

    @Test
    void chosenRunsStayChosenWhenEntriesChangeAndNobodyIsCalled() {
        Fx.run(() -> runs.choose(Set.of(A.path(), C.path())));
        int before = changes;
        Fx.run(() -> runs.show(List.of(entry("new", 1, Condition.WHOLE), C, entry("a", 0.125, Condition.WHOLE))));
        assertThat(Fx.call(runs::selection)).containsExactlyInAnyOrder(A.path(), C.path());
        sort("Name", TableColumn.SortType.DESCENDING);
        assertThat(Fx.call(runs::selection)).as("from top to bottom").containsExactly(C.path(), A.path());
        assertThat(changes).isEqualTo(before);
    }

    @Test
    void aChosenRunThatGoesIsTold() {
        Fx.run(() -> runs.choose(Set.of(A.path())));
        int before = changes;
        Fx.run(() -> runs.filter(entry -> entry != A));
        assertThat(Fx.call(runs::shown)).isEqualTo(2);
        assertThat(Fx.call(runs::selection)).isEmpty();
        assertThat(changes).isEqualTo(before + 1);
    }

    @Test
    void whatHasNoValueIsNoZero() {
        TableColumn<RunEntry, ?> loss = table.getColumns().get(3);
        assertThat(Fx.call(() -> loss.getCellData(B))).isEqualTo(Double.NaN);
        assertThat(RunColumn.byId("net").value(A))
                .as("a run without a configuration")
                .isEqualTo("");
    }

    @Test
    void otherColumnsLeaveSortingAndChoiceAsTheyAre() {
        sort("Loss", TableColumn.SortType.DESCENDING);
        Fx.run(() -> runs.choose(Set.of(A.path())));
        int before = changes;
        Fx.run(() -> runs.showColumns(columns("seed", "loss", "lr")));
        assertThat(shown()).containsExactly(A, C, B);
        assertThat(Fx.call(runs::selection)).containsExactly(A.path());
        assertThat(Fx.call(runs::columns)).isEqualTo(columns("seed", "loss", "lr"));
        assertThat(changes).isEqualTo(before);
        Fx.run(() -> table.getColumns().add(3, table.getColumns().remove(5)));
        assertThat(Fx.call(runs::columns)).as("moved by a person").isEqualTo(columns("lr", "seed", "loss"));
    }
}
