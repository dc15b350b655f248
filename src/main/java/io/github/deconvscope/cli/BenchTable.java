package io.github.deconvscope.cli;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.LayerTiming;
import io.github.deconvscope.run.bench.NetTiming;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.PartTiming.Part;
import io.github.deconvscope.run.config.Normalization;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Prints a {@link BenchReport} as tables for people. */
final class BenchTable {
    private final PrintWriter out;

    BenchTable(PrintWriter out) {
        this.out = out;
    }

    void print(BenchReport report) {
        BenchOptions options = report.options();
        out.printf(
                "%s, width %s, block %d, batch %d, %d iterations; median of %d%n",
                options.config().model().id(),
                Numbers.exact(options.config().width()),
                options.config().block(),
                options.config().batch(),
                options.config().iterations(),
                options.repeats());
        out.printf(
                "%s on %s; matrix product at best %.0f GFLOP/s%n",
                report.machine().engine(),
                report.machine().device(),
                report.machine().matrixGflops());
        if (!report.nets().isEmpty()) {
            printNets(report);
        }
        if (!report.layers().isEmpty()) {
            printLayers(report);
        }
        if (!report.parts().isEmpty()) {
            printParts(report);
        }
    }

    private void printNets(BenchReport report) {
        out.printf("%nA training step, ms%n");
        out.printf(
                "  %-10s %9s %9s %9s %9s %9s  %s%n",
                "net", "forward", "backward", "optimizer", "step", "images/s", "of batchnorm");
        for (NetTiming net : report.nets()) {
            out.printf(
                    "  %-10s %9.1f %9.1f %9.1f %9.1f %9.0f  %s%n",
                    net.normalization().id(),
                    net.forward().median(),
                    net.backward().median(),
                    net.optimizer().median(),
                    net.step().median(),
                    net.imagesPerSecond(),
                    ratio(report.stepRatio(net.normalization(), Normalization.BATCHNORM)));
        }
        report.dataMillis()
                .ifPresent(data -> out.printf("  preparing a batch takes %.1f ms, in the background%n", data.median()));
        Optional<NetTiming> deconv = report.net(Normalization.DECONV);
        if (report.watched().isPresent() && deconv.isPresent()) {
            double watched = report.watched().get().median();
            out.printf(
                    "  a deconv step with every layer watched takes %.1f ms, %.2f times one that is not%n",
                    watched, watched / deconv.get().step().median());
        }
    }

    private void printLayers(BenchReport report) {
        out.printf("%nOne layer alone, forward and backward, ms%n");
        out.printf(
                "  %-8s %-16s %9s %9s %9s  %s%n",
                "layer", "channels, size", "deconv", "batchnorm", "none", "of batchnorm");
        List<String> names =
                report.layers().stream().map(LayerTiming::layer).distinct().toList();
        for (String name : names) {
            LayerTiming any = report.layers().stream()
                    .filter(layer -> layer.layer().equals(name))
                    .findFirst()
                    .orElseThrow();
            double deconv = total(report, name, Normalization.DECONV);
            double batchNorm = total(report, name, Normalization.BATCHNORM);
            out.printf(
                    "  %-8s %-16s %9.2f %9.2f %9.2f  %.2f%n",
                    name,
                    any.in() + " to " + any.out() + ", " + any.size(),
                    deconv,
                    batchNorm,
                    total(report, name, Normalization.NONE),
                    deconv / batchNorm);
        }
    }

    private static double total(BenchReport report, String name, Normalization normalization) {
        return report.layer(name, normalization).map(LayerTiming::total).orElse(Double.NaN);
    }

    private void printParts(BenchReport report) {
        out.printf("%nParts of the deconvolution layers, added up over the net, ms%n");
        out.printf(
                "  %-14s %9s %9s %9s %9s  %s%n",
                "part", "forward", "backward", "GMAC", "GFLOP/s", "of the best (forward)");
        for (Part part : Part.values()) {
            List<PartTiming> timings =
                    report.parts().stream().filter(p -> p.part() == part).toList();
            double forward =
                    timings.stream().mapToDouble(p -> p.forward().median()).sum();
            double backward =
                    timings.stream().mapToDouble(p -> p.backward().median()).sum();
            double gmac = timings.stream().mapToDouble(PartTiming::forwardGmac).sum();
            double gflops = 2000 * gmac / forward;
            boolean computes = gmac > 0;
            out.printf(
                    "  %-14s %9.2f %9.2f %9s %9s  %s%n",
                    part.label(),
                    forward,
                    backward,
                    computes ? String.format("%.3f", gmac) : "-",
                    computes ? String.format("%.0f", gflops) : "-",
                    computes
                            ? String.format(
                                    "%.0f %%", 100 * gflops / report.machine().matrixGflops())
                            : "moves numbers only");
        }
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format("%.2f", ratio.getAsDouble()) : "-";
    }
}
