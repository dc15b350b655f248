#!/usr/bin/env bash
# ONNX Runtime and PyTorch: a float64 cast to float16 is rounded twice, and lands on the wrong neighbour.
#
# One expects: the nearest float16. 1 + 2^-11 + 2^-40 lies above the middle between 1 and 1 + 2^-10, so it becomes 1 + 2^-10,
#   as NumPy 2.4 and @petamoriken/float16 3.9.3 give.
# What happens: both engines cast to float32 first. There the 2^-40 is lost, the value lies in the middle, and the tie goes to
#   the even neighbour, 1. One random value in some 16,000 is hit: enough for a comparison bit by bit with NumPy to fail
#   now and then, while the two engines confirm one another. TensorFlow 2.18 does the same.
# Seen with: com.microsoft.onnxruntime:onnxruntime 1.29.0, ai.djl.pytorch:pytorch-engine 0.36.0 on PyTorch 2.7.1, CPU, x86-64,
#   29 November 2026.
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
import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.TextFormat;
import java.util.Map;

class Finding {
    static float onnxRuntime(double value) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge("ir_version: 8 opset_import { version: 18 } graph { name: 'finding'"
                + " input { name: 'x' type { tensor_type { elem_type: 11 } } }"
                + " output { name: 'y' type { tensor_type { elem_type: 10 } } }"
                + " node { op_type: 'Cast' input: 'x' output: 'y' attribute { name: 'to' type: INT i: 10 } } }", model);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.build().toByteArray());
                OnnxTensor x = OnnxTensor.createTensor(environment, new double[] {value});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    static float pyTorch(double value) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.create(new double[] {value}).toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true).getFloat();
        }
    }

    public static void main(String[] arguments) throws Exception {
        double close = 1 + 0x1p-11 + 0x1p-40;
        double clear = 1 + 0x1p-11 + 0x1p-20;
        float[] found = {onnxRuntime(close), pyTorch(close), onnxRuntime(clear), pyTorch(clear)};
        System.out.println("ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", PyTorch " + Engine.getInstance().getVersion());
        System.out.println("float64 to float16; expected 1.0009766 (1 + 2^-10) each time");
        System.out.println("  1 + 2^-11 + 2^-40: ONNX Runtime " + found[0] + ", PyTorch " + found[1]);
        System.out.println("  1 + 2^-11 + 2^-20: ONNX Runtime " + found[2] + ", PyTorch " + found[3]);
        float right = 1 + 0x1p-10f;
        if (found[0] != 1 || found[1] != 1 || found[2] != right || found[3] != right) {
            System.out.println("The behaviour has changed: 1 was seen twice, then 1.0009766.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -Dai.djl.offline=true -DENGINE_CACHE_DIR="$dir/cache" -DDJL_CACHE_DIR="$dir/cache" -cp 'lib/*' Finding.java
