package io.github.deconvscope.base.array;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link NpyArray} says it reads: the header, then the values, turned into C order. */
final class NpyArrayReader {
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_DIMENSIONS = 32;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

    private NpyArrayReader() {}

    static NpyArray read(DataInputStream in, String name, long available) throws IOException {
        byte[] magic = in.readNBytes(NpyArray.MAGIC.length);
        if (!Arrays.equals(magic, NpyArray.MAGIC)) {
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
        long left = available - NpyArray.MAGIC.length - 2 - size.length - headerLength;
        return readValues(in, name, new String(header, StandardCharsets.UTF_8), left);
    }

    private static NpyArray readValues(DataInputStream in, String name, String header, long left) throws IOException {
        String descr = find(DESCR, header, name, "a plain element type ('descr')");
        NpyArray.Type type = typeOf(descr, name);
        boolean fortran = find(ORDER, header, name, "'fortran_order'").equals("True");
        int[] shape = shapeOf(find(SHAPE, header, name, "'shape'"), name);
        long count = 1;
        for (int s : shape) {
            count *= s;
            if (count * type.bytes() > NpyArray.MAX_BYTES) {
                throw new IOException(name + ": an array of shape " + Arrays.toString(shape) + " is larger than "
                        + (NpyArray.MAX_BYTES >> 20) + " MiB, the most that is read");
            }
        }
        if (count * type.bytes() > left) {
            throw new IOException(name + ": shape " + Arrays.toString(shape) + " needs " + count * type.bytes()
                    + " bytes, but at most " + Math.max(0, left)
                    + " follow the header; the file is cut off or not genuine");
        }
        byte[] bytes = new byte[(int) (count * type.bytes())];
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

    private static NpyArray.Type typeOf(String descr, String name) throws IOException {
        if (descr.length() == 3 && "<>|=".indexOf(descr.charAt(0)) >= 0) {
            for (NpyArray.Type t : NpyArray.Type.values()) {
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

    private static NpyArray decode(NpyArray.Type type, int[] shape, ByteBuffer in, int count, int @Nullable [] target) {
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
            Object ordered = Array.newInstance(values.getClass().getComponentType(), count);
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, i, ordered, target[i], 1);
            }
            values = ordered;
        }
        return new NpyArray(type, shape, values, count);
    }
}
