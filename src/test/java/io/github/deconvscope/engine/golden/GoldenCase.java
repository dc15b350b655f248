package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One case of golden numbers: its description in {@code index.json} and its arrays. */
final class GoldenCase {
    /** An array at float32 whose description states no tolerance, for want of a float64 twin in the index. */
    private static final double DEFAULT_TOLERANCE = 1e-5;

    private final String name;
    private final JsonObject description;
    private final Map<String, NpyArray> arrays;

    private GoldenCase(String name, JsonObject description, Map<String, NpyArray> arrays) {
        this.name = name;
        this.description = description;
        this.arrays = arrays;
    }

    /** The folder named by the property {@code golden.dir}. */
    static Path folder() {
        return Path.of(System.getProperty("golden.dir", "src/test/resources/golden"));
    }

    /** The descriptions of all cases in the index, by name. */
    static Map<String, JsonObject> index() throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(folder().resolve("index.json")))
                .getAsJsonObject();
        Map<String, JsonObject> cases = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> e : root.getAsJsonObject("cases").entrySet()) {
            cases.put(e.getKey(), e.getValue().getAsJsonObject());
        }
        return cases;
    }

    static GoldenCase read(String name, JsonObject description) throws IOException {
        Path file = folder().resolve(description.get("file").getAsString());
        Map<String, NpyArray> arrays = NpzFile.readAll(file);
        assertThat(arrays.keySet())
                .as("arrays of " + name + ", against the index")
                .containsExactlyInAnyOrderElementsOf(
                        description.getAsJsonObject("arrays").keySet());
        return new GoldenCase(name, description, arrays);
    }

    String kind() {
        return description.get("kind").getAsString();
    }

    JsonObject params() {
        return description.getAsJsonObject("params");
    }

    boolean has(String array) {
        return arrays.containsKey(array);
    }

    /** Names of the arrays with a prefix. */
    Iterable<String> names(String prefix) {
        return arrays.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    }

    NpyArray array(String array) {
        assertThat(arrays).as("arrays of " + name).containsKey(array);
        return arrays.get(array);
    }

    /** One step of an array whose first axis is the training step. */
    float[] step(String array, int step) {
        float[] all = array(array).toFloats();
        int size = all.length / array(array).shape()[0];
        return Arrays.copyOfRange(all, step * size, (step + 1) * size);
    }

    /** The shape of one step of such an array. */
    long[] stepShape(String array) {
        int[] shape = array(array).shape();
        return Arrays.stream(shape, 1, shape.length).asLongStream().toArray();
    }

    long[] shape(String array) {
        return Arrays.stream(array(array).shape()).asLongStream().toArray();
    }

    /** Compares a whole array with what was computed, within the stated tolerance. */
    void check(String array, double[] got) {
        compare(array, array(array).toDoubles(), got, tolerance(array));
    }

    /** Compares with the array after a ReLU; the tolerance stays relative to its largest value before. */
    void checkRectified(String array, double[] got) {
        double[] want = array(array).toDoubles();
        double[] rectified = Arrays.stream(want).map(v -> Math.max(0, v)).toArray();
        compare(array, rectified, got, new Tolerance(tolerance(array).relative, -1, largest(want)));
    }

    /** Compares with the symmetric part of each square matrix; the tolerance stays relative to the largest value of the whole. */
    void checkSymmetricPart(String array, double[] got) {
        double[] want = array(array).toDoubles();
        int[] shape = array(array).shape();
        int f = shape[shape.length - 1];
        double[] symmetric = new double[want.length];
        for (int i = 0; i < want.length; i++) {
            int row = i / f % f;
            int transposed = i / (f * f) * f * f + i % f * f + row;
            symmetric[i] = (want[i] + want[transposed]) / 2;
        }
        compare(array, symmetric, got, new Tolerance(tolerance(array).relative, -1, largest(want)));
    }

    /** Compares one step of an array. The tolerance is relative to the largest value of all steps, as it was measured. */
    void checkStep(String array, int step, double[] got) {
        double[] all = array(array).toDoubles();
        int size = all.length / array(array).shape()[0];
        double largest = largest(all);
        compare(
                array + "[" + step + "]",
                Arrays.copyOfRange(all, step * size, (step + 1) * size),
                got,
                new Tolerance(tolerance(array).relative, tolerance(array).absolute, largest));
    }

    /** Compares with the float64 twin of an array, to nearly the last digit of a double. */
    void checkDouble(String array, double[] got, double tolerance) {
        compare(array, array(array).toDoubles(), got, new Tolerance(tolerance, -1, -1));
    }

    /** {@link #checkDouble} for one step. */
    void checkStepDouble(String array, int step, double[] got, double tolerance) {
        double[] all = array(array).toDoubles();
        int size = all.length / array(array).shape()[0];
        compare(
                array + "[" + step + "]",
                Arrays.copyOfRange(all, step * size, (step + 1) * size),
                got,
                new Tolerance(tolerance, -1, largest(all)));
    }

    private record Tolerance(double relative, double absolute, double largest) {}

    private Tolerance tolerance(String array) {
        JsonObject d = description.getAsJsonObject("arrays").getAsJsonObject(array);
        if (d.has("zero")) {
            return new Tolerance(0, d.get("atol").getAsDouble(), -1);
        }
        if (d.has("exact")) {
            return new Tolerance(0, 0, -1);
        }
        return new Tolerance(d.has("tol") ? d.get("tol").getAsDouble() : DEFAULT_TOLERANCE, -1, -1);
    }

    private void compare(String array, double[] want, double[] got, Tolerance tolerance) {
        assertThat(got.length).as(name + ": size of " + array).isEqualTo(want.length);
        double worst = 0;
        for (int i = 0; i < want.length; i++) {
            double difference = tolerance.absolute > 0 ? Math.abs(got[i]) : Math.abs(got[i] - want[i]);
            if (!(difference <= worst)) { // a NaN stays
                worst = difference;
            }
        }
        double scale = tolerance.largest >= 0 ? tolerance.largest : largest(want);
        double allowed = tolerance.absolute >= 0 ? tolerance.absolute : tolerance.relative * scale;
        if (!(worst <= allowed)) {
            throw new AssertionError(String.format(
                    "%s: %s differs by %.3g, %.3g of its largest value %.4g; allowed is %.3g",
                    name, array, worst, worst / scale, scale, allowed));
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    int intParam(String key) {
        return params().get(key).getAsInt();
    }

    double realParam(String key) {
        return params().get(key).getAsDouble();
    }

    boolean flagParam(String key) {
        return params().get(key).getAsBoolean();
    }

    /** A parameter that is one number for both axes, or a pair. */
    int[] pair(String key) {
        JsonElement e = params().get(key);
        if (e.isJsonArray()) {
            JsonArray a = e.getAsJsonArray();
            return new int[] {a.get(0).getAsInt(), a.get(1).getAsInt()};
        }
        return new int[] {e.getAsInt(), e.getAsInt()};
    }

    @Override
    public String toString() {
        return name;
    }
}
