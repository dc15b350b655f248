package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.document.MarkdownPdf;
import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.page.StepLink;
import io.github.deconvscope.lesson.play.Handout;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.lesson.LessonDesk;
import io.github.deconvscope.ui.lesson.LessonSpace;
import io.github.deconvscope.ui.lesson.Targets;
import io.github.deconvscope.ui.live.PaintPool;
import io.github.deconvscope.ui.page.KeyHelp;
import io.github.deconvscope.ui.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser.ExtensionFilter;

/** The controller of the Learn page: the map of the lessons, search, go on, the record of what was done. */
public final class LearnPage implements Page {
    private final LessonSpace context;
    private final Optional<LessonDesk> desk;
    private final LearnModel model;
    private final LessonMap map = new LessonMap();
    private boolean arriving;

    @FXML
    private StackPane root;

    private Optional<StepLink> wanted = Optional.empty();

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
    private FlowPane tools;

    @FXML
    private ScrollPane mapScroll;

    @FXML
    private MessagePane message;

    /** @param context its window may have no lessons; the page then says so */
    public LearnPage(LessonSpace context) {
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
        searchField.setOnAction(e -> firstFound().ifPresent(node -> node.open().requestFocus()));
        mapScroll.setContent(new StackPane(map));
        model.cardsProperty().subscribe(this::showCards);
        desk.get().entriesProperty().subscribe(read -> {
            message.setVisible(read.isEmpty());
            main.setVisible(!read.isEmpty());
            model.setEntries(read);
            focusFirst();
            playWanted();
        });
        desk.get().runningProperty().subscribe(lesson -> model.refresh());
    }

    private void showCards(List<LearnModel.Card> cards) {
        Optional<Lesson> next = model.next();
        map.show(cards, model.prerequisites(), next, this::play, this::handout);
        summaryLabel.setText(model.summary());
        continueButton.setVisible(next.isPresent());
        next.ifPresent(
                lesson -> continueButton.setText((model.isBegun(lesson) ? "Continue: " : "Begin: ") + lesson.title()));
        boolean searching = !model.searchProperty().get().isBlank();
        (searching ? firstFound() : next.flatMap(this::node)).ifPresent(Targets::revealOnceLaidOut);
    }

    private Optional<LessonNode> firstFound() {
        return model.cardsProperty().get().stream()
                .filter(LearnModel.Card::found)
                .map(card -> map.nodes().get(card.number() - 1))
                .findFirst();
    }

    private Optional<LessonNode> node(Lesson lesson) {
        return model.cardsProperty().get().stream()
                .filter(card -> card.entry().lesson().equals(Optional.of(lesson)))
                .map(card -> map.nodes().get(card.number() - 1))
                .findFirst();
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
        save("Handout of the lesson", lesson.id() + ".pdf", lesson.title(), Handout.of(lesson, true), List.of());
    }

    @FXML
    private void saveRecord() {
        save(
                "Record of what you did",
                "lessons-done.pdf",
                "Lessons of DeconvScope",
                model.record(),
                List.of(new ExtensionFilter("CSV, for spreadsheets", "*.csv")));
    }

    private void save(String what, String name, String title, String markdown, List<ExtensionFilter> others) {
        List<ExtensionFilter> kinds = new ArrayList<>(List.of(new ExtensionFilter("PDF", "*.pdf")));
        kinds.addAll(others);
        context.services()
                .dialogs()
                .save(root.getScene().getWindow(), what, name, kinds)
                .ifPresent(file -> PaintPool.run(() -> {
                    String told = write(title, markdown, file);
                    Platform.runLater(() -> context.showNotice(told));
                }));
    }

    private String write(String title, String markdown, Path file) {
        try {
            if (file.toString().endsWith(".csv")) {
                AtomicFile.write(file, model.recordCsv());
            } else {
                MarkdownPdf.write(title, markdown, desk.orElseThrow().services().figures(), file);
            }
            return "Saved " + file + ".";
        } catch (IOException | InvalidInputException e) {
            return file + " cannot be written: " + e.getMessage();
        }
    }

    @Override
    public String state() {
        return model.searchProperty().get();
    }

    /** A search, or a {@link StepLink}: that lesson is played as soon as the lessons are read. */
    @Override
    public void restore(String state) {
        Optional<StepLink> link = StepLink.parse(state);
        model.searchProperty().set(link.isPresent() ? "" : state);
        wanted = link;
        playWanted();
    }

    private void playWanted() {
        if (wanted.isEmpty()
                || desk.isEmpty()
                || desk.get().entriesProperty().get().isEmpty()) {
            return;
        }
        StepLink link = wanted.get();
        wanted = Optional.empty();
        Optional<Lesson> lesson = desk.get().entriesProperty().get().stream()
                .filter(entry -> entry.id().equals(link.lesson()))
                .flatMap(entry -> entry.lesson().stream())
                .findFirst();
        lesson.ifPresentOrElse(
                found -> desk.get().playAt(found, link.step()),
                () -> context.showNotice("There is no lesson \"" + link.lesson() + "\" here."));
    }

    /** Whoever comes by a key goes on with Enter, and is a few Tabs away from the map; once the lessons are read. */
    private void focusFirst() {
        if (arriving && main.isVisible()) {
            arriving = false;
            Platform.runLater(continueButton::requestFocus);
        }
    }

    @Override
    public void onShown() {
        if (desk.isPresent()) {
            model.refresh();
            arriving = true;
            focusFirst();
        }
    }

    @Override
    public List<KeyHelp> keys() {
        return List.of(
                new KeyHelp("Arrows, Enter", "On the map: from lesson to lesson, and play one"),
                new KeyHelp("Alt+Right, Alt+Left", "Next and previous step of the lesson"),
                new KeyHelp("Alt+H, Alt+W, Alt+S", "Hint, show me, skip"),
                new KeyHelp("Alt+G", "Go to what the lesson points at, and back"),
                new KeyHelp("Alt+D", "Hide or show the lesson"),
                new KeyHelp("Alt+P", "Large type, for a projector"));
    }
}
