package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.LayerKernels;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.math.Size;
import java.util.Optional;

/**
 * A transposed convolution of the way back, as the convolution page shows it: one channel that comes in, one that goes out, the kernel between
 * them, and of the signal as many cells as can be read there.
 *
 * @param state of the convolution page
 * @param words what of the step it is
 */
record ConvolutionLink(String state, String words) {
    /** Rows and columns that are shown at most, of what comes in and of what a stride makes of it. */
    static final int MOST = 12;

    /** The step at a position of a way back; empty if it is none with a kernel that the page shows. */
    static Optional<ConvolutionLink> of(OpenNetwork net, BackProjection made, int position) {
        BackStep step = made.steps().get(position);
        if (step.kind() != BackStep.Kind.TRANSPOSED || position == 0) {
            return Optional.empty();
        }
        BackStep before = made.steps().get(position - 1);
        LayerKernels kernels = net.kernels(step.layer());
        int stride = kernels.layer().stride();
        if (stride > PhotoLab.MAX_STRIDE || kernels.layer().kernel() > PhotoLab.MAX_KERNEL) {
            return Optional.empty();
        }
        int from = strongest(before);
        int to = strongest(step) / step.size().cells();
        int channel = from / before.size().cells();
        PixelArea shown = around(from % before.size().cells(), before.size(), MOST / stride);
        double[] weights = new double[kernels.taps()];
        float[] all = kernels.folded(channel);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = all[to * kernels.taps() + i];
        }
        ConvolutionSettings settings = ConvolutionSettings.transposed(
                        new Size(shown.height(), shown.width()),
                        Size.square(kernels.layer().kernel()))
                .withStride(Size.square(stride))
                .withPadding(Size.square(kernels.layer().kernel() / 2))
                .withOutputSize(new Size(
                        step.size().height() - stride * (before.size().height() - shown.height()),
                        step.size().width() - stride * (before.size().width() - shown.width())));
        ConvolutionState numbers = ConvolutionState.of(settings, cut(before, channel, shown), weights);
        String state = ConvolutionPageState.of(numbers).write();
        return Optional.of(new ConvolutionLink(state, words(net, step, before, channel, to, shown)));
    }

    private static String words(OpenNetwork net, BackStep step, BackStep before, int channel, int to, PixelArea shown) {
        boolean whole = shown.height() == before.size().height()
                && shown.width() == before.size().width();
        String weighs = net.info().layer(step.layer()).product();
        return "Layer " + step.layer() + ", transposed: the kernel (" + weighs + ") from channel " + channel
                + " to channel "
                + to + ", one of " + before.channels() + " x " + step.channels() + ". "
                + (whole
                        ? "The whole map of " + before.size() + "; the step adds up such maps of all channels."
                        : shown.inWords() + " of " + before.size()
                                + "; beyond them counts as 0, and the step adds up such maps of all channels.");
    }

    private static int strongest(BackStep step) {
        float[] signal = step.signal();
        int best = 0;
        for (int i = 1; i < signal.length; i++) {
            if (Math.abs(signal[i]) > Math.abs(signal[best])) {
                best = i;
            }
        }
        return best;
    }

    /** As many cells as are shown, around a place as far as the map goes. */
    private static PixelArea around(int place, Size size, int most) {
        int height = Math.min(most, size.height());
        int width = Math.min(most, size.width());
        int row = Math.max(0, Math.min(size.height() - height, place / size.width() - height / 2));
        int column = Math.max(0, Math.min(size.width() - width, place % size.width() - width / 2));
        return new PixelArea(row, column, height, width);
    }

    private static double[] cut(BackStep step, int channel, PixelArea area) {
        double[] cells = new double[area.height() * area.width()];
        for (int row = 0; row < area.height(); row++) {
            for (int column = 0; column < area.width(); column++) {
                int at = (channel * step.size().height() + area.row() + row)
                                * step.size().width()
                        + area.column()
                        + column;
                cells[row * area.width() + column] = step.signal()[at];
            }
        }
        return cells;
    }
}
