package io.github.deconvscope.ui.control;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TitledPane;

/** A section whose content joins the scene when it is unfolded for the first time. */
final class FoldedSection extends TitledPane implements Holder {
    private final Node body;

    /** A section that is unfolded from the start, or not. */
    FoldedSection(String title, Node body, boolean unfolded) {
        this.body = body;
        setText(title);
        setAnimated(false);
        setExpanded(unfolded);
        expandedProperty().subscribe(open -> {
            if (open) {
                setContent(body);
            }
        });
    }

    @Override
    public List<Node> held() {
        return getContent() == null ? List.of(body) : List.of();
    }
}
