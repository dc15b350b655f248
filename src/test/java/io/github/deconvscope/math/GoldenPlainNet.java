package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.NetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plain VGG with PyTorch's own pictures of some of its channels: a file {@code *_back_*.npz} in the folder of {@code -Dgolden.dir}. Arrays:
 * {@code conv{i}.weight}, {@code conv{i}.bias} (i from 0), {@code dense.weight}, {@code dense.bias}; for the three images {@code x}
 * {@code logits}, {@code act{i}} and, of the largest activation of {@code channel{i}}, {@code back{i}.RULE}; {@code class_gradient} is that
 * of the score of {@code class}. Names that end in {@code _f64} were computed in double.
 */
public record GoldenPlainNet(String name, Map<String, NpyArray> arrays) {
    private static final Pattern BACK = Pattern.compile("back(\\d+)\\.gradient");

    public static List<GoldenPlainNet> all() throws IOException {
        List<GoldenPlainNet> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("golden.dir")))) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(".*_back_.*\\.npz"))
                    .sorted()
                    .toList()) {
                cases.add(new GoldenPlainNet(file.getFileName().toString(), NpzFile.readAll(file)));
            }
        }
        assertThat(cases).as("golden cases of back-projection").isNotEmpty();
        return cases;
    }

    /** The net, whose poolings stand where those of the VGG with as many convolutions do. */
    public PlainNet net() {
        List<PlainNet.Convolution> convolutions = new ArrayList<>();
        for (boolean pooled : pooled()) {
            NpyArray weight = arrays.get("conv" + convolutions.size() + ".weight");
            convolutions.add(new PlainNet.Convolution(
                    weight.shape()[1],
                    weight.shape()[0],
                    3,
                    1,
                    weight.toDoubles(),
                    arrays.get("conv" + convolutions.size() + ".bias").toDoubles(),
                    Optional.empty(),
                    Optional.of(new Pooling(2, 2)).filter(two -> pooled)));
        }
        return new PlainNet(
                convolutions,
                arrays.get("dense.weight").toDoubles(),
                arrays.get("dense.bias").toDoubles());
    }

    /** Of each convolution, whether a pooling follows. */
    public List<Boolean> pooled() {
        long count = arrays.keySet().stream()
                .filter(n -> n.matches("conv\\d+\\.weight"))
                .count();
        return Arrays.stream(ModelName.values())
                .filter(model -> !model.steps().isEmpty())
                .map(model -> NetPlan.of(model.steps(), 1, InputShape.PUBLISHED).convolutions())
                .filter(convolutions -> convolutions.size() == count)
                .findFirst()
                .orElseThrow()
                .stream()
                .map(NetPlan.Convolution::pooled)
                .toList();
    }

    /** The layers that were projected, from 1. */
    public List<Integer> layers() {
        return arrays.keySet().stream()
                .map(BACK::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(m -> Integer.parseInt(m.group(1)) + 1)
                .sorted()
                .toList();
    }

    public int channel(int layer) {
        return (int) arrays.get("channel" + (layer - 1)).toLongs()[0];
    }

    public String back(int layer, BackRule rule) {
        return "back" + (layer - 1) + "." + rule.id();
    }

    public int images() {
        return arrays.get("x").shape()[0];
    }

    public Size size() {
        int[] shape = arrays.get("x").shape();
        return new Size(shape[2], shape[3]);
    }

    /** What an array holds of one image. */
    public double[] of(String array, int image) {
        double[] all = arrays.get(array).toDoubles();
        int each = all.length / images();
        return Arrays.copyOfRange(all, image * each, (image + 1) * each);
    }

    /**
     * Compares what was computed for one image with an array, and with its double twin: within 1e-5 of the largest value of all images.
     */
    public void check(String array, int image, double[] got) {
        for (String twin : List.of(array, array + "_f64")) {
            if (!arrays.containsKey(twin)) {
                continue;
            }
            double largest = Arrays.stream(arrays.get(twin).toDoubles())
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            double[] want = of(twin, image);
            assertThat(got).as(twin).hasSameSizeAs(want);
            double worst = 0;
            for (int i = 0; i < want.length; i++) {
                worst = Math.max(worst, Math.abs(want[i] - got[i]));
            }
            assertThat(worst)
                    .as(name + ": " + twin + " of image " + image)
                    .isNotNaN()
                    .isLessThanOrEqualTo(1e-5 * largest);
        }
    }
}
