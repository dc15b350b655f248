package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.config.OptionType;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.experiment.ExperimentDraft;
import io.github.deconvscope.run.experiment.Measure;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.control.ConfigEditor;
import io.github.deconvscope.ui.control.OptionForm;
import io.github.deconvscope.ui.control.TypedText;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The form of an experiment: its name, what varies, seeds, what is measured, and what all runs have in common. */
final class ExperimentForm extends VBox {
    private final ExperimentsModel model;
    private final ConfigEditor editor;
    private final OptionForm common;
    private final VBox rows = Styled.of(new VBox(), "list-rows");
    private final Map<RunOption, ListRow> lists = new LinkedHashMap<>();
    private final Label groups = Styled.wrapped("", "caption");
    private boolean showing;

    ExperimentForm(ExperimentsModel model) {
        this.model = model;
        editor = new ConfigEditor(model.draftProperty().get().config());
        EnumSet<RunOption> options = EnumSet.allOf(RunOption.class);
        options.remove(RunOption.SEED);
        common = new OptionForm(editor, options, EnumSet.of(RunOption.Group.RUN), "");
        getStyleClass().add("experiment-form");
        getChildren()
                .addAll(text(
                        "experimentName",
                        "Name",
                        "What the experiment is called; its folder has this name, too.",
                        ExperimentDraft::name,
                        ExperimentDraft::withName));
        getChildren().addAll(Styled.label("What differs", "panel-title"), groups, rows, varyMenu());
        getChildren()
                .addAll(text(
                        "experimentSeeds",
                        "Seeds",
                        "Every group runs once with each seed: 1..5, or 1, 2, 7. Below three there is hardly an interval; five are better.",
                        ExperimentDraft::seeds,
                        ExperimentDraft::withSeeds));
        getChildren()
                .addAll(text(
                        "experimentMeasures",
                        "Measured",
                        "What each run says, with commas between: " + String.join(", ", Choice.ids(Measure.Kind.class))
                                + ". test-accuracy@1 is that after epoch 1, else the last counts. The first decides which value is best.",
                        ExperimentDraft::measures,
                        ExperimentDraft::withMeasures));
        getChildren().addAll(Styled.label("Of all runs", "panel-title"), common);
        editor.configProperty().subscribe(config -> {
            if (!showing) {
                model.edit(draft -> draft.withConfig(config));
            }
        });
        model.draftProperty().subscribe(this::show);
        disableProperty().bind(model.runningProperty());
    }

    /** What all runs have in common. */
    ConfigEditor editor() {
        return editor;
    }

    private List<Node> text(
            String id,
            String label,
            String help,
            Function<ExperimentDraft, String> reader,
            BiFunction<ExperimentDraft, String, ExperimentDraft> writer) {
        TextField field = new TextField();
        Tip.name(field, id, label, help);
        Label name = Styled.label(label, "field-label");
        name.setLabelFor(field);
        TypedText typing = TypedText.of(field, typed -> model.edit(draft -> writer.apply(draft, typed)));
        model.draftProperty().subscribe(draft -> {
            if (!(field.isFocused() && typing.isPending())) {
                typing.show(reader.apply(draft));
            }
        });
        return List.of(name, field);
    }

    private MenuButton varyMenu() {
        MenuButton menu = new MenuButton("Vary an option");
        menu.setId("varyMenu");
        menu.setMaxWidth(Double.MAX_VALUE);
        Tip.setText(
                menu,
                "Gives an option several values: each goes with each of the others, or each group gets the best for it");
        for (RunOption.Group group : RunOption.Group.values()) {
            Menu part = new Menu(group.label());
            for (RunOption option : RunOption.values()) {
                if (option.group() == group && option != RunOption.SEED) {
                    part.getItems().add(Buttons.item("vary-" + option.id(), option.label(), () -> vary(option)));
                }
            }
            menu.getItems().add(part);
        }
        return menu;
    }

    private void vary(RunOption option) {
        if (!lists.containsKey(option)) {
            List<String> start = option.type() instanceof OptionType.Flag
                    ? List.of("true", "false")
                    : ExperimentDraft.split(option, editor.getConfig().text(option));
            model.edit(draft -> draft.withList(option, false, start));
        }
    }

    private void show(ExperimentDraft draft) {
        showing = true;
        List<String> byHand = draft.groups();
        groups.setText(byHand.isEmpty() ? "" : "Groups of the file: " + String.join("; ", byHand));
        groups.setManaged(!byHand.isEmpty());
        Set<RunOption> now = draft.elsewhere();
        if (!lists.keySet().equals(now)) {
            lists.keySet().retainAll(now);
            now.forEach(option -> lists.computeIfAbsent(option, this::row));
            rows.getChildren().setAll(lists.values());
        }
        draft.varied().forEach((option, values) -> lists.get(option).show(false, values));
        draft.searched().forEach((option, values) -> lists.get(option).show(true, values));
        if (!editor.getConfig().equals(draft.config())) {
            editor.set(draft.config());
        }
        common.setElsewhere(now);
        showing = false;
    }

    private ListRow row(RunOption option) {
        return new ListRow(option, new ListRow.Edits() {
            @Override
            public void list(RunOption of, boolean best, List<String> values) {
                model.edit(draft -> draft.withList(of, best, values));
            }

            @Override
            public void single(RunOption of) {
                model.edit(draft -> draft.withoutList(of));
            }
        });
    }
}
