package io.github.deconvscope.ui.state;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.run.library.RunColumn;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.List;
import java.util.Optional;

/**
 * What a person chose on the runs page.
 *
 * @param root folder of the runs; empty for the usual one
 * @param query what was searched for
 * @param selected names of the chosen folders
 * @param columns beside name, state and curve, by their ids
 * @param overlay how curves are drawn
 */
public record RunsState(String root, String query, List<String> selected, List<RunColumn> columns, RunOverlay overlay) {
    /** The page when it is opened for the first time. */
    public static final RunsState START =
            new RunsState("", "", List.of(), RunColumn.USUAL, new RunOverlay("loss", Axis.STEP, 0.9, false, false));

    private static final String PLACE = "The saved state of the runs page";
    private static final JsonRecord<Line> JSON = new JsonRecord<>(PLACE, Line.class);

    /** As written: the parts of the overlay are members of their own. */
    private record Line(
            String root,
            String query,
            List<String> selected,
            Optional<List<String>> columns,
            String curve,
            Axis axis,
            double smoothing,
            boolean logX,
            boolean logY) {}

    /** @throws InvalidInputException if the text is neither empty nor what {@link #toString} writes */
    public static RunsState parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        Line line = JSON.read(text);
        if (!(line.smoothing >= 0 && line.smoothing < 1)) {
            throw new InvalidInputException(PLACE + ": \"smoothing\" is " + line.smoothing
                    + "; it has to be from 0 to below 1. Correct it there.");
        }
        RunOverlay overlay = new RunOverlay(line.curve, line.axis, line.smoothing, line.logX, line.logY);
        // States of earlier versions know no columns.
        List<RunColumn> columns = line.columns
                .map(ids -> ids.stream().distinct().map(RunColumn::byId).toList())
                .orElse(RunColumn.USUAL);
        return new RunsState(line.root, line.query, line.selected, columns, overlay);
    }
    /** One line of JSON. */
    @Override
    public String toString() {
        return JSON.write(new Line(
                        root,
                        query,
                        selected,
                        Optional.of(columns.stream().map(RunColumn::id).toList()),
                        overlay.curve(),
                        overlay.over(),
                        overlay.smoothing(),
                        overlay.logX(),
                        overlay.logY()))
                .toString();
    }
}
