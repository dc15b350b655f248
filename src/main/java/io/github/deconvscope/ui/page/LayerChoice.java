package io.github.deconvscope.ui.page;

import io.github.deconvscope.run.feed.LayerInfo;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The layers of a run that can be looked at, and the one that is. A layer that was wished for is picked as soon as there is one of its name. */
public final class LayerChoice {
    private final ReadOnlyObjectWrapper<List<LayerInfo>> layers =
            new ReadOnlyObjectWrapper<>(this, "layers", List.of());
    private final ObjectProperty<LayerInfo> layer = new SimpleObjectProperty<>(this, "layer");
    private String wanted = "";

    public LayerChoice() {
        layer.subscribe(chosen -> {
            if (chosen != null) {
                wanted = chosen.name();
            }
        });
    }

    /** The layers; empty until the net is built. */
    public ReadOnlyObjectProperty<List<LayerInfo>> layersProperty() {
        return layers.getReadOnlyProperty();
    }

    /** The layer that is looked at; {@code null} while there is none. */
    public ObjectProperty<LayerInfo> layerProperty() {
        return layer;
    }

    public LayerInfo getLayer() {
        return layer.get();
    }

    /** Name of the layer that is or will be looked at; empty for the first. */
    public String wanted() {
        return wanted;
    }

    /** Looks at the layer of this name, now or when there is one. */
    public void want(String name) {
        wanted = name;
        pick();
    }

    /** Offers these layers: the one that was wished for is looked at, or the first that whitens, or the first. */
    public void offer(List<LayerInfo> found) {
        layers.set(List.copyOf(found));
        pick();
    }

    /** No layers, until others are offered. What was wished for is still. */
    public void clear() {
        layers.set(List.of());
        layer.set(null);
    }

    private void pick() {
        layers.get().stream()
                .filter(candidate -> candidate.name().equals(wanted))
                .findFirst()
                .or(() -> layers.get().stream().filter(LayerInfo::whitens).findFirst())
                .or(() -> layers.get().stream().findFirst())
                .ifPresent(layer::set);
    }
}
