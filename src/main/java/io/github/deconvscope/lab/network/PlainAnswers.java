package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.Floats;
import io.github.deconvscope.math.GroupNorm;
import io.github.deconvscope.math.PlainNet;
import io.github.deconvscope.math.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an open net answers, computed in double precision without a framework, by {@link PlainNet}; on whatever thread asks. */
public final class PlainAnswers {
    private final NetworkInfo info;
    private final List<LayerKernels> kernels;
    private final double[] dense;
    private final double[] denseBias;
    private final PlainNet net;
    /** Of the picture that was looked at last: what is asked next is of the same one as a rule. */
    private volatile @Nullable Known known;

    private record Known(NetworkPicture picture, PlainNet.Pass pass) {}

    /**
     * @param info of the net
     * @param kernels of its layers, in order
     * @param dense flat (classes, channels)
     * @param denseBias one a class
     */
    public PlainAnswers(NetworkInfo info, List<LayerKernels> kernels, float[] dense, float[] denseBias) {
        this.info = info;
        this.kernels = List.copyOf(kernels);
        this.dense = doubles(dense);
        this.denseBias = doubles(denseBias);
        net = plain(Optional.empty());
    }

    private PlainNet plain(Optional<Redraw> redraw) {
        List<PlainNet.Convolution> convolutions = new ArrayList<>();
        for (LayerKernels k : kernels) {
            int number = k.layer().number();
            boolean anew = redraw.isPresent() && redraw.get().layers().contains(number);
            convolutions.add(new PlainNet.Convolution(
                    k.layer().inputs(),
                    k.layer().channels(),
                    k.layer().kernel(),
                    k.layer().stride(),
                    doubles(anew ? redraw.get().weights(number, k.folded()) : k.folded()),
                    doubles(anew ? new float[k.bias().length] : k.bias()),
                    anew ? k.norm().map(GroupNorm::anew) : k.norm(),
                    k.layer().pooling()));
        }
        return new PlainNet(convolutions, dense, denseBias);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private PlainNet.Pass pass(PlainNet plain, NetworkPicture picture) {
        Known last = known;
        if (plain == net && last != null && last.picture == picture) {
            return last.pass;
        }
        PlainNet.Pass pass = plain.forward(
                doubles(picture.values()), Size.square(info.format().side()));
        if (plain == net) {
            known = new Known(picture, pass);
        }
        return pass;
    }

    private LayerActivation activation(PlainNet.Pass pass, int layer) {
        float[] values = Floats.of(pass.activations().get(layer - 1));
        info.requireFinite("Layer " + layer, values);
        return new LayerActivation(info.layer(layer), values);
    }

    /** See {@link OpenNetwork#look}. */
    public NetworkPass look(NetworkPicture picture) {
        PlainNet.Pass pass = pass(net, picture);
        List<LayerActivation> layers = info.layers().stream()
                .map(layer -> activation(pass, layer.number()))
                .toList();
        float[] scores = Floats.of(pass.scores());
        info.requireFinite("The dense layer", scores);
        return new NetworkPass(info, picture, layers, scores);
    }

    /** See {@link OpenNetwork#back}. @param question that {@link NetworkInfo#requireChannel} takes */
    public BackProjection back(BackQuestion question) {
        int layer = question.layer();
        boolean ofScore = layer == kernels.size() + 1;
        PlainNet plain = question.redraw().isPresent() ? plain(question.redraw()) : net;
        PlainNet.Pass pass = pass(plain, question.picture());
        List<BackStep> steps = new ArrayList<>();
        BackStep.Kind next = ofScore ? BackStep.Kind.DENSE : BackStep.Kind.START;
        int at = Math.min(layer, kernels.size());
        Optional<LayerActivation.Peak> peak =
                ofScore ? Optional.empty() : Optional.of(activation(pass, layer).peak(question.channel()));
        for (double[] signal : plain.back(pass, layer, question.channel(), question.rule())) {
            if (!steps.isEmpty()) {
                BackStep.Kind before = steps.get(steps.size() - 1).kind();
                if (before == BackStep.Kind.TRANSPOSED) {
                    at--;
                }
                boolean pooled = info.layer(at).pooled();
                boolean normalised = kernels.get(at - 1).norm().isPresent();
                next = switch (before) {
                    case START, UNPOOL -> BackStep.Kind.RELU;
                    case DENSE, TRANSPOSED -> pooled ? BackStep.Kind.UNPOOL : BackStep.Kind.RELU;
                    case RELU -> normalised ? BackStep.Kind.NORMALIZATION : BackStep.Kind.TRANSPOSED;
                    case NORMALIZATION -> BackStep.Kind.TRANSPOSED;
                };
            }
            NetworkLayer of = info.layer(at);
            int channels = next == BackStep.Kind.TRANSPOSED ? of.inputs() : of.channels();
            int side = (int) Math.round(Math.sqrt((double) signal.length / channels));
            steps.add(new BackStep(next, at, channels, Size.square(side), Floats.of(signal)));
        }
        return new BackProjection(question, peak, steps);
    }
}
