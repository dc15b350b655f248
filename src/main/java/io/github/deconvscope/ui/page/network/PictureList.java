package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/**
 * Test pictures as thumbnails, some in a row; only those in sight are made. The chosen one has a ring. A click chooses, and so do the arrow
 * keys, Home, End, Page Up and Page Down.
 */
final class PictureList extends ListView<List<Integer>> {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final int MOST_ACROSS = 6;
    private static final double SIDE = 32;
    /** The ring around a picture, and what is between two. */
    private static final double BETWEEN = 6;
    /** The border of the list and its scroll bar. */
    private static final double BESIDE = 16;

    private static final int PAGE_OF_ROWS = 4;

    private final Label absence = Styled.wrapped("", "caption");
    private OpenNetwork net;
    private List<Integer> shown = List.of();
    private int chosen = -1;
    private int across = MOST_ACROSS;
    private IntConsumer choose = index -> {};

    PictureList() {
        getStyleClass().add("picture-list");
        setFixedCellSize(SIDE + 4);
        setCellFactory(list -> new Row());
        setPlaceholder(absence);
        // Selecting rows means nothing here; the focus stays with the list.
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        widthProperty().subscribe(width -> fit(width.doubleValue()));
    }

    /** As many pictures in a row as there is room for beside the scroll bar. */
    private void fit(double width) {
        int now = (int) Math.max(1, Math.min(MOST_ACROSS, (width - BESIDE) / (SIDE + BETWEEN)));
        if (width > 0 && now != across) {
            across = now;
            show(net, shown);
        }
    }

    /** @param choice is told the number of the picture that a person chose */
    void onChoice(IntConsumer choice) {
        choose = choice;
    }

    /** Lists pictures of a net's test set. */
    void show(OpenNetwork of, List<Integer> pictures) {
        net = of;
        shown = List.copyOf(pictures);
        List<List<Integer>> rows = new ArrayList<>();
        for (int i = 0; of != null && i < shown.size(); i += across) {
            rows.add(shown.subList(i, Math.min(shown.size(), i + across)));
        }
        getItems().setAll(rows);
        absence.setText(
                of == null
                        ? "Test pictures stand here once a net is open."
                        : "No test picture is of the class and the outcome that are chosen above.");
    }

    /** Rings a picture. @param picture its number; -1 for none */
    void ring(int picture) {
        chosen = picture;
        refresh();
        int place = shown.indexOf(picture);
        setAccessibleText(
                picture < 0 ? "Test pictures, none is chosen" : "Test pictures, number " + picture + " is chosen");
        if (place >= 0 && isFocused()) {
            scrollTo(Math.max(0, place / across - 1));
        }
    }

    private void key(KeyEvent event) {
        int place = shown.indexOf(chosen);
        int next =
                switch (event.getCode()) {
                    case LEFT -> place - 1;
                    case RIGHT -> place + 1;
                    case UP -> place - across;
                    case DOWN -> place + across;
                    case PAGE_UP -> place - PAGE_OF_ROWS * across;
                    case PAGE_DOWN -> place + PAGE_OF_ROWS * across;
                    case HOME -> 0;
                    case END -> shown.size() - 1;
                    default -> Integer.MIN_VALUE;
                };
        if (next == Integer.MIN_VALUE || event.isShortcutDown() || event.isAltDown() || shown.isEmpty()) {
            return;
        }
        choose.accept(shown.get(Math.max(0, Math.min(shown.size() - 1, next))));
        event.consume();
    }

    private final class Row extends ListCell<List<Integer>> {
        private final HBox row = Styled.of(new HBox(), "picture-row");

        Row() {}

        @Override
        protected void updateItem(List<Integer> item, boolean empty) {
            super.updateItem(item, empty);
            row.getChildren().clear();
            setGraphic(empty || net == null ? null : row);
            if (empty || net == null) {
                return;
            }
            for (int index : item) {
                row.getChildren().add(thumbnail(index));
            }
        }

        private StackPane thumbnail(int index) {
            NetworkPicture picture = net.testPicture(index);
            ImageView view = new ImageView(pixels(picture.image()));
            view.setFitWidth(SIDE);
            view.setFitHeight(SIDE);
            StackPane frame = Styled.of(new StackPane(view), "thumbnail");
            frame.pseudoClassStateChanged(CHOSEN, index == chosen);
            String truth = picture.truth().isPresent()
                    ? ": " + net.info().classNames().get(picture.truth().getAsInt())
                    : "";
            Tip.setText(frame, "Test picture " + index + truth);
            frame.setOnMouseClicked(e -> choose.accept(index));
            return frame;
        }
    }

    static WritableImage pixels(ColorImage image) {
        return pixels(image, 1);
    }

    /** @param times pixels of the screen a pixel of the picture, in each direction */
    static WritableImage pixels(ColorImage image, int times) {
        WritableImage pixels = new WritableImage(times * image.width(), times * image.height());
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                int argb = 0xff;
                for (int c = 0; c < 3; c++) {
                    argb = argb << 8 | Math.round(255 * image.at(c % image.channels(), y / times, x / times));
                }
                pixels.getPixelWriter().setArgb(x, y, argb);
            }
        }
        return pixels;
    }
}
