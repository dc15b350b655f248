package io.github.deconvscope.ui.page.training;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.ui.theme.Tip;
import javafx.scene.control.ListCell;

/** A layer in the list: its label, and what it whitens as tooltip. */
final class LayerCell extends ListCell<LayerInfo> {
    LayerCell() {
        // As wide as the list, which would scroll sideways otherwise.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(LayerInfo layer, boolean empty) {
        super.updateItem(layer, empty);
        if (empty || layer == null) {
            setText(null);
            Tip.setText(this, null);
            return;
        }
        setText(layer.label());
        Tip.setText(
                this,
                layer.whitens()
                        ? layer.kind() + " " + layer.name() + ": whitens "
                                + PlainWords.count(layer.features(), "feature") + " ("
                                + PlainWords.count(layer.block(), "channel") + " x " + layer.kernelHeight() + " x "
                                + layer.kernelWidth()
                                + ") with " + PlainWords.count(layer.iterations(), "iteration")
                        : layer.kind() + " " + layer.name() + ": does not whiten"
                                + (layer.hasCovariance()
                                        ? "; what it multiplies is seen in its covariance and spectrum"
                                        : ""));
    }
}
