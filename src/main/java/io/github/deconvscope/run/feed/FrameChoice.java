package io.github.deconvscope.run.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Which frames of a layer are shown when a step is asked for; decided here and nowhere else.
 *
 * <ul>
 *   <li>All quantities that are shown together are of one step. One that was not taken in that step is missing, and never taken from another.
 *   <li>Without a step, the newest one that has enough to show.
 *   <li>Of a step that has not enough, the nearest one that has; of two equally near, the earlier.
 * </ul>
 *
 * <p>Whoever shows frames says their step; {@link #note} says when it is not the one that was asked for.
 */
public final class FrameChoice {
    /** Asks for the newest step. */
    public static final long NEWEST = 0;

    private FrameChoice() {}

    /**
     * Frames of a layer at a recorded step, or at the newest that the feed holds in memory. May read files, so never on the FX thread.
     *
     * @param quantities what is to be shown
     * @param enough whether a step has enough of it
     * @param step the wanted one; any below 1 asks for the newest
     * @return empty if no step has enough
     */
    public static Optional<LayerFrames> at(
            RunFeed run, String layer, Collection<Quantity> quantities, Predicate<LayerFrames> enough, long step) {
        Map<Long, Map<Quantity, Frame>> held = inMemory(run, layer, quantities);
        return choose(
                LongStream.concat(
                                run.recordedSteps().stream().mapToLong(Long::longValue),
                                held.keySet().stream().mapToLong(Long::longValue))
                        .distinct()
                        .boxed()
                        .toList(),
                step,
                candidate -> {
                    Map<Quantity, Frame> frames = new EnumMap<>(Quantity.class);
                    frames.putAll(held.getOrDefault(candidate, Map.of()));
                    for (Quantity quantity : quantities) {
                        if (!frames.containsKey(quantity)) {
                            run.frameAt(new ProbeKey(layer, quantity), candidate)
                                    .ifPresent(frame -> frames.put(quantity, frame));
                        }
                    }
                    return new LayerFrames(candidate, frames);
                },
                enough);
    }

    /** {@link #at} the newest step that the feed holds in memory: reads no file. */
    public static Optional<LayerFrames> latest(
            RunFeed run, String layer, Collection<Quantity> quantities, Predicate<LayerFrames> enough) {
        Map<Long, Map<Quantity, Frame>> held = inMemory(run, layer, quantities);
        return choose(held.keySet(), NEWEST, step -> new LayerFrames(step, held.get(step)), enough);
    }

    /** {@link #latest} of a single quantity. */
    public static Optional<Frame> latest(RunFeed run, String layer, Quantity quantity) {
        return latest(run, layer, List.of(quantity), frames -> frames.has(quantity))
                .flatMap(frames -> frames.get(quantity));
    }

    /** A note for a person who asked for one step and sees another; empty if it is the same, or the newest was asked for. */
    public static Optional<String> note(long wanted, long shown) {
        return wanted < 1 || wanted == shown
                ? Optional.empty()
                : Optional.of("step " + wanted + " was not recorded; shown is the nearest, " + shown);
    }

    private static Map<Long, Map<Quantity, Frame>> inMemory(
            RunFeed run, String layer, Collection<Quantity> quantities) {
        Map<Long, Map<Quantity, Frame>> bySteps = new TreeMap<>();
        run.latestFrames(quantities.stream()
                        .map(quantity -> new ProbeKey(layer, quantity))
                        .toList())
                .values()
                .forEach(frame -> bySteps.computeIfAbsent(frame.step(), step -> new EnumMap<>(Quantity.class))
                        .put(frame.key().quantity(), frame));
        return bySteps;
    }

    private static Optional<LayerFrames> choose(
            Collection<Long> candidates, long wanted, Function<Long, LayerFrames> read, Predicate<LayerFrames> enough) {
        Comparator<Long> order = wanted < 1
                ? Comparator.reverseOrder()
                : Comparator.<Long>comparingLong(step -> Math.abs(step - wanted))
                        .thenComparing(step -> step);
        return candidates.stream().sorted(order).map(read).filter(enough).findFirst();
    }
}
