package io.github.deconvscope.ui.live;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Theme;
import io.github.deconvscope.ui.theme.Tip;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.slf4j.LoggerFactory;

/**
 * Shows a {@link Figure}. It is painted off the FX thread at the screen's scale; the FX thread only swaps the finished pixels in. If
 * figures come faster than they can be painted, those in between are left out; the last one is always shown.
 *
 * <p>Under the mouse, or under the cell cursor that the arrow keys move, the view finds what the figure has to tell ({@link
 * #hitProperty()}) and shows it as a tooltip. Style classes: {@code figure-view}, and {@code figure-cursor} for the ring of the cursor.
 */
public final class FigureView extends Region {
    /** How much larger the type of figures is on a projector, and their lines. */
    private static final double LARGE_TYPE = 1.5;

    private static final double LARGE_LINES = 1.5;

    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>(this, "figure");
    private boolean live;
    private final ReadOnlyObjectWrapper<FigureHit> hit = new ReadOnlyObjectWrapper<>(this, "hit");
    private final ImageView picture = new ImageView();
    private final Label trouble = Styled.wrapped("", "figure-trouble");
    private final FigurePointer pointer;
    private final ObservableValue<Boolean> onScreen;
    private Subscription frames = Subscription.EMPTY;
    private Pulse pulse;
    private FigureRaster front;
    private FigureRaster back;
    private String absence = "";
    private boolean dirty;
    private boolean urgent;
    private boolean painting;
    private boolean starting;
    private long paintings;

    public FigureView() {
        getStyleClass().add("figure-view");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(40, 40);
        setPrefSize(240, 180);
        trouble.setVisible(false);
        picture.setMouseTransparent(true);
        getChildren().addAll(picture, trouble);
        pointer = new FigurePointer(this, hit);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);

        figure.subscribe(this::figureChanged);
        hit.subscribe(this::updateAccessibleText);
        widthProperty().subscribe(width -> repaint());
        heightProperty().subscribe(height -> repaint());
        onScreen = sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false);
        onScreen.subscribe(showing -> follow(showing != null && showing));
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
        addEventHandler(KeyEvent.KEY_PRESSED, this::copy);
    }

    /** A view that shows a figure from the start. */
    public FigureView(Figure figure) {
        this();
        setFigure(figure);
    }

    /** What to show; {@code null} for nothing. */
    public ObjectProperty<Figure> figureProperty() {
        return figure;
    }

    public Figure getFigure() {
        return figure.get();
    }

    public void setFigure(Figure value) {
        figure.set(value);
    }

    /**
     * Whether figures come by themselves, from a run. A live view rests between paintings in proportion to what they cost, so that
     * looking at a training does not slow it down; one that answers to a person is painted at once.
     */
    public boolean isLive() {
        return live;
    }

    public void setLive(boolean value) {
        live = value;
    }

    /** Why there is no figure, for a screen reader; what stands in its place is not reached by keys. */
    void setAbsence(String words) {
        absence = words;
        updateAccessibleText();
    }

    /** What lies under the mouse or the cell cursor; {@code null} for nothing. */
    public ReadOnlyObjectProperty<FigureHit> hitProperty() {
        return hit.getReadOnlyProperty();
    }

    /** Paints as soon as can be, also a live view: after something a person did. */
    public void repaint() {
        urgent = true;
        dirty = true;
    }

    /** How often a figure was painted and shown; for tests and measurements. */
    public long paintings() {
        return paintings;
    }

    /** The style that screens paint with. */
    public FigureStyle style() {
        FigureStyle usual = FigureStyle.of(Theme.get().isDark() ? FigureTheme.DARK : FigureTheme.LIGHT);
        return Theme.get().isLargeType() ? usual.scaled(LARGE_TYPE, LARGE_LINES) : usual;
    }

    Optional<FigureHit> hitAt(double x, double y) {
        Figure now = figure.get();
        return now == null || getWidth() <= 0 || getHeight() <= 0
                ? Optional.empty()
                : now.hit(x, y, getWidth(), getHeight(), style());
    }

    private void figureChanged(Figure now) {
        dirty = true;
        if (!isLive() && pulse != null && !starting) {
            // After this event rather than at the next beat: what a person did is on screen one frame earlier.
            starting = true;
            Platform.runLater(this::startEarly);
        }
        if (now == null) {
            picture.setImage(null);
            trouble.setVisible(false);
        }
        pointer.refresh();
        updateAccessibleText();
        setAccessibleHelp(now == null ? "" : now.caption());
    }

    private void startEarly() {
        starting = false;
        if (Boolean.TRUE.equals(onScreen.getValue())) {
            onFrame();
        }
    }

    /** Has a tooltip say what the figure's caption says, for a place where the caption does not stand. */
    public void setCaptionAsTooltip() {
        figure.subscribe(now -> Tip.setText(this, now == null ? "" : now.caption()));
    }

    private void updateAccessibleText() {
        Figure now = figure.get();
        String words = now == null ? absence : now.altText();
        FigureHit here = hit.get();
        setAccessibleText(here == null ? words : here.text() + ". " + words);
    }

    private void follow(boolean showing) {
        frames.unsubscribe();
        frames = Subscription.EMPTY;
        if (showing) {
            pulse = Pulse.of(getScene());
            frames = Subscription.combine(
                    pulse.add(this::onFrame),
                    Theme.get().darkProperty().subscribe(dark -> repaint()),
                    Theme.get().largeTypeProperty().subscribe(large -> repaint()));
        }
    }

    private void onFrame() {
        if (!dirty || painting || figure.get() == null || getWidth() < 1 || getHeight() < 1) {
            return;
        }
        if (isLive() && !urgent && !pulse.liveDue()) {
            return;
        }
        dirty = false;
        urgent = false;
        painting = true;
        start(figure.get());
    }

    private void start(Figure now) {
        double width = getWidth();
        double height = getHeight();
        double scale = getScene().getWindow().getRenderScaleX();
        int pixelWidth = (int) Math.ceil(width * scale);
        int pixelHeight = (int) Math.ceil(height * scale);
        FigureStyle style = style();
        FigureRaster target = back != null && back.hasSize(pixelWidth, pixelHeight)
                ? back
                : new FigureRaster(pixelWidth, pixelHeight);
        PaintPool.run(() -> {
            long start = System.nanoTime();
            RuntimeException failure = null;
            try {
                target.paint(now, width, height, scale, style);
            } catch (RuntimeException e) {
                failure = e;
            }
            long cost = System.nanoTime() - start;
            RuntimeException reason = failure;
            Platform.runLater(() -> finish(target, scale, cost, reason));
        });
    }

    private void finish(FigureRaster painted, double scale, long cost, RuntimeException failure) {
        painting = false;
        if (isLive() && pulse != null) {
            pulse.spent(cost);
        }
        if (failure != null) {
            LoggerFactory.getLogger(FigureView.class).warn("A figure could not be painted", failure);
            trouble.setText("This figure could not be drawn: " + failure.getMessage());
        }
        trouble.setVisible(failure != null);
        picture.setVisible(failure == null);
        if (failure == null && figure.get() != null) {
            back = front;
            front = painted;
            picture.setImage(painted.finished());
            picture.setFitWidth(picture.getImage().getWidth() / scale);
            picture.setFitHeight(picture.getImage().getHeight() / scale);
            paintings++;
        }
    }

    private void showMenu(ContextMenuEvent event) {
        FigureMenu.of(getScene()).ifPresent(maker -> {
            ContextMenu menu = maker.menuFor(this);
            menu.show(this, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private void copy(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            FigureMenu.of(getScene()).ifPresent(maker -> maker.copy(this));
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        picture.relocate(0, 0);
        double width = Math.max(0, getWidth() - 16);
        trouble.resizeRelocate(8, 8, width, Math.min(trouble.prefHeight(width), Math.max(0, getHeight() - 16)));
        pointer.layout();
    }

    /** The ring of the cell cursor is drawn over the picture. */
    void addOverlay(javafx.scene.Node node) {
        getChildren().add(Objects.requireNonNull(node));
    }
}
