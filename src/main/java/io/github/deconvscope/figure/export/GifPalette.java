package io.github.deconvscope.figure.export;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One palette of at most 255 colours for all frames of a GIF, so that a colour does not flicker between frames; the last entry is
 * transparent, for pixels that stay as they were. The colours that cover most pixels are kept exactly, white first; the others are reduced by
 * median cut, pale tints apart from the rest, since the eye sees them change first.
 */
final class GifPalette {
    private static final int SIZE = 255;
    /** Surface, text, axes and curves: they are few and cover most of a chart. */
    private static final int KEPT = 96;
    /** Places for tints whose channels are all at least this. */
    private static final int FOR_PALE = 64;

    private static final int PALE = 224;
    private static final int WHITE = 0xffffff;

    private final int[] colors;
    private final Map<Integer, Byte> indexes = new HashMap<>();

    private GifPalette(Collection<Integer> rgb) {
        colors = rgb.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < colors.length; i++) {
            indexes.put(colors[i], (byte) i);
        }
    }

    /** @param frames opaque */
    static GifPalette of(List<BufferedImage> frames) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (BufferedImage frame : frames) {
            for (int y = 0; y < frame.getHeight(); y++) {
                for (int x = 0; x < frame.getWidth(); x++) {
                    counts.merge(frame.getRGB(x, y) & 0xffffff, 1, Integer::sum);
                }
            }
        }
        List<Integer> byCount = new ArrayList<>(counts.keySet());
        byCount.sort(Comparator.<Integer>comparingInt(rgb -> rgb == WHITE ? 0 : 1)
                .thenComparing(Comparator.<Integer>comparingInt(counts::get).reversed())
                .thenComparingInt(rgb -> rgb));
        if (byCount.size() <= SIZE) {
            return new GifPalette(byCount);
        }
        List<Integer> table = new ArrayList<>(byCount.subList(0, KEPT));
        List<Integer> rest = byCount.subList(KEPT, byCount.size());
        List<Integer> pale = rest.stream().filter(GifPalette::isPale).toList();
        List<Integer> others = rest.stream().filter(rgb -> !isPale(rgb)).toList();
        int places = others.isEmpty() ? SIZE - KEPT : Math.min(FOR_PALE, pale.size());
        if (!pale.isEmpty()) {
            halved(pale, places).forEach(box -> table.add(mean(box, counts)));
        }
        if (!others.isEmpty()) {
            halved(others, SIZE - KEPT - places).forEach(box -> table.add(mean(box, counts)));
        }
        return new GifPalette(table.stream().distinct().toList());
    }

    private static boolean isPale(int rgb) {
        return (rgb >> 16 & 255) >= PALE && (rgb >> 8 & 255) >= PALE && (rgb & 255) >= PALE;
    }

    /** The most varied box is halved, again and again. */
    private static Collection<List<Integer>> halved(List<Integer> all, int most) {
        PriorityQueue<List<Integer>> boxes =
                new PriorityQueue<>(Comparator.comparingInt((List<Integer> box) -> -extent(box, widest(box)))
                        .thenComparingInt(box -> box.get(0)));
        boxes.add(all);
        while (boxes.size() < most && extent(boxes.peek(), widest(boxes.peek())) > 0) {
            List<Integer> box = new ArrayList<>(boxes.poll());
            int shift = widest(box);
            box.sort(Comparator.<Integer>comparingInt(rgb -> rgb >> shift & 255).thenComparingInt(rgb -> rgb));
            boxes.add(List.copyOf(box.subList(0, box.size() / 2)));
            boxes.add(List.copyOf(box.subList(box.size() / 2, box.size())));
        }
        return boxes;
    }

    /** The channel, as its shift, in which a box is widest. */
    private static int widest(List<Integer> box) {
        int widest = 0;
        for (int shift = 8; shift <= 16; shift += 8) {
            widest = extent(box, shift) > extent(box, widest) ? shift : widest;
        }
        return widest;
    }

    private static int extent(List<Integer> box, int shift) {
        int low = 255;
        int high = 0;
        for (int rgb : box) {
            low = Math.min(low, rgb >> shift & 255);
            high = Math.max(high, rgb >> shift & 255);
        }
        return high - low;
    }

    private static int mean(List<Integer> box, Map<Integer, Integer> counts) {
        long[] sums = new long[3];
        long count = 0;
        for (int rgb : box) {
            int times = counts.get(rgb);
            count += times;
            for (int c = 0; c < 3; c++) {
                sums[c] += (long) times * (rgb >> 8 * c & 255);
            }
        }
        int mean = 0;
        for (int c = 0; c < 3; c++) {
            mean |= (int) Math.round((double) sums[c] / count) << 8 * c;
        }
        return mean;
    }

    /** The entry that stands for a pixel that stays as it was. */
    int transparent() {
        return colors.length;
    }

    /**
     * A part of a frame in these colours.
     *
     * @param before the frame before it, whose pixels show where this one is the same; null for the first
     */
    BufferedImage apply(BufferedImage frame, Rectangle part, @Nullable BufferedImage before) {
        BufferedImage indexed = new BufferedImage(
                part.width,
                part.height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(
                        8, colors.length + 1, withTransparent(), 0, false, transparent(), DataBuffer.TYPE_BYTE));
        byte[] row = new byte[part.width];
        for (int y = 0; y < part.height; y++) {
            for (int x = 0; x < row.length; x++) {
                int rgb = frame.getRGB(part.x + x, part.y + y);
                row[x] = before != null && before.getRGB(part.x + x, part.y + y) == rgb
                        ? (byte) transparent()
                        : indexes.computeIfAbsent(rgb & 0xffffff, this::nearest);
            }
            indexed.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return indexed;
    }

    private int[] withTransparent() {
        return Arrays.copyOf(colors, colors.length + 1);
    }

    private byte nearest(int rgb) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            int distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int apart = (colors[i] >> shift & 255) - (rgb >> shift & 255);
                distance += apart * apart;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return (byte) best;
    }
}
