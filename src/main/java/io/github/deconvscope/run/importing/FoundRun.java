package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.scalar.ScalarSeries;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.ScalarSeries.Band;
import io.github.deconvscope.run.scalar.SeriesBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A run while it is read: its curves as in the source, with remarks on what is left out or changed. */
final class FoundRun {
    /** An accuracy above is written in percent. */
    private static final double MOST_SHARE = 1.5;

    private final Path source;
    private final String name;
    private final Remarks remarks = new Remarks();
    private final List<Found> found = new ArrayList<>();
    private boolean heldOut;

    private record Found(String original, String name, SeriesBuilder.Built built) {}

    /** @param name what the source calls the run; empty if it has no name */
    FoundRun(Path source, String name) {
        this.source = source;
        this.name = name;
    }

    Remarks remarks() {
        return remarks;
    }

    /** The values were measured on images that are not trained on. */
    void setHeldOut(boolean measuredSo) {
        heldOut = measuredSo;
    }

    /**
     * Adds a curve.
     *
     * @param original what the source calls it
     * @param curve what it is, without the name of the run
     */
    void add(String original, String curve, SeriesBuilder points) {
        found.add(new Found(original, curve, points.build(curve)));
    }

    /** Adds a curve that is in order. */
    void add(ScalarSeries series) {
        found.add(new Found(series.name(), series.name(), SeriesBuilder.Built.of(series)));
    }

    /** The same run, read from a file of this folder. */
    FoundRun in(Path folder) {
        String file = folder.relativize(source).toString().replace('\\', '/');
        FoundRun inFolder = new FoundRun(source, name.isBlank() ? file : file + "/" + name);
        inFolder.heldOut = heldOut;
        inFolder.found.addAll(found);
        inFolder.remarks.addAll(remarks);
        return inFolder;
    }

    /** The run with its curves in order and under the names they have here. */
    ImportedRun finish() {
        List<SeriesBuilder.Built> built = new ArrayList<>();
        List<KnownCurves.Wish> wishes = new ArrayList<>();
        List<Found> kept = new ArrayList<>();
        for (Found one : found) {
            SeriesBuilder.Built curve = one.built;
            addRemarks(one.original, curve);
            if (curve.series().size() > 0) {
                kept.add(one);
                built.add(curve);
                wishes.add(new KnownCurves.Wish(
                        one.name, curve.series().axis(), curve.series().size()));
            }
        }
        List<String> names = KnownCurves.names(wishes, heldOut, remarks);
        List<ImportedRun.Curve> curves = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            ScalarSeries series = named(names.get(i), built.get(i).series());
            curves.add(new ImportedRun.Curve(kept.get(i).original, inShares(kept.get(i).original, series)));
        }
        return new ImportedRun(
                source, name.isBlank() ? Optional.empty() : Optional.of(name), List.copyOf(curves), remarks.list());
    }

    private void addRemarks(String original, SeriesBuilder.Built curve) {
        String what = "curve " + Remarks.quoted(original);
        if (curve.withoutPlace() > 0) {
            remarks.leftOut(
                    PlainWords.count(curve.withoutPlace(), "value") + " of " + what, "at an unknown step and epoch");
        }
        if (curve.sorted()) {
            remarks.changed(what, "its rows are in another order in the source; here they are in order of steps");
        }
        if (curve.restarts() > 0) {
            remarks.leftOut(
                    PlainWords.count(curve.replaced(), "value") + " of " + what,
                    "the run was continued from before them, "
                            + (curve.restarts() == 1 ? "once" : curve.restarts() + " times"));
        } else if (curve.replaced() > 0) {
            remarks.leftOut(
                    PlainWords.count(curve.replaced(), "value") + " of " + what, "a later one has the same place");
        }
        for (Axis axis : curve.axesDropped()) {
            remarks.leftOut("the " + axis.label() + " of " + what, "it goes back while the others go on");
        }
    }

    private static ScalarSeries named(String name, ScalarSeries series) {
        return new ScalarSeries(name, series.step(), series.epoch(), series.seconds(), series.value(), series.band());
    }

    /** Accuracies are shares here; some programs write percent. */
    private ScalarSeries inShares(String original, ScalarSeries series) {
        double most =
                Arrays.stream(series.value()).filter(Double::isFinite).max().orElse(0);
        if (!KnownCurves.isAccuracy(series.name()) || most <= MOST_SHARE) {
            return series;
        }
        remarks.changed("curve " + Remarks.quoted(original), "percent in the source, a share from 0 to 1 here");
        return new ScalarSeries(
                series.name(),
                series.step(),
                series.epoch(),
                series.seconds(),
                hundredth(series.value()),
                series.band().map(edges -> new Band(hundredth(edges.low()), hundredth(edges.high()))));
    }

    private static double[] hundredth(double[] percent) {
        return Arrays.stream(percent).map(value -> value / 100).toArray();
    }
}
