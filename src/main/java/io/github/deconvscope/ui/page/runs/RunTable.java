package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.scalar.Sparkline;
import io.github.deconvscope.ui.control.Badge;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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
    /** Begins the id of a chosen column. */
    private static final String ID = "column-";

    private static final double LETTER = 6.5;
    private static final double TITLE_PADDING = 20;
    private static final double SCROLL_BAR = 16;
    /** Texts that are longer than most. */
    private static final Map<String, Double> LEAST_TEXT = Map.of("net", 120.0, "started", 126.0);

    private static final Map<String, Double> TEXT = Map.of("net", 168.0, "started", 126.0);

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
        addFixedColumns();
        table.widthProperty().subscribe(width -> fit());
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunEntry>) change -> {
            if (!replacing) {
                selectionChanged.run();
            }
        });
    }

    /** The columns that are always there: what a run is. */
    private void addFixedColumns() {
        table.getColumns().add(column("Name", 136, 190, entry -> entry, new NameOrder(), NameCell::new));
        table.getColumns().add(column("State", 104, 104, entry -> entry, stateOrder(), StateCell::new));
        table.getColumns().add(column("Loss curve", 84, 84, RunEntry::sparkline, null, SparkCell::new));
    }

    /** Shows other columns beside name, state and curve; those that are there already stay, with their sorting. */
    void showColumns(List<RunColumn> wanted) {
        Map<String, TableColumn<RunEntry, ?>> there = new HashMap<>();
        table.getColumns().forEach(column -> there.put(column.getId(), column));
        List<TableColumn<RunEntry, ?>> now = new ArrayList<>(table.getColumns().stream()
                .filter(column -> column.getId() == null)
                .toList());
        for (RunColumn column : wanted) {
            String id = ID + column.id();
            now.add(there.containsKey(id) ? there.get(id) : chosen(column, id));
        }
        table.getColumns().setAll(now);
        fit();
    }

    /** The chosen columns, as they stand now: a person may move them. */
    List<RunColumn> columns() {
        return table.getColumns().stream()
                .map(TableColumn::getId)
                .filter(Objects::nonNull)
                .map(id -> RunColumn.byId(id.substring(ID.length())))
                .toList();
    }

    /** The runs as they stand now. */
    List<RunEntry> inOrder() {
        return List.copyOf(table.getItems());
    }

    private static TableColumn<RunEntry, ?> chosen(RunColumn column, String id) {
        double title = TITLE_PADDING + LETTER * column.label().length();
        TableColumn<RunEntry, ?> made = column.numeric()
                ? column(
                        column.label(),
                        Math.max(58, Math.min(title, 104)),
                        Math.max(58, title),
                        entry -> (Double) column.value(entry),
                        RunTable::missingFirst,
                        () -> new NumberCell(column::shown))
                : text(
                        column.label(),
                        Math.max(70, LEAST_TEXT.getOrDefault(column.id(), 0.0)),
                        Math.max(Math.max(92, title), TEXT.getOrDefault(column.id(), 0.0)),
                        entry -> (String) column.value(entry));
        made.setId(id);
        return made;
    }

    /** Few columns fill the width; of many each is as wide as it has to be, and the table scrolls. */
    private void fit() {
        double least = table.getColumns().stream()
                .mapToDouble(TableColumn::getMinWidth)
                .sum();
        table.setColumnResizePolicy(
                least > table.getWidth() - SCROLL_BAR && table.getWidth() > 0
                        ? TableView.UNCONSTRAINED_RESIZE_POLICY
                        : TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
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
                Tip.setText(this, empty || item.isEmpty() ? null : item);
            }
        });
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
        private final HBox box = Styled.of(new HBox(name), "name-cell");

        NameCell() {
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
                Label label = Styled.label(tag, "tag");
                box.getChildren().add(label);
            }
            String tags = entry.labels().tags().isEmpty()
                    ? ""
                    : "\nTags: " + String.join(", ", entry.labels().tags());
            Tip.setText(this, entry.displayName() + "\n" + entry.path() + tags);
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
        private final Function<Object, String> shown;

        NumberCell(Function<Object, String> shown) {
            this.shown = shown;
            getStyleClass().add("number-cell");
        }

        @Override
        protected void updateItem(Double value, boolean empty) {
            super.updateItem(value, empty);
            boolean nothing = empty || value.isNaN();
            setText(nothing ? null : shown.apply(value));
            Tip.setText(this, nothing ? null : Numbers.full(value));
        }
    }
}
