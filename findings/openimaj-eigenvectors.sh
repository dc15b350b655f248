#!/usr/bin/env bash
# OpenIMAJ: the two eigenvectors of the matrix 2, 1, 1, 2 are the same, and the variance of 100 to 103 is 13,738.
#
# One expects: A v = d v for each eigenvector, the two of a symmetric matrix at a right angle, and a covariance that does not change
#   when the same number is added to all samples, as that of MeanAndCovariance in the same library does not.
# What happens: symmetricEig2x2, made for symmetric matrices, ends with a step against rounding errors that copies an entry of the second
#   vector into the first, where it belongs with the other sign. With 2, 1, 1, 2 both are 0.71, 0.71, with 3, 1, 1, 1 they are not
#   orthogonal, on a diagonal matrix they hold NaN; only with a negative number off the diagonal are they right. eig2x2
#   is right there, but of a diagonal matrix it sorts the values and not the vectors: of 3, 0, 0, 1 the vector 1, 0 gets the
#   value 1. MatrixUtils.covariance does not subtract the mean, which its text does not tell. So principal components
#   and whitening by hand from them are wrong without a word. The eigenvalues are right. No report of it was found.
# Seen with: org.openimaj:core-math 1.3.10, with mtj 1.0.2 and jama 1.0.3, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.openimaj</groupId><artifactId>core-math</artifactId><version>1.3.10</version>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>com.googlecode.matrix-toolkits-java</groupId><artifactId>mtj</artifactId><version>1.0.2</version>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
<dependency><groupId>gov.nist.math</groupId><artifactId>jama</artifactId><version>1.0.3</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import Jama.Matrix;
import java.util.Arrays;
import org.openimaj.math.matrix.EigenValueVectorPair;
import org.openimaj.math.matrix.MatrixUtils;
import org.openimaj.math.statistics.MeanAndCovariance;

class Finding {
    static boolean same = true;

    static String text(double... values) {
        return Arrays.toString(Arrays.stream(values).map(value -> Double.isNaN(value) ? value : Math.round(value * 1e4) / 1e4).toArray());
    }

    /** Shows A v - d v of both vectors v, which should be 0, and their product, and compares the lengths of the former. */
    static void check(String name, Matrix matrix, EigenValueVectorPair pair, double first, double second) {
        Matrix values = pair.getValues();
        Matrix vectors = pair.getVectors();
        Matrix rest = matrix.times(vectors).minus(vectors.times(values));
        double product = vectors.get(0, 0) * vectors.get(0, 1) + vectors.get(1, 0) * vectors.get(1, 1);
        double[] off = {Math.hypot(rest.get(0, 0), rest.get(1, 0)), Math.hypot(rest.get(0, 1), rest.get(1, 1))};
        System.out.printf("    %s: values %s, vectors %s and %s; A v - d v %s, product %.4f%n", name,
                text(values.get(0, 0), values.get(1, 1)), text(vectors.get(0, 0), vectors.get(1, 0)),
                text(vectors.get(0, 1), vectors.get(1, 1)), text(off), product);
        double[] seen = {first, second};
        for (int i = 0; i < 2; i++) {
            same &= Double.isNaN(seen[i]) ? Double.isNaN(off[i]) : Math.abs(off[i] - seen[i]) < 1e-4;
        }
    }

    static Matrix matrix(double a, double b, double d) {
        Matrix result = new Matrix(new double[][] {{a, b}, {b, d}});
        System.out.println("  " + text(a, b, b, d));
        return result;
    }

    public static void main(String[] arguments) {
        System.out.println("OpenIMAJ 1.3.10");
        Matrix even = matrix(2, 1, 2);
        check("symmetricEig2x2", even, MatrixUtils.symmetricEig2x2(even), 2, 0);
        check("eig2x2         ", even, MatrixUtils.eig2x2(even), 0, 0);
        Matrix negative = matrix(2, -1, 2);
        check("symmetricEig2x2", negative, MatrixUtils.symmetricEig2x2(negative), 0, 0);
        check("eig2x2         ", negative, MatrixUtils.eig2x2(negative), 0, 0);
        Matrix other = matrix(3, 1, 1);
        check("symmetricEig2x2", other, MatrixUtils.symmetricEig2x2(other), 2, 0);
        check("eig2x2         ", other, MatrixUtils.eig2x2(other), 0, 0);
        Matrix diagonal = matrix(3, 0, 1);
        check("symmetricEig2x2", diagonal, MatrixUtils.symmetricEig2x2(diagonal), Double.NaN, Double.NaN);
        check("eig2x2         ", diagonal, MatrixUtils.eig2x2(diagonal), 2, 2);

        Matrix samples = new Matrix(new double[][] {{100, 10}, {101, 12}, {102, 11}, {103, 13}});
        Matrix uncentred = MatrixUtils.covariance(samples);
        Matrix centred = MeanAndCovariance.computeCovariance(samples);
        System.out.println("  covariance of 100 to 103 and 10, 12, 11, 13: MatrixUtils " + text(uncentred.getRowPackedCopy())
                + ", MeanAndCovariance " + text(centred.getRowPackedCopy()));
        same &= Math.abs(uncentred.get(0, 0) - 13_738) < 1e-6 && Math.abs(centred.get(0, 0) - 5 / 3.0) < 1e-9;
        if (!same) {
            System.out.println("The behaviour has changed: A v - d v of 2, NaN and 2, and a variance of 13738, were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
