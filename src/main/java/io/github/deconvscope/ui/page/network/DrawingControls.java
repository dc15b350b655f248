package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.math.ColorImage;
import java.util.Optional;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;

/** Shows where a person draws in place of the test pictures, while that is asked for or while the nets look at a drawing. */
final class DrawingControls {
    private final NetworkModel model;
    private final ToggleButton draws;
    private final DrawingPad pad;
    private boolean looked;

    /**
     * @param draws whether the pad shows
     * @param list which it takes the place of
     * @param host where both are
     */
    DrawingControls(NetworkModel model, ToggleButton draws, PictureList list, Pane host) {
        this.model = model;
        this.draws = draws;
        pad = new DrawingPad(model.pictures()::draw);
        host.getChildren().addAll(list, pad);
        list.visibleProperty().bind(draws.selectedProperty().not());
        pad.visibleProperty().bind(draws.selectedProperty());
        draws.setOnAction(e -> {
            if (draws.isSelected()) {
                model.pictures().draw(pad.image());
                pad.surface().requestFocus();
            }
        });
        model.stateProperty().subscribe(state -> show());
    }

    private void show() {
        Optional<ColorImage> drawn = model.pictures().drawing();
        boolean looks = drawn.isPresent() && pad.take(drawn.get());
        if (looks != looked) {
            looked = looks;
            draws.setSelected(looks);
        }
    }
}
