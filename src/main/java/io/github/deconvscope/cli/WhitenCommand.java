package io.github.deconvscope.cli;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.figure.image.ImageFile;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.Whiteness;
import io.github.deconvscope.run.config.WhiteningRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code whiten}: computes the whitening matrix, by Newton-Schulz, of the covariance of image patches or of a covariance from a file. */
@Command(
        name = "whiten",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Whiten the patches of an image, or a covariance, by Newton-Schulz iteration; print eigenvalues, the residual after each"
                    + " iteration and the whitening matrix D.",
            "",
            "With --image: values in [0, 1]; patches of K x K pixels, K pixels apart (columns: channel, ky, kx);"
                    + " Cov = X'X/n of the centred patches, plus eps on the diagonal.",
            "With --matrix: the file is Cov itself; eps is added only if --eps is given.",
            "residuals[k] = norm(D_k Cov D_k' - I) / sqrt(F) after k iterations, in Frobenius' norm, with Cov as it is iterated, eps included, and F"
                    + " dimensions, in double precision whatever the precision of the iteration; D_0 = I / sqrt(norm(Cov)_F), uncoupled I / sqrt(trace(Cov))."
                    + " null stands for a number that is not finite.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  deconvscope whiten --image photo.jpg --iterations 5",
            "  deconvscope whiten --matrix cov.npy --iterations 15 --precision fp16 --json",
            "  deconvscope whiten --matrix cov.npy --iterations 15 --precision fp32 --iteration uncoupled"
        })
public final class WhitenCommand implements Callable<Integer> {
    private static final int MAX_ITERATIONS = 1000;
    private static final int MAX_DIMENSION = 2048;
    /** The norm is a root of squares: far beyond this they overflow, below its inverse they vanish. */
    private static final double LARGEST = 1e140;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    private static final class Source {
        @Option(
                names = "--image",
                paramLabel = "F",
                description = "An image: PNG, JPEG, WebP, GIF, BMP or TIFF, at most 50 megapixels.")
        private Path image;

        @Option(
                names = "--matrix",
                paramLabel = "F",
                description = "A covariance: a square, symmetric, positive semi-definite NumPy .npy array.")
        private Path matrix;
    }

    @Option(names = "--kernel", paramLabel = "K", description = "Side of the patches in pixels, 1 to 13 (default: 3).")
    private Integer kernel;

    @Option(
            names = "--sampling-stride",
            paramLabel = "N",
            description = "Pixels between patches (default: as many as the kernel has).")
    private Integer samplingStride;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Newton-Schulz iterations, 0 to 1000 (default: 15).")
    private int iterations = 15;

    @Option(
            names = "--eps",
            paramLabel = "E",
            description = "Added to the diagonal of the covariance (default: 1e-5; 0 with --matrix).")
    private Double eps;

    @Option(
            names = "--iteration",
            paramLabel = "I",
            description =
                    "coupled: that of the layers. uncoupled: P <- 1.5 P - 0.5 P^3 S, that of IterNorm, which multiplies rounding errors."
                            + " With other polynomials: fitted (two do what five of the published do), quintic (Jordan's), polar-express"
                            + " (default: coupled).")
    private String iteration = "coupled";

    @Option(
            names = "--precision",
            paramLabel = "P",
            description =
                    "Arithmetic of the iteration: double, fp32, fp16-fp32 (fp16 that adds up in fp32, as a tensor core and a run in fp16),"
                            + " fp16 or bf16 (add up in 16 bits); the last three are emulated by rounding (default: double).")
    private String precision = "double";

    @Mixin
    private ReportForm reportForm;

    @Spec
    private CommandSpec spec;

    /** What is printed, in this order. */
    private record Report(
            int dimension,
            IterationForm iteration,
            Double conditionNumber,
            double[] eigenvalues,
            List<Double> residuals,
            List<List<Double>> whitening) {}

    @Override
    public Integer call() throws IOException {
        Report report = report(source.matrix == null ? ofImage() : ofMatrix());
        reportForm.print(out -> printText(report, out), out -> JsonOutput.printWithNulls(report, out));
        return ExitCode.DONE;
    }

    private double[] ofImage() throws IOException {
        int side = kernel == null ? 3 : kernel;
        WhiteningState.PatchSettings settings =
                new WhiteningState.PatchSettings(side, samplingStride == null ? side : samplingStride, 512, false);
        WhiteningState state = WhiteningState.DEFAULT.withPatches(settings).withEps(eps == null ? 1e-5 : eps);
        WhiteningInput input = WhiteningInput.of(List.of(ImageFile.load(source.image)), settings);
        CovarianceEstimate estimate = CovarianceEstimate.of(input, state);
        return Covariance.plusDiagonal(
                estimate.truth(), estimate.features(), state.estimate().eps());
    }

    private double[] ofMatrix() throws IOException {
        if (kernel != null || samplingStride != null) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "--kernel and --sampling-stride cut patches of an image; with --matrix they are not used.");
        }
        if (!(eps == null || eps >= 0 && eps <= 100)) {
            throw new InvalidInputException("--eps is " + eps + "; it has to be from 0 to 100.");
        }
        Path file = source.matrix;
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        NpyArray array;
        try {
            array = NpyArray.read(file);
        } catch (IOException e) {
            throw new InvalidInputException(
                    PlainWords.sentence(e.getMessage()) + " Save the covariance with numpy.save.", e);
        }
        int[] shape = array.shape();
        if (shape.length != 2 || shape[0] != shape[1] || shape[0] < 1) {
            throw new InvalidInputException(
                    file + " has shape " + Arrays.toString(shape) + "; a covariance is square, such as [27, 27].");
        }
        if (shape[0] > MAX_DIMENSION) {
            throw new InvalidInputException(
                    file + " has " + shape[0] + " dimensions; at most " + MAX_DIMENSION + " are whitened.");
        }
        if (array.type() == NpyArray.Type.B1) {
            throw new InvalidInputException(file + " holds truth values; a covariance holds numbers.");
        }
        double[] values = array.toDoubles();
        requireCovariance(file, values, shape[0]);
        return eps == null ? values : Covariance.plusDiagonal(values, shape[0], eps);
    }

    private static void requireCovariance(Path file, double[] a, int n) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i])) {
                throw new InvalidInputException(file + " holds " + a[i] + " at row " + i / n + ", column " + i % n
                        + "; every value of a covariance is finite.");
            }
            largest = Math.max(largest, Math.abs(a[i]));
        }
        if (largest != 0 && !(largest >= 1 / LARGEST && largest <= LARGEST)) {
            throw new InvalidInputException(
                    file + " holds values up to " + largest
                            + ", whose squares a double cannot hold; multiply the covariance by a number that brings them near 1.");
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(a[i * n + j] - a[j * n + i]) > 1e-5 * largest) {
                    throw new InvalidInputException(file + " is not symmetric: row " + i + ", column " + j + " is "
                            + a[i * n + j] + ", but row " + j + ", column " + i + " is " + a[j * n + i]
                            + ". A covariance is symmetric.");
                }
            }
        }
    }

    private Report report(double[] covariance) {
        Lane lane = Choice.parse(Lane.class, "--precision", precision);
        IterationForm form = Choice.parse(IterationForm.class, "--iteration", iteration);
        if (iterations < 0 || iterations > MAX_ITERATIONS) {
            throw new InvalidInputException(
                    "--iterations is " + iterations + "; it has to be from 0 to " + MAX_ITERATIONS + ".");
        }
        int n = (int) Math.round(Math.sqrt(covariance.length));
        SymmetricEigen eigen = SymmetricEigen.of(covariance, n);
        double largest = eigen.values()[0];
        double smallest = eigen.values()[n - 1];
        if (!(largest > 0) || smallest < -1e-6 * largest) {
            throw new InvalidInputException("The covariance has the eigenvalue " + (largest > 0 ? smallest : largest)
                    + ", but a covariance has none below 0 and at least one above. Check where the matrix comes from, or add"
                    + " to its diagonal with --eps.");
        }
        NewtonSchulz newtonSchulz = new NewtonSchulz(covariance, n, form, lane);
        List<Double> residuals = new ArrayList<>();
        for (int k = 0; k <= iterations; k++) {
            if (k > 0) {
                newtonSchulz.step();
            }
            residuals.add(finiteOrNull(Whiteness.residual(newtonSchulz.whitening(), covariance, n)));
        }
        double[] d = newtonSchulz.whitening();
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                row.add(finiteOrNull(d[i * n + j]));
            }
            rows.add(row);
        }
        return new Report(n, form, finiteOrNull(eigen.conditionNumber()), eigen.values(), residuals, rows);
    }

    private static Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private void printText(Report report, PrintWriter out) {
        double[] values = report.eigenvalues();
        out.printf(Locale.ROOT, "dimension         %d%n", report.dimension());
        out.printf(
                "condition number  %s%n",
                report.conditionNumber() == null
                        ? "infinite (an eigenvalue is not above 0)"
                        : String.format(Locale.ROOT, "%.4g", report.conditionNumber()));
        out.printf(Locale.ROOT, "eigenvalues       %.4g to %.4g%n", values[values.length - 1], values[0]);
        out.printf("iteration         %s%n", report.iteration().label());
        out.printf(
                "precision         %s%n%n",
                Choice.parse(Lane.class, "--precision", precision).label());
        out.printf("%4s  %s%n", "k", "residual: " + WhiteningRules.RESIDUAL);
        for (int k = 0; k < report.residuals().size(); k++) {
            Double residual = report.residuals().get(k);
            out.printf("%4d  %s%n", k, residual == null ? "not finite" : String.format(Locale.ROOT, "%.6e", residual));
        }
    }
}
