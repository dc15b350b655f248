package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.math.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands under the pointer on the matrix and on the linked panes is what {@link NaiveConvolution} computes, under the right name. */
class ConvolutionHoverTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);
    private static final double WIDTH = 620;
    private static final double HEIGHT = 430;
    private static final Pattern NAMED = Pattern.compile("(d?[xywg])\\[([0-9,]*)] = (\\S+)");
    private static final Pattern ENTRY = Pattern.compile(
            "row (\\d+), column (\\d+): (?:0, for|(w\\[[0-9,]*]) = (\\S+), where) (\\S+) and (\\S+) .*");

    static Stream<ConvolutionState> states() {
        return ConvolutionRecomputationTest.states().limit(6);
    }

    private static Set<FigureHit> hits(String id, ConvolutionState state, boolean backward) {
        Figure figure = CATALOG.find(id)
                .make(
                        Map.of(
                                "state", ConvolutionStateJson.write(state),
                                "select", "nothing",
                                "backward", Boolean.toString(backward)),
                        Optional.empty());
        Set<FigureHit> hits = new HashSet<>();
        for (double y = 1; y < HEIGHT; y += 3.7) {
            for (double x = 1; x < WIDTH; x += 4.3) {
                figure.hit(x, y, WIDTH, HEIGHT, STYLE).ifPresent(hits::add);
            }
        }
        return hits;
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsUnderThePointerIsWhatTheDefinitionGives(ConvolutionState state) {
        for (boolean backward : new boolean[] {false, true}) {
            Numbers numbers = new Numbers(state, backward);
            assertThat(read("convolution-matrix", state, backward, numbers)).contains("matrix", "x", "y");
            assertThat(read("convolution-overview", state, backward, numbers))
                    .contains("matrix", "x", "y", backward ? "input" : "stretched", "kernel", "output");
        }
    }

    /** Compares all hits and returns which parts there were. */
    private static Set<String> read(String id, ConvolutionState state, boolean backward, Numbers numbers) {
        Set<String> parts = new HashSet<>();
        for (FigureHit hit : hits(id, state, backward)) {
            parts.add(hit.part());
            if (hit.part().equals("matrix")) {
                numbers.entry(hit.text());
            } else if (hit.part().equals("stretched")) {
                numbers.stretched(hit);
            } else {
                numbers.named(hit.text());
            }
        }
        return parts;
    }

    /** The numbers of an operation by the names of its elements. */
    private static final class Numbers {
        private final boolean backward;
        private final NaiveConvolution naive;
        private final ConvolutionState state;
        private final double[] output;
        private final double[] gradient;
        private final double[][] matrix;
        private final double[] padded;

        Numbers(ConvolutionState state, boolean backward) {
            this.state = state;
            this.backward = backward;
            naive = new NaiveConvolution(state.settings());
            output = naive.biased(naive.apply(state.input(), state.weights()), state.bias());
            // The gradient that arrives is the output itself, as long as nobody types over it.
            gradient = naive.gradient(output, state.weights());
            matrix = naive.matrix(state.weights());
            padded = naive.stretched(state.input());
        }

        private double value(String letter, int index) {
            return switch (letter) {
                case "x" -> state.input()[index];
                case "w" -> state.weights()[index];
                case "y", "g" -> output[index];
                case "dx" -> gradient[index];
                default -> throw new AssertionError(letter);
            };
        }

        /** Flat index of the element with this name: row-major over all indices that are told, channels only where there are several. */
        private int index(String letter, String indices) {
            var g = state.geometry();
            boolean outer = letter.equals("y") || letter.equals("g");
            List<Integer> sizes = new ArrayList<>();
            if (letter.equals("w")) {
                if (g.inputChannels() * g.outputChannels() > 1) {
                    sizes.add(g.transposed() ? g.inputChannels() : g.outputChannels());
                    sizes.add((g.transposed() ? g.outputChannels() : g.inputChannels()) / g.groups());
                }
            } else if ((outer ? g.outputChannels() : g.inputChannels()) > 1) {
                sizes.add(outer ? g.outputChannels() : g.inputChannels());
            }
            Size size = letter.equals("w")
                    ? g.kernel()
                    : outer
                            ? new Size(naive.outHeight, naive.outWidth)
                            : state.settings().input();
            if (!g.oneDimensional()) {
                sizes.add(size.height());
            }
            sizes.add(size.width());
            int[] told = Arrays.stream(indices.split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThat(told).as(letter + "[" + indices + "]").hasSize(sizes.size());
            int index = 0;
            for (int i = 0; i < told.length; i++) {
                assertThat(told[i]).isBetween(0, sizes.get(i) - 1);
                index = index * sizes.get(i) + told[i];
            }
            return index;
        }

        void named(String text) {
            Matcher name = NAMED.matcher(text);
            assertThat(name.matches()).as(text).isTrue();
            int index = index(name.group(1), name.group(2));
            assertNear(text, number(name.group(3)), value(name.group(1), index));
        }

        /** A cell of the input with its zeros: an input stands where it was put, and every zero that was put there says so. */
        void stretched(FigureHit hit) {
            double there = padded[hit.row() * state.geometry().stretched().width() + hit.column()];
            if (NAMED.matcher(hit.text()).matches()) {
                named(hit.text());
                assertNear(hit.text(), number(hit.text().split(" = ")[1]), there);
            } else {
                assertThat(hit.text()).startsWith("0, ");
                assertThat(there).isZero();
            }
        }

        void entry(String text) {
            Matcher entry = ENTRY.matcher(text);
            assertThat(entry.matches()).as(text).isTrue();
            int row = Integer.parseInt(entry.group(1));
            int column = Integer.parseInt(entry.group(2));
            double there = backward ? matrix[column][row] : matrix[row][column];
            assertNear(text, entry.group(4) == null ? 0 : number(entry.group(4)), there);
            if (entry.group(3) != null) {
                named(entry.group(3) + " = " + entry.group(4));
            }
            assertThat(position(entry.group(5))).as(text).isEqualTo(backward ? row : column);
            assertThat(position(entry.group(6))).as(text).isEqualTo(backward ? column : row);
        }

        private int position(String name) {
            int bracket = name.indexOf('[');
            return index(name.substring(0, bracket), name.substring(bracket + 1, name.length() - 1));
        }
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.replace('\u2212', '-'));
    }

    private static void assertNear(String text, double got, double want) {
        assertThat(got).as(text).isCloseTo(want, within(1e-12 * (1 + Math.abs(want))));
    }
}
