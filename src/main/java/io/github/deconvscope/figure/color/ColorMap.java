package io.github.deconvscope.figure.color;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A table of 256 opaque colours from low to high. Lightness changes evenly along each map, so that equal differences look equal and a
 * grey print can be read. A value has the same colour in every theme. The tables are files in {@code assets/colormaps}.
 */
public enum ColorMap {
    /** Magnitudes: dark violet over green to yellow. */
    VIRIDIS("viridis", false),
    /** Magnitudes: dark blue over grey to yellow; nearly the same picture for every kind of colour vision. */
    CIVIDIS("cividis", false),
    /** Magnitudes: light to dark, for papers without colour. */
    GREY("grey", false),
    /** Signed values: blue below zero, white at zero, orange above; both halves equally strong. */
    BLUE_WHITE_ORANGE("blue-white-orange", true);

    /** Entries in a table. */
    public static final int SIZE = 256;

    private final String id;
    private final boolean diverging;
    private final int[] table;

    ColorMap(String id, boolean diverging) {
        this.id = id;
        this.diverging = diverging;
        table = read("/assets/colormaps/" + id + ".csv");
    }

    /** The name of the file and of the option on the command line. */
    public String id() {
        return id;
    }

    /** Whether the middle stands for zero. */
    public boolean diverging() {
        return diverging;
    }

    /** A copy of the table as packed 0xFFRRGGBB. */
    public int[] table() {
        return table.clone();
    }

    /** Entry {@code index} as packed 0xFFRRGGBB. */
    public int argb(int index) {
        return table[index];
    }

    private static int[] read(String resource) {
        try (InputStream in = ColorMap.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the colour map " + resource + " is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int[] table = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .mapToInt(ColorMap::parse)
                    .toArray();
            if (table.length != SIZE) {
                throw new IOException(resource + " has " + table.length + " colours instead of " + SIZE);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int parse(String line) {
        int[] rgb = Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray();
        return 0xFF000000 | rgb[0] << 16 | rgb[1] << 8 | rgb[2];
    }
}
