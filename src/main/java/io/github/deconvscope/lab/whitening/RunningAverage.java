package io.github.deconvscope.lab.whitening;

/** An exponential average of arrays with a given start, as layers keep for evaluation: r = (1 - rate) r + rate x. */
final class RunningAverage {
    private final double rate;
    private final double[] start;
    private final double[] sum;
    private double startWeight = 1;

    /** @param start where it begins: zeros, or an identity */
    RunningAverage(double[] start, double rate) {
        this.rate = rate;
        this.start = start;
        this.sum = new double[start.length];
    }

    void add(double[] value) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (1 - rate) * sum[i] + rate * value[i];
        }
        startWeight *= 1 - rate;
    }

    /** With the weight of the start, as the references keep it. */
    double[] biased() {
        double[] value = sum.clone();
        for (int i = 0; i < value.length; i++) {
            value[i] += startWeight * start[i];
        }
        return value;
    }

    /** Without the start: a weighted mean of what was added. */
    double[] debiased() {
        double[] value = sum.clone();
        for (int i = 0; i < value.length; i++) {
            value[i] /= 1 - startWeight;
        }
        return value;
    }
}
