#!/usr/bin/env bash
# Smile: one more sample makes the variances of a principal component analysis six times as large.
#
# One expects: variance() gives the eigenvalues of the covariance matrix, as its documentation says, and their sum is the sum of
#   the variances of the columns, whatever the number of samples.
# What happens: with more samples than columns they are sums of squares, n - 1 times as large: of 1,000 samples the 999-fold.
#   With at most as many samples as columns they are sums of squares over n, (n - 1) / n of the right ones. Between 5 and 6
#   samples of 5 columns the sum goes from 0.8 to 5 times the right one. The shares of the whole are right, and so are
#   projections, and the analysis of correlations (PCA.cor). Whoever divides by the square roots to whiten gets a variance of
#   1 / (n - 1). MathEx.cov of the same library divides by n - 1.
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
import java.util.Random;
import java.util.stream.IntStream;
import smile.feature.extraction.PCA;
import smile.math.MathEx;

class Finding {
    /** The sum of the columns' variances by definition, which is the sum of the eigenvalues of their covariance. */
    static double sumOfVariances(double[][] samples) {
        double sum = 0;
        for (int column = 0; column < samples[0].length; column++) {
            int c = column;
            double mean = Arrays.stream(samples).mapToDouble(row -> row[c]).average().orElseThrow();
            sum += Arrays.stream(samples).mapToDouble(row -> (row[c] - mean) * (row[c] - mean)).sum() / (samples.length - 1);
        }
        return sum;
    }

    public static void main(String[] arguments) {
        boolean same = true;
        System.out.println("Smile 3.1.1, 5 columns: sum of the variances of the principal components, over that of the columns");
        for (int n : new int[] {3, 4, 5, 6, 7, 10, 1000}) {
            Random random = new Random(1);
            double[][] samples = new double[n][5];
            for (double[] row : samples) {
                Arrays.setAll(row, column -> 3 + random.nextGaussian() * (column + 1));
            }
            double ratio = Arrays.stream(PCA.fit(samples).variance()).sum() / sumOfVariances(samples);
            double[][] matrix = MathEx.cov(samples);
            double covariance = IntStream.range(0, 5).mapToDouble(column -> matrix[column][column]).sum();
            double correlations = Arrays.stream(PCA.cor(samples).variance()).sum();
            System.out.printf("  %4d samples: %.4f   MathEx.cov: %.4f   of correlations: %.4f, expected 5%n",
                    n, ratio, covariance / sumOfVariances(samples), correlations);
            double seen = n > 5 ? n - 1 : (n - 1.0) / n;
            same &= Math.abs(ratio / seen - 1) < 1e-9 && Math.abs(covariance / sumOfVariances(samples) - 1) < 1e-9
                    && Math.abs(correlations - 5) < 1e-9;
        }
        if (!same) {
            System.out.println("The behaviour has changed: n - 1 above 5 samples and (n - 1) / n up to 5 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.io.tmpdir="$dir" -Dorg.bytedeco.javacpp.cachedir="$dir/cache" -cp 'lib/*' Finding.java
