package io.github.deconvscope.run.importing;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.scalar.EventFileWriter;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What Keras, Lightning, Hugging Face, fastai, Weights and Biases and TensorBoard call the curves that this program draws. No two curves
 * get the same name: if it is taken, the other curve keeps its own.
 */
final class KnownCurves {
    /** The name of a column with the duration of each epoch. */
    static final String EPOCH_SECONDS = ScalarCsv.EPOCH_SECONDS;

    private static final Set<String> HELD_OUT =
            Set.of("validation", "valid", "val", "eval", "evaluation", "test", "testing", "dev", "holdout");

    /** By bare name. */
    private static final Map<String, Metric> NAMES = names();

    private KnownCurves() {}

    /**
     * A curve to be named.
     *
     * @param name what its source calls it
     * @param axis what it is over
     * @param size how many points it has
     */
    record Wish(String name, Axis axis, int size) {}

    /** Whether a name is one of those that are known. */
    static boolean isKnown(String name) {
        return NAMES.containsKey(AxisNames.bare(name)) || AxisNames.of(name).isPresent();
    }

    /** Whether a folder or run of this name holds what was measured on images that are not trained on. */
    static boolean isHeldOut(String folder) {
        String bare = AxisNames.bare(folder);
        return HELD_OUT.contains(bare)
                || HELD_OUT.stream().anyMatch(word -> folder.matches("(?i)(.*[_./ -])?" + word + "([_./ -].*)?"));
    }

    /**
     * Chooses the names of the curves of one run.
     *
     * @param heldOut whether they were measured on images that are not trained on
     * @return a name each, no two equal
     */
    static List<String> names(List<Wish> wishes, boolean heldOut, Remarks remarks) {
        String[] given = new String[wishes.size()];
        Set<String> taken = new HashSet<>();
        // An exact name first, then the longest curve: a single last value beside a curve is not a curve.
        List<Integer> order = IntStream.range(0, given.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !isExact(wishes.get(i), heldOut))
                        .thenComparing(i -> -wishes.get(i).size()))
                .toList();
        for (int i : order) {
            Optional<Metric> metric = metric(wishes.get(i), heldOut);
            given[i] = metric.map(Metric::id).filter(taken::add).orElse(null);
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] == null) {
                String name = wishes.get(i).name();
                given[i] = unused(name, taken);
                if (metric(wishes.get(i), heldOut).isPresent() || !given[i].equals(name)) {
                    remarks.changed(
                            "curve " + Remarks.quoted(name),
                            "another one has the name that is usual for it, so it is called "
                                    + Remarks.quoted(given[i]));
                }
            }
        }
        return List.of(given);
    }

    private static boolean isExact(Wish wish, boolean heldOut) {
        return metric(wish, heldOut)
                .filter(metric -> metric.id().equals(wish.name()))
                .isPresent();
    }

    private static String unused(String name, Set<String> taken) {
        String unused = name;
        for (int i = 2; !taken.add(unused); i++) {
            unused = name + " (" + i + ")";
        }
        return unused;
    }

    private static Optional<Metric> metric(Wish wish, boolean heldOut) {
        Metric known = Choice.find(Metric.class, wish.name())
                .filter(metric -> metric != Metric.EPOCH_STEP)
                .orElse(NAMES.get(AxisNames.bare(wish.name())));
        if (known == null) {
            return Optional.empty();
        }
        // What is called a loss is that of a step where there are steps, and that of an epoch where there are none.
        boolean ofEpoch = wish.axis() == Axis.EPOCH;
        return Optional.of(
                switch (known) {
                    case LOSS -> heldOut ? Metric.TEST_LOSS : ofEpoch ? Metric.TRAIN_LOSS : known;
                    case ACCURACY -> heldOut ? Metric.TEST_ACCURACY : ofEpoch ? Metric.TRAIN_ACCURACY : known;
                    case TRAIN_LOSS -> heldOut ? Metric.TEST_LOSS : known;
                    case TRAIN_ACCURACY -> heldOut ? Metric.TEST_ACCURACY : known;
                    default -> known;
                });
    }

    /** A curve whose name is one of these metrics, accuracies, has shares here. */
    static boolean isAccuracy(String key) {
        return Optional.of(key)
                .filter(name -> name.equals(Metric.ACCURACY.id())
                        || name.equals(Metric.TRAIN_ACCURACY.id())
                        || name.equals(Metric.TEST_ACCURACY.id()))
                .isPresent();
    }

    private static Map<String, Metric> names() {
        Map<String, Metric> map = new HashMap<>();
        for (Metric metric : Metric.values()) {
            if (metric != Metric.EPOCH_STEP) {
                add(map, metric, metric.id(), EventFileWriter.tag(metric.id()));
            }
        }
        add(map, Metric.LOSS, "train/loss", "train_loss", "training_loss", "loss/train");
        add(map, Metric.LOSS, "batch_loss", "loss/train_step", "train_loss_step");
        add(
                map,
                Metric.ACCURACY,
                "acc",
                "train/accuracy",
                "train_acc",
                "training_accuracy",
                "accuracy/train",
                "acc/train");
        add(map, Metric.ACCURACY, "sparse_categorical_accuracy", "categorical_accuracy");
        add(map, Metric.ACCURACY, "batch_accuracy", "train_acc_step", "train_accuracy_step");
        add(map, Metric.TRAIN_LOSS, "epoch_loss", "train_loss_epoch");
        add(map, Metric.TRAIN_ACCURACY, "epoch_accuracy", "epoch_acc", "train_acc_epoch", "train_accuracy_epoch");
        add(map, Metric.LEARNING_RATE, "lr", "train/lr", "train/learning_rate", "epoch_learning_rate", "epoch_lr");
        add(map, Metric.LOSS_SCALE, "train/loss_scale");
        add(map, Metric.SKIPPED, "train/skipped");
        add(map, Metric.SECONDS, "epoch/seconds", EPOCH_SECONDS);
        for (String held : List.of("test", "testing", "val", "valid", "validation", "eval", "evaluation")) {
            add(map, Metric.TEST_LOSS, held + "/loss", "loss/" + held, held + "_loss_epoch");
            add(map, Metric.TEST_ACCURACY, held + "/accuracy", "accuracy/" + held, held + "/acc", "acc/" + held);
            add(map, Metric.TEST_ACCURACY, held + "_acc_epoch", held + "_accuracy_epoch");
            add(map, Metric.TEST_ACCURACY, held + "_sparse_categorical_accuracy", held + "_categorical_accuracy");
        }
        return map;
    }

    private static void add(Map<String, Metric> map, Metric metric, String... names) {
        for (String name : names) {
            map.put(AxisNames.bare(name), metric);
        }
    }
}
