package io.github.deconvscope.app;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/** Reads a run folder by the format alone, and computes in double what figures and reports say of it: shares no code with them. */
final class RecordedArrays {
    private final Path run;

    RecordedArrays(Path run) {
        this.run = run;
    }

    /** The numbers of {@code layer/quantity} at a step; fails if it was not recorded. */
    double[] array(long step, String name) {
        return read(step, name, true);
    }

    boolean has(long step, String name) {
        return read(step, name, false) != null;
    }

    private double[] read(long step, String name, boolean needed) {
        Path file = run.resolve("frames").resolve(String.format(Locale.ROOT, "step-%09d.npz", step));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            var entry = zip.getEntry(name + ".npy");
            if (entry == null) {
                if (needed) {
                    throw new AssertionError(file + " has no " + name);
                }
                return null;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                int start = 10 + bytes.getShort(8);
                String header = new String(bytes.array(), 10, start - 10, StandardCharsets.US_ASCII);
                if (!header.contains("'<f4'")) {
                    throw new AssertionError(name + ": " + header);
                }
                double[] values = new double[(bytes.capacity() - start) / 4];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.getFloat(start + 4 * i);
                }
                return values;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonObject> lines(String file) {
        try {
            List<JsonObject> lines = new ArrayList<>();
            for (String line : Files.readAllLines(run.resolve(file))) {
                lines.add(JsonParser.parseString(line).getAsJsonObject());
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double[] column(String file, String name) {
        return lines(file).stream()
                .mapToDouble(line -> line.get(name).getAsDouble())
                .toArray();
    }

    JsonObject json(String file) {
        try {
            return JsonParser.parseString(Files.readString(run.resolve(file))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The layers of the run, in the order of the net. */
    List<JsonObject> layers() {
        try {
            List<JsonObject> layers = new ArrayList<>();
            JsonParser.parseString(Files.readString(run.resolve("layers.json")))
                    .getAsJsonArray()
                    .forEach(layer -> layers.add(layer.getAsJsonObject()));
            return layers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** D (Cov - eps I) D', from D and Cov as recorded: with the layer's eps what the data is left with, with 0 what was iterated. */
    double[] after(long step, String layer, double eps) {
        double[] d = array(step, layer + "/whitening");
        double[] cov = array(step, layer + "/covariance");
        int n = (int) Math.round(Math.sqrt(cov.length));
        double[] after = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    for (int l = 0; l < n; l++) {
                        after[i * n + j] += d[i * n + k] * (cov[k * n + l] - (k == l ? eps : 0)) * d[j * n + l];
                    }
                }
            }
        }
        return after;
    }

    /** norm(D Cov D' - I)_F / sqrt(F), from D and Cov as recorded. */
    double residual(long step, String layer) {
        double[] after = after(step, layer, 0);
        int n = (int) Math.round(Math.sqrt(after.length));
        double squares = 0;
        for (int i = 0; i < after.length; i++) {
            squares += Math.pow(after[i] - (i % (n + 1) == 0 ? 1 : 0), 2);
        }
        return Math.sqrt(squares / n);
    }

    /** Mean of |correlation| over the pairs of different features. */
    double correlation(long step, String layer, String quantity) {
        double[] cov = array(step, layer + "/" + quantity);
        int n = (int) Math.round(Math.sqrt(cov.length));
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    sum += Math.abs(cov[i * n + j]) / Math.sqrt(cov[i * n + i] * cov[j * n + j]);
                }
            }
        }
        return sum / (n * (n - 1.0));
    }

    /** The eigenvalues of {@code layer/quantity}, largest first, by turning pairs of axes until nothing is left beside the diagonal (Jacobi). */
    double[] eigenvalues(long step, String name) {
        double[] a = array(step, name);
        int n = (int) Math.round(Math.sqrt(a.length));
        for (int sweep = 0; sweep < 30; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    turn(a, n, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i * n + i];
        }
        Arrays.sort(values);
        for (int i = 0; i < n / 2; i++) {
            double least = values[i];
            values[i] = values[n - 1 - i];
            values[n - 1 - i] = least;
        }
        return values;
    }

    private static void turn(double[] a, int n, int p, int q) {
        double angle = 0.5 * Math.atan2(2 * a[p * n + q], a[q * n + q] - a[p * n + p]);
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int k = 0; k < n; k++) {
            double x = a[k * n + p];
            double y = a[k * n + q];
            a[k * n + p] = c * x - s * y;
            a[k * n + q] = s * x + c * y;
        }
        for (int k = 0; k < n; k++) {
            double x = a[p * n + k];
            double y = a[q * n + k];
            a[p * n + k] = c * x - s * y;
            a[q * n + k] = s * x + c * y;
        }
    }

    /** The exponential average with bias correction, written out as the sum that it is. */
    static double smoothed(double[] values, int index, double weight) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= index; i++) {
            double w = Math.pow(weight, index - i);
            sum += w * values[i];
            weights += w;
        }
        return sum / weights;
    }
}
