package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.library.RunComparison;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.control.Buttons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu that ticks the columns of the list: results, then the options by their sections. Its items have the ids {@code show-ID}. */
final class ColumnMenu {
    private final RunTable table;
    private final Map<RunColumn, CheckMenuItem> items = new LinkedHashMap<>();

    /** @param runs those whose differences are of interest */
    ColumnMenu(MenuButton button, RunTable table, Supplier<List<RunEntry>> runs) {
        this.table = table;
        Map<RunOption.Group, Menu> menus = new LinkedHashMap<>();
        for (RunOption.Group group : RunOption.Group.values()) {
            menus.put(group, new Menu(group.label()));
        }
        for (RunColumn column : RunColumn.all()) {
            CheckMenuItem item = new CheckMenuItem(column.label());
            item.setId("show-" + column.id());
            item.setOnAction(e -> changed(column, item.isSelected()));
            items.put(column, item);
            ObservableList<MenuItem> place = column.option()
                    .map(option -> menus.get(option.group()).getItems())
                    .orElse(button.getItems());
            place.add(item);
        }
        button.getItems().add(new SeparatorMenuItem());
        button.getItems().addAll(menus.values());
        button.getItems().add(new SeparatorMenuItem());
        button.getItems().add(item("showDifferences", "Options that differ", () -> different(runs.get())));
        button.getItems().add(item("showUsual", "Usual columns", () -> RunColumn.USUAL));
        // Read when it opens: a state may have been restored in between.
        button.setOnShowing(e -> tick());
    }

    private MenuItem item(String id, String text, Supplier<List<RunColumn>> columns) {
        return Buttons.item(id, text, () -> table.showColumns(columns.get()));
    }

    private void tick() {
        List<RunColumn> now = table.columns();
        items.forEach((column, item) -> item.setSelected(now.contains(column)));
    }

    private void changed(RunColumn column, boolean shown) {
        List<RunColumn> now = new ArrayList<>(table.columns());
        now.remove(column);
        if (shown) {
            now.add(column);
        }
        table.showColumns(now);
    }

    /** The options in which runs differ, then the results that are shown already. */
    private List<RunColumn> different(List<RunEntry> runs) {
        List<RunColumn> columns = new ArrayList<>(RunComparison.differences(runs).stream()
                .map(option -> RunColumn.byId(option.id()))
                .toList());
        table.columns().stream().filter(column -> column.option().isEmpty()).forEach(columns::add);
        return columns;
    }
}
