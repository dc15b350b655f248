package io.github.deconvscope.app;

import com.sun.management.OperatingSystemMXBean;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.TestProgress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/**
 * Not a check: what the search of top pictures costs beside a plain test pass, in processor time of this process, which other programs do not
 * change. Its argument is the folder of a run. One pass of each to warm up, then seven of each in turns; the medians are told.
 */
final class TopPicturesCost {
    private static final int TURNS = 7;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TopPicturesCost() {}

    public static void main(String[] args) throws Exception {
        try (Services services = new Services();
                OpenNetwork net = services.get(NetworkLab.class)
                        .open(NetworkSource.newest(Path.of(args[0])))
                        .toCompletableFuture()
                        .get()) {
            int last = net.info().layers().size();
            seconds(net.predictions(TestProgress.NONE), PROCESS.getProcessCpuTime());
            double[] test = new double[TURNS];
            double[] shallow = new double[TURNS];
            double[] deep = new double[TURNS];
            for (int i = 0; i < TURNS; i++) {
                long start = PROCESS.getProcessCpuTime();
                test[i] = seconds(net.predictions(TestProgress.NONE), start);
                start = PROCESS.getProcessCpuTime();
                shallow[i] = seconds(net.top(1, TestProgress.NONE), start);
                start = PROCESS.getProcessCpuTime();
                deep[i] = seconds(net.top(last, TestProgress.NONE), start);
            }
            System.out.printf(
                    "%d test pictures: test pass %.2f s of processor time, search in layer 1 %.2f s, in layer %d %.2f s%n",
                    net.info().testPictures(), median(test), median(shallow), last, median(deep));
        }
    }

    private static double seconds(CompletionStage<?> pass, long start) throws Exception {
        pass.toCompletableFuture().get();
        return (PROCESS.getProcessCpuTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
