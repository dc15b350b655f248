package io.github.deconvscope.run.scalar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The wire format of protocol buffers, as far as events need it: fields of kind varint, 64 bits, length and bytes, 32 bits. */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private ProtoFields() {}

    /** Builds one message. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer number(int field, long value) {
            tag(field, VARINT);
            varint(value);
            return this;
        }

        Writer real(int field, double value) {
            tag(field, FIXED64);
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array());
            return this;
        }

        Writer single(int field, float value) {
            tag(field, FIXED32);
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Writer text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Writer bytes(int field, byte[] value) {
            tag(field, BYTES);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] message() {
            return out.toByteArray();
        }

        private void tag(int field, int kind) {
            varint((long) field << 3 | kind);
        }

        private void varint(long value) {
            long left = value;
            while ((left & ~0x7fL) != 0) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }

    /** Goes through the fields of one message; unknown ones are passed over by not asking for their value. */
    static final class Reader {
        private final ByteBuffer in;
        private int field;
        private int kind;
        private long number;
        private byte[] bytes;

        Reader(byte[] message) {
            in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Steps to the next field; false at the end. */
        boolean next() throws IOException {
            if (!in.hasRemaining()) {
                return false;
            }
            long tag = varint();
            field = (int) (tag >>> 3);
            kind = (int) (tag & 7);
            switch (kind) {
                case VARINT:
                    number = varint();
                    break;
                case FIXED64:
                    need(8);
                    number = in.getLong();
                    break;
                case FIXED32:
                    need(4);
                    number = in.getInt();
                    break;
                case BYTES:
                    long length = varint();
                    if (length < 0 || length > in.remaining()) {
                        throw new IOException("field " + field + " is longer than its message");
                    }
                    bytes = new byte[(int) length];
                    in.get(bytes);
                    break;
                default:
                    throw new IOException("field " + field + " has the unknown kind " + kind);
            }
            return true;
        }

        boolean isReal(int wanted) {
            return field == wanted && kind == FIXED64;
        }

        boolean isSingle(int wanted) {
            return field == wanted && kind == FIXED32;
        }

        boolean isNumber(int wanted) {
            return field == wanted && kind == VARINT;
        }

        boolean isBytes(int wanted) {
            return field == wanted && kind == BYTES;
        }

        double real() {
            return Double.longBitsToDouble(number);
        }

        float single() {
            return Float.intBitsToFloat((int) number);
        }

        long number() {
            return number;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private void need(int count) throws IOException {
            if (in.remaining() < count) {
                throw new IOException("field " + field + " is longer than its message");
            }
        }

        private long varint() throws IOException {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                need(1);
                byte b = in.get();
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw new IOException("a number of more than 64 bits");
        }
    }
}
