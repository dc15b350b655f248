package io.github.deconvscope.run.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.array.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes the safetensors format: the length of a JSON header in 8 bytes, the header (type, shape and place of each tensor), then the
 * values, all little-endian and in C order. The widest types come first, so that each tensor starts at a multiple of its type's size.
 */
public final class Safetensors {
    /** Values start at a multiple of this, so that a reader can map the file. */
    private static final int ALIGNMENT = 8;

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
