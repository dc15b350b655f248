#!/usr/bin/env bash
# ONNX Runtime: GroupNormalization of 10000, 10001, 10002, 10003 is 474 where it should be 1.34.
#
# One expects: with one group of one channel GroupNormalization is InstanceNormalization. Whatever the input, a normalized
#   value is at most the square root of the number of values (here 2), and a large mean costs a few digits.
# What happens: nothing is left of the variance (1.25): the output is what is left when it is 0, the distance to the mean
#   over the square root of epsilon. InstanceNormalization of the same runtime is right to three digits on the same input.
# Seen with: com.microsoft.onnxruntime:onnxruntime 1.29.0, opset 18, CPU, x86-64, 29 November 2026.
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
import java.util.Arrays;
import java.util.Map;

class Finding {
    /** A session of the graph, written as a protocol buffer in text. */
    static OrtSession session(String graph) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 18 } graph { name: 'finding' " + graph + " }", model);
        return OrtEnvironment.getEnvironment().createSession(model.build().toByteArray());
    }

    static float[] normalized(String operator, String attributes) throws Exception {
        String single = "type { tensor_type { elem_type: 1 } }";
        String graph = "input { name: 'x' " + single + " } input { name: 'scale' " + single + " } input { name: 'shift' " + single
                + " } output { name: 'y' " + single + " } node { op_type: '" + operator
                + "' input: ['x', 'scale', 'shift'] output: 'y' attribute { name: 'epsilon' type: FLOAT f: 1e-5 } " + attributes + " }";
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[] values = {10000, 10001, 10002, 10003};
        try (OrtSession session = session(graph);
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, 4});
                OnnxTensor scale = OnnxTensor.createTensor(environment, new float[] {1});
                OnnxTensor shift = OnnxTensor.createTensor(environment, new float[] {0});
                OrtSession.Result result = session.run(Map.of("x", x, "scale", scale, "shift", shift))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    public static void main(String[] arguments) throws Exception {
        float[] group = normalized("GroupNormalization", "attribute { name: 'num_groups' type: INT i: 1 }");
        float[] instance = normalized("InstanceNormalization", "");
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        System.out.println("10000, 10001, 10002, 10003 normalized; expected -1.34, -0.447, 0.447, 1.34");
        System.out.println("  InstanceNormalization:          " + Arrays.toString(instance));
        System.out.println("  GroupNormalization, one group:  " + Arrays.toString(group));
        if (Math.abs(instance[3] - 1.3416) > 0.01 || Math.abs(group[3] - 474.34) > 1) {
            System.out.println("The behaviour has changed: 1.34 and 474 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
