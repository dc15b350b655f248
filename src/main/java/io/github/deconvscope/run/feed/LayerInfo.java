package io.github.deconvscope.run.feed;

import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;

/**
 * A layer of the net that probes can watch.
 *
 * @param name the reference's parameter prefix, such as {@code features.0}
 * @param label for people, such as "conv1 3 to 64"
 * @param kind class of the layer, such as {@code FastDeconv2D}
 * @param channels channels of the input
 * @param outputs channels of the output
 * @param kernelHeight 1 for dense layers and channel whitening
 * @param kernelWidth 1 for dense layers and channel whitening
 * @param block channels whose covariance is taken together; 0 in records of earlier versions for layers that do not whiten
 * @param interleaved whether feature f of group g is the flattened (channel, ky, kx) index f * groups + g (the reference's layout),
 *     instead of g * F + f
 * @param iterations Newton-Schulz iterations; 0 for layers that do not whiten
 */
public record LayerInfo(
        String name,
        String label,
        String kind,
        int channels,
        int outputs,
        int kernelHeight,
        int kernelWidth,
        int block,
        boolean interleaved,
        int iterations) {
    private static final JsonRecord<LayerInfo> JSON = new JsonRecord<>("A layer", LayerInfo.class);

    /** Reads one back; the members have the names of the components. */
    public static LayerInfo fromJson(JsonFields json) {
        return JSON.read(json);
    }

    /** Whether the layer has a whitening matrix to show. */
    public boolean whitens() {
        return iterations > 0;
    }

    /** Whether the layer shows the covariance of its input: all do but those of earlier versions that do not whiten. */
    public boolean hasCovariance() {
        return block > 0;
    }

    /** Whether the layer normalizes what a convolution gives: its input is not multiplied with weights. */
    public boolean normalizes() {
        return kind.endsWith("Norm2D");
    }

    /** The first word of the label, which nets of the same depth have in common whatever their width, such as {@code conv3}. */
    public String place() {
        return label.split(" ")[0];
    }

    /** Rows of the covariance: block * kernelHeight * kernelWidth. */
    public int features() {
        return block * kernelHeight * kernelWidth;
    }

    /**
     * What one row of the covariance is, for hover.
     *
     * @param feature 0 to {@link #features} - 1
     */
    public String describeFeature(int feature) {
        int area = kernelHeight * kernelWidth;
        int groups = Math.max(1, channels / Math.max(1, block));
        if (interleaved && groups > 1) {
            // All groups are pooled into one covariance, so a row stands for one feature of each group; the first is
            // told.
            int first = feature * groups;
            return "features " + first + " to " + (first + groups - 1) + ", from " + position(first, area);
        }
        return position(feature, area);
    }

    private String position(int index, int area) {
        int channel = index / area;
        if (area == 1) {
            return "channel " + channel;
        }
        int within = index % area;
        return "channel " + channel + ", ky " + within / kernelWidth + ", kx " + within % kernelWidth;
    }
}
