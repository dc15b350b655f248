package io.github.deconvscope.lab.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The forward pass of one picture: the activations of every layer and the scores of the classes. Immutable as long as nobody writes into
 * its arrays.
 *
 * @param info of the net
 * @param picture that was looked at
 * @param layers one a convolution, in order
 * @param logits a score a class, before the softmax
 */
public record NetworkPass(NetworkInfo info, NetworkPicture picture, List<LayerActivation> layers, float[] logits) {
    public NetworkPass {
        layers = List.copyOf(layers);
    }

    /** The activations of a layer. @param number from 1 */
    public LayerActivation layer(int number) {
        return layers.get(info.layer(number).number() - 1);
    }

    /** The scores after the softmax: one a class, together 1. */
    public double[] probabilities() {
        return softmax(logits, 0, logits.length);
    }

    /** The class of the largest score; the first one of several that are equal. */
    public int predicted() {
        return largest(logits, 0, logits.length);
    }

    /** All classes, the one of the largest score first. */
    public List<Integer> ranking() {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -logits[c]))
                .toList();
    }

    static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            if (values[from + c] > values[from + best]) {
                best = c;
            }
        }
        return best;
    }

    static double[] softmax(float[] logits, int from, int count) {
        double most = logits[from + largest(logits, from, count)];
        double[] shares = new double[count];
        double sum = 0;
        for (int c = 0; c < count; c++) {
            shares[c] = Math.exp(logits[from + c] - most);
            sum += shares[c];
        }
        for (int c = 0; c < count; c++) {
            shares[c] /= sum;
        }
        return shares;
    }
}
