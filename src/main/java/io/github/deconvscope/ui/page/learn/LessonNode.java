package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.page.learn.LearnModel.Stage;
import io.github.deconvscope.ui.theme.Styled;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * One lesson on the map: its number in a circle, its title, how far the person is, what comes first. A click plays it; beside it is the
 * button of its handout. A broken lesson shows what is wrong instead. Style class {@code lesson-node}.
 */
final class LessonNode extends HBox {
    /** How many problems of a broken lesson are shown before it is clicked. */
    private static final int PROBLEMS = 2;

    private final LearnModel.Card card;
    private final Pressable open;

    /**
     * @param current whether it is the one to go on with; it is drawn larger, with its goals
     * @param play called by a click
     * @param handout called by the button of the handout
     */
    LessonNode(LearnModel.Card card, boolean current, Consumer<Lesson> play, Consumer<Lesson> handout) {
        this.card = card;
        getStyleClass().add("lesson-node");
        setState("current", current);
        setState("later", !card.before().isEmpty());
        setState("missed", !card.found());
        for (Stage stage : Stage.values()) {
            setState(stage.name().toLowerCase(Locale.ROOT), stage == card.stage());
        }
        VBox text = new VBox(
                2,
                Styled.wrapped(card.entry().title(), current ? "section-title" : "panel-title"),
                Styled.wrapped(standing(), "caption"));
        text.setMinWidth(0);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        open = card.entry()
                .lesson()
                .map(lesson -> playable(lesson, text, current, play))
                .orElseGet(() -> broken(text));
        open.setId("play-" + card.entry().id());
        open.getStyleClass().add("lesson-open");
        open.setFocusTraversable(card.found());
        open.setAccessibleText("Lesson " + card.number() + ", " + card.entry().title() + ". " + standing() + ". "
                + comesAfter() + (current ? "The one to go on with." : ""));
        HBox.setHgrow(open, Priority.ALWAYS);
        getChildren().add(open);
        card.entry().lesson().ifPresent(lesson -> getChildren().add(paper(lesson, handout)));
    }

    private void setState(String name, boolean on) {
        pseudoClassStateChanged(PseudoClass.getPseudoClass(name), on);
    }

    /** How far the person is, in words. */
    private String standing() {
        String standing = card.entry()
                .lesson()
                .map(lesson -> lesson.minutes() + " min \u00b7 " + card.progress())
                .orElse("Cannot be used");
        return standing + (card.entry().own() ? " \u00b7 your own" : "");
    }

    private String comesAfter() {
        return card.before().isEmpty() ? "" : "Comes after: " + String.join(", ", card.before()) + ". ";
    }

    private Pressable playable(Lesson lesson, VBox text, boolean current, Consumer<Lesson> play) {
        String goals = "You will be able to " + String.join("; ", lesson.goals()) + ".";
        if (current) {
            text.getChildren().add(Styled.wrapped(goals));
        }
        String mark = card.stage() == Stage.DONE ? "\u2713" : String.valueOf(card.number());
        Pressable made = new Pressable(() -> play.accept(lesson), Styled.label(mark, "lesson-mark"), text);
        made.setTooltip("Plays the lesson beside the page it is about. " + goals);
        return made;
    }

    /** A click shows all that is wrong, another one the first lines again. */
    private Pressable broken(VBox text) {
        String all = card.progress();
        List<String> problems = Arrays.asList(all.split("\n"));
        int more = problems.size() - PROBLEMS;
        String few = problems.stream().limit(PROBLEMS).collect(Collectors.joining("\n"))
                + (more > 0 ? "\nand " + more + " more" : "");
        Label label = Styled.wrapped(few, "caption", "lesson-problems");
        text.getChildren().add(label);
        Pressable made = new Pressable(
                () -> label.setText(label.getText().equals(few) ? all : few), Styled.label("!", "lesson-mark"), text);
        made.setTooltip(
                "This lesson cannot be used. The command \"lesson check\" lists everything that is wrong with it.");
        return made;
    }

    private static Button paper(Lesson lesson, Consumer<Lesson> handout) {
        Button paper = Styled.of(
                Buttons.icon(
                        "handout-" + lesson.id(),
                        "mdmz-print",
                        "Handout of " + lesson.title(),
                        "Handout: saves the lesson as a PDF with its figures, to be filled in on paper"),
                "small");
        paper.setOnAction(e -> handout.accept(lesson));
        return paper;
    }

    /** The part that plays the lesson. */
    Pressable open() {
        return open;
    }
}
