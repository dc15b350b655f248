package io.github.deconvscope.run;

/**
 * How many bytes the tensors of a VGG take in a run's number formats, counted from their shapes. On a CPU fp16 is emulated in fp32 tensors,
 * so there the saving is not had; on a GPU it is.
 *
 * @param layerOutputs outputs of all convolutions for one batch of 32 x 32 images, kept for the backward pass
 * @param weights the weights that the convolutions work with
 * @param masterWeights the fp32 copies that the optimizer changes; 0 where the weights themselves are fp32 or there is no copy
 * @param optimizer momentum, or both moments of Adam
 */
public record MemoryEstimate(double layerOutputs, double weights, double masterWeights, double optimizer) {
    private static final int SIDE = 32;
    private static final int KERNEL = 9;
    private static final int CLASSES = 10;
    private static final int SINGLE = 4;
    private static final int HALF = 2;

    /** Counts for a configuration. */
    public static MemoryEstimate of(RunConfig config) {
        long outputs = 0;
        long parameters = 0;
        int channels = 3;
        int side = SIDE;
        for (int planned : config.model().plan()) {
            if (planned == 0) {
                side /= 2;
                continue;
            }
            int next = (int) Math.max(1, Math.round(planned * config.width()));
            outputs += (long) config.batch() * next * side * side;
            parameters += (long) channels * next * KERNEL + next;
            parameters += config.normalization() == Normalization.BATCHNORM ? 2L * next : 0;
            channels = next;
        }
        parameters += (long) channels * CLASSES + CLASSES;
        boolean half = config.precision() == Precision.FP16;
        boolean halfOnly = half && config.flag(RunOption.FP16_WEIGHTS);
        int moments = config.optimizer() == OptimizerName.ADAM ? 2 : config.real(RunOption.MOMENTUM) > 0 ? 1 : 0;
        return new MemoryEstimate(
                outputs * (double) (half ? HALF : SINGLE),
                parameters * (double) (half ? HALF : SINGLE),
                half && !halfOnly ? parameters * (double) SINGLE : 0,
                parameters * (double) moments * SINGLE);
    }

    /** All of it, in bytes. */
    public double total() {
        return layerOutputs + weights + masterWeights + optimizer;
    }
}
