#!/usr/bin/env bash
# DJL: a list of arrays comes back from safetensors in another order.
#
# One expects: NDList.encode and NDList.decode are inverses. An NDList is a list, its arrays are known by position, and the
#   other two encodings (DJL's own and NPZ) return them as they went in.
# What happens: with Encoding.SAFETENSORS the arrays come back in the order of a hash table over their names: four
#   unnamed arrays as 2, 3, 0, 1, and train and test labels change places. Shapes and values are right, nothing is raised,
#   and two arrays work, so that a small test passes. Only the names (arr_0 and so on if there were none) tell which is which.
# Seen with: ai.djl:api 0.36.0 with pytorch-engine 0.36.0, x86-64, 29 November 2026.
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
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.stream.Collectors;

class Finding {
    /** The numbers 0, 1, 2, ... as one array each, encoded and decoded. */
    static String order(NDManager manager, NDList.Encoding encoding, int size, String... names) {
        NDList list = new NDList();
        for (int i = 0; i < size; i++) {
            NDArray array = manager.create((float) i);
            if (names.length > 0) {
                array.setName(names[i]);
            }
            list.add(array);
        }
        NDList back = NDList.decode(manager, list.encode(encoding));
        return back.stream().map(array -> "" + (int) array.getFloat()).collect(Collectors.joining(" "));
    }

    public static void main(String[] arguments) {
        String[] names = {"x_train", "y_train", "x_test", "y_test"};
        boolean same = true;
        System.out.println("DJL 0.36.0: arrays 0 1 2 3, encoded and decoded, expected 0 1 2 3");
        try (NDManager manager = NDManager.newBaseManager()) {
            for (NDList.Encoding encoding : NDList.Encoding.values()) {
                boolean moved = encoding == NDList.Encoding.SAFETENSORS;
                String two = order(manager, encoding, 2);
                String unnamed = order(manager, encoding, 4);
                String named = order(manager, encoding, 4, names);
                System.out.printf("  %-12s two: %s   unnamed: %s   named: %s%n", encoding, two, unnamed, named);
                same &= two.equals("0 1");
                same &= unnamed.equals(moved ? "2 3 0 1" : "0 1 2 3");
                same &= named.equals(moved ? "0 3 1 2" : "0 1 2 3");
            }
        }
        if (!same) {
            System.out.println("The behaviour has changed: SAFETENSORS gave 2 3 0 1 and 0 3 1 2, the others kept the order.");
            System.exit(1);
        }
    }
}
JAVA
java -Dai.djl.offline=true -DENGINE_CACHE_DIR="$dir/cache" -DDJL_CACHE_DIR="$dir/cache" -cp 'lib/*' Finding.java
