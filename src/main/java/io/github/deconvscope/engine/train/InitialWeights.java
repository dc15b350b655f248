package io.github.deconvscope.engine.train;

import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.Layer;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.export.NetFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which arrays of a file a net starts from: an export of this program, or the state of a PyTorch VGG under the names of deconvolution's authors
 * or of torchvision.
 *
 * <p>Every convolution has to be in the file, and nothing may be left of those in the file. The head is taken if it fits, and starts at random
 * otherwise. Running values that the file does not have start as they always do.
 *
 * @param taken arrays by the net's names, in the net's shapes
 * @param words what was taken and what was not
 */
record InitialWeights(Map<String, NpyArray> taken, String words) {
    /** Names of convolutions and what belongs to them, of VGG and of ResNet. */
    private static final Pattern FEATURES = Pattern.compile("(features|conv1|bn1|layer\\d)(\\..*)?");

    private static final String OF_PARALLEL = "module.";
    private static final String BATCHES = "num_batches_tracked";
    /** Training steps that are assumed behind running values whose file does not tell: nothing of their start is left. */
    private static final long MANY = 1_000_000;

    /**
     * Refuses the file of a configuration that does not fit its net, before a run begins; anything fits if there is none.
     *
     * @throws InvalidInputException that names the array, both shapes and what to do
     */
    static void requireFit(RunConfig config) {
        config.init()
                .ifPresent(file -> of(
                        // The classes are known once the data is read: a head that does not fit is no error.
                        new ConvNet(ConvNetOptions.of(config, 2), config.seed()),
                        NetFile.read(file),
                        file.getFileName().toString()));
    }

    /**
     * Chooses what a net takes.
     *
     * @param source the name of the file
     * @throws InvalidInputException if the convolutions are those of another net
     */
    static InitialWeights of(ConvNet net, Map<String, NpyArray> arrays, String source) {
        return new Choice(net, withoutPrefix(arrays), source).made();
    }

    /** PyTorch's DataParallel puts a word before every name. */
    private static Map<String, NpyArray> withoutPrefix(Map<String, NpyArray> arrays) {
        if (!arrays.keySet().stream().allMatch(name -> name.startsWith(OF_PARALLEL))) {
            return arrays;
        }
        Map<String, NpyArray> bare = new LinkedHashMap<>();
        arrays.forEach((name, array) -> bare.put(name.substring(OF_PARALLEL.length()), array));
        return bare;
    }

    /** Copies the arrays into the parameters of a net that is initialised; returns what was done. */
    String copyInto(ConvNet net) {
        net.namedParameters().forEach((name, parameter) -> {
            if (taken.containsKey(name)) {
                NamedArrays.copyInto(parameter.getArray(), taken.get(name), name);
            }
        });
        for (Layer layer : net.layers()) {
            Map<String, Long> counters = layer.counters();
            boolean runs = layer.getDirectParameters().toMap().entrySet().stream()
                    .anyMatch(p ->
                            !p.getValue().requiresGradient() && taken.containsKey(layer.name() + "." + p.getKey()));
            if (runs) {
                counters.replaceAll((name, value) -> counter(layer, name, value));
                layer.setCounters(counters);
            }
        }
        return words;
    }

    /** How many batches are behind the running values. The counter of the schedule starts anew with the run. */
    private long counter(Layer layer, String name, long value) {
        if (!name.equals(BATCHES) && !name.equals("updates")) {
            return value;
        }
        NpyArray told = taken.get(layer.name() + "." + name);
        return told == null ? MANY : told.toLongs()[0];
    }

    /** The choice as it is made, name by name. */
    private static final class Choice {
        private final ConvNet net;
        private final Map<String, NpyArray> arrays;
        private final String source;
        private final Map<String, NpyArray> taken = new LinkedHashMap<>();
        private final List<String> fresh = new ArrayList<>();
        private final Set<String> left;

        Choice(ConvNet net, Map<String, NpyArray> arrays, String source) {
            this.net = net;
            this.arrays = arrays;
            this.source = source;
            left = new TreeSet<>(arrays.keySet());
        }

        InitialWeights made() {
            for (Layer layer : net.layers()) {
                boolean head = !isOfConvolutions(layer.name());
                if (head && !fits(layer)) {
                    fresh.add(layer.name() + misfit(layer));
                } else {
                    layer.getDirectParameters()
                            .toMap()
                            .forEach((name, parameter) -> take(layer.name() + "." + name, parameter));
                }
                layer.counters().keySet().forEach(counter -> takeCounter(layer.name() + "." + counter));
            }
            left.stream()
                    .filter(name -> isOfConvolutions(name) && !name.endsWith(BATCHES))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InvalidInputException(
                                source + " holds " + described(name) + ", for which the net has no place. " + remedy());
                    });
            left.removeIf(name -> name.endsWith(BATCHES));
            String words = "Started from " + source + ": " + taken.size() + " arrays taken"
                    + (fresh.isEmpty() ? "" : "; at their own start: " + String.join(", ", fresh))
                    + (left.isEmpty()
                            ? ""
                            : "; not used: "
                                    + left.stream().map(this::described).collect(Collectors.joining(", ")))
                    + ".";
            return new InitialWeights(taken, words);
        }

        /** Whether what a layer learns is in the file, in its shapes. */
        private boolean fits(Layer layer) {
            return layer.getDirectParameters().toMap().entrySet().stream()
                    .filter(p -> p.getValue().requiresGradient())
                    .allMatch(p -> {
                        NpyArray array = arrays.get(layer.name() + "." + p.getKey());
                        return array != null
                                && sameSizes(
                                        array.shape(),
                                        NamedArrays.sizes(p.getValue().getShape()));
                    });
        }

        private String misfit(Layer layer) {
            NpyArray weight = arrays.get(layer.name() + ".weight");
            Parameter own = layer.getDirectParameters().get("weight");
            return weight == null || own == null
                    ? ""
                    : ", which is " + words(NamedArrays.sizes(own.getShape())) + " and " + words(weight.shape())
                            + " in the file";
        }

        private void take(String name, Parameter parameter) {
            NpyArray array = arrays.get(name);
            int[] sizes = NamedArrays.sizes(parameter.getShape());
            if (array == null) {
                if (parameter.requiresGradient() && isOfConvolutions(name)) {
                    throw new InvalidInputException(
                            source + " holds no " + name + ", which the net needs. " + remedy());
                }
                fresh.add(name);
                return;
            }
            if (!sameSizes(array.shape(), sizes)) {
                throw new InvalidInputException(source + " holds " + described(name) + ", but the net has "
                        + words(sizes) + " there. "
                        + (parameter.requiresGradient()
                                ? "Give the net of the file: --model, --plan, --width and --channels."
                                : "Give the --block of its layers. " + remedy()));
            }
            taken.put(
                    name,
                    array.type() == NpyArray.Type.F8
                            ? NpyArray.of(array.toDoubles(), sizes)
                            : NpyArray.of(array.toFloats(), sizes));
            left.remove(name);
        }

        private void takeCounter(String name) {
            if (arrays.containsKey(name)) {
                taken.put(name, arrays.get(name));
                left.remove(name);
            }
        }

        private static boolean isOfConvolutions(String name) {
            return FEATURES.matcher(name).matches();
        }

        /** What kind of net the file is of, and how to get it. */
        private String remedy() {
            NpyArray second = arrays.get("features.1.weight");
            if (has(".running_wm")) {
                return "It is of a net with IterNorm: give --normalization iternorm.";
            } else if (has(".running_cov")) {
                return "It is of a net of corrected deconvolution: give --normalization deconv and --fidelity corrected.";
            } else if (has("features.0.running_deconv")) {
                return "It is of a net with deconvolution: give --normalization deconv, with --fidelity mixed or reference, and its --model.";
            } else if (has("features.1.running_var")) {
                return "It is of a net with batch normalization: give --normalization batchnorm, and its --model.";
            } else if (second != null && second.shape().length == 1) {
                return "It is of a net with group or layer normalization: give --normalization groupnorm or layernorm.";
            }
            return "Give the net of the file: --model, --plan and --normalization (a plain one fits none and deconv); its convolutions are "
                    + arrays.keySet().stream()
                            .filter(name -> isOfConvolutions(name) && name.endsWith(".weight"))
                            .map(this::described)
                            .collect(Collectors.joining(", "))
                    + ".";
        }

        private boolean has(String end) {
            return arrays.keySet().stream().anyMatch(name -> name.endsWith(end));
        }

        private String described(String name) {
            return name + " of " + words(arrays.get(name).shape());
        }

        /** The same, but for sizes of 1, which columns have in one program and not in another. */
        private static boolean sameSizes(int[] one, int[] other) {
            return Arrays.equals(without1(one), without1(other));
        }

        private static int[] without1(int[] sizes) {
            return Arrays.stream(sizes).filter(size -> size != 1).toArray();
        }

        private static String words(int[] sizes) {
            return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
        }
    }
}
