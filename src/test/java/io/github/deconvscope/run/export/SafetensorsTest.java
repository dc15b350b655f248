package io.github.deconvscope.run.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.array.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path dir;

    /** An odd number of floats first would put the doubles and the counter behind it at 12 and 36. */
    @Test
    void everyTensorStartsAtAMultipleOfItsTypesSize() throws IOException {
        Map<String, NpyArray> tensors = new LinkedHashMap<>();
        tensors.put("weight", NpyArray.of(new float[] {1, 2, 3}, 3));
        tensors.put("mean", NpyArray.of(new double[] {4, 5, 6}, 3));
        tensors.put("bias", NpyArray.of(new float[] {7}, 1));
        tensors.put("steps", NpyArray.of(new long[] {8}, 1));
        Path file = dir.resolve("a.safetensors");

        Safetensors.write(file, tensors, Map.of("format", "pt"));

        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) in.getLong();
        JsonObject header = JsonParser.parseString(new String(in.array(), 8, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
        int values = 8 + length;
        assertThat(values % 8).isZero();
        for (Map.Entry<String, NpyArray> tensor : tensors.entrySet()) {
            int start = header.getAsJsonObject(tensor.getKey())
                    .getAsJsonArray("data_offsets")
                    .get(0)
                    .getAsInt();
            assertThat(start % tensor.getValue().type().bytes())
                    .as(tensor.getKey())
                    .isZero();
        }
        assertThat(header.keySet()).containsExactly("__metadata__", "mean", "steps", "weight", "bias");
        assertThat(in.getDouble(values)).isEqualTo(4);
        assertThat(in.getLong(values + 24)).isEqualTo(8);
        assertThat(in.getFloat(values + 32)).isEqualTo(1);
        assertThat(in.getFloat(values + 44)).isEqualTo(7);
        assertThat(in.capacity()).isEqualTo(values + 48);
    }
}
