package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.lesson.Lesson;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One lesson on the path: its number in a circle, its title, how far the person is. Style class {@code lesson-card}. */
final class LessonCard extends HBox {
    LessonCard(LearnModel.Card card, boolean current, Consumer<Lesson> play, Consumer<Lesson> handout) {
        getStyleClass().add("lesson-card");
        pseudoClassStateChanged(PseudoClass.getPseudoClass("current"), current);
        for (LearnModel.Stage stage : LearnModel.Stage.values()) {
            pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(stage.name().toLowerCase(java.util.Locale.ROOT)), stage == card.stage());
        }
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(mark(card), text(card, current));
        card.entry().lesson().ifPresent(lesson -> {
            Button paper = new Button("Handout\u2026");
            paper.setId("handout-" + lesson.id());
            paper.getStyleClass().add("flat");
            paper.setMinWidth(Region.USE_PREF_SIZE);
            paper.setTooltip(new Tooltip("Save the lesson as a PDF with its figures, to be filled in on paper"));
            paper.setOnAction(e -> handout.accept(lesson));
            Button start = new Button(
                    switch (card.stage()) {
                        case DONE -> "Again";
                        case BEGUN -> "Continue";
                        default -> "Begin";
                    });
            start.setId("play-" + lesson.id());
            start.setMinWidth(88);
            start.setAccessibleText(start.getText() + ": " + lesson.title() + ", " + card.progress());
            start.setTooltip(new Tooltip("Plays the lesson beside the page it is about"));
            start.setOnAction(e -> play.accept(lesson));
            if (current) {
                start.getStyleClass().add("accent");
            }
            getChildren().addAll(paper, start);
        });
    }

    private static Label mark(LearnModel.Card card) {
        Label mark = new Label(
                switch (card.stage()) {
                    case DONE -> "\u2713";
                    case BROKEN -> "!";
                    default -> String.valueOf(card.number());
                });
        mark.getStyleClass().add("lesson-mark");
        mark.setAccessibleText("Lesson " + card.number() + ", " + card.stage().label());
        return mark;
    }

    private static VBox text(LearnModel.Card card, boolean current) {
        Label title = new Label(card.entry().title());
        title.getStyleClass().add(current ? "section-title" : "panel-title");
        title.setWrapText(true);
        String minutes =
                card.entry().lesson().map(l -> l.minutes() + " min \u00b7 ").orElse("");
        Label progress = new Label(minutes + card.progress() + (card.entry().own() ? " \u00b7 your own" : ""));
        progress.getStyleClass().addAll("caption", "lesson-progress");
        progress.setWrapText(true);
        VBox text = new VBox(2, title, progress);
        if (current) {
            card.entry().lesson().ifPresent(lesson -> {
                Label goals = new Label("You will be able to " + String.join("; ", lesson.goals()) + ".");
                goals.setWrapText(true);
                text.getChildren().add(goals);
            });
        }
        if (!card.before().isEmpty()) {
            Label before = new Label("Better after: " + String.join(", ", card.before()));
            before.getStyleClass().add("caption");
            before.setWrapText(true);
            text.getChildren().add(before);
        }
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        return text;
    }
}
