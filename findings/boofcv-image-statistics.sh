#!/usr/bin/env bash
# BoofCV: the mean of a white photograph of 12 megapixels is -102.9, and no photograph of that size has a variance above 178.
#
# One expects: 255, and for a chessboard of black and white pixels the variance 127.5^2 = 16,256, whatever the size.
# What happens: the sum of the pixels is an int. It overflows from 8.4 million white pixels on, and mean divides what is
#   left: -157.9 for a grey of 200. A 16-bit picture of 256 x 256 pixels is enough: -25,536 for 40,000. The mean squared
#   difference of two pictures overflows likewise, at 6 megapixels. variance sums doubles, but with threads, which is the
#   default, the sum is cut to the largest int, so that it is at most 2,147,483,647 over the number of pixels, rounded
#   down: 2,147 for the chessboard of one megapixel. Without threads it is right. Nothing is raised.
# Seen with: org.boofcv:boofcv-ip 1.2.2, JDK 17, 30 November 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.boofcv</groupId><artifactId>boofcv-ip</artifactId><version>1.2.2</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import boofcv.alg.misc.ImageStatistics;
import boofcv.concurrency.BoofConcurrency;
import boofcv.struct.image.GrayU16;
import boofcv.struct.image.GrayU8;
import java.util.Arrays;

class Finding {
    static boolean same = true;

    static GrayU8 grey(int width, int height, int value) {
        GrayU8 picture = new GrayU8(width, height);
        Arrays.fill(picture.data, (byte) value);
        return picture;
    }

    static void show(String what, double expected, double seen, double found) {
        System.out.printf("  %-52s %.2f, expected %.2f%n", what, found, expected);
        same &= Math.abs(found - seen) < 0.01;
    }

    public static void main(String[] arguments) {
        System.out.println("BoofCV 1.2.2, threads by default: " + BoofConcurrency.USE_CONCURRENT);
        same &= BoofConcurrency.USE_CONCURRENT;
        show("mean of 2000 x 1000 pixels 255", 255, 255, ImageStatistics.mean(grey(2000, 1000, 255)));
        show("mean of 4000 x 3000 pixels 255", 255, -102.914, ImageStatistics.mean(grey(4000, 3000, 255)));
        show("mean of 4000 x 3000 pixels 200", 200, -157.914, ImageStatistics.mean(grey(4000, 3000, 200)));
        GrayU16 deep = new GrayU16(256, 256);
        Arrays.fill(deep.data, (short) 40_000);
        show("mean of 256 x 256 pixels 40000, 16 bits", 40_000, -25_536, ImageStatistics.mean(deep));
        show("mean squared difference of 3000 x 2000, 255 and 0", 65_025, -115.337,
                ImageStatistics.meanDiffSq(grey(3000, 2000, 255), grey(3000, 2000, 0)));
        GrayU8 chessboard = grey(1000, 1000, 0);
        for (int i = 0; i < chessboard.data.length; i++) {
            chessboard.data[i] = (byte) ((i + i / 1000) % 2 == 0 ? 0 : 255);
        }
        show("mean of a chessboard of 1000 x 1000 pixels", 127.5, 127.5, ImageStatistics.mean(chessboard));
        show("its variance, with threads", 16_256.25, 2_147, ImageStatistics.variance(chessboard, 127.5));
        show("mean square of 4000 x 3000 pixels 255, with threads", 65_025, 178, ImageStatistics.variance(grey(4000, 3000, 255), 0));
        BoofConcurrency.USE_CONCURRENT = false;
        show("variance of the chessboard, without threads", 16_256.25, 16_256.25, ImageStatistics.variance(chessboard, 127.5));
        if (!same) {
            System.out.println("The behaviour has changed: 255, -102.91, -157.91, -25536, -115.34, 127.5, 2147, 178, 16256.25 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java
