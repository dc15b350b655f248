#!/usr/bin/env bash
# TensorFlow: the mean of 65,536 values 0.5 in float16 is 0, that of as many ones NaN.
#
# One expects: 0.5 and 1. Both fit into float16, and so does the sum of the halves, 32,768.
# What happens: the number of values becomes a float16 too, and from 65,520 on that is infinite. A sum that fits is divided by
#   infinity: 0, a plausible number. A sum that does not is infinite itself: NaN. Softmax over 65,536 equal scores is 0 for
#   each, because its sum is infinite. No warning; a mean over 256 x 256 pixels is enough. In
#   bfloat16, which has fewer digits, it is right, and PyTorch 2.7.1 gives 1 for 70,000 ones in float16.
# Seen with: org.tensorflow:tensorflow-core-native 1.1.0 (TensorFlow 2.18.0), CPU, x86-64, 29 November 2026.
# Needs: bash, JDK 17, Maven, and 1 GB of room in the temporary folder.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-api</artifactId><version>1.1.0</version></dependency>
<dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>1.1.0</version></dependency>
<dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>1.1.0</version><classifier>linux-x86_64</classifier></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

class Finding {
    static <T extends TNumber> float first(Ops tf, Operand<T> values) {
        Operand<TFloat32> flat = tf.reshape(tf.dtypes.cast(values, TFloat32.class), tf.constant(new int[] {-1}));
        return flat.asTensor().getFloat(0);
    }

    /** Mean and first softmax of n times the value. */
    static <T extends TFloating> float[] of(Ops tf, Class<T> type, int n, float value) {
        Operand<T> values = tf.dtypes.cast(tf.fill(tf.constant(new int[] {1, n}), tf.constant(value)), type);
        float mean = first(tf, tf.math.mean(values, tf.constant(1)));
        float softmax = first(tf, tf.nn.softmax(values));
        System.out.printf("  %-9s %d times %s: mean %s   softmax %s%n", type.getSimpleName(), n, value, mean, softmax);
        return new float[] {mean, softmax};
    }

    public static void main(String[] arguments) {
        System.out.println("TensorFlow " + TensorFlow.version() + "; expected: the mean is the value, softmax 1 / n");
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            float[] fewer = of(tf, TFloat16.class, 60_000, 0.5f);
            float[] halves = of(tf, TFloat16.class, 65_536, 0.5f);
            float[] ones = of(tf, TFloat16.class, 65_536, 1);
            float[] brain = of(tf, TBfloat16.class, 65_536, 0.5f);
            boolean right = fewer[0] == 0.5f && fewer[1] > 0 && brain[0] == 0.5f && brain[1] > 0;
            if (!right || halves[0] != 0 || halves[1] != 0 || !Float.isNaN(ones[0]) || ones[1] != 0) {
                System.out.println("The behaviour has changed: means 0.5, 0, NaN, 0.5 were seen, and softmax 0 in the middle two.");
                System.exit(1);
            }
        }
    }
}
JAVA
TF_CPP_MIN_LOG_LEVEL=2 TF_ENABLE_ONEDNN_OPTS=0 java -Dorg.bytedeco.javacpp.cachedir="$dir/cache" -cp 'lib/*' Finding.java
