package io.github.deconvscope.run.scalar;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The record format of TensorFlow (TFRecord): length as 8 bytes, its checksum, the bytes, their checksum, all little-endian. The checksum
 * is CRC-32C, masked as the format requires: rotated right by 15 bits, plus a constant.
 */
final class RecordFile {
    private static final int MASK_DELTA = 0xa282ead8;

    /** Larger than any event with scalars; a damaged length must not exhaust the memory. */
    private static final int LARGEST = 64 << 20;

    private RecordFile() {}

    /** The bytes are not those that were written. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    /** Whether these are a length and its checksum, as a file of records begins. */
    static boolean beginsWithLength(byte[] head) {
        if (head.length < 12) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.getInt(8) == maskedChecksum(java.util.Arrays.copyOf(head, 8));
    }

    static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }

    static void write(OutputStream out, byte[] record) throws IOException {
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length)
                .array();
        out.write(length);
        out.write(littleEndian(maskedChecksum(length)));
        out.write(record);
        out.write(littleEndian(maskedChecksum(record)));
    }

    /**
     * Reads the next record.
     *
     * @return null at the end
     * @throws EOFException if the last record was cut short: a log that is being written ends like that
     * @throws DamagedException if a checksum is wrong
     */
    static byte @Nullable [] read(DataInputStream in) throws IOException {
        byte[] length = in.readNBytes(8);
        if (length.length == 0) {
            return null;
        }
        if (length.length < 8) {
            throw new EOFException("the length of a record is cut short");
        }
        checkSum(in, length, "length");
        long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (size < 0 || size > LARGEST) {
            throw new DamagedException("a record of " + size + " bytes; at most " + LARGEST + " are read");
        }
        byte[] record = in.readNBytes((int) size);
        if (record.length < size) {
            throw new EOFException("a record is cut short");
        }
        checkSum(in, record, "data");
        return record;
    }

    private static void checkSum(DataInputStream in, byte[] bytes, String what) throws IOException {
        int stored = Integer.reverseBytes(in.readInt());
        int actual = maskedChecksum(bytes);
        if (stored != actual) {
            throw new DamagedException(
                    String.format("the checksum of a record's %s is %08x, not %08x", what, actual, stored));
        }
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
