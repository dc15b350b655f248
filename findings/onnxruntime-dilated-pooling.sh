#!/usr/bin/env bash
# ONNX Runtime: pooling with a dilation and padding "same" makes the picture smaller.
#
# One expects: with SAME_UPPER and stride 1 the output has the size of the input. The text of MaxPool, AveragePool and LpPool says so for
#   every dilation, and from the padding that it prescribes the same follows. (It calls auto_pad deprecated; exporters write it.)
# What happens: the padding is worked out from the kernel without its dilation, and the windows then lie apart by it. A row of 6 under a
#   kernel of 3 with dilation 2 becomes 4 values, one with stride 2 becomes 2 instead of 3. A Conv with the same attributes is
#   refused ("Dilation not supported"), so the runtime knows of the gap. The padding that the text prescribes, written as pads,
#   gives 6. Reports were found of Conv (issue 20582), and none of pooling.
# Seen with: com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64, 30 November 2026.
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
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.TextFormat;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class Finding {
    static final float[] ROW = {1, 2, 3, 4, 5, 6};

    static float[] pool(String operator, int kernel, int dilation, int stride, String padding) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 19 } graph { name: 'finding'"
                + " input { name: 'x' type { tensor_type { elem_type: 1 } } }"
                + " output { name: 'y' type { tensor_type { elem_type: 1 } } }"
                + " node { op_type: '" + operator + "' input: 'x' output: 'y' " + padding
                + " attribute { name: 'kernel_shape' type: INTS ints: " + kernel + " }"
                + " attribute { name: 'dilations' type: INTS ints: " + dilation + " }"
                + " attribute { name: 'strides' type: INTS ints: " + stride + " } } }", model);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.build().toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(ROW), new long[] {1, 1, ROW.length});
                OrtSession.Result result = session.run(Map.of("x", input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    /** The padding of SAME_UPPER by the text of the operators, the larger half at the end. */
    static String pads(int kernel, int dilation, int stride) {
        int size = (ROW.length + stride - 1) / stride;
        int all = Math.max(0, (size - 1) * stride + (kernel - 1) * dilation + 1 - ROW.length);
        return "attribute { name: 'pads' type: INTS ints: [" + all / 2 + ", " + (all - all / 2) + "] }";
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", pooling of " + Arrays.toString(ROW));
        String same = "attribute { name: 'auto_pad' type: STRING s: 'SAME_UPPER' }";
        int[][] cases = {{3, 1, 1, 6}, {2, 2, 1, 5}, {3, 2, 1, 4}, {3, 2, 2, 2}}; // kernel, dilation, stride, size that was seen
        List<String> changes = new ArrayList<>();
        for (String operator : List.of("MaxPool", "AveragePool", "LpPool")) {
            for (int[] c : cases) {
                float[] found = pool(operator, c[0], c[1], c[2], same);
                float[] right = pool(operator, c[0], c[1], c[2], pads(c[0], c[1], c[2]));
                System.out.printf("  %s, kernel %d, dilation %d, stride %d: SAME_UPPER %s%n    the same padding in numbers %s%n",
                        operator, c[0], c[1], c[2], Arrays.toString(found), Arrays.toString(right));
                if (found.length != c[3] || right.length != (ROW.length + c[2] - 1) / c[2]
                        || Arrays.equals(found, right) != (c[1] == 1)) {
                    changes.add(operator + Arrays.toString(c));
                }
            }
        }
        if (!changes.isEmpty()) {
            System.out.println("The behaviour has changed: " + changes + "; sizes 6, 5, 4 and 2 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
