package io.github.deconvscope.run.importing;

import io.github.deconvscope.run.scalar.ScalarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of a column, split into run and curve. Weights and Biases writes {@code RUN - loss}, with {@code RUN - loss__MIN} and
 * {@code RUN - loss__MAX} beside it; all other names are taken as they are.
 *
 * @param run the run; empty if the name has none
 * @param base the curve
 */
record ColumnName(String run, String base) {
    private static final String DASH = " - ";

    /** Splits the names of a header. */
    static List<ColumnName> of(List<String> header) {
        List<String> curves =
                header.stream().filter(name -> AxisNames.of(name).isEmpty()).toList();
        boolean banded = header.stream().filter(name -> name.contains(DASH)).anyMatch(name -> Stream.of(
                        ScalarSeries.LOW, ScalarSeries.HIGH)
                .anyMatch(suffix -> header.contains(name + suffix)));
        boolean known = !curves.isEmpty()
                && curves.stream().allMatch(name -> name.contains(DASH))
                && curves.stream().map(ColumnName::split).anyMatch(name -> KnownCurves.isKnown(name.base));
        List<ColumnName> names = new ArrayList<>();
        for (String name : header) {
            boolean ofRun = (banded || known) && name.contains(DASH);
            names.add(ofRun ? split(name) : new ColumnName("", name));
        }
        return names;
    }

    private static ColumnName split(String name) {
        int dash = name.lastIndexOf(DASH);
        return new ColumnName(name.substring(0, dash), name.substring(dash + DASH.length()));
    }

    /** The column that this one is an edge of; empty if it is none. */
    static Optional<Integer> ofBand(List<ColumnName> names, int column) {
        ColumnName name = names.get(column);
        for (String suffix : List.of(ScalarSeries.LOW, ScalarSeries.HIGH)) {
            if (name.base.endsWith(suffix)) {
                String owner = name.base.substring(0, name.base.length() - suffix.length());
                int found = names.indexOf(new ColumnName(name.run, owner));
                if (found >= 0 && edge(names, found, suffix) == column) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** The column of an edge of a column's band; -1 if there is none. */
    static int edge(List<ColumnName> names, int column, String suffix) {
        ColumnName name = names.get(column);
        // Of two columns of one name the first has the band.
        return names.indexOf(name) == column ? names.indexOf(new ColumnName(name.run, name.base + suffix)) : -1;
    }
}
