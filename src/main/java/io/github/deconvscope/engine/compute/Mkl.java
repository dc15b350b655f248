package io.github.deconvscope.engine.compute;

import ai.djl.ndarray.NDArray;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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

    /** What {@code mkl_cbwr_get_auto_branch} answers on a processor with AVX-512 (mkl_types.h): its first kind, and any newer. */
    private static final int AVX512 = 12;

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
     * Tries products ({@link ProductCheck}). Once a process, on the thread that computes.
     *
     * @throws IllegalStateException if one is wrong: no number could be trusted
     */
    public static void check() {
        widened = answering != null && usesAvx512();
        ProductCheck.firstFault(NDArray::matMul).ifPresent(fault -> {
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
}
