#!/usr/bin/env bash
# JHLabs: a convolution that wraps at the edges takes the pixel itself for the one on the opposite edge.
#
# One expects: WRAP_EDGES means "wrap pixels off the edge to the opposite edge" and CLAMP_EDGES "clamp pixels off the edge to the
#   nearest edge", as the documentation has it, for each kernel. A white pixel in the corner then shows on the opposite sides.
# What happens: where a weight falls outside, it is given to the middle of the kernel. Wrapping never reaches the other side, but for
#   kernels of several rows and columns above and below: a mean of 3 x 1 pixels of a point 90 on the left edge is 60 there and 0 on
#   the right, instead of 30 and 30. So a tile is not seamless after a blur, and a circular convolution as by FFT is not to be had.
#   Clamping, which is the default, does the same for kernels of several rows and columns; with 3 x 3 the middle is the nearest edge,
#   so it shows from 5 x 5 on, in the second row and column. A row times a column is then another filter than the two in turn, which
#   are clamped rightly. Nothing is raised. No report of it was found.
# Seen with: com.jhlabs:filters 2.0.235-1, JDK 17, 1 December 2026.
# Needs: bash, JDK 17, Maven.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies>
<dependency><groupId>com.jhlabs</groupId><artifactId>filters</artifactId><version>2.0.235-1</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dmaven.repo.local="$dir/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import com.jhlabs.image.ConvolveFilter;
import java.awt.image.BufferedImage;
import java.util.Arrays;

class Finding {
    static final int SIZE = 8;
    static boolean same = true;

    /** A picture that is black but for one pixel. */
    static BufferedImage point(int x, int y, int grey) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            image.setRGB(i % SIZE, i / SIZE, 0xff000000);
        }
        image.setRGB(x, y, 0xff000000 | grey * 0x10101);
        return image;
    }

    static BufferedImage mean(int rows, int columns, int edges, BufferedImage image) {
        float[] weights = new float[rows * columns];
        Arrays.fill(weights, 1f / weights.length);
        ConvolveFilter filter = new ConvolveFilter(rows, columns, weights);
        filter.setEdgeAction(edges);
        return filter.filter(image, null);
    }

    /** By the two definitions, of all pixels of the window. */
    static int defined(int rows, int columns, int edges, BufferedImage image, int x, int y) {
        double sum = 0;
        for (int i = -(rows / 2); i <= rows / 2; i++) {
            for (int j = -(columns / 2); j <= columns / 2; j++) {
                boolean wrap = edges == ConvolveFilter.WRAP_EDGES;
                int row = wrap ? Math.floorMod(y + i, SIZE) : Math.max(0, Math.min(SIZE - 1, y + i));
                int column = wrap ? Math.floorMod(x + j, SIZE) : Math.max(0, Math.min(SIZE - 1, x + j));
                sum += image.getRGB(column, row) & 255;
            }
        }
        return (int) Math.round(sum / rows / columns);
    }

    static void show(String what, int rows, int columns, int edges, BufferedImage image, int x, int y, int seen) {
        int found = mean(rows, columns, edges, image).getRGB(x, y) & 255;
        System.out.printf("  %s, mean of %d x %d: at %d, %d %d, by definition %d%n",
                what, columns, rows, x, y, found, defined(rows, columns, edges, image, x, y));
        same &= found == seen;
    }

    public static void main(String[] arguments) {
        int wrap = ConvolveFilter.WRAP_EDGES;
        int clamp = ConvolveFilter.CLAMP_EDGES;
        System.out.println("JHLabs filters 2.0.235-1: a point in a black picture of 8 x 8 pixels");
        BufferedImage corner = point(0, 0, 90);
        show("wrap, 90 in the corner", 1, 3, wrap, corner, 0, 0, 60);
        show("wrap, 90 in the corner", 1, 3, wrap, corner, 7, 0, 0);
        show("wrap, 90 in the corner", 3, 1, wrap, corner, 0, 0, 60);
        show("wrap, 90 in the corner", 3, 1, wrap, corner, 0, 7, 0);
        show("wrap, 90 in the corner", 3, 3, wrap, corner, 0, 0, 20);
        show("wrap, 90 in the corner", 3, 3, wrap, corner, 0, 7, 20);
        show("wrap, 90 in the corner", 3, 3, wrap, corner, 7, 0, 0);
        show("wrap, 90 in the corner", 3, 3, wrap, corner, 1, 0, 10);
        BufferedImage second = point(1, 1, 250);
        show("clamp, 250 in the second row and column", 3, 3, clamp, second, 0, 0, 28);
        show("clamp, 250 in the second row and column", 5, 5, clamp, second, 1, 1, 40);
        show("clamp, 250 in the second row and column", 5, 5, clamp, second, 3, 3, 10);
        show("clamp, 250 in the second row and column", 1, 5, clamp, second, 1, 1, 50);
        int twice = mean(5, 1, clamp, mean(1, 5, clamp, second)).getRGB(1, 1) & 255;
        System.out.printf("  clamp, 250 in the second row and column, means of 5 x 1 and of 1 x 5 in turn: at 1, 1 %d%n", twice);
        if (!same || twice != 10) {
            System.out.println("The behaviour has changed: 60, 0, 60, 0, 20, 20, 0, 10, 28, 40, 10, 50 and 10 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.awt.headless=true -cp 'lib/*' Finding.java
