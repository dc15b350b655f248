package io.github.deconvscope.lab.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The class that a net predicts for each test picture. */
public final class TestPredictions {
    private final NetworkInfo info;
    private final List<Prediction> all;

    /**
     * One picture.
     *
     * @param picture its place in the test set
     * @param truth its class
     * @param predicted the class with the largest score
     * @param probability of that class after the softmax
     */
    public record Prediction(int picture, int truth, int predicted, double probability) {
        /** Whether the net is right. */
        public boolean right() {
            return truth == predicted;
        }
    }

    /**
     * @param info of the net
     * @param truths the class of each picture
     * @param logits flat (picture, class)
     */
    public TestPredictions(NetworkInfo info, int[] truths, float[] logits) {
        this.info = info;
        int classes = info.classNames().size();
        List<Prediction> made = new ArrayList<>();
        for (int i = 0; i < truths.length; i++) {
            int predicted = NetworkPass.largest(logits, i * classes, classes);
            made.add(new Prediction(
                    i, truths[i], predicted, NetworkPass.softmax(logits, i * classes, classes)[predicted]));
        }
        all = List.copyOf(made);
    }

    public NetworkInfo info() {
        return info;
    }

    /** One a test picture, in their order. */
    public List<Prediction> all() {
        return all;
    }

    /** Pictures by class (row) and by what they were taken for (column). */
    public int[][] confusion() {
        int classes = info.classNames().size();
        int[][] counts = new int[classes][classes];
        all.forEach(p -> counts[p.truth][p.predicted]++);
        return counts;
    }

    /** Share of all pictures that the net is right about. */
    public double accuracy() {
        return share(p -> true);
    }

    /** Share of the pictures of a class that the net is right about; NaN if there are none. */
    public double accuracy(int truth) {
        return share(p -> p.truth == truth);
    }

    private double share(Predicate<Prediction> which) {
        long count = all.stream().filter(which).count();
        return (double) all.stream().filter(which).filter(Prediction::right).count() / count;
    }

    /** The mistakes, the one that the net is surest of first. @param most how many at most */
    public List<Prediction> surestMistakes(int most) {
        return all.stream()
                .filter(p -> !p.right())
                .sorted(Comparator.comparingDouble(p -> -p.probability))
                .limit(most)
                .toList();
    }
}
