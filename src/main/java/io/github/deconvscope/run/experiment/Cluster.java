package io.github.deconvscope.run.experiment;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Other machines, or other processes of this one, that carry runs out. A build that can reach one has it on its class path, where
 * {@link java.util.ServiceLoader} finds it.
 */
public interface Cluster {
    /** What it is called after {@code --engine}. */
    String name();

    /**
     * Connects to it. The worker may be asked by any number of threads at a time; what the cluster has no room for waits there.
     *
     * @param experiment all runs
     * @param folder that was claimed for the experiment
     * @param address where the cluster is; without one, what its own settings say, or this machine
     * @param jobs most runs at a time; without a number, as many as there is room for
     * @throws io.github.deconvscope.base.InvalidInputException if it cannot be reached, or has not what the runs ask for
     */
    Worker connect(Experiment experiment, ExperimentFolder folder, Optional<String> address, OptionalInt jobs)
            throws InterruptedException;
}
