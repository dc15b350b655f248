package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import java.math.BigInteger;

/**
 * How the features of a layer are split into groups, each of which is whitened by itself: the covariance of all of them would be too large. A feature
 * is one place of the kernel in one channel, so a channel has kernel * kernel of them, and a group as many as {@code block} channels have.
 *
 * @param channels channels of the input
 * @param kernel side of the kernel
 * @param block channels in a group; divides {@code channels}
 * @param interleaved whether feature f * groups + g belongs to group g, as in the code that the authors of network
 *     deconvolution published; if not, all features of a channel are in the same group
 */
public record FeatureBlocks(int channels, int kernel, int block, boolean interleaved) {
    public FeatureBlocks {
        if (block < 1 || channels < 1 || kernel < 1 || channels % block != 0) {
            throw new InvalidInputException("Block " + block + " of " + PlainWords.count(channels, "channel")
                    + ", kernel " + kernel + ": the block has to be at least 1 and to divide the channels.");
        }
    }

    /** With the {@link #effectiveBlock} of the wanted one. */
    public static FeatureBlocks of(int channels, int kernel, int wantedBlock, boolean interleaved) {
        return new FeatureBlocks(channels, kernel, effectiveBlock(wantedBlock, channels), interleaved);
    }

    /**
     * The channels in a block of a layer: the wanted number if it divides all channels; all of them if it is larger; else the greatest
     * common divisor.
     */
    public static int effectiveBlock(int wanted, int channels) {
        if (wanted < 1) {
            throw new InvalidInputException("Block " + wanted + ": it has to be at least 1.");
        }
        return wanted > channels
                ? channels
                : BigInteger.valueOf(wanted).gcd(BigInteger.valueOf(channels)).intValueExact();
    }

    /** Number of groups. */
    public int groups() {
        return channels / block;
    }

    /** Features of a group. */
    public int groupFeatures() {
        return block * kernel * kernel;
    }

    /** All features: channels * kernel * kernel. */
    public int features() {
        return channels * kernel * kernel;
    }

    /** The column (channel, ky, kx) of each feature of a group. */
    public int[] columnsOf(int group) {
        int[] columns = new int[groupFeatures()];
        for (int f = 0; f < columns.length; f++) {
            columns[f] = interleaved ? f * groups() + group : group * columns.length + f;
        }
        return columns;
    }

    /** What a feature is: "channel 1, ky 0, kx 2". */
    public String describe(int feature) {
        int area = kernel * kernel;
        return "channel " + feature / area + ", ky " + feature % area / kernel + ", kx " + feature % kernel;
    }
}
