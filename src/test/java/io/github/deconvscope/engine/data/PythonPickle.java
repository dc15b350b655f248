package io.github.deconvscope.engine.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes what Python 2's {@code cPickle.dump(batch, file, 2)} writes of a batch of CIFAR, instruction by instruction. */
public final class PythonPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int remembered;

    private PythonPickle() {}

    /**
     * A file with the pictures of the binary version's records.
     *
     * @param records of one label or two, and 3 x 32 x 32 bytes each
     * @param names of the lists of labels, in the order of the record
     */
    public static byte[] of(byte[] records, String... names) {
        return new PythonPickle().batch(records, names);
    }

    private byte[] batch(byte[] records, String... names) {
        int record = names.length + 3072;
        int count = records.length / record;
        code(0x80, 2, '}');
        remember();
        code('(');
        text("batch_label");
        text("training batch 1 of 5");
        for (int l = 0; l < names.length; l++) {
            text(names[l]);
            code(']');
            remember();
            code('(');
            for (int i = 0; i < count; i++) {
                code('K', records[i * record + l]);
            }
            code('e');
        }
        text("data");
        name("numpy.core.multiarray", "_reconstruct");
        name("numpy", "ndarray");
        code('K', 0, 0x85, 'U', 1, 'b', 0x87, 'R');
        remember();
        code('(', 'K', 1);
        number(count);
        number(3072);
        code(0x86);
        name("numpy", "dtype");
        code('U', 2, 'u', '1', 'K', 0, 'K', 1, 0x87, 'R');
        remember();
        code('(', 'K', 3, 'U', 1, '|', 'N', 'N', 'N');
        code('J', 0xff, 0xff, 0xff, 0xff, 'J', 0xff, 0xff, 0xff, 0xff, 'K', 0, 't', 'b', 0x89, 'T');
        fourBytes(count * 3072);
        for (int i = 0; i < count; i++) {
            out.write(records, i * record + names.length, 3072);
        }
        code('t', 'b');
        text("filenames");
        code(']');
        remember();
        code('(');
        for (int i = 0; i < count; i++) {
            text("picture_s_" + i + ".png");
        }
        code('e', 'u', '.');
        return out.toByteArray();
    }

    /** A pickle that asks for something that is not NumPy's: an empty ordered dictionary. */
    static byte[] ofAnOrderedDictionary() {
        PythonPickle pickle = new PythonPickle();
        pickle.code(0x80, 2);
        pickle.name("collections", "OrderedDict");
        pickle.code(']', 0x85, 'R', '.');
        return pickle.out.toByteArray();
    }

    private void code(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
    }

    private void remember() {
        if (remembered < 256) {
            code('q', remembered);
        } else {
            code('r');
            fourBytes(remembered);
        }
        remembered++;
    }

    private void number(int value) {
        if (value < 256) {
            code('K', value);
        } else {
            code('M', value & 0xff, value >> 8);
        }
    }

    private void text(String text) {
        code('U', text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        remember();
    }

    private void name(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        remember();
    }

    private void fourBytes(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }
}
