#!/usr/bin/env bash
# jDSP: resampled to five samples, a row of eight has four, and they are brighter by a quarter.
#
# One expects: resampling to a number of samples gives that number, a row of 1.5 stays at 1.5, and with the number that it has a row stays
#   as it is. So does SciPy's resample, which works by the same transform.
# What happens: the inverse transform always has an even number of samples, while the scale is that of the number asked for.
#   Each odd number therefore gives one sample less and values that are larger by n / (n - 1): a quarter for 5, half for 3.
#   An even row that is resampled to its own length loses half of its highest frequency: 1, 2, 1, 2 becomes 1.25, 1.75, since
#   what must be halved for a longer row is halved for an equal one. Nothing is raised. Between different even lengths it is
#   right. No report of it was found.
# Seen with: com.github.psambit9791:jdsp 3.1.1, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.github.psambit9791</groupId><artifactId>jdsp</artifactId><version>3.1.1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import com.github.psambit9791.jdsp.signal.Resample;
import java.util.Arrays;

class Finding {
    static boolean same = true;

    static void compare(double[] row, int samples, double... seen) {
        double[] found = new Resample(samples).resampleSignal(row);
        double[] rounded = Arrays.stream(found).map(value -> Math.round(value * 1e4) / 1e4).toArray();
        System.out.printf("  %s to %d samples: %s%n", Arrays.toString(row), samples, Arrays.toString(rounded));
        same &= found.length == seen.length;
        for (int i = 0; same && i < seen.length; i++) {
            same &= Math.abs(found[i] - seen[i]) < 1e-4;
        }
    }

    public static void main(String[] arguments) {
        double[] plain = new double[8];
        Arrays.fill(plain, 1.5);
        System.out.println("jDSP 3.1.1");
        compare(plain, 3, 2.25, 2.25);
        compare(plain, 4, 1.5, 1.5, 1.5, 1.5);
        compare(plain, 5, 1.875, 1.875, 1.875, 1.875);
        compare(plain, 9, 1.6875, 1.6875, 1.6875, 1.6875, 1.6875, 1.6875, 1.6875, 1.6875);
        compare(plain, 10, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5);
        double[] odd = {1, 2, 3, 4, 5};
        compare(odd, 5, 1.875, 2.6545, 4.375, 6.0955);
        double[] stripes = {1, 2, 1, 2};
        compare(stripes, 4, 1.25, 1.75, 1.25, 1.75);
        compare(stripes, 8, 1, 1.5, 2, 1.5, 1, 1.5, 2, 1.5);
        if (!same) {
            System.out.println("The behaviour has changed: 4 samples of 1.875 for 5 of 1.5, and 1.25, 1.75 for 1, 2, were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
