#!/usr/bin/env bash
# Java: a grey PNG that has an alpha channel is drawn brighter than the same PNG without one.
#
# One expects: an opaque alpha channel changes nothing: grey 128 is drawn as 128, which is also what pngjs reads.
# What happens: ImageIO reads both files, and both rasters hold 128. Drawn on an RGB image the one without alpha gives 128, the
#   one with alpha 188: Java takes its grey for linear light and converts it. getRGB says 188 for both, so it does not agree
#   with drawImage on the first file. Only the raster's samples are what the file says.
# Seen with: OpenJDK 17.0.15; the files written and read back by pngjs 7.0.0 from npm; 29 November 2026.
# Needs: bash, JDK 17 with java.desktop, node 20 with npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" --cache "$dir/cache" pngjs@7.0.0 > /dev/null

cat > write.cjs <<'JS'
const { PNG } = require('pngjs');
const { writeFileSync } = require('node:fs');

for (const [name, colorType] of [['grey', 0], ['grey-alpha', 4]]) {
  const picture = new PNG({ width: 1, height: 1 });
  picture.data = Buffer.from([128, 128, 128, 255]);
  const bytes = PNG.sync.write(picture, { colorType });
  writeFileSync(`${name}.png`, bytes);
  console.log(`pngjs 7.0.0 reads ${name}.png, colour type ${bytes[25]}: ${PNG.sync.read(bytes).data.join(' ')}`);
}
JS
node write.cjs

cat > Finding.java <<'JAVA'
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import javax.imageio.ImageIO;

class Finding {
    /** The grey of the only pixel: the raster's sample, getRGB, and getRGB after drawing on an RGB image. */
    static String grey(String file) throws Exception {
        BufferedImage image = ImageIO.read(new File(file));
        BufferedImage screen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = screen.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        int sample = image.getRaster().getSample(0, 0, 0);
        return sample + " " + (image.getRGB(0, 0) & 0xff) + " " + (screen.getRGB(0, 0) & 0xff);
    }

    public static void main(String[] arguments) throws Exception {
        String plain = grey("grey.png");
        String alpha = grey("grey-alpha.png");
        System.out.println("Java " + Runtime.version() + ": sample, getRGB, drawn; expected 128 128 128 twice");
        System.out.println("  grey.png        " + plain);
        System.out.println("  grey-alpha.png  " + alpha);
        if (!plain.equals("128 188 128") || !alpha.equals("128 188 188")) {
            System.out.println("The behaviour has changed: 128 188 128 and 128 188 188 were seen.");
            System.exit(1);
        }
    }
}
JAVA
java -Djava.awt.headless=true Finding.java
