package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.precision.NamedArrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A net in the arrays of a checkpoint: parameters and running values under {@code net/NAME}, the counters of layers under
 * {@code counters/LAYER/NAME}.
 */
final class NetState {
    private static final String NET = "net/";
    private static final String COUNTERS = "counters/";
    private static final String UPDATES = "/updates";

    private NetState() {}

    static void save(ConvNet net, Map<String, NpyArray> state) {
        net.namedParameters()
                .forEach((name, parameter) -> state.put(NET + name, NamedArrays.toNpy(parameter.getArray())));
        for (Layer layer : net.layers()) {
            layer.counters()
                    .forEach((name, value) -> state.put(counter(layer, name), NpyArray.of(new long[] {value}, 1)));
        }
    }

    /** Sets everything that {@link #save} wrote; the net has to be initialised. */
    static void restore(ConvNet net, Map<String, NpyArray> state) {
        net.namedParameters()
                .forEach((name, parameter) ->
                        NamedArrays.copyInto(parameter.getArray(), array(state, NET + name), name));
        for (Layer layer : net.layers()) {
            Map<String, Long> counters = layer.counters();
            counters.replaceAll(
                    (name, value) -> array(state, counter(layer, name)).toLongs()[0]);
            layer.setCounters(counters);
        }
    }

    /** An array that has to be there. */
    static NpyArray array(Map<String, NpyArray> state, String name) {
        NpyArray array = state.get(name);
        if (array == null) {
            throw new InvalidInputException("The checkpoint holds no array \"" + name
                    + "\": it was saved from another net than the one that config.json describes.");
        }
        return array;
    }

    /** Whether a counter belongs to running values that are divided by what they have seen, so that without it they are others. */
    private static boolean debiases(Map<String, NpyArray> state, String counter) {
        String layer = counter.substring(COUNTERS.length(), counter.length() - UPDATES.length());
        return state.containsKey(NET + layer + ".running_cov");
    }

    private static String counter(Layer layer, String name) {
        return COUNTERS + layer.name() + "/" + name;
    }

    /** Parameters, running values and the counters that belong to them, under the published names. */
    static Map<String, NpyArray> published(Map<String, NpyArray> state) {
        Map<String, NpyArray> named = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (name.startsWith(NET)) {
                named.put(name.substring(NET.length()), array);
            } else if (name.startsWith(COUNTERS)
                    && (name.endsWith("/num_batches_tracked") || name.endsWith(UPDATES) && debiases(state, name))) {
                long[] count = array.toLongs();
                named.put(name.substring(COUNTERS.length()).replace('/', '.'), NpyArray.of(count, count.length));
            }
        });
        return named;
    }
}
