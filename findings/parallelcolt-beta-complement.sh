#!/usr/bin/env bash
# Parallel Colt: a beta distribution and its complement sum to 0.43, or to 1.79.
#
# One expects: beta gives the area to the left of x and betaComplemented that to the right, "from x to infinity" by its
#   documentation. Both sum to 1, as they do for the binomial, the chi-square, the gamma and the Poisson distribution.
# What happens: betaComplemented exchanges the parameters and leaves x as it is, so it is the area to the left of x of the mirrored
#   distribution: for a = 2, b = 3, x = 0.3 it is 0.084 where 0.652 is right. It grows with x, as a right tail
#   cannot. With x = 1/2 it is right, and that is what one tries. A p-value of a coefficient of determination, or a bound
#   for an accuracy from its right tail, is wrong without a word. Remedy: 1 - beta, or beta(b, a, 1 - x) for small tails.
# Seen with: net.sourceforge.parallelcolt:parallelcolt 0.10.1, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>net.sourceforge.parallelcolt</groupId><artifactId>parallelcolt</artifactId><version>0.10.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import cern.jet.stat.tdouble.Probability;

class Finding {
    /** The area to the right of x for a = 2, b = 3: the density is 12 t (1 - t)^2. */
    static double right(double x) {
        return 1 - 12 * (x * x / 2 - 2 * x * x * x / 3 + x * x * x * x / 4);
    }

    public static void main(String[] arguments) {
        double[] xs = {0.1, 0.3, 0.5, 0.8};
        double[] seen = {0.0037, 0.0837, 0.3125, 0.8192};
        boolean same = true;
        System.out.println("Parallel Colt 0.10.1: a = 2, b = 3");
        for (int i = 0; i < xs.length; i++) {
            double left = Probability.beta(2, 3, xs[i]);
            double complement = Probability.betaComplemented(2, 3, xs[i]);
            System.out.printf("  x = %.1f: beta %.4f, betaComplemented %.4f, by hand %.4f; sum %.4f, with 1 - x exchanged too %.4f%n",
                    xs[i], left, complement, right(xs[i]), left + complement, left + Probability.beta(3, 2, 1 - xs[i]));
            same &= Math.abs(complement - seen[i]) < 1e-4 && Math.abs(1 - left - right(xs[i])) < 1e-12;
        }
        double others = Probability.chiSquare(4, 3) + Probability.chiSquareComplemented(4, 3);
        System.out.printf("  chi-square and its complement: sum %.4f%n", others);
        same &= Math.abs(others - 1) < 1e-12;
        if (!same) {
            System.out.println("The behaviour has changed: complements 0.0037, 0.0837, 0.3125 and 0.8192 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
