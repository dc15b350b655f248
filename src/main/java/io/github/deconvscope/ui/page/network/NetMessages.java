package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.state.NetworkState.View;
import io.github.deconvscope.ui.theme.Presence;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Messages above the figures or in their place: no run yet, a net being opened, a net that cannot be shown. */
final class NetMessages {
    private final NetworkModel model;
    private final Parts parts;

    /**
     * Parts of the page.
     *
     * @param content all of it but {@code empty}
     * @param figures the tabs
     * @param trouble the line above the figures
     * @param message in place of the figures
     * @param empty in place of everything
     */
    record Parts(Node content, Node figures, Label trouble, MessagePane message, MessagePane empty) {}

    /** @param train what the empty page offers */
    NetMessages(NetworkModel model, Parts parts, Runnable train) {
        this.model = model;
        this.parts = parts;
        parts.empty.show(
                MessagePane.Kind.EMPTY,
                "Train a run first",
                "Here the net of a run looks at a picture: what each layer makes of it, what a channel looks at, how it is made visible"
                        + " by going back to the pixels, and what the net is wrong about.");
        parts.empty.offer("To the training page", train);
    }

    void show() {
        boolean empty = model.listedProperty().get()
                && model.runs().isEmpty()
                && model.getState().a().run().isEmpty();
        boolean opened = model.a().passProperty().get() != null;
        boolean any = opened || model.getState().view() == View.WHITENESS;
        parts.content.setVisible(!empty);
        parts.empty.setVisible(empty);
        parts.message.setVisible(!empty && !any);
        parts.figures.setVisible(any);
        String why = model.a().messageProperty().get();
        if (!any && why.isEmpty()) {
            parts.message.show(
                    MessagePane.Kind.LOADING,
                    "The net is being opened",
                    "Its weights are read and folded to plain convolutions; the first time PyTorch is loaded too.");
        } else if (!any && model.a().isWaiting()) {
            parts.message.show(MessagePane.Kind.LOADING, "The run is about to take its first step", why);
        } else if (!any) {
            parts.message.show(MessagePane.Kind.FAILED, "Nothing to show of this net", why);
        }
        showTrouble(opened ? why : "");
    }

    private void showTrouble(String ofNet) {
        List<String> troubles = new ArrayList<>(List.of(
                model.pictures().photoReadingProperty().get(),
                model.problemProperty().get(),
                ofNet,
                model.b().messageProperty().get()));
        troubles.removeIf(String::isEmpty);
        parts.trouble.setText(FormWords.of(String.join(" ", troubles)));
        Presence.set(parts.trouble, !troubles.isEmpty());
    }
}
