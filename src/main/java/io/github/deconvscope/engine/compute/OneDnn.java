package io.github.deconvscope.engine.compute;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Switches off oneDNN, the library that PyTorch hands convolutions in single precision to, where it computes wrong numbers
 * ({@link ConvolutionCheck}). PyTorch's own convolution and {@code ColumnConvolution} take its place: the right numbers, more slowly.
 *
 * <p>Python has {@code torch.backends.mkldnn.enabled} for it; DJL offers nothing, so PyTorch's context is asked by its own function.
 * That is a setting of the process.
 */
public final class OneDnn {
    /** {@code at::globalContext()} and {@code at::Context::setUserEnabledMkldnn(bool)}, as compilers other than Microsoft's name them. */
    private static final String CONTEXT = "_ZN2at13globalContextEv";

    private static final String ENABLE = "_ZN2at7Context20setUserEnabledMkldnnEb";

    /**
     * The same for NNPACK, which PyTorch tries next. On processors that it does not support it prints a warning at each convolution, so it
     * is switched off everywhere.
     */
    private static final String ENABLE_NNPACK = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /** What was found wrong with it; empty where it is right and in use. Written by the thread that computes, before anything is computed. */
    private static volatile String fault = "";

    private OneDnn() {}

    /** Whether it computes convolutions. */
    public static boolean isUsed() {
        return fault.isEmpty();
    }

    /** Who computes convolutions, in the words of records and reports. */
    public static String words() {
        return isUsed() ? "oneDNN, channels innermost" : "PyTorch's own, since oneDNN is wrong on this processor";
    }

    /** Why it is not used, in words; empty if it is. */
    public static String fault() {
        return fault;
    }

    /**
     * Tries it, and switches it off if it is wrong. Once a process, on the thread that computes.
     *
     * @throws IllegalStateException if convolutions are wrong without it too, or it cannot be switched off: no number could be trusted
     */
    public static void check() {
        try {
            switchOff(ENABLE_NNPACK);
        } catch (LinkageError e) {
            // Where compilers name functions otherwise, or JNA cannot load its own library, it stays on, at worst with
            // its
            // warnings.
        }
        Optional<String> wrong = ConvolutionCheck.firstFault(ConvolutionCheck::convolve);
        if (wrong.isEmpty()) {
            return;
        }
        fault = wrong.get();
        try {
            switchOff(ENABLE);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "PyTorch computes wrong convolutions on this processor: " + fault
                            + ". Set the environment variable ONEDNN_MAX_CPU_ISA to SSE41 and start again.",
                    e);
        }
        ConvolutionCheck.firstFault(ConvolutionCheck::convolve).ifPresent(still -> {
            throw new IllegalStateException("PyTorch computes wrong convolutions on this processor: " + still
                    + ". It does so without oneDNN too. Use another machine.");
        });
    }

    private static void switchOff(String function) {
        NativeLibrary torch = torch();
        Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
        torch.getFunction(function).invokeVoid(new Object[] {context, (byte) 0});
    }

    /** PyTorch's functions by name. */
    static NativeLibrary torch() {
        // DJL knows the folder of the library once PyTorch is loaded.
        Engine.getEngine("PyTorch");
        Path library = Path.of(LibUtils.getLibtorchPath()).resolve(System.mapLibraryName("torch_cpu"));
        return NativeLibrary.getInstance(library.toString());
    }
}
