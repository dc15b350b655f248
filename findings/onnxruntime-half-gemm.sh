#!/usr/bin/env bash
# ONNX Runtime: in float16 Gemm and MatMul are two different products.
#
# One expects: Gemm with alpha 1, beta 0 is MatMul; both take float16, and both add up in float32 and round once, as MatMul
#   does. A sum of n ones, n a power of two up to 32,768, is exact in float16 anyway.
# What happens: Gemm adds up in float16. A running sum of ones stops at 2,048, where 1 is less than half the distance to the
#   next float16. How far it gets depends on the shapes: one output sticks at 2,048; with 16 x 16
#   outputs 32,768 ones make 18,432. Exporters write a linear layer as Gemm, so the layer and the same layer written
#   as a product disagree.
# Seen with: com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64 (a processor with float16 arithmetic may take
#   another path), 29 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
<dependency><groupId>org.tribuo</groupId><artifactId>tribuo-util-onnx</artifactId><version>4.3.2</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.TextFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Map;

class Finding {
    /** A session of the graph, written as a protocol buffer in text. */
    static OrtSession session(String graph) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 18 } graph { name: 'finding' " + graph + " }", model);
        return OrtEnvironment.getEnvironment().createSession(model.build().toByteArray());
    }

    static OnnxTensor ones(long rows, long columns) throws Exception {
        ShortBuffer values = ByteBuffer.allocateDirect((int) (2 * rows * columns)).order(ByteOrder.nativeOrder()).asShortBuffer();
        while (values.hasRemaining()) {
            values.put((short) 0x3c00); // 1 in float16
        }
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values.rewind(), new long[] {rows, columns}, OnnxJavaType.FLOAT16);
    }

    /** First element of (side x n ones) times (n x side ones): n. */
    static float product(String operator, int n, int side) throws Exception {
        String half = "type { tensor_type { elem_type: 10 } }";
        String graph = "input { name: 'a' " + half + " } input { name: 'b' " + half + " } output { name: 'c' " + half
                + " } node { op_type: '" + operator + "' input: ['a', 'b'] output: 'c' }";
        try (OrtSession session = session(graph);
                OrtSession.Result result = session.run(Map.of("a", ones(side, n), "b", ones(n, side)))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        System.out.println("sums of n ones in float16; expected n each time");
        boolean same = true;
        int[][] cases = {{4096, 1, 2048}, {32768, 1, 2048}, {4096, 16, 4088}, {32768, 16, 18432}};
        for (int[] shape : cases) {
            float matMul = product("MatMul", shape[0], shape[1]);
            float gemm = product("Gemm", shape[0], shape[1]);
            System.out.printf("  n %5d, %2d x %2d outputs: MatMul %.0f   Gemm %.0f%n", shape[0], shape[1], shape[1], matMul, gemm);
            same &= matMul == shape[0] && gemm == shape[2];
        }
        if (!same) {
            System.out.println("The behaviour has changed: Gemm gave 2048, 2048, 4088, 18432, and MatMul n.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
