#!/usr/bin/env bash
# jDSP: a deconvolution is rounded to three decimals: 0.0004 comes back as 0, and 0.0007 as 0.001.
#
# One expects: a row that was convolved and then deconvolved with the same kernel comes back, up to rounding errors of the last digits. The
#   documentation says that the original signal is returned. A signal in other units gives the same numbers times the unit.
# What happens: the last step of both modes, "full" and "same", rounds to three decimals. What is right for grey levels of 0 to 255
#   leaves 0.123 of 0.1234567, and of sound or of weights around 0.0004 nothing but zeros and a few 0.001. Nothing is raised and
#   no parameter changes it. The convolution and the transforms of the library round nothing. Remedy: multiply by
#   a million before and divide after. No report of it was found.
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
import com.github.psambit9791.jdsp.signal.Convolution;
import com.github.psambit9791.jdsp.signal.Deconvolution;
import java.util.Arrays;

class Finding {
    static final double[] KERNEL = {0.5, 0.3, 0.2};
    static boolean same = true;

    static double[] times(double factor, double... values) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /** Convolves, multiplies by the unit, deconvolves and divides by it again. */
    static void compare(double unit, double[] signal, double... seen) {
        for (String mode : new String[] {"full", "same"}) {
            double[] convolved = times(unit, new Convolution(signal, KERNEL).convolve(mode));
            double[] found = times(1 / unit, new Deconvolution(convolved, KERNEL).deconvolve(mode));
            System.out.printf("  %s, unit %.0f: %s%n", mode, unit, Arrays.toString(found));
            for (int i = 0; i < seen.length; i++) {
                same &= Math.abs(found[i] - seen[i]) < 1e-9;
            }
        }
    }

    public static void main(String[] arguments) {
        double[] small = {0.0004, 0.0002, 0.0007, 0.0001, 0.0003};
        double[] large = {0.1234567, 0.2345678, 0.3456789, 0.5, 0.25};
        System.out.println("jDSP 3.1.1: " + Arrays.toString(small) + ", convolved and deconvolved");
        compare(1, small, 0, 0, 0.001, 0, 0);
        compare(1e6, small, small);
        System.out.println(Arrays.toString(large));
        compare(1, large, 0.123, 0.235, 0.346, 0.5, 0.25);
        if (!same) {
            System.out.println("The behaviour has changed: 0, 0, 0.001, 0, 0 and 0.123, 0.235, 0.346, 0.5, 0.25 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
