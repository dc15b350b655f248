package io.github.deconvscope.figure.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How the curves of one chart are told apart without colour: each has its own dash and marker. A curve keeps those of its
 * {@link SeriesKey} unless an earlier one has them; a single line is solid.
 */
final class CurveLooks {
    /** For curves whose own dash is taken: lengths in units of a line 1 wide. */
    private static final List<float[]> FURTHER = List.of(
            new float[] {6, 2},
            new float[] {1.5f, 1.5f},
            new float[] {14, 2, 4, 2},
            new float[] {5, 2, 1.5f, 2},
            new float[] {20, 3, 3, 3, 3, 3},
            new float[] {3, 6},
            new float[] {9, 7},
            new float[] {1.5f, 4},
            new float[] {24, 8});

    /** @param marked whether the marker is drawn along the line too */
    record Look(float[] dash, SeriesKey.Marker marker, boolean marked) {}

    private final Map<Series, Look> looks = new HashMap<>();

    CurveLooks(List<Series> series) {
        List<Series> told = series.stream().filter(s -> !s.faint()).toList();
        List<Series> lines =
                told.stream().filter(s -> s.drawing() != Series.Drawing.POINTS).toList();
        boolean several = lines.stream().filter(s -> !s.name().isEmpty()).count() > 1;
        List<float[]> dashes = new ArrayList<>();
        List<SeriesKey.Marker> markers = new ArrayList<>();
        for (Series s : told) {
            boolean line = s.drawing() != Series.Drawing.POINTS;
            float[] dash = lines.size() < 2 || !line
                    ? new float[0]
                    : first(
                            Stream.concat(Stream.of(s.key().dash()), FURTHER.stream())
                                    .toList(),
                            each -> dashes.stream().noneMatch(taken -> Arrays.equals(taken, each)));
            if (line) {
                dashes.add(dash);
            }
            SeriesKey.Marker marker = first(
                    Stream.concat(Stream.of(s.key().marker()), Arrays.stream(SeriesKey.Marker.values()))
                            .toList(),
                    each -> !markers.contains(each));
            markers.add(marker);
            looks.put(s, new Look(dash, marker, several && line && !s.name().isEmpty()));
        }
    }

    private static <T> T first(Collection<T> candidates, Predicate<T> free) {
        return candidates.stream().filter(free).findFirst().orElseGet(() -> candidates
                .iterator()
                .next());
    }

    /** The look of a curve; a pale one has a solid line. */
    Look of(Series series) {
        return looks.getOrDefault(series, new Look(new float[0], series.key().marker(), false));
    }
}
