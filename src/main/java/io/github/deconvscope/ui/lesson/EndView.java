package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.lesson.model.Lesson;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.theme.Styled;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The end of a lesson: the results of its questions and tasks, the lesson that comes next, and the sources that its texts cite. */
final class EndView extends VBox {
    private final LessonPlayer player;
    private final Label score = Styled.whole("");

    /**
     * @param next the lesson to offer; empty if all are done
     * @param play starts a lesson
     */
    EndView(LessonPlayer player, Optional<Lesson> next, Consumer<Lesson> play) {
        this.player = player;
        setId("lessonEnding");
        getStyleClass().add("lesson-content");
        score.setId("lessonScore");
        getChildren().addAll(Styled.label("What you did", "panel-title"), score);
        next.ifPresent(lesson -> {
            Button button = Buttons.of("lessonFollowing", "Next lesson: " + lesson.title(), () -> play.accept(lesson));
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
            getChildren().add(button);
        });
        if (!player.lesson().sources().isEmpty()) {
            getChildren().add(Styled.label("Sources", "panel-title"));
        }
        int number = 1;
        for (String source : player.lesson().sources()) {
            getChildren().add(Styled.whole("[" + number++ + "] " + source));
        }
        refresh();
    }

    /** Brings the score up to date. */
    void refresh() {
        score.setText(player.progress().score(player.lesson()));
    }
}
