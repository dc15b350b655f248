package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.control.MessagePane;
import java.nio.file.Path;
import java.util.List;

/** What the library says where there is nothing to list or to draw. */
final class RunMessages {
    private RunMessages() {}

    /**
     * In place of the list.
     *
     * @param clear shows all runs again
     * @param train goes to where runs are made
     */
    static void noRuns(MessagePane pane, RunsModel model, Runnable clear, Runnable train) {
        Path root = model.libraryProperty().get().root();
        if (!model.lookedProperty().get()) {
            pane.show(MessagePane.Kind.LOADING, "Looking for runs", root.toString());
        } else if (!model.entriesProperty().get().isEmpty()) {
            pane.show(MessagePane.Kind.EMPTY, "No run matches", "No run has all of these words.");
            pane.offer("Show all", clear);
        } else {
            pane.show(
                    MessagePane.Kind.EMPTY,
                    "No runs yet",
                    "Every training, here or on the command line, leaves a folder in " + root
                            + ". They are listed here as soon as they start, to be compared, continued and exported.");
            pane.offer("Train one", train);
        }
    }

    /** In place of the curves. */
    static void noCurves(MessagePane pane, RunsModel model) {
        List<RunEntry> chosen = model.selected();
        if (chosen.isEmpty()) {
            pane.show(
                    MessagePane.Kind.EMPTY,
                    "Choose runs to compare",
                    "Click one, hold Ctrl or Shift for more: their curves are drawn over one another here, with the options in which "
                            + "they differ and how they ended.");
        } else {
            String remark = model.remark();
            pane.show(MessagePane.Kind.EMPTY, "No curves to show", remark.isEmpty() ? "No step was recorded." : remark);
        }
    }
}
