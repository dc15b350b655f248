package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One golden case of a normalization of activations, by its authors' code or by PyTorch in double precision: every file of
 * {@code -Dgolden.dir} whose name matches. Values are (steps, batch, channels, ...); a case without steps has one.
 */
public final class NormalizationGolden {
    private final Map<String, NpyArray> arrays;

    private NormalizationGolden(Map<String, NpyArray> arrays) {
        this.arrays = arrays;
    }

    /** A test for each matching file; at least one has to be there. */
    public static List<DynamicTest> tests(String names, Consumer<NormalizationGolden> check) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("golden.dir")))) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(names))
                    .sorted()
                    .toList()) {
                tests.add(DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> check.accept(new NormalizationGolden(NpzFile.readAll(file)))));
            }
        }
        assertThat(tests).as("golden cases " + names).isNotEmpty();
        return tests;
    }

    public double[] values(String name) {
        assertThat(arrays).containsKey(name);
        return arrays.get(name).toDoubles();
    }

    public int[] shape(String name) {
        return arrays.get(name).shape();
    }

    /** A number, such as eps. */
    public double number(String name) {
        return values(name)[0];
    }

    /** One step of an array whose first axis is the step. */
    public double[] step(String name, int step) {
        double[] all = values(name);
        int size = all.length / shape(name)[0];
        return Arrays.copyOfRange(all, step * size, (step + 1) * size);
    }

    /** Compares an array with what was computed, relative to its largest value. */
    public void check(String name, double[] got, double tolerance) {
        compare(name, values(name), got, tolerance);
    }

    /** {@link #check} of one step. */
    public void checkStep(String name, int step, double[] got, double tolerance) {
        compare(name + "[" + step + "]", step(name, step), got, tolerance);
    }

    private static void compare(String name, double[] want, double[] got, double tolerance) {
        assertThat(got).as(name).hasSameSizeAs(want);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < want.length; i++) {
            largest = Math.max(largest, Math.abs(want[i]));
            double difference = Math.abs(got[i] - want[i]);
            worst = difference <= worst ? worst : difference; // a NaN stays
        }
        assertThat(worst / largest).as(name + ", over its largest value").isLessThanOrEqualTo(tolerance);
    }
}
