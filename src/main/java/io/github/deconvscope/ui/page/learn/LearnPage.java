package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.figure.document.MarkdownPdf;
import io.github.deconvscope.lesson.Handout;
import io.github.deconvscope.lesson.Lesson;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.lesson.LessonDesk;
import io.github.deconvscope.ui.live.PaintPool;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.Page;
import io.github.deconvscope.ui.page.PageContext;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The controller of the Learn page: lessons as a path, search, go on, the record of what was done. */
public final class LearnPage implements Page {
    /** Width of a column of lessons, and of the page from which on there are two. */
    private static final double COLUMN = 860;

    private static final double TWO_COLUMNS = 1400;

    private final PageContext context;
    private final Optional<LessonDesk> desk;
    private final LearnModel model;

    @FXML
    private StackPane root;

    @FXML
    private VBox main;

    @FXML
    private TextField searchField;

    @FXML
    private Label summaryLabel;

    @FXML
    private Button continueButton;

    @FXML
    private Button recordButton;

    @FXML
    private HBox tools;

    @FXML
    private ScrollPane pathScroll;

    @FXML
    private GridPane path;

    @FXML
    private MessagePane message;

    /** @param context its window may have no lessons; the page then says so */
    public LearnPage(PageContext context) {
        this.context = context;
        desk = context.lessons();
        model = new LearnModel(desk.map(LessonDesk::progress).orElse(null));
    }

    @FXML
    private void initialize() {
        if (desk.isEmpty()) {
            message.show(MessagePane.Kind.EMPTY, "No lessons", "This window was opened without lessons.");
            main.setVisible(false);
            return;
        }
        message.show(MessagePane.Kind.LOADING, "Reading the lessons", "");
        searchField.textProperty().bindBidirectional(model.searchProperty());
        model.cardsProperty().subscribe(this::showCards);
        pathScroll
                .widthProperty()
                .map(width -> width.doubleValue() >= TWO_COLUMNS)
                .subscribe(wide -> lay());
        desk.get().entriesProperty().subscribe(read -> {
            message.setVisible(read.isEmpty());
            main.setVisible(!read.isEmpty());
            model.setEntries(read);
        });
        desk.get().runningProperty().subscribe(lesson -> model.refresh());
    }

    private void showCards(List<LearnModel.Card> cards) {
        path.getChildren().clear();
        Optional<Lesson> next = model.next();
        for (LearnModel.Card card : cards) {
            boolean current = next.isPresent() && card.entry().lesson().equals(next);
            path.getChildren().add(new LessonCard(card, current, this::play, this::handout));
        }
        if (cards.isEmpty()) {
            Label nothing =
                    new Label("No lesson holds \"" + model.searchProperty().get() + "\".");
            nothing.getStyleClass().add("caption");
            path.getChildren().add(nothing);
        }
        lay();
        summaryLabel.setText(model.summary());
        continueButton.setVisible(next.isPresent());
        next.ifPresent(
                lesson -> continueButton.setText((model.isBegun(lesson) ? "Continue: " : "Begin: ") + lesson.title()));
    }

    /** One below the other; where there is room, the second half beside the first. */
    private void lay() {
        int columns = pathScroll.getWidth() >= TWO_COLUMNS ? 2 : 1;
        path.getColumnConstraints().clear();
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints(0, COLUMN, COLUMN);
            column.setHgrow(Priority.ALWAYS);
            path.getColumnConstraints().add(column);
        }
        int rows = (path.getChildren().size() + columns - 1) / columns;
        for (int i = 0; i < path.getChildren().size(); i++) {
            GridPane.setConstraints(path.getChildren().get(i), i / rows, i % rows);
        }
    }

    private void play(Lesson lesson) {
        if (desk.orElseThrow().progress().of(lesson.id()).done()) {
            desk.get().replay(lesson);
        } else {
            desk.get().play(lesson);
        }
    }

    @FXML
    private void goOn() {
        model.next().ifPresent(this::play);
    }

    private void handout(Lesson lesson) {
        save("Handout of the lesson", lesson.id() + ".pdf", lesson.title(), Handout.of(lesson));
    }

    @FXML
    private void saveRecord() {
        save("Record of what you did", "lessons-done.pdf", "Lessons of DeconvScope", model.record());
    }

    private void save(String what, String name, String title, String markdown) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(what);
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PDF", "*.pdf"));
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            PaintPool.run(() -> {
                String told = write(title, markdown, file);
                Platform.runLater(() -> context.tell(told));
            });
        }
    }

    private String write(String title, String markdown, File file) {
        try {
            MarkdownPdf.write(title, markdown, desk.orElseThrow().services().figures(), file.toPath());
            return "Saved " + file + ".";
        } catch (IOException | InvalidInputException e) {
            return file + " cannot be written: " + e.getMessage();
        }
    }

    @Override
    public String state() {
        return model.searchProperty().get();
    }

    @Override
    public void restore(String state) {
        model.searchProperty().set(state);
    }

    @Override
    public void onShown() {
        if (desk.isPresent()) {
            model.refresh();
        }
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Alt+Right, Alt+Left", "Next and previous step of the lesson"),
                new KeyHelp("Alt+H, Alt+W, Alt+S", "Hint, show me, skip"),
                new KeyHelp("Alt+D", "Hide or show the lesson"),
                new KeyHelp("Alt+P", "Large type, for a projector"));
    }
}
