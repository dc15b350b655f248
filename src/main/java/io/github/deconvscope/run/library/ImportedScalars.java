package io.github.deconvscope.run.library;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.AtomicFile;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.Metric;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.scalar.EventFileWriter;
import io.github.deconvscope.run.scalar.ScalarCsv;
import io.github.deconvscope.run.scalar.ScalarFiles;
import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Curves of another program, brought in to compare with: a folder with {@code imported.json} (where they came from) and
 * {@code scalars.csv} (name, step, epoch, seconds, value). The file they came from is not needed any more.
 */
public final class ImportedScalars {
    private static final String ABOUT = "imported.json";
    private static final String VALUES = "scalars.csv";

    /** What other programs call the curves that this one draws, in lower case without anything but letters and digits. */
    private static final Map<String, Metric> ALIASES = aliases();

    private ImportedScalars() {}

    /** Whether a folder holds imported curves. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(ABOUT));
    }

    /**
     * Brings in a CSV file or a TensorBoard event file, or all event files of a folder.
     *
     * @param source told apart by what is in it, not by its name
     * @param folder a folder that does not exist yet
     * @throws InvalidInputException if the file is missing, of another kind, damaged, or holds no numbers
     */
    public static void importFrom(Path source, Path folder) throws IOException {
        List<ScalarSeries> curves = ScalarFiles.read(source);
        if (Files.exists(folder)) {
            throw new InvalidInputException("The folder " + folder + " exists already. Give another name.");
        }
        Path beside = folder.resolveSibling("." + folder.getFileName() + ".part");
        Files.createDirectories(beside);
        AtomicFile.write(beside.resolve(VALUES), ScalarCsv.longFormat(renamed(curves)));
        JsonObject about = new JsonObject();
        about.addProperty("formatVersion", RunFolder.FORMAT_VERSION);
        about.addProperty("source", source.toAbsolutePath().toString());
        about.addProperty("importedMillis", System.currentTimeMillis());
        RunFolder.writeJson(beside.resolve(ABOUT), about);
        Files.move(beside, folder);
    }

    /** Reads the curves of a folder. */
    static List<ScalarSeries> read(Path folder) throws IOException {
        Path values = folder.resolve(VALUES);
        if (!Files.isRegularFile(values)) {
            throw new InvalidInputException(
                    folder + " has no " + VALUES + ": the import was not finished. Import the file again.");
        }
        return ScalarCsv.read(values);
    }

    /** Gives known curves the names they have here, each once; others keep theirs. */
    private static List<ScalarSeries> renamed(List<ScalarSeries> curves) {
        Set<String> taken = new HashSet<>();
        List<ScalarSeries> named = new ArrayList<>();
        for (ScalarSeries curve : curves) {
            Metric known = ALIASES.get(bare(curve.name()));
            String name = known != null && taken.add(known.key()) ? known.key() : curve.name();
            taken.add(name);
            named.add(
                    new ScalarSeries(name, curve.step(), curve.epoch(), curve.seconds(), percentToShare(name, curve)));
        }
        return named;
    }

    /** Accuracies are shares here; some programs write percent. */
    private static double[] percentToShare(String name, ScalarSeries curve) {
        boolean accuracy = name.equals(Metric.ACCURACY.key())
                || name.equals(Metric.TRAIN_ACCURACY.key())
                || name.equals(Metric.TEST_ACCURACY.key());
        double most = 0;
        for (double value : curve.value()) {
            most = Math.max(most, value);
        }
        if (!accuracy || most <= 1.5) {
            return curve.value();
        }
        double[] shares = curve.value().clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= 100;
        }
        return shares;
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Map<String, Metric> aliases() {
        Map<String, Metric> map = new HashMap<>();
        for (Metric metric : Metric.values()) {
            if (metric == Metric.EPOCH_STEP) {
                continue;
            }
            map.put(bare(metric.key()), metric);
            map.put(bare(EventFileWriter.tag(metric.key())), metric);
        }
        alias(map, Metric.LOSS, "train/loss", "batch_loss", "loss/train_step");
        alias(map, Metric.ACCURACY, "acc", "train/accuracy", "batch_accuracy", "train/acc");
        alias(map, Metric.LEARNING_RATE, "lr", "train/learning_rate", "train/lr", "learning_rate");

        alias(map, Metric.LOSS_SCALE, "train/loss_scale");
        alias(map, Metric.SKIPPED, "train/skipped");
        alias(map, Metric.TRAIN_LOSS, "loss/train", "epoch/train_loss", "epoch_loss");
        alias(map, Metric.TRAIN_ACCURACY, "accuracy/train", "epoch/train_accuracy", "epoch_accuracy");
        alias(
                map,
                Metric.TEST_LOSS,
                "val_loss",
                "loss/test",
                "loss/val",
                "loss/valid",
                "valid_loss",
                "test/loss",
                "val/loss",
                "epoch/test_loss",
                "validation_loss",
                "eval/loss");
        alias(
                map,
                Metric.TEST_ACCURACY,
                "val_accuracy",
                "val_acc",
                "accuracy/test",
                "accuracy/val",
                "test/accuracy",
                "test_acc",
                "val/accuracy",
                "val/acc",
                "epoch/test_accuracy",
                "validation_accuracy",
                "eval/accuracy");
        alias(map, Metric.SECONDS, "epoch/seconds", ScalarCsv.EPOCH_SECONDS);
        return map;
    }

    private static void alias(Map<String, Metric> map, Metric metric, String... names) {
        for (String name : names) {
            map.put(bare(name), metric);
        }
    }
}
