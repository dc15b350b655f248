#!/usr/bin/env bash
# ImageJ: bilinear and bicubic resizing move the picture, by three quarters of a pixel when it is halved.
#
# One expects: the middle stays the middle. On a ramp, whose pixels hold their own column, output pixel i of D from W holds
#   (i + 1/2) W / D - 1/2, the place of its centre; a picture that is its own mirror image stays so.
# What happens: resize adds a quarter of the scale to the centre, which is right for twice the size alone. Halved, the ramp
#   is 0.75 too low, at two thirds 0.5, at one and a half times 0.083; at four times it is 0.125 too high. A picture of one
#   row or column goes by its corners instead, a rule of its own. For shrinking resize(width, height, true), which averages
#   first, is right; for enlarging it changes nothing. A map that was resized to lie over its picture is off by that.
# Seen with: net.imagej:ij 1.54p, JDK 17, 30 November 2026.
# Needs: bash, JDK 17 with java.desktop, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>net.imagej</groupId><artifactId>ij</artifactId><version>1.54p</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.Arrays;

class Finding {
    static final int WIDTH = 12;

    /** A ramp of 12 columns, resized; how far the middle pixel is from the place of its centre. */
    static double shift(int height, int size, int method, boolean average) {
        FloatProcessor ramp = new FloatProcessor(WIDTH, height);
        for (int i = 0; i < WIDTH * height; i++) {
            ramp.setf(i, i % WIDTH);
        }
        ramp.setInterpolationMethod(method);
        ImageProcessor resized = ramp.resize(size, height == 1 ? 1 : size, average);
        int middle = size / 2;
        return resized.getf(middle, resized.getHeight() / 2) - ((middle + 0.5) * WIDTH / size - 0.5);
    }

    public static void main(String[] arguments) {
        int[] sizes = {6, 8, 18, 24, 48};
        double[] square = {-0.75, -0.5, -0.0833, 0, 0.125};
        double[] row = {0.1, 0.0357, -0.0098, -0.0109, -0.0080};
        boolean same = true;
        System.out.println("ImageJ 1.54p, a ramp of 12 pixels: shift of the middle in pixels, expected 0");
        for (int i = 0; i < sizes.length; i++) {
            double bilinear = shift(WIDTH, sizes[i], ImageProcessor.BILINEAR, false);
            double bicubic = shift(WIDTH, sizes[i], ImageProcessor.BICUBIC, false);
            double averaged = shift(WIDTH, sizes[i], ImageProcessor.BILINEAR, true);
            double single = shift(1, sizes[i], ImageProcessor.BILINEAR, false);
            System.out.printf("  to %2d: bilinear %.4f   bicubic %.4f   with averaging %.4f   one pixel high %.4f%n",
                    sizes[i], bilinear, bicubic, averaged, single);
            same &= Math.abs(bilinear - square[i]) < 1e-3 && Math.abs(bicubic - square[i]) < 1e-3;
            same &= Math.abs(averaged - (sizes[i] < WIDTH ? 0 : square[i])) < 0.05 && Math.abs(single - row[i]) < 1e-3;
        }
        FloatProcessor mirror = new FloatProcessor(4, 2, new float[] {0, 10, 10, 0, 0, 10, 10, 0});
        mirror.setInterpolationMethod(ImageProcessor.BILINEAR);
        float[] enlarged = Arrays.copyOf((float[]) mirror.resize(6, 3).getPixels(), 6);
        System.out.println("0 10 10 0 to six pixels, expected its own mirror image: " + Arrays.toString(enlarged));
        same &= Math.abs(enlarged[1] - 4.1667) < 1e-3 && Math.abs(enlarged[4] - 5.8333) < 1e-3;
        if (!same) {
            System.out.println("The behaviour has changed: -0.75 -0.5 -0.083 0 0.125 were seen, and 4.17 beside 5.83.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.awt.headless=true -cp 'lib/*' Finding.java
