package io.github.deconvscope.run.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.HalfPrecision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads the safetensors format: the length of a JSON header in 8 bytes, the header (type, shape and place of each tensor), then the
 * values, all little-endian and in C order. The widest types come first, so that each tensor starts at a multiple of its type's size.
 */
public final class Safetensors {
    /** Values start at a multiple of this, so that a reader can map the file. */
    private static final int ALIGNMENT = 8;
    /** A VGG-19 of torchvision takes 548 MiB. */
    private static final long MOST_BYTES = 1L << 30;

    private static final long MOST_HEADER = 10_000_000;

    private Safetensors() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param tensors by name; floats, doubles and 64-bit integers. Those of one width keep the map's order
     * @param metadata words about the file
     */
    public static void write(Path file, Map<String, NpyArray> tensors, Map<String, String> metadata)
            throws IOException {
        List<Map.Entry<String, NpyArray>> ordered = tensors.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        tensor -> -tensor.getValue().type().bytes()))
                .toList();
        byte[] header = header(ordered, metadata);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (Map.Entry<String, NpyArray> tensor : ordered) {
                out.write(tensor.getValue().encode());
            }
        });
    }

    /**
     * Reads a file. Numbers of 16 bits become floats; tensors of types that no net's weights have are left out.
     *
     * @return tensors by name, in the order of the header
     * @throws IOException naming the file and what is wrong with it
     */
    public static Map<String, NpyArray> read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new IOException(file + ": " + (size >> 20) + " MiB; at most " + (MOST_BYTES >> 20) + " are read");
        }
        try (FileChannel in = FileChannel.open(file)) {
            long length = size < 8 ? -1 : bytes(in, file, 0, 8).getLong();
            if (length < 2 || length > Math.min(MOST_HEADER, size - 8)) {
                throw new IOException(file + ": not a safetensors file, which begins with the length of its header");
            }
            String text =
                    StandardCharsets.UTF_8.decode(bytes(in, file, 8, length)).toString();
            Map<String, NpyArray> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry :
                    JsonParser.parseString(text).getAsJsonObject().entrySet()) {
                if (!entry.getKey().equals("__metadata__")) {
                    JsonObject about = entry.getValue().getAsJsonObject();
                    JsonArray place = about.getAsJsonArray("data_offsets");
                    long from = 8 + length + place.get(0).getAsLong();
                    long to = 8 + length + place.get(1).getAsLong();
                    if (from < 8 + length || to < from || to > size) {
                        throw new IOException(file + ": the values of " + entry.getKey()
                                + " are not within the file; it is cut off or not genuine");
                    }
                    tensor(about, bytes(in, file, from, to - from))
                            .ifPresent(tensor -> tensors.put(entry.getKey(), tensor));
                }
            }
            return tensors;
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new IOException(file + ": its header does not describe tensors as safetensors does", e);
        }
    }

    private static ByteBuffer bytes(FileChannel in, Path file, long from, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (in.read(buffer, from + buffer.position()) < 0) {
                throw new IOException(file + ": the file ends early; it is cut off");
            }
        }
        return buffer.flip();
    }

    /** @throws IllegalArgumentException if there are more or fewer values than the shape has */
    private static Optional<NpyArray> tensor(JsonObject about, ByteBuffer values) {
        int[] shape = about.getAsJsonArray("shape").asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
        String type = about.get("dtype").getAsString();
        int bytes = values.limit();
        // No shape means one dimension there; a scalar has none.
        int[] sizes = shape.length == 0 ? new int[] {1} : shape;
        switch (type) {
            case "F32" -> {
                float[] floats = new float[bytes / 4];
                values.asFloatBuffer().get(floats);
                return Optional.of(NpyArray.of(floats, sizes));
            }
            case "F64" -> {
                double[] doubles = new double[bytes / 8];
                values.asDoubleBuffer().get(doubles);
                return Optional.of(NpyArray.of(doubles, sizes));
            }
            case "I64" -> {
                long[] longs = new long[bytes / 8];
                values.asLongBuffer().get(longs);
                return Optional.of(NpyArray.of(longs, sizes));
            }
            case "F16", "BF16" -> {
                float[] floats = new float[bytes / 2];
                for (int i = 0; i < floats.length; i++) {
                    short bits = values.getShort(2 * i);
                    floats[i] = type.equals("F16") ? HalfPrecision.fromBits(bits) : Float.intBitsToFloat(bits << 16);
                }
                return Optional.of(NpyArray.of(floats, sizes));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static byte[] header(List<Map.Entry<String, NpyArray>> tensors, Map<String, String> metadata) {
        JsonObject json = new JsonObject();
        JsonObject words = new JsonObject();
        metadata.forEach(words::addProperty);
        json.add("__metadata__", words);
        long offset = 0;
        for (Map.Entry<String, NpyArray> tensor : tensors) {
            long end = offset
                    + (long) tensor.getValue().size() * tensor.getValue().type().bytes();
            JsonArray shape = new JsonArray();
            for (int size : tensor.getValue().shape()) {
                shape.add(size);
            }
            JsonArray place = new JsonArray();
            place.add(offset);
            place.add(end);
            JsonObject about = new JsonObject();
            about.addProperty("dtype", type(tensor.getValue()));
            about.add("shape", shape);
            about.add("data_offsets", place);
            json.add(tensor.getKey(), about);
            offset = end;
        }
        String text = json.toString();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
    }

    private static String type(NpyArray tensor) {
        return switch (tensor.type()) {
            case F4 -> "F32";
            case F8 -> "F64";
            case I8 -> "I64";
            default -> throw new IllegalArgumentException("no net has values of type " + tensor.type());
        };
    }
}
