package io.github.deconvscope.engine.layer;

/**
 * A plain dense layer, y = W x + b for each vector x: what a {@link WhitenedLinear} or {@link ChannelDeconv2D} amounts to outside of training. On
 * maps (N, C, H, W) it is the convolution with these weights and a kernel of 1 x 1.
 *
 * @param weight (outputs, inputs), row-major
 * @param bias (outputs)
 */
public record FoldedLinear(float[] weight, float[] bias) {
    public int outputs() {
        return bias.length;
    }

    public int inputs() {
        return weight.length / bias.length;
    }

    /**
     * This layer and then another, as one. Sums are in double precision.
     *
     * @param next has as many inputs as this one has outputs
     */
    public FoldedLinear then(FoldedLinear next) {
        if (next.inputs() != outputs()) {
            throw new IllegalArgumentException(
                    "The next layer has " + next.inputs() + " inputs, but this one has " + outputs() + " outputs.");
        }
        int inputs = inputs();
        float[] product = new float[next.outputs() * inputs];
        float[] shift = new float[next.outputs()];
        for (int o = 0; o < shift.length; o++) {
            double[] row = new double[inputs];
            double sum = next.bias[o];
            for (int k = 0; k < outputs(); k++) {
                double factor = next.weight[o * outputs() + k];
                sum += factor * bias[k];
                for (int i = 0; i < inputs; i++) {
                    row[i] += factor * weight[k * inputs + i];
                }
            }
            shift[o] = (float) sum;
            for (int i = 0; i < inputs; i++) {
                product[o * inputs + i] = (float) row[i];
            }
        }
        return new FoldedLinear(product, shift);
    }
}
