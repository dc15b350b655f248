package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.lesson.model.StepPart;
import io.github.deconvscope.lesson.play.LessonPlayer;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.TypedNumber;
import io.github.deconvscope.ui.control.Buttons;
import io.github.deconvscope.ui.theme.Styled;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A question or a task, the means to answer it, and what is said to the answer. */
final class GateView extends VBox {
    private static final PseudoClass RIGHT = PseudoClass.getPseudoClass("right");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final StepPart.Gate asked;
    private final LessonPlayer player;
    private final String then;
    private final Runnable changed;
    private final Label feedback = Styled.whole("", "lesson-feedback");

    /**
     * @param then what appears once it is answered, for a screen reader
     * @param changed called after an answer
     */
    GateView(StepPart.Gate asked, LessonPlayer player, String then, Runnable changed) {
        this.asked = asked;
        this.player = player;
        this.then = then;
        this.changed = changed;
        getStyleClass().add("lesson-gate");
        Label kind = Styled.label(asked instanceof StepPart.Do ? "Your turn" : "Predict first", "panel-title");
        feedback.setId("lessonFeedback");
        feedback.setFocusTraversable(true);
        feedback.managedProperty().bind(feedback.visibleProperty());
        feedback.setVisible(false);
        getChildren().addAll(kind, MarkdownView.of(StatedNumber.readable(asked.ask())));
        if (asked instanceof StepPart.PredictNumber) {
            getChildren().add(numberAnswer());
        } else if (asked instanceof StepPart.PredictChoice choice) {
            getChildren().add(choices(choice));
        } else if (asked instanceof StepPart.PredictSketch sketch) {
            getChildren().add(sketchAnswer(sketch));
        }
        getChildren().add(feedback);
    }

    private Node numberAnswer() {
        TextField field = new TextField();
        field.setId("lessonAnswer");
        field.setPromptText("a number");
        field.setAccessibleText("Your prediction, a number");
        HBox.setHgrow(field, Priority.ALWAYS);
        Runnable answer = () -> {
            double number;
            try {
                number = TypedNumber.read(field.getText(), asked.ask());
            } catch (IllegalArgumentException e) {
                showVerdict(e.getMessage(), false, false);
                Targets.revealOnceLaidOut(feedback);
                return;
            }
            showFeedback(player.answer(number));
        };
        Button check = Buttons.of("lessonCheck", "Check", answer);
        check.setMinWidth(Region.USE_PREF_SIZE);
        field.setOnAction(e -> answer.run());
        return new HBox(8, field, check);
    }

    private Node choices(StepPart.PredictChoice choice) {
        VBox box = new VBox(8);
        if (!choice.oneTry().isEmpty()) {
            Label oneTry = Styled.wrapped(choice.oneTry(), "caption");
            oneTry.setId("lessonOneTry");
            box.getChildren().add(oneTry);
        }
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; i < choice.choices().size(); i++) {
            int index = i;
            RadioButton button = new RadioButton(choice.lettered(i));
            button.setId("lessonChoice-" + i);
            button.setWrapText(true);
            button.setToggleGroup(group);
            button.setMinHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(button);
            button.setUserData(index);
        }
        Button check = Buttons.of("lessonCheck", "Check", () -> {
            RadioButton chosen = (RadioButton) group.getSelectedToggle();
            LessonPlayer.Feedback answer = player.choose((Integer) chosen.getUserData());
            if (answer.again()) {
                chosen.setSelected(false);
                chosen.setDisable(true);
            }
            showFeedback(answer);
        });
        check.disableProperty().bind(group.selectedToggleProperty().isNull());
        box.getChildren().add(check);
        return box;
    }

    private Node sketchAnswer(StepPart.PredictSketch sketch) {
        SketchPad pad = new SketchPad(sketch);
        Button check = new Button("Compare");
        check.setId("lessonCheck");
        check.setOnAction(e -> {
            showFeedback(player.sketch(pad.values()));
            pad.reveal(player.truth(sketch));
            check.setDisable(true);
        });
        pad.getChildren().add(check);
        return pad;
    }

    private void showFeedback(LessonPlayer.Feedback answer) {
        showVerdict(
                (answer.right() ? "\u2713 Right. " : answer.again() ? "\u2717 Not this. " : "\u2717 Not quite. ")
                        + answer.explanation(),
                answer.right(),
                !answer.right());
        changed.run();
        toFeedback();
    }

    /** So that a screen reader reads it, and nobody has to scroll for it. */
    private void toFeedback() {
        feedback.requestFocus();
        Targets.revealOnceLaidOut(feedback);
    }

    private void showVerdict(String words, boolean right, boolean wrong) {
        feedback.setText(words);
        feedback.setAccessibleText(player.canGoOn() ? (words + " " + then).strip() : words);
        feedback.pseudoClassStateChanged(RIGHT, right);
        feedback.pseudoClassStateChanged(WRONG, wrong);
        feedback.setVisible(true);
    }

    /** Says how the task stands, once it is done. */
    void refresh() {
        LessonProgress.Answer answer = player.answer();
        if (asked instanceof StepPart.Do && answer != null) {
            switch (answer.outcome()) {
                case DONE -> showOutcome("\u2713 Done. ", true);
                case SHOWN -> showOutcome("\u2713 Done for you: try a little on your own before you go on. ", true);
                default -> showOutcome("Skipped. ", false);
            }
        } else if (answer != null && !feedback.isVisible()) {
            showVerdict(answer.recalled(), false, false);
        }
    }

    /** In view, but without the focus, which stays on the page with what the person does. */
    private void showOutcome(String outcome, boolean right) {
        String words = outcome + player.seen();
        boolean news = !words.equals(feedback.getText());
        showVerdict(words, right, false);
        if (news) {
            Targets.revealOnceLaidOut(feedback);
        }
    }

    void showHint() {
        player.hint().ifPresent(hint -> {
            showVerdict(hint, false, false);
            toFeedback();
        });
    }
}
