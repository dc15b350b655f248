package io.github.deconvscope.run.bench;

import java.util.List;

/**
 * The resident memory of a process that trains, in MiB.
 *
 * @param engine with the engine loaded, before there is a net
 * @param peak the most during the steps
 * @param marks at up to eleven steps, evenly over the run
 */
public record MemoryReport(double engine, double peak, List<Mark> marks) {
    /** What the steps need beside the engine. */
    public double ofSteps() {
        return peak - engine;
    }

    public MemoryReport {
        marks = List.copyOf(marks);
    }

    /**
     * After a step.
     *
     * @param step from 1
     * @param resident memory between this step and the next
     * @param arrays native arrays that the net's manager holds
     */
    public record Mark(int step, double resident, int arrays) {}
}
