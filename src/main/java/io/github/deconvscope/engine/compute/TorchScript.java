package io.github.deconvscope.engine.compute;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A function of PyTorch's that DJL does not offer, as a TorchScript module. Such a module is a zip file with source text; these are small
 * enough to be written here. Loaded when it is first called, and kept as long as the program. On the compute thread.
 */
public final class TorchScript {
    private static final String HEAD = """
            class %s(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;
    /** In the text of a method, where the name of its module comes. */
    private static final String MODULE = "MODULE";

    private final String name;
    private final String code;
    private @Nullable Model loaded;

    /**
     * @param name of the module, an identifier
     * @param parameters of the function, such as {@code "a: Tensor, b: Tensor"}
     * @param body of the function, its lines with a final line feed
     */
    public TorchScript(String name, String parameters, String body) {
        this(name, parameters, "Tensor", body);
    }

    private TorchScript(String name, String parameters, String result, String body) {
        this(name, HEAD.formatted(name) + method("forward", parameters, result, body));
    }

    private TorchScript(String name, String code) {
        this.name = name;
        this.code = code;
    }

    /**
     * A further method of a module, for {@link #with}.
     *
     * @param result its type
     */
    public static String method(String name, String parameters, String result, String body) {
        return "  def %s(self: __torch__.%s,\n    %s) -> %s:\n%s"
                .formatted(name, MODULE, parameters, result, body.indent(4));
    }

    /** The same function with methods that it calls, as {@code (self).name(...)}. */
    public TorchScript with(String methods) {
        return new TorchScript(name, code + methods);
    }

    /** One that returns a list of tensors; parameters as of the constructor. */
    public static TorchScript ofList(String name, String parameters, String body) {
        return new TorchScript(name, parameters, "List[Tensor]", body);
    }

    /** Calls the function; the result belongs to the manager of the first argument. Gradients flow if an argument has one. */
    public NDArray call(NDArray... arguments) {
        return callForList(arguments).singletonOrThrow();
    }

    /** Calls a function that returns several; else like {@link #call}. */
    public NDList callForList(NDArray... arguments) {
        ParameterStore none = new ParameterStore(arguments[0].getManager(), false);
        // As in training: else PyTorch would allow no change in place of what it gives.
        return model().getBlock().forward(none, new NDList(arguments), true);
    }

    private Model model() {
        if (loaded == null) {
            Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
            try (InputStream archive = open()) {
                model.load(archive);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedModelException e) {
                throw new IllegalStateException(e);
            }
            loaded = model;
        }
        return loaded;
    }

    /** The module as {@code torch.jit.load} takes it. */
    private InputStream open() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "data.pkl", module());
            add(zip, "code/__torch__.py", ascii(code.replace("__torch__." + MODULE, "__torch__." + name)));
            add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            add(zip, "version", ascii("3\n"));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** The pickled module object: its class, and its one attribute {@code training = False}. */
    private byte[] module() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write(ascii("c__torch__\n" + name + "\n)"));
        pickle.write(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        pickle.write(ascii("training"));
        pickle.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    /** Stored, not deflated: PyTorch reads its archives in place. */
    private void add(ZipOutputStream zip, String file, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name + "/" + file);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
