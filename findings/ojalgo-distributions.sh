#!/usr/bin/env bash
# ojAlgo: no normal quantile lies beyond 3.4667, and the chi-square distribution falls from 1 to 0.
#
# One expects: of a standard normal variable one in a thousand lies below -3.0902 and one in a million below -4.7534; that a
#   chi-square variable of 4 degrees of freedom is below 100 is certain but for 1e-20.
# What happens: getQuantile sums a fixed number of terms of a series that converges the more slowly the farther out: -3.0775
#   and -3.4661, and -3.4667 for whatever is rarer, below which lies 0.00026. So a bound for many comparisons, or a value at
#   risk, is too small. ChiSquareDistribution.getDistribution takes a factor below 2e-16 for 0, however large the other one
#   is, and is 0 from 90 on: the larger a test statistic, the smaller its p-value, until it is 1. At the usual 95 % and
#   97.5 % all is right.
# Seen with: org.ojalgo:ojalgo 57.1.0, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.ojalgo</groupId><artifactId>ojalgo</artifactId><version>57.1.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import org.ojalgo.random.ChiSquareDistribution;
import org.ojalgo.random.Normal;

class Finding {
    /** Probability that a standard normal variable is below x, by Simpson's rule from -12. */
    static double below(double x) {
        int steps = 100_000;
        double width = (x + 12) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = -12 + i * width;
            sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-t * t / 2);
        }
        return sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    public static void main(String[] arguments) {
        boolean same = true;
        System.out.println("ojAlgo 57.1.0, standard normal: probability, its quantile, probability below that by integration");
        double[][] quantiles = {{0.025, -1.95996}, {1e-3, -3.07754}, {1e-6, -3.46609}, {1e-10, -3.46667}};
        for (double[] one : quantiles) {
            double quantile = Normal.standard().getQuantile(one[0]);
            System.out.printf("  %-8s %.5f   %.3g%n", one[0], quantile, below(quantile));
            same &= Math.abs(quantile - one[1]) < 1e-4;
        }
        same &= Math.abs(below(-1.95996) - 0.025) < 1e-6 && below(-3.46667) > 2.5e-4;
        System.out.println("chi-square, 4 degrees of freedom: value, probability below it, the same by 1 - (1 + x / 2) exp(-x / 2)");
        for (double x : new double[] {9.4877, 50, 80, 90, 100}) {
            double found = ChiSquareDistribution.of(4).getDistribution(x);
            double right = 1 - (1 + x / 2) * Math.exp(-x / 2);
            System.out.printf("  %-8s %.6f   %.6f%n", x, found, right);
            same &= Math.abs(found - (x < 85 ? right : 0)) < 1e-6;
        }
        if (!same) {
            System.out.println("The behaviour has changed: -1.95996, -3.07754, -3.46609, -3.46667 were seen, and 0 for 90 and 100.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
