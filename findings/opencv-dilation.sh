#!/usr/bin/env bash
# OpenCV: a transposed convolution and a max pooling with dilation are computed without it.
#
# One expects: what a reader of ONNX files does not know it refuses. OpenCV's reader knows `dilations`: a convolution with
#   it is right.
# What happens: in ConvTranspose and MaxPool the same attribute is read and left out of the sum: the output has another size
#   and other values, the network loads and runs, and nothing is said. ONNX Runtime gives what the operators' text says.
# Seen with: org.bytedeco:opencv 4.13.0-1.5.13 (OpenCV 4.13.0; 4.9.0 from org.openpnp likewise), own backend,
#   com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64, 29 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.bytedeco</groupId><artifactId>opencv</artifactId><version>4.13.0-1.5.13</version></dependency>
<dependency><groupId>org.bytedeco</groupId><artifactId>opencv</artifactId><version>4.13.0-1.5.13</version><classifier>linux-x86_64</classifier></dependency>
<dependency><groupId>org.bytedeco</groupId><artifactId>openblas</artifactId><version>0.3.31-1.5.13</version><classifier>linux-x86_64</classifier></dependency>
<dependency><groupId>org.bytedeco</groupId><artifactId>javacpp</artifactId><version>1.5.13</version><classifier>linux-x86_64</classifier></dependency>
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
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_java;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

class Finding {
    static String row(int values) {
        return "type { tensor_type { elem_type: 1 shape { dim { dim_value: 1 } dim { dim_value: 1 } dim { dim_value: 1 } dim { dim_value: "
                + values + " } } } }";
    }

    /** One operator on a picture of one row. */
    static byte[] model(String node, int inputs, int outputs) throws Exception {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
        TextFormat.merge(
                "ir_version: 8 opset_import { version: 17 } graph { name: 'finding' input { name: 'x' " + row(inputs)
                        + " } output { name: 'y' " + row(outputs) + " } node { name: 'node' output: 'y' " + node + " }"
                        + " initializer { name: 'kernel' data_type: 1 dims: 1 dims: 1 dims: 1 dims: 2 float_data: 1 float_data: 10 }"
                        + " initializer { name: 'kernel3' data_type: 1 dims: 1 dims: 1 dims: 1 dims: 3 float_data: 1 float_data: 10"
                        + " float_data: 100 } }",
                model);
        return model.build().toByteArray();
    }

    static String onnxRuntime(byte[] model, float... x) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {1, 1, 1, x.length});
                OrtSession.Result result = session.run(Map.of("x", input))) {
            return Arrays.toString(((OnnxTensor) result.get(0)).getFloatBuffer().array());
        }
    }

    static String openCv(byte[] model, float... x) {
        Net net = Dnn.readNetFromONNX(new MatOfByte(model));
        net.setPreferableBackend(Dnn.DNN_BACKEND_OPENCV);
        Mat input = new Mat(new int[] {1, 1, 1, x.length}, CvType.CV_32F);
        input.put(new int[4], x);
        net.setInput(input);
        Mat output = net.forward();
        float[] values = new float[(int) output.total()];
        output.get(new int[output.dims()], values);
        return Arrays.toString(values);
    }

    static boolean changed;

    static void compare(String what, byte[] model, String expected, String seen, float... x) throws Exception {
        String right = onnxRuntime(model, x);
        String other = openCv(model, x);
        System.out.printf("%s of %s%n  ONNX Runtime: %s%n  OpenCV:       %s%n", what, Arrays.toString(x), right, other);
        changed |= !right.equals(expected) || !other.equals(seen);
    }

    public static void main(String[] arguments) throws Exception {
        Loader.load(opencv_java.class);
        System.out.println("OpenCV " + Core.VERSION + ", ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion());
        String dilated = " attribute { name: 'kernel_shape' type: INTS ints: 1 ints: 2 }"
                + " attribute { name: 'dilations' type: INTS ints: 1 ints: 2 }";
        compare(
                "Conv, kernel 1, 10, dilation 2,",
                model("op_type: 'Conv' input: ['x', 'kernel']" + dilated, 4, 2),
                "[31.0, 42.0]",
                "[31.0, 42.0]",
                1, 2, 3, 4);
        compare(
                "ConvTranspose, kernel 1, 10, dilation 2,",
                model("op_type: 'ConvTranspose' input: ['x', 'kernel']" + dilated, 3, 5),
                "[1.0, 2.0, 13.0, 20.0, 30.0]",
                "[1.0, 12.0, 23.0, 30.0]",
                1, 2, 3);
        compare(
                "MaxPool, kernel 2, dilation 2,",
                model("op_type: 'MaxPool' input: 'x'" + dilated, 4, 2),
                "[4.0, 3.0]",
                "[4.0, 2.0, 3.0]",
                4, 1, 2, 3);
        if (changed) {
            System.out.println("The behaviour has changed.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -Dorg.bytedeco.javacpp.cachedir="$dir/cache" -cp 'lib/*' Finding.java
