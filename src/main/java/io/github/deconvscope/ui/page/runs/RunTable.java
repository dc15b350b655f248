package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.scalar.Sparkline;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.theme.Tip;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;

/** The table of runs: columns, sorting, filter, and a selection that survives when entries change. */
final class RunTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final TableView<RunEntry> table;
    private final ObservableList<RunEntry> all = FXCollections.observableArrayList();
    private final FilteredList<RunEntry> found = new FilteredList<>(all);
    private final Runnable selectionChanged;
    private boolean replacing;

    /** @param selectionChanged called when a person chose other runs */
    RunTable(TableView<RunEntry> table, Runnable selectionChanged) {
        this.table = table;
        this.selectionChanged = selectionChanged;
        SortedList<RunEntry> sorted = new SortedList<>(found);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        addColumns();
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunEntry>) change -> {
            if (!replacing) {
                selectionChanged.run();
            }
        });
    }

    private void addColumns() {
        table.getColumns().add(column("Name", 136, 190, entry -> entry, new NameOrder(), NameCell::new));
        table.getColumns().add(column("State", 104, 104, entry -> entry, stateOrder(), StateCell::new));
        table.getColumns().add(column("Loss curve", 84, 84, RunEntry::sparkline, null, SparkCell::new));
        table.getColumns().add(number("Loss", 58, RunEntry::lastLoss));
        table.getColumns().add(number("Test acc.", 76, RunEntry::testAccuracy, Numbers::percent));
        table.getColumns().add(number("Steps", 58, entry -> entry.steps() == 0 ? Double.NaN : entry.steps()));
        table.getColumns().add(text("Net", 120, 168, RunTable::net));
        table.getColumns().add(text("Data", 70, 92, entry -> entry.config()
                .map(c -> c.dataset().id())
                .orElse("")));
        table.getColumns().add(number("Time, s", 60, entry -> entry.seconds() == 0 ? Double.NaN : entry.seconds()));
        table.getColumns().add(text("Started", 126, 126, entry -> started(entry.startedMillis())));
    }

    static String net(RunEntry entry) {
        return entry.config()
                .map(config -> config.model().label()
                        + (config.width() == 1 ? "" : " x" + Numbers.shown(config.width())) + " "
                        + config.normalization().id())
                .orElse("");
    }

    private static String started(long millis) {
        return millis == 0
                ? ""
                : TIME.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault()));
    }

    private static Comparator<RunEntry> stateOrder() {
        return Comparator.comparing(StateCell::word);
    }

    private static <T> TableColumn<RunEntry, T> column(
            String title,
            double least,
            double width,
            Function<RunEntry, T> value,
            Comparator<T> order,
            java.util.function.Supplier<TableCell<RunEntry, T>> cell) {
        TableColumn<RunEntry, T> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(owner -> cell.get());
        column.setPrefWidth(width);
        column.setMinWidth(least);
        column.setSortable(order != null);
        if (order != null) {
            column.setComparator(order);
        }
        return column;
    }

    private static TableColumn<RunEntry, String> text(
            String title, double least, double width, Function<RunEntry, String> value) {
        return column(title, least, width, value, Comparator.naturalOrder(), () -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
                setTooltip(empty || item.isEmpty() ? null : new Tip(item));
            }
        });
    }

    private static TableColumn<RunEntry, Double> number(String title, double width, ToDoubleFunction<RunEntry> value) {
        return number(title, width, value, Numbers::shown);
    }

    private static TableColumn<RunEntry, Double> number(
            String title, double width, ToDoubleFunction<RunEntry> value, DoubleFunction<String> shown) {
        return column(title, width, width, value::applyAsDouble, RunTable::missingFirst, () -> new NumberCell(shown));
    }

    /** NaN, no value yet, below every number. */
    private static int missingFirst(Double a, Double b) {
        return a.isNaN() || b.isNaN() ? Boolean.compare(b.isNaN(), a.isNaN()) : Double.compare(a, b);
    }

    void filter(Predicate<RunEntry> wanted) {
        keepingSelection(() -> found.setPredicate(wanted));
    }

    /** Shows other entries; those that are still there stay chosen. */
    void show(List<RunEntry> entries) {
        keepingSelection(() -> all.setAll(entries));
    }

    int shown() {
        return found.size();
    }

    private void keepingSelection(Runnable change) {
        Set<Path> chosen = new HashSet<>(selection());
        replacing = true;
        change.run();
        choose(chosen);
        replacing = false;
        if (!new HashSet<>(selection()).equals(chosen)) {
            selectionChanged.run();
        }
    }

    void choose(Set<Path> paths) {
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getItems().size(); i++) {
            if (paths.contains(table.getItems().get(i).path())) {
                table.getSelectionModel().select(i);
            }
        }
    }

    /** The folders of the chosen runs, from top to bottom. */
    List<Path> selection() {
        List<Path> paths = new ArrayList<>();
        for (int index :
                table.getSelectionModel().getSelectedIndices().stream().sorted().toList()) {
            if (index >= 0 && index < table.getItems().size()) {
                paths.add(table.getItems().get(index).path());
            }
        }
        return paths;
    }

    private static final class NameOrder implements Comparator<RunEntry> {
        @Override
        public int compare(RunEntry a, RunEntry b) {
            return a.displayName().compareToIgnoreCase(b.displayName());
        }
    }

    private static final class NameCell extends TableCell<RunEntry, RunEntry> {
        private final Label name = new Label();
        private final HBox box = new HBox(name);

        NameCell() {
            box.getStyleClass().add("name-cell");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(RunEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            setGraphic(empty ? null : box);
            if (empty) {
                return;
            }
            name.setText(entry.displayName());
            box.getChildren().setAll(name);
            for (String tag : entry.labels().tags()) {
                Label label = new Label(tag);
                label.getStyleClass().add("tag");
                box.getChildren().add(label);
            }
            String tags = entry.labels().tags().isEmpty()
                    ? ""
                    : "\nTags: " + String.join(", ", entry.labels().tags());
            setTooltip(new Tip(entry.displayName() + "\n" + entry.path() + tags));
        }
    }

    private static final class StateCell extends TableCell<RunEntry, RunEntry> {
        private final Badge badge = new Badge();

        static String word(RunEntry entry) {
            return entry.condition() == Condition.WHOLE
                    ? entry.state().label()
                    : entry.condition().label();
        }

        @Override
        protected void updateItem(RunEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty ? null : badge);
            if (empty) {
                return;
            }
            String progress = entry.live() && entry.totalSteps() > 0
                    ? entry.state().label() + ", step " + entry.steps() + " of " + entry.totalSteps() + ". "
                    : "";
            badge.set(word(entry), tone(entry), progress + entry.problem());
        }

        private static Badge.Tone tone(RunEntry entry) {
            if (entry.condition() == Condition.DAMAGED || entry.state() == RunState.FAILED) {
                return Badge.Tone.BAD;
            }
            if (entry.condition() != Condition.WHOLE && entry.condition() != Condition.IMPORTED) {
                return Badge.Tone.CAUTION;
            }
            return entry.live() || entry.state() == RunState.FINISHED ? Badge.Tone.GOOD : Badge.Tone.NEUTRAL;
        }
    }

    private static final class SparkCell extends TableCell<RunEntry, Sparkline> {
        private final SparklineView view = new SparklineView();

        SparkCell() {
            setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(Sparkline line, boolean empty) {
            super.updateItem(line, empty);
            boolean nothing = empty || line.isEmpty();
            setGraphic(nothing ? null : view);
            if (!nothing) {
                view.show(line);
                setAccessibleText("loss from " + Numbers.shown(line.high()[0]) + " to "
                        + Numbers.shown(line.low()[line.low().length - 1]));
            }
        }
    }

    private static final class NumberCell extends TableCell<RunEntry, Double> {
        private final DoubleFunction<String> shown;

        NumberCell(DoubleFunction<String> shown) {
            this.shown = shown;
            getStyleClass().add("number-cell");
        }

        @Override
        protected void updateItem(Double value, boolean empty) {
            super.updateItem(value, empty);
            boolean nothing = empty || value.isNaN();
            setText(nothing ? null : shown.apply(value));
            setTooltip(nothing ? null : new Tip(Numbers.full(value)));
        }
    }
}
