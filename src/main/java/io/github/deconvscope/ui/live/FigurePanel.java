package io.github.deconvscope.ui.live;

import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.ui.theme.HeightsByWidth;
import io.github.deconvscope.ui.theme.Presence;
import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import io.github.deconvscope.ui.theme.WrappingRow;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A figure with its title and a button for its menu (copy, export, data), which the window installs; without one there is no button.
 * Style classes: {@code figure-panel}, {@code panel-title}.
 */
public final class FigurePanel extends VBox {
    private static final double HEAD_HEIGHT = 24;

    private final Label title = Styled.whole("", "panel-title");
    private final HBox tools = new HBox();
    private final Button menu =
            Styled.of(new Button(null, new FontIcon("mdmz-more_vert")), "flat", "button-icon", "small", "figure-menu");
    private final FigureView view = new FigureView();
    private final Label placeholder = Styled.wrapped("", "caption");
    private final HeightsByWidth heights = new HeightsByWidth();

    /** A panel without title or figure; the title follows the figure's if none is set. */
    public FigurePanel() {
        getStyleClass().add("figure-panel");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        title.setLabelFor(view);
        menu.setAccessibleText("Figure menu");
        Tip.setText(menu, "Copy, save or read the numbers of this figure");
        menu.setOnAction(e -> FigureMenu.of(getScene()).ifPresent(maker -> {
            ContextMenu shown = maker.menuFor(view);
            shown.show(menu, Side.BOTTOM, 0, 0);
        }));
        menu.setVisible(false);
        tools.setAlignment(Pos.CENTER_RIGHT);
        // Of every head, also where the panel has no tools.
        tools.setMinHeight(HEAD_HEIGHT);
        WrappingRow head = Styled.of(new WrappingRow(title, tools, menu), "figure-head");
        head.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(title, Priority.ALWAYS);
        placeholder.setMouseTransparent(true);
        StackPane body = new StackPane(view, placeholder);
        body.setMinHeight(0);
        getChildren().addAll(head, body);
        VBox.setVgrow(body, Priority.ALWAYS);
        view.figureProperty().subscribe(figure -> {
            placeholder.setVisible(figure == null);
            offerMenu();
        });
        // A figure may be there before its panel is in a window.
        sceneProperty().subscribe(scene -> offerMenu());
    }

    private void offerMenu() {
        Presence.set(menu, view.getFigure() != null && FigureMenu.of(getScene()).isPresent());
    }

    /**
     * A panel that paints while a run computes; see {@link FigureView#isLive()}.
     *
     * @param id of the panel
     * @param figureId of the view in it
     */
    public static FigurePanel live(String id, String title, String figureId) {
        FigurePanel panel = new FigurePanel();
        panel.setId(id);
        panel.setTitle(title);
        panel.setLive(true);
        panel.view.setId(figureId);
        return panel;
    }

    public FigureView view() {
        return view;
    }

    @Override
    protected double computeMinHeight(double width) {
        return heights.least(width, super::computeMinHeight);
    }

    @Override
    protected double computePrefHeight(double width) {
        return heights.preferred(width, super::computePrefHeight);
    }

    @Override
    public void requestLayout() {
        // Also called by the constructor of the superclass.
        if (heights != null) {
            heights.clear();
        }
        super.requestLayout();
    }

    public StringProperty titleProperty() {
        return title.textProperty();
    }

    public String getTitle() {
        return title.getText();
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    /** What stands in place of the figure while there is none: why, in the words of the form. */
    public void setPlaceholder(String text) {
        placeholder.setText(FormWords.of(text));
        view.setAbsence(placeholder.getText());
    }

    /** Small controls beside the title, such as a switch to a logarithmic axis. */
    public HBox tools() {
        return tools;
    }

    public boolean isLive() {
        return view.isLive();
    }

    /** See {@link FigureView#isLive()}; settable from FXML. */
    public void setLive(boolean live) {
        view.setLive(live);
    }
}
