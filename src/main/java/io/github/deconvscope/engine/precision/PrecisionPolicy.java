package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Which tensors of a net are kept in which number format.
 *
 * <p>Under fp16 activations, patches and the weights a convolution uses are fp16; master weights, optimizer state, mean, covariance,
 * Newton-Schulz, whitening matrix, running values, softmax and loss stay fp32. Four switches move one of the latter to fp16, to see why
 * it is not: they round the result of each operation, as a 16-bit unit with a 32-bit accumulator does.
 *
 * @param half whether activations and convolutions are fp16
 * @param emulated whether fp16 is done by rounding around fp32 kernels (CPU) instead of natively (GPU); without effect if not half
 * @param halfCovariance the covariance is formed in fp16, its sample count included
 * @param halfNewtonSchulz every Newton-Schulz product is rounded to fp16
 * @param halfRunning running mean and whitening matrix are kept in fp16
 * @param halfWeights there is no fp32 master copy of the weights
 */
public record PrecisionPolicy(
        boolean half,
        boolean emulated,
        boolean halfCovariance,
        boolean halfNewtonSchulz,
        boolean halfRunning,
        boolean halfWeights) {

    /** Everything in the type the net was initialised with. */
    public static final PrecisionPolicy SINGLE = new PrecisionPolicy(false, false, false, false, false, false);

    /** fp16 with everything that matters kept in fp32. */
    public static PrecisionPolicy half(boolean emulated) {
        return new PrecisionPolicy(true, emulated, false, false, false, false);
    }

    /** An fp32 result on its way to the next layer, or a weight on its way to a convolution. */
    public NDArray toActivation(NDArray a) {
        if (!half) {
            return a;
        }
        return emulated ? Casts.roundToHalf(a) : Casts.cast(a, DataType.FLOAT16);
    }

    /** What a convolution or product of activations gave: rounded if emulated, and native fp16 already if not. */
    public NDArray afterProduct(NDArray a) {
        return half && emulated ? Casts.roundToHalf(a) : a;
    }

    /** An activation on its way to statistics, softmax or loss: at least fp32. */
    public NDArray toStatistics(NDArray a) {
        return a.getDataType() == DataType.FLOAT16 ? Casts.cast(a, DataType.FLOAT32) : a;
    }

    /** An intermediate result of the covariance. */
    public NDArray inCovariance(NDArray a) {
        return halfCovariance ? Casts.roundToHalf(a) : a;
    }

    /** An intermediate result of Newton-Schulz. */
    public NDArray inNewtonSchulz(NDArray a) {
        return halfNewtonSchulz ? Casts.roundToHalf(a) : a;
    }

    /** A running value after its update. */
    public NDArray inRunning(NDArray a) {
        return halfRunning ? Casts.roundToHalf(a) : a;
    }

    /** Whether numbers that are not finite are to be expected, and shown, instead of refused. */
    public boolean expectsOverflow() {
        return halfCovariance || halfNewtonSchulz || halfRunning || halfWeights;
    }
}
