package io.github.deconvscope.run.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.run.AtomicFile;
import io.github.deconvscope.run.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the safetensors format: the length of a JSON header in 8 bytes, the header (type, shape and place of each tensor), then the
 * values, all little-endian and in C order.
 */
public final class Safetensors {
    /** Values start at a multiple of this, so that a reader can map the file. */
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param tensors by name, written in the map's order; floats, doubles and 64-bit integers
     * @param metadata words about the file
     */
    public static void write(Path file, Map<String, NpyArray> tensors, Map<String, String> metadata)
            throws IOException {
        byte[] header = header(tensors, metadata);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (NpyArray tensor : tensors.values()) {
                out.write(values(tensor));
            }
        });
    }

    private static byte[] header(Map<String, NpyArray> tensors, Map<String, String> metadata) {
        JsonObject json = new JsonObject();
        JsonObject words = new JsonObject();
        metadata.forEach(words::addProperty);
        json.add("__metadata__", words);
        long offset = 0;
        for (Map.Entry<String, NpyArray> tensor : tensors.entrySet()) {
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

    private static byte[] values(NpyArray tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.size() * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.type()) {
            case F4 -> bytes.asFloatBuffer().put(tensor.toFloats());
            case F8 -> bytes.asDoubleBuffer().put(tensor.toDoubles());
            default -> bytes.asLongBuffer().put(tensor.toLongs());
        }
        return bytes.array();
    }
}
