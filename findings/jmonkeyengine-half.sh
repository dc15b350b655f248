#!/usr/bin/env bash
# jMonkeyEngine: in half precision -0 is read as -0.0000305, minus infinity as -65,536 and 0.00000006 as 0.0000305.
#
# One expects: each of the 65,536 patterns of 16 bits has one value, which fits a float, and the library reads it. A number that is stored
#   and read comes back to 11 bits, or near 0 to a multiple of 2^-24.
# What happens: FastMath.convertHalfToFloat looks for -0 and minus infinity among positive ints while its pattern is a negative one, so both
#   fall through to the ordinary numbers; plus infinity is right. A pattern with the lowest exponent is read as if it had a leading one:
#   everything but 0 below 0.000061 lands between 0.0000305 and that, 512 times too large for the smallest. The usual
#   NaN becomes 98,304. convertFloatToHalf fits this reading, not the format: 1e-30, stored and read, is 0.0000305. It cuts bits
#   off instead of rounding: 0.9999 is 0.99951, not 1. Weights and gradients near 0 that other software wrote move away from 0.
#   Its text rules out NaN for the latter; on the former it tells nothing, and no report of it was found.
# Seen with: org.jmonkeyengine:jme3-core 3.9.0-stable, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.jmonkeyengine</groupId><artifactId>jme3-core</artifactId><version>3.9.0-stable</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import com.jme3.math.FastMath;

class Finding {
    static boolean same = true;

    /** The value of a pattern by its definition: sign, 5 bits of exponent, 10 bits of fraction. */
    static double value(int half) {
        int exponent = half >> 10 & 31;
        int fraction = half & 1023;
        double size = exponent == 31 ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : exponent == 0 ? fraction * Math.pow(2, -24) : (1024 + fraction) * Math.pow(2, exponent - 25);
        return half >= 0x8000 ? -size : size;
    }

    static void read(int half, double seen) {
        double found = FastMath.convertHalfToFloat((short) half);
        System.out.printf("  pattern %04x is %.4g, read as %.4g%n", half, value(half), found);
        same &= found == seen || Math.abs(found - seen) <= 1e-3 * Math.abs(seen);
    }

    static void storeAndRead(float number, double seen) {
        double found = FastMath.convertHalfToFloat(FastMath.convertFloatToHalf(number));
        System.out.printf("  %s stored and read: %.7g%n", number, found);
        same &= Math.abs(found - seen) <= 1e-5 * Math.abs(seen);
    }

    public static void main(String[] arguments) {
        System.out.println("jMonkeyEngine 3.9.0");
        read(0x3c00, 1);
        read(0x0400, 6.1035e-5);
        read(0x03ff, 6.1005e-5);
        read(0x0010, 3.0994e-5);
        read(0x0001, 3.0547e-5);
        read(0x7e00, 98_304);
        read(0x7c00, Double.POSITIVE_INFINITY);
        read(0xfc00, -65_536);
        read(0x8000, -3.0518e-5);
        storeAndRead(0.1f, 0.09997559);
        storeAndRead(0.9999f, 0.9995117);
        storeAndRead(1e-6f, 3.054738e-5);
        storeAndRead(1e-30f, 3.054738e-5);
        int wrong = 0;
        for (int half = 0; half < 65_536; half++) {
            wrong += Double.compare(value(half), FastMath.convertHalfToFloat((short) half)) == 0 ? 0 : 1;
        }
        System.out.println("  " + wrong + " of 65536 patterns are read wrong");
        if (!same || wrong != 4094) {
            System.out.println("The behaviour has changed: -3.05e-5 for -0, -65536 for minus infinity and 3.05e-5 for 6e-8 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
