package io.github.deconvscope.run.scalar;

import java.util.Arrays;

/** A curve while it is read. */
final class SeriesBuilder {
    private final String name;
    private double[] step = new double[16];
    private double[] epoch = new double[16];
    private double[] seconds = new double[16];
    private double[] value = new double[16];
    private int size;

    SeriesBuilder(String name) {
        this.name = name;
    }

    void add(double atStep, double atEpoch, double atSeconds, double newValue) {
        if (size == value.length) {
            step = Arrays.copyOf(step, 2 * size);
            epoch = Arrays.copyOf(epoch, 2 * size);
            seconds = Arrays.copyOf(seconds, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        step[size] = atStep;
        epoch[size] = atEpoch;
        seconds[size] = atSeconds;
        value[size] = newValue;
        size++;
    }

    int size() {
        return size;
    }

    ScalarSeries build() {
        return new ScalarSeries(
                name,
                Arrays.copyOf(step, size),
                Arrays.copyOf(epoch, size),
                Arrays.copyOf(seconds, size),
                Arrays.copyOf(value, size));
    }
}
