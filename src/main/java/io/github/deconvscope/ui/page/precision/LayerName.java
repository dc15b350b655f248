package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.run.feed.LayerInfo;
import javafx.scene.control.ListCell;

/** A layer by its label. */
final class LayerName extends ListCell<LayerInfo> {
    @Override
    protected void updateItem(LayerInfo layer, boolean empty) {
        super.updateItem(layer, empty);
        setText(empty || layer == null ? null : layer.label());
    }
}
