#!/usr/bin/env bash
# TensorFlow.js and ONNX Runtime: a transposed convolution with padding "same" has two sizes.
#
# One expects: Keras' padding "same" and ONNX' SAME_UPPER mean the same: the output is the input times the stride. The text of
#   the ONNX operator says so, without a condition.
# What happens: with a kernel at least as large as the stride both agree in size and values. With a smaller kernel, which
#   leaves gaps between the copies of the kernel, TensorFlow.js fills up with zeros to size times stride, and ONNX Runtime ends
#   with the last copy: 7 instead of 8, 10 instead of 12. So a decoder that enlarges with kernel 1 and stride 2 loses a row and
#   a column when its padding is translated by name.
# Seen with: @tensorflow/tfjs-layers 4.22.0 from npm, com.microsoft.onnxruntime:onnxruntime 1.29.0, CPU, x86-64, 29 November 2026.
# Needs: bash, JDK 17, Maven, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/npm-cache" \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-layers@4.22.0 > /dev/null

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
<dependency><groupId>org.tribuo</groupId><artifactId>tribuo-util-onnx</artifactId><version>4.3.2</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

# Each program takes pairs of kernel size and stride, and prints what a kernel of ones makes of 1 10 100 1000.
cat > finding.cjs <<'JS'
const tf = require('@tensorflow/tfjs-core');
const { layers } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');

tf.env().set('IS_TEST', true); // no greeting
tf.setBackend('cpu');
for (const pair of process.argv.slice(2)) {
  const [kernel, stride] = pair.split(',').map(Number);
  const layer = layers.conv2dTranspose({
    filters: 1, kernelSize: [1, kernel], strides: [1, stride], padding: 'same', kernelInitializer: 'ones',
  });
  console.log(layer.apply(tf.tensor4d([1, 10, 100, 1000], [1, 1, 4, 1])).dataSync().join(' '));
}
JS

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
    public static void main(String[] pairs) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        String single = "type { tensor_type { elem_type: 1 } }";
        for (String pair : pairs) {
            int kernel = Integer.parseInt(pair.split(",")[0]);
            String stride = pair.split(",")[1];
            OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
            TextFormat.merge("ir_version: 8 opset_import { version: 17 } graph { name: 'finding' input { name: 'x' " + single
                    + " } input { name: 'w' " + single + " } output { name: 'y' " + single
                    + " } node { op_type: 'ConvTranspose' input: ['x', 'w'] output: 'y'"
                    + " attribute { name: 'auto_pad' type: STRING s: 'SAME_UPPER' }"
                    + " attribute { name: 'strides' type: INTS ints: [1, " + stride + "] } } }", model);
            float[] ones = new float[kernel];
            Arrays.fill(ones, 1);
            float[] values = {1, 10, 100, 1000};
            try (OrtSession session = environment.createSession(model.build().toByteArray());
                    OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, 1, 4});
                    OnnxTensor w = OnnxTensor.createTensor(environment, FloatBuffer.wrap(ones), new long[] {1, 1, 1, kernel});
                    OrtSession.Result result = session.run(Map.of("x", x, "w", w))) {
                StringBuilder line = new StringBuilder();
                for (float value : ((OnnxTensor) result.get(0)).getFloatBuffer().array()) {
                    line.append(line.isEmpty() ? "" : " ").append((int) value);
                }
                System.out.println(line);
            }
        }
    }
}
JAVA

pairs=("3,2" "2,2" "1,2" "1,3")
node finding.cjs "${pairs[@]}" > tensorflow.txt
java -Djava.io.tmpdir="$dir" -cp 'lib/*' Finding.java "${pairs[@]}" > onnx.txt
echo "kernel of ones over 1 10 100 1000; kernel,stride: ${pairs[*]}"
echo "TensorFlow.js 4.22.0, padding same:"
sed 's/^/  /' tensorflow.txt
echo "ONNX Runtime 1.29.0, SAME_UPPER; expected the same:"
sed 's/^/  /' onnx.txt

cat > seen.txt <<'TXT'
1 1 11 10 110 100 1100 1000
1 1 10 10 100 100 1000 1000
1 0 10 0 100 0 1000
1 0 0 10 0 0 100 0 0 1000
TXT
{ head -2 seen.txt; echo "1 0 10 0 100 0 1000 0"; echo "1 0 0 10 0 0 100 0 0 1000 0 0"; } > full.txt
if ! cmp -s tensorflow.txt full.txt || ! cmp -s onnx.txt seen.txt; then
  echo "The behaviour has changed: sizes 8 8 8 12 and 8 8 7 10 were seen."
  exit 1
fi
