package io.github.deconvscope.ui.control;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.IdleOption;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.collections.MapChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/**
 * The form of a run, made from the list of {@link RunOption}s: one collapsible section a group, one line an option, with its help as
 * tooltip and what is wrong with it under the field, in a section that opens to show it. An option that does nothing beside another is
 * disabled; if it was set, a note under it says so. The one that it does nothing beside is always above it, so that what somebody edits
 * stays where it is. The control of an option has the id {@code option-<id>}, its note {@code note-<id>}; the section of a group
 * {@code group-<name>}.
 */
public final class OptionForm extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final ConfigEditor editor;
    private final String prefix;
    private final Map<RunOption, Line> lines = new EnumMap<>(RunOption.class);
    private final Map<RunOption.Group, TitledPane> sections = new EnumMap<>(RunOption.Group.class);
    private Set<RunOption> elsewhere = Set.of();
    private Dialogs dialogs = new SystemDialogs();
    private boolean showing;

    /** One option on the screen. */
    private record Line(VBox box, Node row, Control control, Label error, Label note, Runnable show) {}

    /** A form of all options, with the sections of {@code open} unfolded. */
    public OptionForm(ConfigEditor editor, Set<RunOption.Group> open) {
        this(editor, EnumSet.allOf(RunOption.class), open, "");
    }

    /**
     * A form of some options.
     *
     * @param editor what is edited
     * @param options which ones are shown
     * @param open the sections that are unfolded
     * @param prefix goes before the ids of controls and sections, where a page has several forms
     */
    public OptionForm(ConfigEditor editor, Set<RunOption> options, Set<RunOption.Group> open, String prefix) {
        this.editor = editor;
        this.prefix = prefix;
        Map<RunOption.Group, VBox> contents = new EnumMap<>(RunOption.Group.class);
        getStyleClass().add("option-form");
        for (RunOption.Group group : RunOption.Group.values()) {
            if (options.stream().noneMatch(option -> option.group() == group)) {
                continue;
            }
            VBox content = Styled.of(new VBox(), "option-group");
            contents.put(group, content);
            TitledPane section = new FoldedSection(group.label(), content, open.contains(group));
            section.setId(prefix + "group-" + group.name().toLowerCase(java.util.Locale.ROOT));
            sections.put(group, section);
            getChildren().add(section);
        }
        for (RunOption option : options) {
            Line line = line(option);
            lines.put(option, line);
            contents.get(option.group()).getChildren().add(line.box);
        }
        editor.configProperty().subscribe(this::show);
        editor.errors().addListener((MapChangeListener<RunOption, String>) change -> {
            if (!lines.containsKey(change.getKey())) {
                return;
            }
            showError(change.getKey(), change.getValueAdded());
            if (change.wasRemoved() && !change.wasAdded()) {
                show(editor.getConfig());
            }
        });
    }

    /** Who asks for folders and files, in place of the system. */
    void setDialogs(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    /** Options that are set outside this form: here they are disabled, and a note says so. */
    public void setElsewhere(Set<RunOption> options) {
        if (!options.equals(elsewhere)) {
            elsewhere = Set.copyOf(options);
            refresh();
        }
    }

    private Line line(RunOption option) {
        Label error = Styled.wrapped("", "field-error");
        VBox box = new VBox();
        box.getStyleClass().add("option-line");
        Control control;
        Runnable show;
        Node row;
        if (option.type() instanceof OptionType.Flag) {
            CheckBox check = new CheckBox(option.label());
            check.setOnAction(e -> editor.edit(option, String.valueOf(check.isSelected())));
            show = () -> check.setSelected(editor.getConfig().flag(option));
            control = check;
            row = check;
        } else {
            Label name = Styled.label(option.label(), "field-label");
            Tip.setText(name, option.help());
            if (option.type() instanceof OptionType.OneOf<?> oneOf) {
                ComboBox<Choice> combo = combo(option, oneOf);
                show = () -> combo.setValue((Choice) editor.getConfig().get(option));
                control = combo;
            } else {
                TextField field = new TextField();
                TypedText typing = TypedText.of(field, text -> {
                    editor.edit(option, text);
                    if (!editor.errors().containsKey(option)) {
                        refresh();
                    }
                });
                show = () -> {
                    // Not while somebody types.
                    if (!field.isFocused() || !typing.isPending()) {
                        typing.show(editor.getConfig().text(option));
                    }
                };
                field.setOnKeyPressed(e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        typing.show(editor.getConfig().text(option));
                        editor.edit(option, field.getText());
                    }
                });
                control = field;
            }
            name.setLabelFor(control);
            HBox line = new WrappingRow(name, control);
            line.getStyleClass().add("option-row");
            line.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            if (option.type() instanceof OptionType.PathName path) {
                control.getStyleClass().add("path");
                line.getChildren().add(browse(option, path));
            } else {
                boolean wide =
                        option.type() instanceof OptionType.OneOf<?> || option.type() instanceof OptionType.PlanText;
                control.getStyleClass().add(wide ? "choice" : "number");
            }
            row = line;
        }
        Tip.name(control, prefix + "option-" + option.id(), option.label(), option.help());
        Label note = Styled.wrapped("", "field-note");
        note.setId(prefix + "note-" + option.id());
        Presence.text(note, "");
        box.getChildren().addAll(row, note);
        return new Line(box, row, control, error, note, show);
    }

    private ComboBox<Choice> combo(RunOption option, OptionType.OneOf<?> oneOf) {
        ComboBox<Choice> combo = new ComboBox<>();
        for (Enum<?> choice : oneOf.choices().getEnumConstants()) {
            combo.getItems().add((Choice) choice);
        }
        combo.setCellFactory(list -> new ChoiceCell(true));
        combo.setButtonCell(new ChoiceCell(false));
        combo.setOnAction(e -> {
            if (!showing && combo.getValue() != null) {
                editor.edit(option, combo.getValue().id());
            }
        });
        return combo;
    }

    /** A button that asks for a folder or a file; where both are possible, by a menu. */
    private Button browse(RunOption option, OptionType.PathName path) {
        Button button = new Button("…");
        Tip.name(
                button,
                prefix + "browse-" + option.id(),
                "Choose " + option.label().toLowerCase(java.util.Locale.ROOT),
                !path.folder() ? "Choose a file" : path.file() ? "Choose a folder or a file" : "Choose a folder");
        if (path.folder() && path.file()) {
            MenuItem folder = new MenuItem("Folder…");
            folder.setOnAction(e -> choose(option, true));
            MenuItem file = new MenuItem("File…");
            file.setOnAction(e -> choose(option, false));
            ContextMenu menu = new ContextMenu(folder, file);
            button.setContextMenu(menu);
            button.setOnAction(e -> menu.show(button, Side.BOTTOM, 0, 0));
        } else {
            button.setOnAction(e -> choose(option, path.folder()));
        }
        return button;
    }

    private void choose(RunOption option, boolean folder) {
        Window window = getScene().getWindow();
        Optional<Path> chosen =
                folder ? dialogs.folder(window, "Choose a folder") : dialogs.open(window, "Choose a file", List.of());
        chosen.ifPresent(path -> {
            editor.edit(option, path.toString());
            refresh();
        });
    }

    private void refresh() {
        show(editor.getConfig());
    }

    private void show(RunConfig config) {
        showing = true;
        Map<RunOption, String> notes = new EnumMap<>(RunOption.class);
        IdleOption.of(config).forEach(idle -> notes.put(idle.option(), FormWords.of(idle.inWords())));
        lines.forEach((option, line) -> {
            if (!editor.errors().containsKey(option)) {
                line.show.run();
            }
            Optional<IdleOption> idle = IdleOption.in(config, option);
            boolean away = elsewhere.contains(option);
            line.row.setDisable(idle.isPresent() || away);
            line.control.setAccessibleHelp(
                    FormWords.of(idle.map(nothing -> nothing.inWords() + ". ").orElse("") + option.help()));
            Presence.text(line.note, away ? "Set above, with several values" : notes.getOrDefault(option, ""));
        });
        showing = false;
    }

    private void showError(RunOption option, String message) {
        Line line = lines.get(option);
        line.control.pseudoClassStateChanged(INVALID, message != null);
        line.box.getChildren().remove(line.error);
        if (message != null) {
            line.error.setText(message);
            line.box.getChildren().add(line.error);
            sections.get(option.group()).setExpanded(true);
        }
        mark(option.group());
    }

    /** A section that is folded again still says that something in it is wrong. */
    private void mark(RunOption.Group group) {
        long wrong = editor.errors().keySet().stream()
                .filter(option -> option.group() == group && lines.containsKey(option))
                .count();
        TitledPane section = sections.get(group);
        section.setText(group.label() + (wrong == 0 ? "" : ": " + PlainWords.count(wrong, "wrong value")));
        section.pseudoClassStateChanged(INVALID, wrong > 0);
    }

    /** A choice by its name; in the open list with what it means. */
    private static final class ChoiceCell extends ListCell<Choice> {
        private final boolean explain;

        ChoiceCell(boolean explain) {
            this.explain = explain;
        }

        @Override
        protected void updateItem(Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(empty || choice == null ? null : choice.label());
            Tip.setText(this, explain && choice != null && !empty ? choice.explanation() : null);
        }
    }
}
