package io.github.deconvscope.run.bench;

import io.github.deconvscope.run.config.Normalization;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured.
 *
 * @param options what was asked for
 * @param machine what the machine can do at best
 * @param nets whole steps; empty if not asked for
 * @param layers layers alone; empty if not asked for
 * @param parts parts of the deconvolution layers; empty if not asked for
 * @param dataMillis to prepare a batch on one thread, in the background; empty if no net was measured
 * @param watched a deconvolution step with covariance and whitening matrix of every layer copied out; empty if no net was measured
 */
public record BenchReport(
        BenchOptions options,
        MachineSpeed machine,
        List<NetTiming> nets,
        List<LayerTiming> layers,
        List<PartTiming> parts,
        Optional<Timing> dataMillis,
        Optional<Timing> watched) {

    public BenchReport {
        nets = List.copyOf(nets);
        layers = List.copyOf(layers);
        parts = List.copyOf(parts);
    }

    /** How many times as long a step of one kind takes as a step of another; empty if one was not measured. */
    public OptionalDouble stepRatio(Normalization of, Normalization to) {
        Optional<NetTiming> over = net(of);
        Optional<NetTiming> under = net(to);
        return over.isPresent() && under.isPresent()
                ? OptionalDouble.of(
                        over.get().step().median() / under.get().step().median())
                : OptionalDouble.empty();
    }

    /** The step of one kind of net. */
    public Optional<NetTiming> net(Normalization normalization) {
        return nets.stream().filter(net -> net.normalization() == normalization).findFirst();
    }

    /** A layer of one kind. */
    public Optional<LayerTiming> layer(String name, Normalization normalization) {
        return layers.stream()
                .filter(layer -> layer.layer().equals(name) && layer.normalization() == normalization)
                .findFirst();
    }
}
