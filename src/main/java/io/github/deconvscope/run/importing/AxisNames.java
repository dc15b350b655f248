package io.github.deconvscope.run.importing;

import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names that other programs give to the columns of step, epoch and time, the most specific first. */
final class AxisNames {
    /** Lightning and Hugging Face count optimizer steps; a batch starts again each epoch; Weights and Biases' own _step counts calls. */
    private static final Map<Axis, List<String>> NAMES = Map.of(
            Axis.STEP,
            List.of(
                    "trainerglobalstep",
                    "trainglobalstep",
                    "globalstep",
                    "step",
                    "steps",
                    "iteration",
                    "iterations",
                    "iter",
                    "iters",
                    "batch",
                    "batches",
                    "_step"),
            Axis.EPOCH,
            List.of("trainerepoch", "trainepoch", "epoch", "epochs"),
            Axis.TIME,
            List.of(
                    "relativetimeprocess",
                    "relativetimewall",
                    "relativetime",
                    "elapsedseconds",
                    "elapsedtime",
                    "elapsed",
                    "seconds",
                    "runtime",
                    "time",
                    "times",
                    "_runtime",
                    "walltime",
                    "timestamp",
                    "_timestamp"));

    private AxisNames() {}

    /** The letters and digits of a name, in lower case, so that spellings of different programs are equal. */
    static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Which axis a column is by its name; empty for a curve. */
    static Optional<Axis> of(String name) {
        return NAMES.keySet().stream().filter(axis -> rank(axis, name) >= 0).findFirst();
    }

    /** How specific the name is for an axis: 0 for the most specific, -1 if it is not a name of that axis. */
    static int rank(Axis axis, String name) {
        String bare = bare(name);
        String own = name.startsWith("_") ? "_" + bare : bare;
        return NAMES.get(axis).indexOf(own);
    }
}
