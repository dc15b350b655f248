package io.github.deconvscope.engine.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Gives matrix products the whole width of a processor of AMD. MKL, the library in PyTorch that computes them, asks who made the processor, and takes
 * narrower vectors on one that Intel did not make, even where the processor has AVX-512: with oneMKL 2024.2 in PyTorch 2.7.1 a product then takes twice
 * as long as it needs to. No setting of MKL changes that, but it asks by a function whose name is public, {@code mkl_serv_intel_cpu_true}. A library
 * that is loaded before PyTorch answers in its place ({@code src/main/native/mklvendor.c}). What the processor can do MKL still finds out for itself.
 *
 * <p>Decision 28 has the measurements.
 */
public final class Mkl {
    /** The value {@code own} of this property of Java leaves MKL alone. */
    private static final String PROPERTY = "deconvscope.mkl";

    /** Resource {@code linux-x86-64/libmklvendor.so}. */
    private static final String LIBRARY = "mklvendor";

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** From dlfcn.h: names are looked up when they are needed, and what is loaded later finds this library's first. */
    private static final int LAZY = 1;

    private static final int GLOBAL = 0x100;

    /** Of the largest value; single precision is at some 1e-6. */
    private static final double TOLERANCE = 1e-4;

    /** Sides that fill vectors of 16 numbers, and that leave each kind of rest. */
    private static final int[] SIDES = {1, 3, 8, 16, 17, 31, 48, 65, 100};

    /** What {@code mkl_cbwr_get_auto_branch} answers on a processor with AVX-512 (mkl_types.h): its first kind, and any newer. */
    private static final int AVX512 = 12;

    /** How matrices are multiplied. */
    @FunctionalInterface
    interface Product {
        /** (..., n, k) by (..., k, m) gives (..., n, m). */
        NDArray apply(NDArray left, NDArray right);
    }

    /** The library that answers. JNA unloads one that nothing holds any more, and would at times do so before PyTorch has found it. */
    private static volatile NativeLibrary answering;

    private static volatile boolean widened;

    private Mkl() {}

    /** Whether MKL uses AVX-512 because it was told to. */
    public static boolean isWidened() {
        return widened;
    }

    /** How products are computed, in the words of records and reports. */
    public static String words() {
        return widened ? "MKL, told to use AVX-512" : "MKL";
    }

    /** Answers for the processor, where that helps. To be called before PyTorch is loaded; later it changes nothing. */
    public static synchronized void widen() {
        if (answering != null || "own".equals(System.getProperty(PROPERTY)) || !isLinuxOnX86() || !helps(processor())) {
            return;
        }
        try {
            answering = NativeLibrary.getInstance(
                    LIBRARY,
                    Map.of(
                            Library.OPTION_OPEN_FLAGS,
                            LAZY | GLOBAL,
                            Library.OPTION_CLASSLOADER,
                            Mkl.class.getClassLoader()));
        } catch (LinkageError e) {
            // A folder for temporary files from which nothing may be loaded: products are slower, nothing else.
        }
    }

    private static boolean isLinuxOnX86() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }

    private static String processor() {
        try {
            return Files.readString(PROCESSOR, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** @param processor the text of {@code /proc/cpuinfo} */
    static boolean helps(String processor) {
        return processor.contains("AuthenticAMD") && processor.contains(" avx512f ");
    }

    /**
     * Compares products with the same in double precision, computed in Java. Once a process, on the thread that computes.
     *
     * @throws IllegalStateException if one is wrong: no number could be trusted
     */
    public static void check() {
        widened = answering != null && usesAvx512();
        firstFault(NDArray::matMul).ifPresent(fault -> {
            throw new IllegalStateException("PyTorch computes wrong matrix products on this processor: " + fault + ". "
                    + (widened
                            ? "Set the environment variable DECONVSCOPE_JAVA_OPTS to -D" + PROPERTY
                                    + "=own and start again."
                            : "Use another machine."));
        });
    }

    private static boolean usesAvx512() {
        try {
            return OneDnn.torch().getFunction("mkl_serv_cbwr_get_auto_branch").invokeInt(new Object[0]) >= AVX512;
        } catch (LinkageError e) {
            // A PyTorch without MKL, or with one that names its functions otherwise.
            return false;
        }
    }

    /** The first product that is wrong, in words; empty if there is none. */
    static Optional<String> firstFault(Product product) {
        Random random = new Random(1);
        for (int rows : SIDES) {
            for (int columns : SIDES) {
                int inner = SIDES[random.nextInt(SIDES.length)];
                try (NDManager scope = NDManager.newBaseManager()) {
                    if (!isRight(product, scope, rows, inner, columns, random)) {
                        return Optional.of("%d x %d by %d x %d".formatted(rows, inner, inner, columns));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Alone and as one of two in a batch, which MKL computes by another function. */
    private static boolean isRight(Product product, NDManager scope, int rows, int inner, int columns, Random random) {
        float[] a = random(rows * inner, random);
        float[] b = random(inner * columns, random);
        NDArray left = scope.create(a, new Shape(rows, inner));
        NDArray right = scope.create(b, new Shape(inner, columns));
        NDArray alone = product.apply(left, right);
        NDArray batch = product.apply(
                left.expandDims(0).repeat(0, 2), right.expandDims(0).repeat(0, 2));
        double[] exact = product(a, b, rows, inner, columns);
        return isNear(alone.toFloatArray(), exact) && isNear(batch.get(1).toFloatArray(), exact);
    }

    private static double[] product(float[] a, float[] b, int rows, int inner, int columns) {
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                for (int j = 0; j < columns; j++) {
                    product[i * columns + j] += (double) a[i * inner + k] * b[k * columns + j];
                }
            }
        }
        return product;
    }

    private static boolean isNear(float[] values, double[] exact) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i]));
            // NaN stays NaN.
            difference = Math.max(difference, Math.abs(values[i] - exact[i]));
        }
        return difference <= TOLERANCE * largest;
    }

    private static float[] random(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
