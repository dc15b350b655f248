#!/usr/bin/env bash
# ojAlgo: every number rounded to no decimals is 1, and logit is not the inverse of logistic.
#
# One expects: SCALE rounds to a number of decimals: 123.457 to 123.46 with 2, to 123 with 0, to 120 with -1. LOGIT is the
#   logarithm of the odds, log(p / (1 - p)): 0 for 0.5, and LOGISTIC of it is p again.
# What happens: with 2 decimals and with 1 it rounds, with 0 the result is 1 whatever the number, and with -1 it is 0. LOGIT is
#   log(1 / (1 - p)), the logarithm without the odds' numerator: 0.693 for 0.5, and LOGISTIC of that 0.667. Near p = 1 both agree.
#   Both are documented by name only. The same SCALE on BigDecimal, from the same library, gives 123 and 120.
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
import static org.ojalgo.function.constant.PrimitiveMath.LOGISTIC;
import static org.ojalgo.function.constant.PrimitiveMath.LOGIT;
import static org.ojalgo.function.constant.PrimitiveMath.SCALE;

import java.math.BigDecimal;
import org.ojalgo.function.constant.BigMath;

class Finding {
    public static void main(String[] arguments) {
        boolean same = true;
        System.out.println("ojAlgo 57.1.0: decimals, 123.457 as a double rounded to them, the same as a BigDecimal");
        double[][] rounded = {{2, 123.46, 123.46}, {1, 123.5, 123.5}, {0, 1, 123}, {-1, 0, 120}};
        for (double[] one : rounded) {
            int decimals = (int) one[0];
            double found = SCALE.invoke(123.457, decimals);
            BigDecimal exact = BigMath.SCALE.invoke(new BigDecimal("123.457"), decimals);
            System.out.printf("  %2d   %s   %s%n", decimals, found, exact.toPlainString());
            same &= found == one[1] && exact.doubleValue() == one[2];
        }
        System.out.println("p, LOGIT of p, log(p / (1 - p)), LOGISTIC of LOGIT of p, expected p");
        double[][] logits = {{0.1, 0.10536, 0.52632}, {0.5, 0.69315, 0.66667}, {0.9, 2.30259, 0.90909}};
        for (double[] one : logits) {
            double found = LOGIT.invoke(one[0]);
            double back = LOGISTIC.invoke(found);
            System.out.printf("  %s   %.5f   %.5f   %.5f%n", one[0], found, Math.log(one[0] / (1 - one[0])), back);
            same &= Math.abs(found - one[1]) < 1e-5 && Math.abs(back - one[2]) < 1e-5;
        }
        if (!same) {
            System.out.println("The behaviour has changed: 123.46, 123.5, 1, 0 were seen, and logits 0.10536, 0.69315, 2.30259.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
