#!/usr/bin/env bash
# ONNX Runtime: MeanVarianceNormalization turns a plain channel into NaN, against its own definition.
#
# One expects: 0 for each value. The operator is defined by a graph of simpler ones, which adds 1e-9 to the standard deviation before it
#   divides, and for values that are all equal that is 0 / 1e-9.
# What happens: the built-in operator adds nothing, so a channel of equal values, a black picture for one or a picture of one
#   pixel, is 0 / 0, NaN. The other channels are right. The definition, run by the same runtime as the graph that it is, gives 0, so
#   the same model is NaN or not by whether an optimizer has written the operator out. Known since 2022 (issue 10228) and
#   closed as stale.
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
import java.util.Arrays;
import java.util.Map;

class Finding {
    static String node(String operator, String inputs, String output) {
        return " node { op_type: '" + operator + "' input: " + inputs + " output: '" + output + "' }";
    }

    static String number(String name, double value) {
        return " initializer { name: '" + name + "' data_type: 1 float_data: " + value + " }";
    }

    /** The definition of the operator in ONNX, over the default axes: all but the channels. */
    static final String DEFINITION = number("two", 2) + number("epsilon", 1e-9)
            + " initializer { name: 'axes' data_type: 7 dims: 3 int64_data: [0, 2, 3] }"
            + node("ReduceMean", "['x', 'axes']", "mean")
            + node("Pow", "['mean', 'two']", "mean2")
            + node("Pow", "['x', 'two']", "x2")
            + node("ReduceMean", "['x2', 'axes']", "meanOfSquares")
            + node("Sub", "['meanOfSquares', 'mean2']", "variance")
            + node("Sqrt", "'variance'", "deviation")
            + node("Sub", "['x', 'mean']", "centred")
            + node("Add", "['deviation', 'epsilon']", "divisor")
            + node("Div", "['centred', 'divisor']", "y");

    static float[] run(String nodes, long[] shape, float... values) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 18 } graph { name: 'finding'"
                + " input { name: 'x' type { tensor_type { elem_type: 1 } } }"
                + " output { name: 'y' type { tensor_type { elem_type: 1 } } }" + nodes + " }", model);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.build().toByteArray());
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        float[][] pictures = {{5, 5, 5, 5, 1, 2, 3, 4}, {0, 0, 0, 0, 1, 1, 3, 3}};
        boolean same = true;
        for (float[] picture : pictures) {
            long[] shape = {1, 2, 2, 2};
            float[] found = run(node("MeanVarianceNormalization", "'x'", "y"), shape, picture);
            float[] defined = run(DEFINITION, shape, picture);
            System.out.printf("  two channels %s%n    operator   %s%n    definition %s%n",
                    Arrays.toString(picture), Arrays.toString(found), Arrays.toString(defined));
            for (int i = 0; i < found.length; i++) {
                same &= i < 4 ? Float.isNaN(found[i]) && defined[i] == 0 : Math.abs(found[i] - defined[i]) < 1e-4;
            }
        }
        if (!same) {
            System.out.println("The behaviour has changed: NaN for the first channel, the definition for the second were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java
