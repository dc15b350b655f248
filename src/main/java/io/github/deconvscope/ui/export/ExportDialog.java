package io.github.deconvscope.ui.export;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.StyleSheet;
import io.github.deconvscope.ui.control.Dialogs;
import io.github.deconvscope.ui.control.Titles;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks which figures, in which format and size. Everything can be reached with Tab; what cannot be saved is said below the fields. */
final class ExportDialog extends Dialog<ExportDialog.Answer> {
    /** What to save, and how. */
    record Answer(List<NamedFigure> figures, ExportChoice choice) {}

    /** Figures that can be chosen together. @param panels whether they become one */
    private record Selection(String title, List<NamedFigure> figures, boolean panels) {}

    private static final ButtonType SAVE = new ButtonType("Save\u2026", ButtonBar.ButtonData.OK_DONE);

    private final ChoiceBox<Selection> which = new ChoiceBox<>();
    private final ChoiceBox<Integer> columns = new ChoiceBox<>();
    private final CheckBox anonymous = new CheckBox("No metadata");
    private final Button styleFile = new Button();
    private final Button noStyle = new Button("None");
    private final StringProperty style = new SimpleStringProperty("");
    private final ChoiceBox<FigureFormat> format = new ChoiceBox<>();
    private final ComboBox<String> width = new ComboBox<>();
    private final ComboBox<String> dpi = new ComboBox<>();
    private final ChoiceBox<FigureTheme> theme = new ChoiceBox<>();
    private final CheckBox transparent = new CheckBox("Transparent background");
    private final CheckBox titled = new CheckBox("Title");
    private final CheckBox captioned = new CheckBox("Caption");
    private final Label note = Styled.wrapped("", "caption");
    private final CheckBox sourced = new CheckBox("Source");
    private final ExportPreview preview = new ExportPreview();
    private final GridPane grid = Styled.of(new GridPane(), "export-form");
    private final String source;

    /**
     * @param figures of the page, or a single one
     * @param collected for panels, from this page and others
     * @param source the line that says where the figures come from
     * @param dialogs ask for a style file
     */
    ExportDialog(
            Window owner,
            List<NamedFigure> figures,
            List<NamedFigure> collected,
            ExportChoice first,
            String source,
            Dialogs dialogs) {
        this.source = source;
        initOwner(owner);
        setTitle("Export");
        setHeaderText(null);
        fill(figures, collected, first);
        styleFile.setOnAction(e -> chooseStyle(dialogs));
        noStyle.setOnAction(e -> style.set(""));
        layOut();
        HBox content = new HBox(24, grid, preview);
        content.setPadding(new Insets(16));
        getDialogPane().setContent(content);
        getDialogPane().getStyleClass().add("export-dialog");
        getDialogPane().getButtonTypes().setAll(SAVE, ButtonType.CANCEL);
        if (owner != null && owner.getScene() != null) {
            getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        }
        for (ObservableValue<?> value : List.<ObservableValue<?>>of(
                which.valueProperty(),
                format.valueProperty(),
                width.getEditor().textProperty(),
                dpi.getEditor().textProperty(),
                theme.valueProperty(),
                transparent.selectedProperty(),
                titled.selectedProperty(),
                captioned.selectedProperty(),
                sourced.selectedProperty(),
                anonymous.selectedProperty(),
                columns.valueProperty(),
                style)) {
            value.subscribe(changed -> check());
        }
        check();
        setResultConverter(button -> button == SAVE ? new Answer(selected(), choice()) : null);
        setOnShown(e -> format.requestFocus());
    }

    private void fill(List<NamedFigure> figures, List<NamedFigure> collected, ExportChoice first) {
        for (NamedFigure named : figures) {
            String title = named.figure().title().isEmpty()
                    ? named.id()
                    : named.figure().title();
            which.getItems().add(new Selection(title, List.of(named), false));
        }
        if (figures.size() > 1) {
            which.getItems()
                    .addAll(
                            new Selection("All " + figures.size() + " figures of this page", figures, false),
                            new Selection("All " + figures.size() + " figures as panels of one", figures, true));
        }
        if (collected.size() > 1) {
            which.getItems().add(new Selection(collected.size() + " collected figures as panels", collected, true));
        }
        which.setId("export-which");
        which.setConverter(new Titles<>(Selection::title));
        columns.getItems().setAll(1, 2, 3, 4);
        columns.setValue(first.columns() == 0 ? 2 : Math.min(4, first.columns()));
        anonymous.setId("export-anonymous");
        anonymous.setSelected(first.anonymous());
        style.set(first.style());
        which.setValue(which.getItems().get(0));
        format.getItems().setAll(FigureFormat.values());
        format.setConverter(new Titles<>(FigureFormat::label));
        format.setValue(first.format());
        width.setId("export-width");
        titled.setId("export-title");
        width.setEditable(true);
        width.getItems().setAll("85mm", "120mm", "140mm", "180mm", "1200px", "1920px");
        width.setValue(first.width());
        dpi.setEditable(true);
        dpi.getItems().setAll("96", "192", "300", "600");
        dpi.setValue(Integer.toString((int) first.dpi()));
        theme.getItems().setAll(FigureTheme.values());
        theme.setConverter(new Titles<>(
                value -> value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT)));
        theme.setValue(first.theme());
        transparent.setSelected(first.transparent());
        titled.setSelected(first.titled());
        captioned.setSelected(first.captioned());
        sourced.setSelected(first.sourced());
    }

    private void layOut() {
        grid.setHgap(16);
        grid.setVgap(8);
        grid.setMinWidth(Region.USE_PREF_SIZE);
        row(0, "Figure", which, "Which figure of this page; all of them go into one folder.");
        row(1, "Format", format, "PNG for slides, SVG and PDF for papers, CSV for the numbers, JSON for the state.");
        row(2, "Width", width, "As 140mm, 12cm, 5in or 1200px. Text and lines grow with it. Usual: 85mm or 140mm.");
        row(
                3,
                "Resolution",
                dpi,
                "Pixels an inch of a PNG, written into the file. Usual: 300 for print, 96 for the screen.");
        row(4, "Theme", theme, "Light and dark as the window; print is black on white and reads well in grey.");
        row(5, "Columns", columns, "Panels in a row, where several figures become one with letters.");
        row(
                6,
                "Style",
                styleFile,
                "A style file of a paper: font, sizes, colours, axes, words; docs/figures.md describes it.");
        noStyle.setMinWidth(Region.USE_PREF_SIZE);
        Tip.setText(noStyle, "Draws figures without the style file.");
        grid.add(noStyle, 2, 6);
        grid.add(transparent, 1, 7, 2, 1);
        grid.add(titled, 1, 8, 2, 1);
        grid.add(captioned, 1, 9, 2, 1);
        grid.add(sourced, 1, 10, 2, 1);
        grid.add(anonymous, 1, 11, 2, 1);
        Tip.setText(
                anonymous,
                "Nothing but the picture: no title, description, state or program in the file, for a"
                        + " review without names. It cannot be opened again.");
        Tip.setText(sourced, "Run, step, seed and version, below the figure: " + source);
        note.setMaxWidth(360);
        note.setMinHeight(40);
        grid.add(note, 0, 12, 3, 1);
    }

    private void row(int row, String name, Control field, String help) {
        Label label = Styled.label("_" + name, "field-label");
        label.setMnemonicParsing(true);
        label.setLabelFor(field);
        label.setMinWidth(Region.USE_PREF_SIZE);
        Tip.setText(field, help);
        field.setAccessibleText(name);
        field.setMaxWidth(Double.MAX_VALUE);
        grid.add(label, 0, row);
        grid.add(field, 1, row);
    }

    private List<NamedFigure> selected() {
        return which.getValue().figures();
    }

    private void chooseStyle(Dialogs dialogs) {
        dialogs.open(getOwner(), "Style file", List.of(new ExtensionFilter("Style of figures", "*.json")))
                .ifPresent(file -> {
                    try {
                        style.set(StyleSheet.read(file).text());
                    } catch (InvalidInputException e) {
                        note.setText(e.getMessage());
                    }
                });
    }

    private ExportChoice choice() {
        double resolution;
        try {
            resolution = Double.parseDouble(dpi.getEditor().getText().strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("resolution is \"" + dpi.getEditor().getText()
                    + "\", which is not a number; 300 is usual for print.");
        }
        return new ExportChoice(
                format.getValue(),
                width.getEditor().getText(),
                resolution,
                theme.getValue(),
                transparent.isSelected(),
                titled.isSelected(),
                captioned.isSelected(),
                sourced.isSelected(),
                anonymous.isSelected(),
                style.get(),
                which.getValue().panels() ? columns.getValue() : 0);
    }

    private void check() {
        boolean picture = format.getValue().isPicture();
        boolean raster = format.getValue().isRaster();
        boolean clear = picture && format.getValue() != FigureFormat.GIF;
        styleFile.setText(style.get().isEmpty() ? "Choose\u2026" : "A style file");
        noStyle.setDisable(style.get().isEmpty());
        columns.setDisable(!which.getValue().panels());
        for (Node node : List.of(width, theme, titled, captioned, sourced, anonymous)) {
            node.setDisable(!picture);
        }
        dpi.setDisable(!raster);
        transparent.setDisable(!clear);
        Node save = getDialogPane().lookupButton(SAVE);
        String told;
        boolean possible = true;
        try {
            ExportChoice choice = choice();
            List<NamedFigure> written = choice.arranged(selected());
            // Of all of them, so that what cannot be saved is refused here.
            List<ExportSettings> all = written.stream()
                    .map(named -> choice.settings(named, source))
                    .toList();
            NamedFigure first = written.get(0);
            ExportSettings settings = all.get(0);
            if (choice.anonymous()
                    && (format.getValue() == FigureFormat.JSON || format.getValue() == FigureFormat.HTML)) {
                throw new InvalidInputException(
                        "This format is nothing without metadata; choose another, or leave \"No metadata\" out.");
            }
            if (picture) {
                told = raster ? settings.pixelSize() : settings.paperSize();
                if (format.getValue() == FigureFormat.HTML
                        && first.figure().page().isPresent()) {
                    told = "The panes as a page for a course: all presets, linked and editable, in one file.";
                }
                preview.show(first.figure(), settings);
            } else {
                told = format.getValue() == FigureFormat.JSON
                        ? "The state of the page; --open shows it again."
                        : "All digits of every number that is drawn, "
                                + PlainWords.count(first.figure().table().rowCount(), "row") + ".";
                preview.showMessage(told);
            }
        } catch (InvalidInputException e) {
            told = e.getMessage();
            possible = false;
            preview.showMessage("");
        }
        note.setText(told);
        if (save != null) {
            save.setDisable(!possible);
        }
    }
}
