package io.github.deconvscope.ui.lesson;

import io.github.deconvscope.ui.theme.Styled;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** Opaque sheets over what would give a prediction away. They follow their nodes, and keep the mouse from looking under them. */
final class Covers extends Pane {
    private static final String WORDS = "Covered until you have predicted what is here.";

    private static final double ROOM_FOR_WORDS = 80;
    private static final double ROOM_FOR_A_WORD = 36;

    private final List<Node> covered = new ArrayList<>();

    Covers() {
        setManaged(false);
        setPickOnBounds(false);
        setId("lessonCovers");
    }

    /** Covers these nodes and no others. */
    void follow(List<Node> nodes) {
        if (!covered.equals(nodes)) {
            covered.clear();
            covered.addAll(nodes);
            getChildren().clear();
            nodes.forEach(node -> getChildren().add(sheet()));
        }
        for (int i = 0; i < covered.size(); i++) {
            lay((Label) getChildren().get(i), Targets.visiblePart(covered.get(i), this));
        }
    }

    private static Label sheet() {
        Label sheet = Styled.wrapped(WORDS, "lesson-cover");
        sheet.setManaged(false);
        return sheet;
    }

    private static void lay(Label sheet, Bounds at) {
        sheet.setText(at.getHeight() < ROOM_FOR_A_WORD ? "" : at.getHeight() < ROOM_FOR_WORDS ? "Covered" : WORDS);
        sheet.setVisible(at.getWidth() >= 1 && at.getHeight() >= 1);
        // Borders of buttons stick out by a pixel.
        sheet.resizeRelocate(at.getMinX() - 1, at.getMinY() - 1, at.getWidth() + 2, at.getHeight() + 2);
    }
}
