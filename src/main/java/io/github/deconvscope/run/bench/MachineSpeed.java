package io.github.deconvscope.run.bench;

/**
 * What the machine can do at best.
 *
 * @param engine such as "PyTorch 2.7.1"
 * @param device such as "CPU, 2 threads"
 * @param matrixGflops billions of floating-point operations a second of a large fp32 matrix product, the fastest of several
 */
public record MachineSpeed(String engine, String device, double matrixGflops) {}
