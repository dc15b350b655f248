#!/usr/bin/env bash
# ONNX Runtime: the largest of 1, NaN, 2, 3 is 2.
#
# One expects: NaN, as in PyTorch, NumPy and in TensorFlow's reduce_max; or 3, if NaN counts as missing.
# What happens: ReduceMax gives 2, which is neither, and for NaN in other places 3 or NaN: the largest number is lost.
#   Max of two tensors in the same runtime keeps NaN. MaxPool leaves NaN out, and a window of NaN only becomes
#   -3.4e38, the lowest float: a finite number, so a later check for NaN finds nothing. (TensorFlow 2.18's max pooling does
#   the same.) A net that has diverged can look healthy behind its first pooling layer.
# Seen with: com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64 (ReduceMax goes by the processor's vectors, so
#   others may differ), 29 November 2026.
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

    static String run(String inputs, String operator, String attributes, float... values) throws Exception {
        String single = "type { tensor_type { elem_type: 1 } }";
        String graph = "input { name: 'x' " + single + " } output { name: 'y' " + single + " } node { op_type: '" + operator
                + "' input: " + inputs + " output: 'y' " + attributes + " }";
        long[] shape = {1, 1, values.length};
        try (OrtSession session = session(graph);
                OnnxTensor x = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return Arrays.toString(((OnnxTensor) result.get(0)).getFloatBuffer().array());
        }
    }

    public static void main(String[] arguments) throws Exception {
        float nan = Float.NaN;
        String pairs = "attribute { name: 'kernel_shape' type: INTS ints: 2 } attribute { name: 'strides' type: INTS ints: 2 }";
        String[] found = {
            run("'x'", "ReduceMax", "", 1, nan, 2, 3),
            run("'x'", "ReduceMax", "", 1, 2, 3, nan),
            run("'x'", "ReduceMax", "", nan, 1, nan, nan),
            run("['x', 'x']", "Max", "", 1, nan, 2, 3),
            run("'x'", "MaxPool", pairs, 1, nan, nan, nan),
        };
        String[] seen = {"[2.0]", "[3.0]", "[NaN]", "[1.0, NaN, 2.0, 3.0]", "[1.0, -3.4028235E38]"};
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        System.out.println("  ReduceMax of 1 NaN 2 3, expected NaN or 3:       " + found[0]);
        System.out.println("  ReduceMax of 1 2 3 NaN, expected the same:       " + found[1]);
        System.out.println("  ReduceMax of NaN 1 NaN NaN, expected NaN or 1:   " + found[2]);
        System.out.println("  Max of 1 NaN 2 3 with itself, expected itself:   " + found[3]);
        System.out.println("  MaxPool of the pairs 1 NaN, NaN NaN, expected NaN in both or in the second: " + found[4]);
        if (!Arrays.equals(found, seen)) {
            System.out.println("The behaviour has changed: " + Arrays.toString(seen) + " was seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
