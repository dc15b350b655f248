package io.github.deconvscope.ui.control;

import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.ui.theme.Styled;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The message in place of content that is not there: empty (what will be here and how to get it), loading, or failed (what, why, what to
 * do). Style classes: {@code message-pane} and {@code empty}, {@code loading} or {@code failed}.
 */
public final class MessagePane extends VBox {
    /** Why there is nothing to show. */
    public enum Kind {
        EMPTY("mdal-insights"),
        LOADING("mdal-hourglass_empty"),
        FAILED("mdal-error_outline");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }
    }

    private final Label title = Styled.wrapped("", "section-title");
    private final Label text = Styled.wrapped("", "message-text");
    private final Button action = Styled.of(new Button(), "accent");

    /** An empty pane of kind {@link Kind#EMPTY}. */
    public MessagePane() {
        getStyleClass().add("message-pane");
        setAlignment(Pos.CENTER);
        show(Kind.EMPTY, "", "");
    }

    /** A pane with a message. */
    public MessagePane(Kind kind, String title, String text) {
        this();
        show(kind, title, text);
    }

    /** Changes what is said, in the words of the form; takes the button away. */
    public void show(Kind kind, String newTitle, String newText) {
        getStyleClass().removeAll("empty", "loading", "failed");
        getStyleClass().add(kind.name().toLowerCase(java.util.Locale.ROOT));
        title.setText(newTitle);
        text.setText(FormWords.of(newText));
        if (kind == Kind.LOADING) {
            ProgressIndicator turning = new ProgressIndicator();
            turning.setPrefSize(32, 32);
            getChildren().setAll(turning, title, text);
        } else {
            FontIcon icon = Styled.of(new FontIcon(kind.icon), "message-icon");
            getChildren().setAll(icon, title, text);
        }
        setAccessibleText(newTitle + ". " + text.getText());
    }

    /** Offers one button that helps. */
    public void offer(String label, Runnable command) {
        action.setText(label);
        action.setOnAction(e -> command.run());
        getChildren().remove(action);
        getChildren().add(action);
    }

    public String getTitle() {
        return title.getText();
    }

    public String getText() {
        return text.getText();
    }
}
