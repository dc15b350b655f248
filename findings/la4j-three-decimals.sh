#!/usr/bin/env bash
# la4j: a matrix that is written as CSV or Matrix Market keeps three decimals: 0.0004 is read back as 0.
#
# One expects: toCSV and fromCSV are inverses, and so are toMatrixMarket and fromMatrixMarket, but for the last digits perhaps.
#   Both are formats for exchange between programs.
# What happens: both write as toString does, for the eye, with three decimals whatever the size of the numbers. A covariance
#   of small numbers comes back as zeros, and 0.0006 as 0.001. Of a sparse matrix the entry is kept, with the value 0.000, so
#   the number of entries is right. Nothing is raised, and whole numbers pass a test. The documentation of the four says nothing
#   of it. Remedy: toCSV and toMatrixMarket with a NumberFormat.
# Seen with: org.la4j:la4j 0.6.0, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.la4j</groupId><artifactId>la4j</artifactId><version>0.6.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.la4j.Matrix;
import org.la4j.Vector;
import org.la4j.matrix.SparseMatrix;

class Finding {
    public static void main(String[] arguments) {
        double[] values = {0.0004, 0.0006, 0.5, 123456.7891, 7};
        double[] seen = {0, 0.001, 0.5, 123456.789, 7};
        Matrix matrix = Matrix.from2DArray(new double[][] {values});
        Matrix csv = Matrix.fromCSV(matrix.toCSV());
        Matrix market = Matrix.fromMatrixMarket(matrix.toMatrixMarket());
        Vector vector = Vector.fromCSV(Vector.fromArray(values).toCSV());
        DecimalFormat digits = new DecimalFormat("0.################", DecimalFormatSymbols.getInstance(Locale.ROOT));
        Matrix exact = Matrix.fromCSV(matrix.toCSV(digits));
        System.out.println("la4j 0.6.0: written and read back");
        boolean same = true;
        for (int i = 0; i < values.length; i++) {
            System.out.printf(Locale.ROOT, "  %s: CSV %s   Matrix Market %s   vector as CSV %s   CSV with a format %s%n",
                    values[i], csv.get(0, i), market.get(0, i), vector.get(i), exact.get(0, i));
            same &= csv.get(0, i) == seen[i] && market.get(0, i) == seen[i] && vector.get(i) == seen[i] && exact.get(0, i) == values[i];
        }
        SparseMatrix sparse = SparseMatrix.from2DArray(new double[][] {{0.0004, 0}, {0, 3}});
        String text = sparse.toMatrixMarket().strip().replace("\n", " / ");
        System.out.println("a sparse matrix of 0.0004 and 3: " + text);
        same &= text.contains("/ 2 2 2 / 1 1 0.000 / 2 2 3.000");
        if (!same) {
            System.out.println("The behaviour has changed: 0, 0.001, 0.5, 123456.789 and 7 came back.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
