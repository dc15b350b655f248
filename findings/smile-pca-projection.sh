#!/usr/bin/env bash
# Smile: a projection on the principal components that hold 90 % of the variance holds 60 %.
#
# One expects: getProjection(0.9) takes as many components as it needs to hold "(more than) the given percentage of variance", as its
#   documentation has it: of the shares 0.60, 0.33 and 0.07 the first two.
# What happens: it stops before the component that reaches the share: one here, with 60 %. getProjection(1.0) leaves the last one out, so
#   the whole is never kept, and a share that the first component holds alone is refused as "Invalid dimension of
#   feature space: 0". fit, which projects on 95 % by itself, counts rightly and takes three for what getProjection(0.95) gives
#   two. Nothing tells of the missing component but the length of the result. Remedy: count the components by
#   cumulativeVarianceProportion, and call getProjection with that number.
# Seen with: com.github.haifengl:smile-core 3.1.1, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.github.haifengl</groupId><artifactId>smile-core</artifactId><version>3.1.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.util.Arrays;
import smile.feature.extraction.PCA;

class Finding {
    /** The share of the whole variance that projected samples hold: by definition, sums of squares about the means. */
    static double sumOfSquares(double[][] samples) {
        double sum = 0;
        for (int column = 0; column < samples[0].length; column++) {
            int c = column;
            double mean = Arrays.stream(samples).mapToDouble(row -> row[c]).average().orElseThrow();
            sum += Arrays.stream(samples).mapToDouble(row -> (row[c] - mean) * (row[c] - mean)).sum();
        }
        return sum;
    }

    public static void main(String[] arguments) {
        double[][] samples = {{1, 2, 4}, {2, 1, 3}, {4, 3, 1}, {3, 7, 2}, {5, 5, 9}};
        PCA pca = PCA.fit(samples);
        System.out.println("Smile 3.1.1: cumulative shares of the variance " + Arrays.toString(pca.cumulativeVarianceProportion()));
        double[] wanted = {0.7, 0.9, 0.95, 1.0};
        int[] seen = {1, 1, 2, 2};
        boolean same = true;
        for (int i = 0; i < wanted.length; i++) {
            double[][] projected = pca.getProjection(wanted[i]).apply(samples);
            double held = sumOfSquares(projected) / sumOfSquares(samples);
            System.out.printf("  getProjection(%.2f): %d components, which hold %.4f%n", wanted[i], projected[0].length, held);
            same &= projected[0].length == seen[i] && held < wanted[i];
        }
        double[][] fitted = pca.apply(samples);
        System.out.printf("  fit, by itself 0.95: %d components, which hold %.4f%n",
                fitted[0].length, sumOfSquares(fitted) / sumOfSquares(samples));
        same &= fitted[0].length == 3;
        try {
            pca.getProjection(0.5);
            same = false;
        } catch (IllegalArgumentException e) {
            System.out.println("  getProjection(0.50): " + e.getMessage());
        }
        if (!same) {
            System.out.println("The behaviour has changed: 1, 1, 2 and 2 components, each short of the share, were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -Dorg.bytedeco.javacpp.cachedir="$dir/cache" -cp 'lib/*' Finding.java
