#!/usr/bin/env bash
# PyTorch: with ceil_mode the 2-norm of a window that holds a 5 and nothing else is 7.07.
#
# One expects: Lp pooling is the p-th root of the sum of the p-th powers of what lies in the window. Where ceil_mode lets the last
#   window reach over the edge, nothing is added there, so a lone 5 has the norm 5, as ONNX Runtime's LpPool gives.
# What happens: PyTorch takes the mean of the powers and multiplies it by the size of the whole window. The mean of the last window is
#   one over the values that are there, so the norm grows by the p-th root of what is missing: 7.07 for 5 of two, 10 for 5 in the
#   corner of a picture of 3 x 3 under windows of 2 x 2. For p = 3 a window of negative sum is NaN, for p = 1 it is that sum;
#   ONNX Runtime takes absolute values. The text of the operator, a sum of x to the p without bars, goes with the
#   latter (reported for fractions of p as PyTorch's issue 184037), and no report was found of the edge.
# Seen with: ai.djl.pytorch:pytorch-engine 0.36.0 on PyTorch 2.7.1 (python3-torch 1.13.0 of Debian 12 likewise),
#   com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64, 30 November 2026.
# Needs: bash, JDK 17, Maven, and 700 MB of room in the temporary folder.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
<dependency><groupId>org.tribuo</groupId><artifactId>tribuo-util-onnx</artifactId><version>4.3.2</version></dependency>
<dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.36.0</version></dependency>
<dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-jni</artifactId><version>2.7.1-0.36.0</version></dependency>
<dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version><classifier>linux-x86_64</classifier></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.TextFormat;
import java.nio.FloatBuffer;
import java.util.Map;

class Finding {
    /** Windows of 2 x 2, stride 2, over a picture of so many columns, with those that reach over the edge. */
    static float[] onnxRuntime(int p, int columns, float... x) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 18 } graph { name: 'finding'"
                + " input { name: 'x' type { tensor_type { elem_type: 1 } } }"
                + " output { name: 'y' type { tensor_type { elem_type: 1 } } }"
                + " node { op_type: 'LpPool' input: 'x' output: 'y' attribute { name: 'p' type: INT i: " + p + " }"
                + " attribute { name: 'kernel_shape' type: INTS ints: [2, 2] }"
                + " attribute { name: 'strides' type: INTS ints: [2, 2] }"
                + " attribute { name: 'ceil_mode' type: INT i: 1 } } }", model);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, 1, x.length / columns, columns};
        try (OrtSession session = environment.createSession(model.build().toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    static float[] pyTorch(int p, int columns, float... x) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return Pool.lpPool2d(manager.create(x, new Shape(1, 1, x.length / columns, columns)), p, new Shape(2, 2),
                    new Shape(2, 2), new Shape(0, 0), true).toFloatArray();
        }
    }

    static boolean same = true;

    static void compare(String what, int p, int columns, float[] x, float[] seen, float[] right) throws Exception {
        float[] torch = pyTorch(p, columns, x);
        float[] onnx = onnxRuntime(p, columns, x);
        System.out.printf("%s, p = %d%n", what, p);
        for (int i = 0; i < Math.max(torch.length, onnx.length); i++) {
            System.out.printf("  window %d: PyTorch %.4f   ONNX Runtime %.4f%n", i, torch[i], onnx[i]);
            same &= (Float.isNaN(seen[i]) ? Float.isNaN(torch[i]) : Math.abs(torch[i] - seen[i]) < 1e-3)
                    && Math.abs(onnx[i] - right[i]) < 1e-3;
        }
        same &= torch.length == seen.length && onnx.length == right.length;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("PyTorch " + Engine.getInstance().getVersion() + ", ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        float[] picture = {3, 0, 3, 0, 4, 4, 0, 5, 5};
        compare("3 x 3: 3 0 3, 0 4 4, 0 5 5", 2, 3, picture, new float[] {5, 7.0711f, 7.0711f, 10}, new float[] {5, 5, 5, 5});
        compare("the same", 4, 3, picture,
                new float[] {4.2846f, 5.0952f, 5.9460f, 7.0711f}, new float[] {4.2846f, 4.2846f, 5, 5});
        float[] negative = {-3, 0, 0, -4};
        compare("2 x 2: -3 0, 0 -4", 1, 2, negative, new float[] {-7}, new float[] {7});
        compare("the same", 2, 2, negative, new float[] {5}, new float[] {5});
        compare("the same", 3, 2, negative, new float[] {Float.NaN}, new float[] {4.4979f});
        if (!same) {
            System.out.println("The behaviour has changed: PyTorch gave 5, 7.07, 7.07, 10 for p = 2, and -7, 5, NaN for negative values.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -Dai.djl.offline=true -DENGINE_CACHE_DIR="$dir/cache" -DDJL_CACHE_DIR="$dir/cache" -cp 'lib/*' Finding.java
