package io.github.deconvscope.run.bench;

import java.util.List;

/**
 * What 16 bits cost, forward and backward together.
 *
 * @param engine such as "PyTorch 2.7.1"
 * @param device such as "CPU, 2 threads"
 * @param rows an operation each
 */
public record PrecisionReport(String engine, String device, List<Row> rows) {
    public PrecisionReport {
        rows = List.copyOf(rows);
    }

    /**
     * One operation.
     *
     * @param operation with its sizes
     * @param single in fp32, in milliseconds, as all three: the median of the forward passes and that of the backward passes
     * @param emulated in fp32 between roundings to fp16
     * @param half in the engine's own fp16
     */
    public record Row(String operation, double single, double emulated, double half) {
        /** How many times as long as in fp32 the emulation takes. */
        public double emulatedTimes() {
            return emulated / single;
        }

        /** How many times as long as in fp32 native fp16 takes. */
        public double halfTimes() {
            return half / single;
        }
    }
}
