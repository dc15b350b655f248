package io.github.deconvscope.run.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.github.deconvscope.base.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Event files against the messages of TensorFlow's {@code event.proto}, written out here, and a CRC-32C computed bit by bit; and the reader against
 * messages that {@link ProtoFields} makes byte by byte.
 */
class EventFileTest {
    @TempDir
    Path folder;

    private static final ScalarSeries LOSS = new ScalarSeries(
            "loss", new double[] {1, 2, 300}, new double[] {0.01, 0.02, 3}, new double[] {0.5, 1, 150}, new double[] {
                2.25, Double.NaN, Double.POSITIVE_INFINITY
            });
    private static final ScalarSeries ACCURACY = new ScalarSeries(
            "testAccuracy", new double[] {100}, new double[] {1}, new double[] {50}, new double[] {0.75});

    private static int crc32c(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
            }
        }
        return ~crc;
    }

    private static int masked(byte[] bytes) {
        int crc = crc32c(bytes);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static FieldDescriptorProto field(String name, int number, Type type, Label label, String message) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
        return (message == null ? field : field.setTypeName(message)).build();
    }

    private static Descriptor eventType() throws Exception {
        Label one = Label.LABEL_OPTIONAL;
        DescriptorProto value = DescriptorProto.newBuilder()
                .setName("Value")
                .addField(field("tag", 1, Type.TYPE_STRING, one, null))
                .addField(field("simple_value", 2, Type.TYPE_FLOAT, one, null))
                .build();
        DescriptorProto summary = DescriptorProto.newBuilder()
                .setName("Summary")
                .addField(field("value", 1, Type.TYPE_MESSAGE, Label.LABEL_REPEATED, ".Value"))
                .build();
        DescriptorProto event = DescriptorProto.newBuilder()
                .setName("Event")
                .addField(field("wall_time", 1, Type.TYPE_DOUBLE, one, null))
                .addField(field("step", 2, Type.TYPE_INT64, one, null))
                .addField(field("file_version", 3, Type.TYPE_STRING, one, null))
                .addField(field("summary", 5, Type.TYPE_MESSAGE, one, ".Summary"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .addMessageType(value)
                .addMessageType(summary)
                .addMessageType(event)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Event");
    }

    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    @Test
    void anIndependentReaderFindsEveryValue() throws Exception {
        Path file = EventFileWriter.write(List.of(LOSS, ACCURACY), folder, 1_700_000_000_000L);
        assertThat(file.getFileName().toString()).isEqualTo("events.out.tfevents.1700000000.deconvscope");
        Descriptor type = eventType();
        FieldDescriptor wallTime = type.findFieldByName("wall_time");
        FieldDescriptor summary = type.findFieldByName("summary");
        List<String> seen = new ArrayList<>();
        for (byte[] record : records(Files.readAllBytes(file))) {
            DynamicMessage event = DynamicMessage.parseFrom(type, record);
            assertThat(event.getUnknownFields().asMap()).isEmpty();
            if (!event.hasField(summary)) {
                assertThat(event.getField(type.findFieldByName("file_version"))).isEqualTo("brain.Event:2");
                assertThat(event.getField(wallTime)).isEqualTo(1.7e9);
                continue;
            }
            DynamicMessage values = (DynamicMessage) event.getField(summary);
            FieldDescriptor repeated = values.getDescriptorForType().findFieldByName("value");
            assertThat(values.getRepeatedFieldCount(repeated)).isEqualTo(1);
            DynamicMessage value = (DynamicMessage) values.getRepeatedField(repeated, 0);
            Descriptor valueType = value.getDescriptorForType();
            seen.add(event.getField(type.findFieldByName("step")) + " " + event.getField(wallTime) + " "
                    + value.getField(valueType.findFieldByName("tag")) + " "
                    + value.getField(valueType.findFieldByName("simple_value")));
        }
        assertThat(seen)
                .containsExactly(
                        "1 1.7000000005E9 step/loss 2.25",
                        "2 1.700000001E9 step/loss NaN",
                        "100 1.70000005E9 epoch/test_accuracy 0.75",
                        "300 1.70000015E9 step/loss Infinity");
    }

    @Test
    void theBitwiseChecksumIsTheStandardOne() {
        // The check value of CRC-32C: RFC 3720, appendix B.4, and every table of checksums.
        assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
    }

    @Test
    void whatWasWrittenIsReadBack() throws Exception {
        Path file = EventFileWriter.write(List.of(LOSS, ACCURACY), folder, 1_700_000_000_000L);
        List<ScalarSeries> curves = read(file);
        assertThat(curves).extracting(ScalarSeries::name).containsExactly("step/loss", "epoch/test_accuracy");
        assertThat(curves.get(0).value()).containsExactly(LOSS.value());
        assertThat(curves.get(0).step()).containsExactly(1, 2, 300);
        // Since the first number that was logged, which is that of step 1.
        assertThat(curves.get(0).seconds()[2]).isEqualTo(149.5);
    }

    private static List<ScalarSeries> read(Path... files) throws IOException {
        return EventLog.read(List.of(files)).scalars().entrySet().stream()
                .map(tag -> tag.getValue().build(tag.getKey()).series())
                .toList();
    }

    /** An event as TensorFlow 2 writes it: a rank-0 float tensor, packed, with fields this program does not know around it. */
    @Test
    void scalarTensorsAreRead() throws Exception {
        byte[] packed = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .array();
        byte[] tensor = new ProtoFields.Writer()
                .number(1, 1)
                .bytes(2, new byte[0])
                .bytes(5, packed)
                .message();
        byte[] value = new ProtoFields.Writer()
                .text(1, "epoch_loss")
                .bytes(9, new byte[] {10, 0})
                .bytes(8, tensor)
                .message();
        byte[] event = new ProtoFields.Writer()
                .real(1, 12)
                .number(2, 7)
                .bytes(5, new ProtoFields.Writer().bytes(1, value).message())
                .message();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordFile.write(out, event);
        List<ScalarSeries> curves = read(Files.write(folder.resolve("x"), out.toByteArray()));
        assertThat(curves).hasSize(1);
        assertThat(curves.get(0).name()).isEqualTo("epoch_loss");
        assertThat(curves.get(0).value()).containsExactly(1.5);
        assertThat(curves.get(0).step()).containsExactly(7);
    }

    @Test
    void aFileThatIsStillWrittenIsReadUpToItsLastWholeRecord() throws Exception {
        Path file = EventFileWriter.write(List.of(LOSS), folder, 0);
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 5));
        assertThat(read(cut).get(0).size()).isEqualTo(2);
        assertThat(EventLog.read(List.of(cut)).damage().get(cut)).contains("ends in the middle of a record");
        assertThat(EventLog.read(List.of(file)).damage()).isEmpty();
    }

    @Test
    void aDamagedFileIsReadUpToTheDamageAndForeignOnesAreRefused() throws Exception {
        Path file = EventFileWriter.write(List.of(LOSS), folder.resolve("run"), 0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 10] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        assertThat(read(damaged).get(0).size()).isEqualTo(2);
        assertThat(EventLog.read(List.of(damaged)).damage().get(damaged)).contains("after 3 records", "checksum");
        Path foreign = Files.write(folder.resolve("foreign"), new byte[100]);
        assertThatThrownBy(() -> read(foreign))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("neither text nor a TensorBoard event file");
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds no record");
        // Beside a file that can be read, others do not keep it out.
        assertThat(read(file, foreign, empty).get(0).size()).isEqualTo(3);
        assertThat(EventLog.read(List.of(file, foreign, empty)).damage()).containsOnlyKeys(foreign, empty);
    }

    private static void number(ByteArrayOutputStream out, long step, double time, String tag, float value)
            throws IOException {
        byte[] one = new ProtoFields.Writer().text(1, tag).single(2, value).message();
        RecordFile.write(
                out,
                new ProtoFields.Writer()
                        .real(1, time)
                        .number(2, step)
                        .bytes(5, new ProtoFields.Writer().bytes(1, one).message())
                        .message());
    }

    private static void session(ByteArrayOutputStream out, long step, long status) throws IOException {
        byte[] session = new ProtoFields.Writer().number(1, status).message();
        RecordFile.write(
                out,
                new ProtoFields.Writer()
                        .real(1, 1)
                        .number(2, step)
                        .bytes(7, session)
                        .message());
    }

    /** As TensorBoard does it: what the files before say of the step where a session starts, and beyond, is void, of every tag. */
    @Test
    void aSessionThatStartsAgainTakesBackItsStepAndBeyond() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int step = 1; step <= 6; step++) {
            number(out, step, 100 + step, "a", step);
            number(out, step, 100 + step, "b", step);
        }
        session(out, 4, 2);
        number(out, 7, 107, "b", 7);
        session(out, 4, 1);
        number(out, 5, 108, "a", 50);
        Path file = Files.write(folder.resolve("log"), out.toByteArray());
        List<ScalarSeries> curves = read(file);
        assertThat(curves.get(0).step()).containsExactly(1, 2, 3, 5);
        assertThat(curves.get(0).value()).containsExactly(1, 2, 3, 50);
        assertThat(curves.get(1).step()).containsExactly(1, 2, 3);
        assertThat(EventLog.read(List.of(file)).restarts()).containsExactly(java.util.Map.entry(4L, 7));
    }
}
