package io.github.deconvscope.run.scalar;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Messages of TensorFlow's {@code event.proto}, {@code summary.proto} and {@code tensor.proto} by the numbers of their fields. */
final class EventFields {
    // Event
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;
    static final int SESSION_LOG = 7;
    // SessionLog
    static final int SESSION_STATUS = 1;
    static final int SESSION_START = 1;
    // Summary
    static final int VALUE = 1;
    // Summary.Value
    static final int TAG = 1;
    static final int SIMPLE_VALUE = 2;
    static final int IMAGE = 4;
    static final int TENSOR = 8;
    // Summary.Image
    static final int IMAGE_HEIGHT = 1;
    static final int IMAGE_WIDTH = 2;
    static final int IMAGE_COLORSPACE = 3;
    static final int IMAGE_ENCODED = 4;
    // TensorProto
    static final int DTYPE = 1;
    static final int TENSOR_CONTENT = 4;
    static final int FLOAT_VAL = 5;
    static final int DOUBLE_VAL = 6;
    static final int DT_FLOAT = 1;
    static final int DT_DOUBLE = 2;

    private EventFields() {}

    /** Writes the fields of a message. */
    @FunctionalInterface
    interface Fields {
        void write(CodedOutputStream to) throws IOException;
    }

    /** The bytes of a message. */
    static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream to = CodedOutputStream.newInstance(bytes);
        fields.write(to);
        to.flush();
        return bytes.toByteArray();
    }
}
