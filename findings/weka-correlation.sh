#!/usr/bin/env bash
# Weka: the correlation of a constant with anything is 1.
#
# One expects: it is not defined, 0 / 0: NaN, as Commons Math has it, or an error, or 0, as Weka's own
#   CorrelationAttributeEval ranks it.
# What happens: Utils.correlation gives 1 if the product of the two sums of squares is 0, so a dead channel is perfectly
#   correlated with every other, and a matrix of correlations has rows of ones.
# Seen with: nz.ac.waikato.cms.weka:weka-stable 3.8.6, org.apache.commons:commons-math3 3.6.1, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>nz.ac.waikato.cms.weka</groupId><artifactId>weka-stable</artifactId><version>3.8.6</version>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>org.apache.commons</groupId><artifactId>commons-math3</artifactId><version>3.6.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import weka.core.Utils;

class Finding {
    static final double[] RISING = {1, 2, 3, 4};

    static boolean compare(double weka, double commons, double... other) {
        double first = Utils.correlation(other, RISING, other.length);
        double second = new PearsonsCorrelation().correlation(other, RISING);
        System.out.printf("  %-22s Weka %.4f   Commons Math %.4f%n", Arrays.toString(other), first, second);
        return Math.abs(first - weka) < 1e-4 && (Double.isNaN(commons) ? Double.isNaN(second) : Math.abs(second - commons) < 1e-4);
    }

    public static void main(String[] arguments) {
        System.out.println("Weka 3.8.6, Commons Math 3.6.1: correlation with 1 2 3 4");
        boolean same = compare(0.9483, 0.9483, 1, 3, 4, 9)
                & compare(-1, -1, 8, 6, 4, 2)
                & compare(1, Double.NaN, 5, 5, 5, 5)
                & compare(1, Double.NaN, 0, 0, 0, 0);
        if (!same) {
            System.out.println("The behaviour has changed: Weka gave 1 for the last two.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
