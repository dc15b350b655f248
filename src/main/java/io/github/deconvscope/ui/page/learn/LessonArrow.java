package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.ui.theme.Styled;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.transform.Rotate;

/** An arrow of the map: lines from point to point, with a head at the last. Style class {@code lesson-arrow}. */
final class LessonArrow extends Group {
    static final double HEAD = 5;

    private final Polyline line = new Polyline();
    /** Points downwards until it is turned. */
    private final Polygon head =
            Styled.of(new Polygon(0, 0, -HEAD, -1.8 * HEAD, HEAD, -1.8 * HEAD), "lesson-arrow-head");

    private final Rotate turn = new Rotate();

    /** @param done whether the lesson that it comes from is done */
    LessonArrow(boolean done) {
        getStyleClass().add("lesson-arrow");
        pseudoClassStateChanged(PseudoClass.getPseudoClass("done"), done);
        setManaged(false);
        setMouseTransparent(true);
        head.getTransforms().add(turn);
        getChildren().addAll(line, head);
    }

    /** Draws it along these points, at least two. */
    void draw(List<Point2D> way) {
        Point2D end = way.get(way.size() - 1);
        Point2D last = end.subtract(way.get(way.size() - 2));
        turn.setAngle(-Math.toDegrees(Math.atan2(last.getX(), last.getY())));
        head.setLayoutX(end.getX());
        head.setLayoutY(end.getY());
        line.getPoints().clear();
        way.forEach(point -> line.getPoints().addAll(point.getX(), point.getY()));
        // It ends within the head, whose point it would blunt.
        Point2D within = end.subtract(last.normalize().multiply(HEAD));
        int size = line.getPoints().size();
        line.getPoints().set(size - 2, within.getX());
        line.getPoints().set(size - 1, within.getY());
    }
}
