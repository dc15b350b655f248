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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_DIMENSIONS = 32;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

    private final Type type;
    private final int[] shape;
    private final Object values;

    private NpyArray(Type type, int[] shape, Object values, int length) {
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
            return readBody(data, name, available);
        } catch (EOFException e) {
            throw new IOException(name + ": the file ends before the array does; it is cut off", e);
        }
    }

    private static NpyArray readBody(DataInputStream in, String name, long available) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(name + ": not a NumPy .npy array (its first bytes are not \\x93NUMPY)");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw new IOException(name + ": .npy format version " + version + " is unknown; versions 1 to 3 are read");
        }
        byte[] size = new byte[version == 1 ? 2 : 4];
        in.readFully(size);
        long headerLength = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            headerLength = headerLength << 8 | size[i] & 0xff;
        }
        if (headerLength > MAX_HEADER) {
            throw new IOException(
                    name + ": a header of " + headerLength + " bytes; at most " + MAX_HEADER + " is read");
        }
        byte[] header = new byte[(int) headerLength];
        in.readFully(header);
        long left = available - MAGIC.length - 2 - size.length - headerLength;
        return readValues(in, name, new String(header, StandardCharsets.UTF_8), left);
    }

    private static NpyArray readValues(DataInputStream in, String name, String header, long left) throws IOException {
        String descr = find(DESCR, header, name, "a plain element type ('descr')");
        Type type = typeOf(descr, name);
        boolean fortran = find(ORDER, header, name, "'fortran_order'").equals("True");
        int[] shape = shapeOf(find(SHAPE, header, name, "'shape'"), name);
        long count = 1;
        for (int s : shape) {
            count *= s;
            if (count * type.bytes > MAX_BYTES) {
                throw new IOException(name + ": an array of shape " + Arrays.toString(shape) + " is larger than "
                        + (MAX_BYTES >> 20) + " MiB, the most that is read");
            }
        }
        if (count * type.bytes > left) {
            throw new IOException(
                    name + ": shape " + Arrays.toString(shape) + " needs " + count * type.bytes + " bytes, but at most "
                            + Math.max(0, left) + " follow the header; the file is cut off or not genuine");
        }
        byte[] bytes = new byte[(int) (count * type.bytes)];
        in.readFully(bytes);
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return decode(type, shape, buffer, (int) count, fortran && shape.length > 1 ? fortranOrder(shape) : null);
    }

    private static String find(Pattern pattern, String header, String name, String what) throws IOException {
        Matcher m = pattern.matcher(header);
        if (!m.find()) {
            throw new IOException(name + ": the header does not state " + what + ": " + header.strip());
        }
        return m.group(1);
    }

    private static Type typeOf(String descr, String name) throws IOException {
        if (descr.length() == 3 && "<>|=".indexOf(descr.charAt(0)) >= 0) {
            for (Type t : Type.values()) {
                // Letters count: u1 is an unsigned byte, U1 a text of one character.
                if (t.name().toLowerCase(Locale.ROOT).equals(descr.substring(1))) {
                    return t;
                }
            }
        }
        throw new IOException(name + ": element type '" + descr
                + "' is not read; save it as float32, float64, int32, int64, uint8 or bool (numpy: a.astype('f4'))");
    }

    private static int[] shapeOf(String text, String name) throws IOException {
        String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*");
        if (parts.length > MAX_DIMENSIONS) {
            throw new IOException(name + ": " + parts.length + " dimensions; at most " + MAX_DIMENSIONS + " are read");
        }
        int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                // Python 2 wrote its long integers as 3L.
                shape[i] = Integer.parseInt(parts[i].strip().replaceFirst("(?<=\\d)L$", ""));
            } catch (NumberFormatException e) {
                throw new IOException(name + ": shape (" + text + ") is not a list of sizes", e);
            }
            if (shape[i] < 0) {
                throw new IOException(name + ": shape (" + text + ") has a negative size");
            }
        }
        return shape;
    }

    /** For each position in the file, the position of the same element in C order. */
    private static int[] fortranOrder(int[] shape) {
        int count = 1;
        int[] stride = new int[shape.length];
        for (int d = shape.length - 1; d >= 0; d--) {
            stride[d] = count;
            count *= shape[d];
        }
        int[] target = new int[count];
        int[] index = new int[shape.length];
        int at = 0;
        for (int i = 0; i < count; i++) {
            target[i] = at;
            for (int d = 0; d < shape.length; d++) {
                at += stride[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                at -= index[d] * stride[d];
                index[d] = 0;
            }
        }
        return target;
    }

    private static NpyArray decode(Type type, int[] shape, ByteBuffer in, int count, int @Nullable [] target) {
        Object values =
                switch (type) {
                    case F4 -> {
                        float[] v = new float[count];
                        in.asFloatBuffer().get(v);
                        yield v;
                    }
                    case F8 -> {
                        double[] v = new double[count];
                        in.asDoubleBuffer().get(v);
                        yield v;
                    }
                    case I4 -> {
                        int[] v = new int[count];
                        in.asIntBuffer().get(v);
                        yield v;
                    }
                    case I8 -> {
                        long[] v = new long[count];
                        in.asLongBuffer().get(v);
                        yield v;
                    }
                    case U1 -> in.array();
                    case B1 -> {
                        boolean[] v = new boolean[count];
                        for (int i = 0; i < count; i++) {
                            v[i] = in.get(i) != 0;
                        }
                        yield v;
                    }
                };
        if (target != null) {
            Object ordered =
                    java.lang.reflect.Array.newInstance(values.getClass().getComponentType(), count);
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, i, ordered, target[i], 1);
            }
            values = ordered;
        }
        return new NpyArray(type, shape, values, count);
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
