package io.github.deconvscope.base.array;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * One array of numbers as NumPy stores it in a {@code .npy} file: an element type, a shape and the values in C order.
 *
 * <p>Reads format versions 1 to 3, either byte order, C and Fortran order (turned into C order); writes version 1,
 * little-endian, C order. Nothing is allocated before the header has been compared with the bytes that are there, so a file with a wrong
 * size is refused and does not exhaust the memory. Format: NumPy Enhancement Proposal 1.
 */
public final class NpyArray {

    /** The element types that are read and written. */
    public enum Type {
        F4(4, "float32"),
        F8(8, "float64"),
        I4(4, "int32"),
        I8(8, "int64"),
        U1(1, "uint8"),
        B1(1, "bool");

        private final int bytes;
        private final String numpyName;

        Type(int bytes, String numpyName) {
            this.bytes = bytes;
            this.numpyName = numpyName;
        }

        /** What NumPy calls it, such as {@code uint8}. */
        public String numpyName() {
            return numpyName;
        }

        /** The size of one element in bytes. */
        public int bytes() {
            return bytes;
        }

        private String descr() {
            return (bytes == 1 ? "|" : "<") + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The most bytes of values one array may hold: what fits a Java array of eight-byte elements comfortably. */
    public static final long MAX_BYTES = 1L << 30;

    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private final Type type;
    private final int[] shape;
    private final Object values;

    NpyArray(Type type, int[] shape, Object values, int length) {
        this.type = type;
        this.shape = shape.clone();
        this.values = values;
        long count = 1;
        for (int s : shape) {
            if (s < 0) {
                throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
            }
            count = Math.multiplyExact(count, s);
        }
        if (count != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + count + " values, but there are " + length);
        }
    }

    /** Wraps (does not copy) float values; no shape means one dimension. */
    public static NpyArray of(float[] values, int... shape) {
        return new NpyArray(Type.F4, shapeOr(shape, values.length), values, values.length);
    }

    /** Wraps (does not copy) double values; no shape means one dimension. */
    public static NpyArray of(double[] values, int... shape) {
        return new NpyArray(Type.F8, shapeOr(shape, values.length), values, values.length);
    }

    /** Wraps (does not copy) 32-bit integers; no shape means one dimension. */
    public static NpyArray of(int[] values, int... shape) {
        return new NpyArray(Type.I4, shapeOr(shape, values.length), values, values.length);
    }

    /** Wraps (does not copy) 64-bit integers; no shape means one dimension. */
    public static NpyArray of(long[] values, int... shape) {
        return new NpyArray(Type.I8, shapeOr(shape, values.length), values, values.length);
    }

    /** Wraps (does not copy) unsigned bytes; no shape means one dimension. */
    public static NpyArray of(byte[] values, int... shape) {
        return new NpyArray(Type.U1, shapeOr(shape, values.length), values, values.length);
    }

    /** Wraps (does not copy) truth values; no shape means one dimension. */
    public static NpyArray of(boolean[] values, int... shape) {
        return new NpyArray(Type.B1, shapeOr(shape, values.length), values, values.length);
    }

    private static int[] shapeOr(int[] shape, int length) {
        return shape.length == 0 ? new int[] {length} : shape;
    }

    public Type type() {
        return type;
    }

    /** A copy of the shape; empty for a NumPy scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of elements. */
    public int size() {
        return java.lang.reflect.Array.getLength(values);
    }

    /** The values in C order as floats: the array itself for {@link Type#F4} (do not change it), else a rounded copy. */
    public float[] toFloats() {
        if (values instanceof float[] f) {
            return f;
        }
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) at(i);
        }
        return out;
    }

    /** The values in C order as doubles: the array itself for {@link Type#F8} (do not change it), else a copy. */
    public double[] toDoubles() {
        if (values instanceof double[] d) {
            return d;
        }
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = at(i);
        }
        return out;
    }

    /**
     * The values in C order as longs, exactly.
     *
     * @throws ArithmeticException if a value is not a whole number in range
     */
    public long[] toLongs() {
        if (values instanceof long[] l) {
            return l;
        }
        long[] out = new long[size()];
        for (int i = 0; i < out.length; i++) {
            double v = at(i);
            out[i] = (long) v;
            if (out[i] != v) {
                throw new ArithmeticException("value " + v + " at index " + i + " is not a whole number");
            }
        }
        return out;
    }

    /** One value in C order. A 64-bit integer beyond 2^53 is rounded: use {@link #toLongs()} for those. */
    public double at(int index) {
        return switch (type) {
            case F4 -> ((float[]) values)[index];
            case F8 -> ((double[]) values)[index];
            case I4 -> ((int[]) values)[index];
            case I8 -> ((long[]) values)[index];
            case U1 -> ((byte[]) values)[index] & 0xff;
            case B1 -> ((boolean[]) values)[index] ? 1 : 0;
        };
    }

    /**
     * Reads a {@code .npy} file.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public static NpyArray read(Path file) throws IOException {
        long length = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString(), length);
        }
    }

    /**
     * Reads one array from a stream.
     *
     * @param in the stream, at the first byte of the magic; not closed
     * @param name what to call the source in an error
     * @param available the bytes that the stream can hold at most, header included
     * @throws IOException naming the source and what is wrong with it
     */
    public static NpyArray read(InputStream in, String name, long available) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            return NpyArrayReader.read(data, name, available);
        } catch (EOFException e) {
            throw new IOException(name + ": the file ends before the array does; it is cut off", e);
        }
    }

    /** Writes a {@code .npy} file, over one that may be there. */
    public void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out);
        }
    }

    /** Writes the array, header first; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        out.write(header());
        out.write(encode());
    }

    /** What stands before the values: magic, version and the Python dictionary with type and shape. */
    byte[] header() {
        StringBuilder dims = new StringBuilder("(");
        for (int s : shape) {
            dims.append(s).append(shape.length == 1 ? "," : ", ");
        }
        if (shape.length > 1) {
            dims.setLength(dims.length() - 2);
        }
        String header = "{'descr': '" + type.descr() + "', 'fortran_order': False, 'shape': " + dims + "), }";
        // The format asks for values that start at a multiple of 64 bytes.
        int padding = 63 - (MAGIC.length + 4 + header.length()) % 64;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(MAGIC.length + 4 + text.length)
                .put(MAGIC)
                .put(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)})
                .put(text)
                .array();
    }

    /** The values in C order, little-endian, without a header. */
    public byte[] encode() {
        int count = size();
        ByteBuffer out =
                ByteBuffer.allocate(Math.multiplyExact(count, type.bytes)).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case F4 -> out.asFloatBuffer().put((float[]) values);
            case F8 -> out.asDoubleBuffer().put((double[]) values);
            case I4 -> out.asIntBuffer().put((int[]) values);
            case I8 -> out.asLongBuffer().put((long[]) values);
            case U1 -> out.put((byte[]) values);
            case B1 -> {
                for (boolean b : (boolean[]) values) {
                    out.put((byte) (b ? 1 : 0));
                }
            }
        }
        return out.array();
    }

    /** The same element type, shape and values, bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Objects.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape) * 31 + Arrays.deepHashCode(new Object[] {values});
    }

    @Override
    public String toString() {
        return "NpyArray[" + type.descr() + " " + Arrays.toString(shape) + "]";
    }
}
