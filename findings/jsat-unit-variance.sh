#!/usr/bin/env bash
# JSAT: scaled to unit variance, a column of variance 9 has 0.11, and the median of 2, 4, 6, 8 is 7.
#
# One expects: UnitVarianceTransform gives each attribute "a standard deviation of 1, which means a variance of 1", as its
#   documentation says, and StandardizeTransform does; the median of an even number is the mean of the two in the middle.
# What happens: the columns are divided by their variance, not by its root, so a variance of v becomes 1 / v: what spread widely
#   spreads little afterwards, and the other way round. Of data whose columns have a variance of 1 already nothing is seen. Whatever
#   goes by distances sees the columns with their weights turned over. The whitening transforms of the same library give a variance
#   of 1. The median of an even number of values is the mean of the upper one in the middle and the next larger: of 0, 0, 10, 10 it
#   is 10. An odd number is right. No report of either was found.
# Seen with: com.edwardraff:JSAT 0.0.9, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.edwardraff</groupId><artifactId>JSAT</artifactId><version>0.0.9</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jsat.SimpleDataSet;
import jsat.classifiers.DataPoint;
import jsat.datatransform.DataTransform;
import jsat.datatransform.StandardizeTransform;
import jsat.datatransform.UnitVarianceTransform;
import jsat.datatransform.WhitenedZCA;
import jsat.linear.DenseVector;

class Finding {
    static boolean same = true;

    /** Three columns with standard deviations of about 3, 1 and 1/4. */
    static SimpleDataSet samples() {
        Random random = new Random(1);
        List<DataPoint> points = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            points.add(new DataPoint(new DenseVector(new double[] {
                3 * random.nextGaussian() + 5, random.nextGaussian() - 2, random.nextGaussian() / 4})));
        }
        return new SimpleDataSet(points);
    }

    /** By definition, over n as the library has it. */
    static double[] variances(SimpleDataSet samples) {
        double[] variances = new double[3];
        Arrays.setAll(variances, column -> {
            double[] values = samples.getDataVectors().stream().mapToDouble(sample -> sample.get(column)).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
        });
        return variances;
    }

    static double[] transformed(DataTransform transform) {
        SimpleDataSet samples = samples();
        samples.applyTransform(transform);
        return variances(samples);
    }

    static void show(String what, double[] expected, double[] found) {
        System.out.printf("  %-22s", what);
        for (int column = 0; column < 3; column++) {
            System.out.printf(" %9.4f", found[column]);
            same &= Math.abs(found[column] / expected[column] - 1) < 2e-3;
        }
        System.out.println();
    }

    static void median(double seen, double... values) {
        double found = new DenseVector(values).median();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double right = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        System.out.printf("  median of %s: %s, by definition %s%n", Arrays.toString(values), found, right);
        same &= found == seen;
    }

    public static void main(String[] arguments) {
        double[] before = variances(samples());
        double[] one = {1, 1, 1};
        System.out.println("JSAT 0.0.9: variances of three columns");
        show("before", before, before);
        show("StandardizeTransform", one, transformed(new StandardizeTransform(samples())));
        show("WhitenedZCA", one, transformed(new WhitenedZCA(samples())));
        show("UnitVarianceTransform", Arrays.stream(before).map(variance -> 1 / variance).toArray(),
                transformed(new UnitVarianceTransform(samples())));
        same &= before[0] > 8 && before[2] < 0.1;
        median(4, 2, 4, 6);
        median(7, 2, 4, 6, 8);
        median(10, 0, 0, 10, 10);
        median(4.5, 6, 5, 4, 3, 2, 1);
        if (!same) {
            System.out.println("The behaviour has changed: 1 over the variance, and medians 4, 7, 10 and 4.5 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
