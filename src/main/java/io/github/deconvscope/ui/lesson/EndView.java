package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.play.LessonPlayer;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The end of a lesson: the results of its questions and tasks, the lesson that comes next, and the sources that its texts cite. */
final class EndView extends VBox {
    private final LessonPlayer player;
    private final Label score = wrapped("");

    /**
     * @param next the lesson to offer; empty if all are done
     * @param play starts a lesson
     */
    EndView(LessonPlayer player, Optional<Lesson> next, Consumer<Lesson> play) {
        this.player = player;
        setId("lessonEnding");
        getStyleClass().add("lesson-content");
        score.setId("lessonScore");
        getChildren().addAll(heading("What you did"), score);
        next.ifPresent(lesson -> {
            Button button = new Button("Next lesson: " + lesson.title());
            button.setId("lessonFollowing");
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
            button.setOnAction(e -> play.accept(lesson));
            getChildren().add(button);
        });
        if (!player.lesson().sources().isEmpty()) {
            getChildren().add(heading("Sources"));
        }
        int number = 1;
        for (String source : player.lesson().sources()) {
            getChildren().add(wrapped("[" + number++ + "] " + source));
        }
        refresh();
    }

    private static Node heading(String words) {
        Label heading = new Label(words);
        heading.getStyleClass().add("panel-title");
        return heading;
    }

    private static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Brings the score up to date. */
    void refresh() {
        score.setText(player.progress().score(player.lesson()));
    }
}
