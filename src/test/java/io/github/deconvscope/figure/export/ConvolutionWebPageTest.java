package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.gallery.EveryFigure;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.lab.convolution.Links;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linked panes as a page of one file: a real Chromium, driven as a person would, computes what we compute. */
class ConvolutionWebPageTest {
    private static final String ID = "convolution-overview";
    private static final String LARGE = ConvolutionStateJson.write(ConvolutionState.of(
            ConvolutionSettings.direct(Size.square(1), Size.square(1)).withPadding(Size.square(50)),
            new double[1],
            new double[1]));

    /** What a person does, and what the page then shows: values, what is lit, and words. */
    private static final String DRIVER = """
              const get = id => document.getElementById(id), seen = [];
              const cells = pane => [...get(pane).querySelectorAll('td[data-kind]')].sort((a, b) => a.dataset.index - b.dataset.index);
              const values = pane => cells(pane).map(cell => Number(cell.dataset.value));
              const lit = pane => cells(pane).filter(cell => cell.classList.contains('lit')).map(cell => Number(cell.dataset.index));
              const note = what => seen.push({what, preset: get('preset').selectedOptions[0].text, x: values('input'), w: values('kernel'), y: values('output'),
                litX: lit('input'), litW: lit('kernel'), litY: lit('output'), told: get('told').textContent, formula: get('formula').textContent,
                mute: document.querySelectorAll('td:not([aria-label])').length, wide: document.documentElement.scrollWidth - innerWidth});
              const key = (to, name) => to.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}));
              const type = (pane, index, text) => {
                cells(pane)[index].focus();
                key(document.activeElement, 'Enter');
                document.activeElement.value = text;
                key(document.activeElement, 'Enter');
              };
              for (const option of [...get('preset').options]) {
                get('preset').value = option.value;
                get('preset').dispatchEvent(new Event('change'));
                note('loaded');
                get('last').click();
                get('back').click();
                note('step');
                type('input', 0, '-2.5');
                type('kernel', 1, '0.75');
                note('edited');
                type('input', 0, 'abc');
                note('refused');
                cells('input')[0].focus();
                key(document.activeElement, 'ArrowRight');
                note('moved to ' + document.activeElement.getAttribute('aria-label'));
              }
              for (const hash of HASHES) {
                history.replaceState(null, '', '#' + hash);
                dispatchEvent(new HashChangeEvent('hashchange'));
                note(hash);
              }
              report(seen);
            """;

    /** A record of {@link #DRIVER}. */
    private record Seen(
            String what,
            String preset,
            double[] x,
            double[] w,
            double[] y,
            int[] litX,
            int[] litW,
            int[] litY,
            String told,
            String formula,
            int mute,
            int wide) {}

    /** Settings that may not be possible, and what the address says of them. */
    private record Asked(String hash, ConvolutionState preset, ConvolutionSettings settings, int groups, double bias) {}

    @TempDir
    private static Path folder;

    private static String page;

    @BeforeAll
    static void write() throws IOException {
        Figure figure = EveryFigure.CATALOG.find(ID).make(Map.of(), Optional.empty());
        Path file = folder.resolve("page.html");
        FigureExporter.write(
                figure,
                Optional.of(new FigureState(ID, Optional.empty(), Map.of())),
                ExportSettings.fitting(figure, 560, FigureTheme.LIGHT, true, false, ""),
                file);
        page = Files.readString(file);
    }

    @Test
    void isOneFileThatAsksForNothing() {
        assertThat(page)
                .doesNotContain(
                        "http:", "https:", "src=", "href=", "url(", "import(", "fetch(", "XMLHttpRequest", "@import")
                .contains("aria-live", "prefers-color-scheme:dark");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(100_000);
        assertThat(StateReader.read(folder.resolve("page.html")).figure()).isEqualTo(ID);
    }

    /** The backward pass, and what is too large for the window, are pages of their frames. */
    @Test
    void isThePageOfTheOperationItself() {
        assertThat(Arrays.asList(Map.of("backward", "true"), Map.of("turned", "false"), Map.of("state", LARGE)))
                .allMatch(set -> EveryFigure.CATALOG
                        .find(ID)
                        .make(set, Optional.empty())
                        .page()
                        .isEmpty());
    }

    @Test
    void aBrowserComputesWhatWeDo() throws Exception {
        List<Asked> asked = asked(new Random(23));
        String hashes = new Gson().toJson(asked.stream().map(Asked::hash).toList());
        String said = Programs.driven(folder.resolve("page.html"), "", DRIVER.replace("HASHES", hashes));
        Seen[] seen = new Gson().fromJson(said, Seen[].class);
        int presets = ConvolutionPreset.values().length;
        assertThat(seen).hasSize(5 * presets + asked.size());
        for (int i = 0; i < presets; i++) {
            checkPreset(ConvolutionPreset.values()[i], Arrays.copyOfRange(seen, 5 * i, 5 * i + 5));
        }
        int possible = 0;
        for (int i = 0; i < asked.size(); i++) {
            possible += checkAsked(asked.get(i), seen[5 * presets + i]) ? 1 : 0;
        }
        assertThat(possible).isBetween(asked.size() / 4, asked.size() * 9 / 10);
        assertThat(seen).allMatch(each -> each.mute == 0 && each.wide <= 0);
    }

    /** What a browser shows after an output size was typed. */
    private record Sized(String size, String padding, boolean disabled, String told) {}

    @Test
    void theOutputSizeOfATransposedConvolutionCanBeTyped() throws Exception {
        ConvolutionPreset transposed = Arrays.stream(ConvolutionPreset.values())
                .filter(each -> each.state().geometry().transposed())
                .findFirst()
                .orElseThrow();
        ConvolutionSettings settings =
                transposed.state().settings().withStride(new Size(2, 3)).withOutputPadding(Size.square(0));
        Size least = settings.output();
        Size wanted = new Size(least.height() + 1, least.width() + 2);
        String driver = """
                  const seen = [], field = name => document.querySelector(`fieldset [name=${name}]`);
                  const note = () => seen.push({size: field('outputSize').value, padding: field('outputPadding').value,
                    disabled: field('outputSize').disabled, told: document.getElementById('told').textContent});
                  for (const hash of HASHES) {
                    history.replaceState(null, '', '#' + hash);
                    dispatchEvent(new HashChangeEvent('hashchange'));
                    note();
                  }
                  for (const size of ['WANTED', 'MORE', 'x']) {
                    field('outputSize').value = size;
                    field('outputSize').dispatchEvent(new Event('change'));
                    note();
                  }
                  report(seen);
                """.replace(
                        "HASHES",
                        "['preset=" + Choice.word(ConvolutionPreset.EXAMPLE_1) + "', 'preset=" + Choice.word(transposed)
                                + "&stride=2,3&outputPadding=0,0']")
                .replace("WANTED", pair(wanted))
                .replace("MORE", pair(new Size(wanted.height() + 1, wanted.width())));
        Sized[] seen = new Gson().fromJson(Programs.driven(folder.resolve("page.html"), "", driver), Sized[].class);
        assertThat(seen[0].disabled).as("of a convolution").isTrue();
        assertThat(seen[1]).isEqualTo(new Sized(pair(least), "0,0", false, ""));
        assertThat(seen[2])
                .isEqualTo(new Sized(
                        pair(wanted), pair(settings.withOutputSize(wanted).outputPadding()), false, ""));
        assertThat(seen[3].padding).isEqualTo(seen[2].padding);
        assertThat(seen[3].told)
                .contains(least.height() + " to " + wanted.height() + " rows", least.width() + " to " + wanted.width());
        assertThat(seen[4].told).startsWith("output size is \"x\"; give one whole number from 1");
    }

    private static void checkPreset(ConvolutionPreset preset, Seen[] seen) {
        ConvolutionState state = preset.state();
        ConvolutionResult result = ConvolutionResult.of(state);
        assertThat(seen[0].preset).isEqualTo(preset.title());
        checkNumbers(preset.title(), result, 0, seen[0]);
        checkLit(result, Selection.output(0), seen[0]);
        checkNumbers(preset.title(), result, 0, seen[1]);
        checkLit(result, Selection.output(Math.max(0, state.geometry().outputElements() - 2)), seen[1]);
        double[] input = state.input().clone();
        input[0] = -2.5;
        double[] weights = state.weights().clone();
        weights[1] = 0.75;
        ConvolutionResult edited = ConvolutionResult.of(state.withInput(input).withWeights(weights));
        checkNumbers(preset.title(), edited, 0, seen[2]);
        checkLit(edited, Selection.weight(1), seen[2]);
        checkNumbers(preset.title(), edited, 0, seen[3]);
        assertThat(seen[3].told).contains("\"abc\" is not a number");
        assertThat(seen[4].what).matches("moved to (x\\[.*] = .*|0 between two inputs)");
    }

    private static void checkNumbers(String name, ConvolutionResult result, double bias, Seen seen) {
        assertThat(seen.x).as(name).isEqualTo(result.state().input());
        assertThat(seen.w).as(name).isEqualTo(result.state().withoutGroups().weights());
        double[] expected = Arrays.stream(result.output()).map(y -> y + bias).toArray();
        assertThat(seen.y)
                .as(name)
                .hasSameSizeAs(expected)
                .containsExactly(expected, within(1e-12 * (1 + result.scale())));
    }

    private static void checkLit(ConvolutionResult result, Selection selection, Seen seen) {
        Links links = Links.of(result, selection);
        ConvolutionState state = result.state();
        assertThat(seen.litX).isEqualTo(where(state.input().length, i -> links.input(i) != Links.DARK));
        // The page holds the kernels that cross from group to group too, and never lights them.
        ConvolutionGeometry own = state.geometry();
        ConvolutionGeometry whole = state.withoutGroups().geometry();
        List<Integer> lit = new ArrayList<>();
        for (int o = 0; o < own.outputChannels(); o++) {
            for (int i = 0; i < own.inputChannels(); i++) {
                for (int tap = 0; own.meet(o, i) && tap < own.kernel().cells(); tap++) {
                    if (links.weight(own.weightIndex(o, i, 0, 0) + tap)) {
                        lit.add(whole.weightIndex(o, i, 0, 0) + tap);
                    }
                }
            }
        }
        assertThat(seen.litW)
                .containsExactlyInAnyOrder(lit.stream().mapToInt(each -> each).toArray());
        assertThat(seen.litY).isEqualTo(where(result.output().length, i -> links.output(i) != Links.DARK));
    }

    private static int[] where(int count, IntPredicate lit) {
        return IntStream.range(0, count).filter(lit).toArray();
    }

    /** @return whether the settings are possible */
    private static boolean checkAsked(Asked asked, Seen seen) {
        ConvolutionSettings settings = asked.settings;
        boolean grouped = settings.inputChannels() % asked.groups + settings.outputChannels() % asked.groups == 0;
        if (!grouped || !ConvolutionParameter.problem(settings).isEmpty()) {
            assertThat(seen.told).as(asked.hash).startsWith("Not possible: ");
            return false;
        }
        assertThat(seen.told).as(asked.hash).isEmpty();
        ConvolutionState state = asked.preset.withSettings(settings).withBias(new double[settings.outputChannels()]);
        double[] weights = state.weights().clone();
        for (int o = 0; o < settings.outputChannels(); o++) {
            for (int i = 0; i < settings.inputChannels(); i++) {
                boolean apart =
                        o * asked.groups / settings.outputChannels() != i * asked.groups / settings.inputChannels();
                int first = state.geometry().weightIndex(o, i, 0, 0);
                Arrays.fill(weights, first, first + settings.kernel().cells(), apart ? 0 : weights[first]);
                if (!apart) {
                    System.arraycopy(
                            state.weights(),
                            first,
                            weights,
                            first,
                            settings.kernel().cells());
                }
            }
        }
        double[] expected = Arrays.stream(
                        ConvolutionResult.of(state.withWeights(weights)).output())
                .map(y -> y + asked.bias)
                .toArray();
        assertThat(seen.y).as(asked.hash).hasSameSizeAs(expected).containsExactly(expected, within(1e-9));
        return true;
    }

    /** Random settings of each small preset, possible or not. */
    private static List<Asked> asked(Random random) {
        List<Asked> asked = new ArrayList<>();
        for (ConvolutionPreset preset : ConvolutionPreset.values()) {
            for (int i = 0; i < (preset == ConvolutionPreset.LARGE ? 0 : 5); i++) {
                ConvolutionState state = preset.state().withoutGroups();
                int[] padding = random.ints(4, 0, 4).toArray();
                Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
                Size dilation = new Size(1 + random.nextInt(2), 1 + random.nextInt(3));
                Size added = state.geometry().transposed() || random.nextInt(8) == 0
                        ? new Size(random.nextInt(3), random.nextInt(3))
                        : Size.square(0);
                int groups = 1 + random.nextInt(2);
                double bias = random.nextInt(9) / 4.0;
                ConvolutionSettings settings = state.settings()
                        .withPadding(Padding.each(new Sides(padding[0], padding[1], padding[2], padding[3])))
                        .withStride(stride)
                        .withDilation(dilation)
                        .withOutputPadding(added);
                String hash = "preset=" + Choice.word(preset) + "&padding="
                        + Arrays.stream(padding).mapToObj(String::valueOf).collect(Collectors.joining(","))
                        + "&stride=" + pair(stride) + "&dilation=" + pair(dilation) + "&outputPadding=" + pair(added)
                        + "&groups=" + groups + "&bias=" + bias;
                asked.add(new Asked(hash, state, settings, groups, bias));
            }
        }
        return asked;
    }

    private static String pair(Size size) {
        return size.height() + "," + size.width();
    }
}
