#!/usr/bin/env bash
# EJML: the numbers 1 to 9 as a matrix have rank 0, 2 or 3, by the unit they are written in.
#
# One expects: rank 2, in metres as in millimetres. A tolerance of a rank is relative to the largest singular value, as it is
#   in NumPy and in EJML's own SingularOps.
# What happens: MatrixFeatures_DDRM.rank(A) with its "default tolerance" counts the singular values above 2e-14, whatever their
#   size. Times 1,000 the rounding error of the smallest is above that: rank 3. Times 1e-15, rank 0; so has
#   a regular matrix of such numbers, which the same library inverts. nullity likewise. SingularOps_DDRM.rank of the same
#   decomposition is 2 each time: one is to call that.
# Seen with: org.ejml:ejml-ddense 0.46.1, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.ejml</groupId><artifactId>ejml-ddense</artifactId><version>0.46.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

class Finding {
    static DMatrixRMaj times(double unit, double[][] numbers) {
        DMatrixRMaj matrix = new DMatrixRMaj(numbers);
        CommonOps_DDRM.scale(unit, matrix);
        return matrix;
    }

    public static void main(String[] arguments) {
        double[][] nine = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        double[][] regular = {{2, 1}, {1, 3}};
        double[] units = {1e-15, 1e-3, 1, 1e3, 1e6};
        int[] seen = {0, 2, 2, 3, 3};
        boolean same = true;
        System.out.println("EJML 0.46.1: ranks of 1 to 9 times a unit, expected 2, and of the regular matrix 2 1, 1 3, expected 2");
        for (int i = 0; i < units.length; i++) {
            int features = MatrixFeatures_DDRM.rank(times(units[i], nine));
            SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(3, 3, false, false, true);
            if (!svd.decompose(times(units[i], nine))) {
                throw new IllegalStateException("no singular values");
            }
            int singular = SingularOps_DDRM.rank(svd);
            int second = MatrixFeatures_DDRM.rank(times(units[i], regular));
            boolean inverted = CommonOps_DDRM.invert(times(units[i], regular));
            System.out.printf("  %-8s MatrixFeatures %d   SingularOps %d   regular: MatrixFeatures %d, inverted %b%n",
                    units[i], features, singular, second, inverted);
            same &= features == seen[i] && singular == 2 && second == (i == 0 ? 0 : 2) && inverted;
        }
        if (!same) {
            System.out.println("The behaviour has changed: MatrixFeatures gave 0 2 2 3 3 and 0 2 2 2 2, SingularOps 2.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
