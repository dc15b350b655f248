package io.github.deconvscope.ui.page.runs;

import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.run.library.RunEntry;
import io.github.deconvscope.ui.control.MessagePane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Messages about the chosen runs, and in place of the list or the drawing where there is none. */
final class RunMessages {
    /** More lines would take the room of the list. */
    private static final int MOST_REMARKS = 3;

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
            String remark = remark(model);
            pane.show(MessagePane.Kind.EMPTY, "No curves to show", remark.isEmpty() ? "No step was recorded." : remark);
        }
    }

    /** What is wrong with the chosen runs, what can still be shown of them, and which are not drawn; empty if all is well. */
    static String remark(RunsModel model) {
        List<RunEntry> chosen = model.selected();
        RunOverlay overlay = model.overlayProperty().get();
        List<String> remarks = new ArrayList<>();
        for (RunEntry entry : chosen) {
            if (!entry.problem().isEmpty()) {
                remarks.add(chosen.size() == 1 ? entry.problem() : entry.displayName() + ": " + entry.problem());
            }
        }
        int drawable = model.withCurves().size();
        if (drawable > RunOverlay.MOST_RUNS) {
            remarks.add(
                    0,
                    "Of the " + drawable + " runs the first " + RunOverlay.MOST_RUNS
                            + " are drawn: more cannot be told apart.");
        }
        List<String> missing = overlay.missing(model.comparisonProperty().get());
        if (!missing.isEmpty()) {
            remarks.add(
                    0,
                    "Without \"" + RunOverlay.title(overlay.curve()) + "\" over "
                            + overlay.over().label() + ": " + String.join(", ", missing) + ".");
        }
        int more = remarks.size() - MOST_REMARKS;
        return remarks.stream().limit(MOST_REMARKS).collect(Collectors.joining("\n"))
                + (more > 0 ? "\n" + more + " more have remarks; select one to read them." : "");
    }
}
