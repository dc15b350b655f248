package io.github.deconvscope.ui.control;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** Lets a person drop a file on a part of the window. */
public final class FileDrop {
    private FileDrop() {}

    /** Hands the first of the files that are dropped on {@code target} to {@code open}. */
    public static void accept(Node target, Consumer<Path> open) {
        target.setOnDragOver(e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
                e.consume();
            }
        });
        target.setOnDragDropped(e -> {
            if (e.getDragboard().hasFiles()) {
                open.accept(e.getDragboard().getFiles().get(0).toPath());
                e.setDropCompleted(true);
                e.consume();
            }
        });
    }
}
