package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.LessonStep;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.theme.DirectScrollPane;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The text of a step beside the page: what is said and asked, and the buttons to go on. What follows a question appears when it is answered. */
final class LessonPane extends VBox {
    private final LessonDesk desk;
    private final StepParts parts;
    private final Label lessonTitle = Styled.whole("", "caption");
    private final Label place = Styled.label("", "caption");
    private final ProgressBar bar = new ProgressBar();
    private final Label title = Styled.whole("", "section-title");
    private final VBox content = Styled.of(new VBox(), "lesson-content");
    private final ScrollPane scroll = new DirectScrollPane(content);
    private final Button back = button("lessonBack", "Back", "The step before, with the page as it was (Alt+Left)");
    private final Button hint = button("lessonHint", "Hint", "Helps without giving it away (Alt+H)");
    private final Button show = button("lessonShow", "Show me", "Does it for you (Alt+W)");
    private final Button skip = button("lessonSkip", "Skip", "Goes on without it (Alt+S)");
    private final Button next = button("lessonNext", "Next", "The next step (Alt+Right)");
    private LessonPlayer player;
    private VBox afterGate;
    private GateView gate;
    private EndView end;

    LessonPane(LessonDesk desk, FigureCatalog figures) {
        this.desk = desk;
        parts = new StepParts(figures);
        setId("lessonPane");
        getStyleClass().add("lesson-pane");
        place.setMinWidth(Region.USE_PREF_SIZE);
        title.setId("lessonStep");
        title.setFocusTraversable(true);
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        next.getStyleClass().add("accent");
        next.setDefaultButton(false);
        back.setOnAction(e -> desk.back());
        next.setOnAction(e -> desk.next());
        skip.setOnAction(e -> desk.skip());
        show.setOnAction(e -> desk.showMe());
        hint.setOnAction(e -> desk.hint());
        FlowPane help = new FlowPane(8, 8, hint, show, skip);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox turn = new HBox(8, back, space, next);
        turn.setAlignment(Pos.CENTER_LEFT);
        VBox foot = Styled.of(new VBox(8, help, turn), "lesson-foot");
        getChildren().addAll(head(), bar, title, scroll, foot);
        help.managedProperty().bind(help.visibleProperty());
        help.visibleProperty()
                .bind(hint.visibleProperty().or(show.visibleProperty()).or(skip.visibleProperty()));
    }

    private Node head() {
        Button present =
                icon("lessonPresent", "mdal-format_size", "Large type, for a projector (Alt+P)", desk::togglePresent);
        Button hide =
                icon("lessonHide", "mdmz-visibility_off", "Hides the lesson; it goes on (Alt+D)", desk::toggleDock);
        Button end = icon("lessonEnd", "mdal-close", "Ends the lesson; you can come back to this step", desk::end);
        HBox.setHgrow(lessonTitle, Priority.ALWAYS);
        lessonTitle.setMaxWidth(Double.MAX_VALUE);
        HBox head = Styled.of(new HBox(8, lessonTitle, place, present, hide, end), "lesson-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Button icon(String id, String literal, String help, Runnable action) {
        Button button = Styled.of(Buttons.icon(id, literal, help, help), "small");
        button.setOnAction(e -> action.run());
        return button;
    }

    private static Button button(String id, String label, String help) {
        Button button = new Button(label);
        button.setId(id);
        Tip.setText(button, help);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    void setPresent(boolean present) {
        pseudoClassStateChanged(PseudoClass.getPseudoClass("present"), present);
    }

    /** Shows the step in view and puts the focus on its heading, so that a screen reader begins there. */
    void show(LessonPlayer shown) {
        player = shown;
        LessonStep step = player.step();
        int count = player.lesson().steps().size();
        lessonTitle.setText(player.lesson().title());
        place.setText((player.index() + 1) + " of " + count);
        bar.setProgress((player.index() + 1.0) / count);
        bar.setAccessibleText("Step " + place.getText());
        title.setText(step.title());
        content.getChildren().clear();
        afterGate = new VBox();
        afterGate.getStyleClass().add("lesson-content");
        afterGate.managedProperty().bind(afterGate.visibleProperty());
        gate = null;
        VBox target = content;
        int asks = step.gate()
                .map(asked -> step.parts().indexOf(asked))
                .orElse(step.parts().size() - 1);
        String first = Spoken.words(step.parts().subList(0, asks + 1));
        String then = Spoken.words(step.parts().subList(asks + 1, step.parts().size()));
        for (StepPart part : step.parts()) {
            if (part instanceof StepPart.Gate asked) {
                gate = new GateView(asked, player, then, this::refresh);
                content.getChildren().add(gate);
                target = afterGate;
            } else {
                parts.node(part).ifPresent(target.getChildren()::add);
            }
        }
        end = player.isLast() ? new EndView(player, desk.following(), desk::play) : null;
        if (end != null) {
            afterGate.getChildren().add(end);
        }
        content.getChildren().add(afterGate);
        title.setAccessibleText(
                (step.title() + ". Step " + place.getText() + ". " + first + (player.canGoOn() ? " " + then : ""))
                        .strip());
        scroll.setVvalue(0);
        refresh();
        focusHeading();
    }

    void focusHeading() {
        title.requestFocus();
    }

    /** Brings the buttons and the question up to date with the player. */
    void refresh() {
        boolean done = player.canGoOn();
        boolean isTask = player.step().gate().orElse(null) instanceof StepPart.Do;
        boolean showable = player.step().gate().orElse(null) instanceof StepPart.Do task
                && task.show().isPresent();
        back.setDisable(player.index() == 0);
        next.setDisable(!done);
        next.setText(player.isLast() ? "Finish" : "Next");
        hint.setVisible(isTask && !done);
        show.setVisible(showable && !done && !desk.isClassroom());
        skip.setVisible(!done && !desk.isClassroom());
        afterGate.setVisible(done);
        if (gate != null) {
            gate.refresh();
        }
        if (end != null) {
            end.refresh();
        }
    }

    void showHint() {
        if (gate != null) {
            gate.showHint();
        }
    }
}
