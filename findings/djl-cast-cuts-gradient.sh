#!/usr/bin/env bash
# DJL: a cast in the middle of a net cuts the gradient, without a word.
#
# One expects: NDArray.toType is a cast like PyTorch's Tensor.to. The gradient of sum(x + cast(x)) with respect to x is 2,
#   as PyTorch from Python gives, or an error if DJL cannot do it.
# What happens: the forward value is right and the gradient is 1: the branch through the cast counts as a constant.
#   Adding x in place to zeros of the wanted type casts too, and keeps the gradient (2). A net that mixes precisions by
#   toType trains all the same, but only the layers behind its last cast.
# Seen with: ai.djl.pytorch:pytorch-engine 0.36.0 on PyTorch 2.7.1, CPU, x86-64, 29 November 2026.
# Needs: bash, JDK 17, Maven, and 600 MB of room in the temporary folder.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.UnaryOperator;

class Finding {
    /** Derivative of sum(x + copy(x)) by x: 2 if the copy carries the gradient. */
    static float gradient(NDManager manager, UnaryOperator<NDArray> copy) {
        NDArray x = manager.create(new float[] {3});
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray sum = x.add(copy.apply(x)).sum();
            if (sum.getFloat() != 6) {
                throw new IllegalStateException("forward value " + sum.getFloat());
            }
            collector.backward(sum);
        }
        return x.getGradient().getFloat();
    }

    static NDArray toHalfAndBack(NDArray x) {
        return x.toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true);
    }

    static NDArray addedToZeros(NDArray x) {
        NDManager manager = x.getManager();
        NDArray half = manager.zeros(x.getShape(), DataType.FLOAT16).addi(x);
        return manager.zeros(x.getShape(), DataType.FLOAT32).addi(half);
    }

    public static void main(String[] arguments) {
        try (NDManager manager = NDManager.newBaseManager()) {
            float byType = gradient(manager, Finding::toHalfAndBack);
            float byZeros = gradient(manager, Finding::addedToZeros);
            System.out.println("DJL 0.36.0, PyTorch " + Engine.getInstance().getVersion());
            System.out.println("gradient of x + copy(x), expected 2 both times");
            System.out.println("  toType(FLOAT16), toType(FLOAT32): " + byType);
            System.out.println("  zeros of the type, addi(x):       " + byZeros);
            if (byType != 1 || byZeros != 2) {
                System.out.println("The behaviour has changed: 1 and 2 were seen.");
                System.exit(1);
            }
        }
    }
}
JAVA
java -Dai.djl.offline=true -DENGINE_CACHE_DIR="$dir/cache" -DDJL_CACHE_DIR="$dir/cache" -cp 'lib/*' Finding.java
