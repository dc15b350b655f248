package io.github.deconvscope.run.export;

import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.Normalization;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A small Python program that loads an exported net and says what it sees in an image.
 *
 * @param title what the net is, in one line
 * @param kind what it normalises by: its modules; none for a folded net, which is plain
 * @param plan output channels of each convolution, 0 for a max pooling
 * @param input the shape of a picture
 * @param classNames the names of the classes; empty if they are not known
 * @param mean of each channel of the images it learned from, for pixels from 0 to 1; empty if not known
 * @param deviation of each channel; empty if not known
 */
public record NetSnippet(
        String title,
        Normalization kind,
        List<Integer> plan,
        InputShape input,
        List<String> classNames,
        float[] mean,
        float[] deviation) {
    /** IterNorm outside of training, for arrays under the names of its authors' class. */
    private static final String ITERNORM = """


            class IterNorm(nn.Module):
                def __init__(self, running_wm):
                    super().__init__()
                    groups, size, _ = running_wm.shape
                    self.weight = nn.Parameter(torch.ones(groups * size))
                    self.bias = nn.Parameter(torch.zeros(groups * size))
                    self.register_buffer("running_mean", torch.zeros(groups, size, 1))
                    self.register_buffer("running_wm", torch.zeros(groups, size, size))

                def forward(self, x):
                    groups, size, _ = self.running_wm.shape
                    channels = x.transpose(0, 1)
                    white = self.running_wm @ (channels.reshape(groups, size, -1) - self.running_mean)
                    white = white.view(channels.shape).transpose(0, 1)
                    return white * self.weight.view(1, -1, 1, 1) + self.bias.view(1, -1, 1, 1)
            """;

    String text(String file) {
        boolean safetensors = file.endsWith(".safetensors");
        StringBuilder py = new StringBuilder();
        py.append("\"\"\"").append(title.replace("\"", "'")).append("\n\nWritten by DeconvScope. Needs torch and ");
        py.append(safetensors ? "safetensors" : "numpy").append(".\n\"\"\"\n");
        py.append("from pathlib import Path\n\n");
        py.append(
                safetensors
                        ? "import torch\nfrom safetensors.torch import load_file\n"
                        : "import numpy\nimport torch\n");
        py.append("from torch import nn\n\n");
        py.append("FILE = Path(__file__).with_name(\"").append(file).append("\")\n");
        py.append(
                safetensors
                        ? "state = load_file(FILE)\n"
                        : "with numpy.load(FILE) as arrays:\n"
                                + "    state = {name: torch.from_numpy(arrays[name]) for name in arrays.files}\n");
        py.append(kind == Normalization.ITERNORM ? ITERNORM : "");
        py.append(kind == Normalization.DECONV ? authors() : net());
        return py.toString();
    }

    private String authors() {
        return "\n# Parameters and running values under the names of the authors' classes, github.com/yechengxi/deconvolution:\n"
                + "# build their VGG with the same widths and options, then net.load_state_dict(state, strict=False).\n"
                + "for name, value in state.items():\n"
                + "    print(name, tuple(value.shape))\n";
    }

    private String net() {
        String norm =
                switch (kind) {
                    case BATCHNORM -> ", nn.BatchNorm2d(width)";
                    case GROUPNORM -> ", nn.GroupNorm(max(n for n in range(1, 33) if width % n == 0), width)";
                    case LAYERNORM -> ", nn.GroupNorm(1, width)";
                    case ITERNORM -> ", IterNorm(state[f\"features.{len(layers) + 1}.running_wm\"])";
                    case NONE, DECONV -> "";
                };
        String size = input.channels() + ", " + input.side() + ", " + input.side();
        String widths = plan.stream()
                .map(width -> width == 0 ? "\"M\"" : Integer.toString(width))
                .collect(Collectors.joining(", "));
        return "\nPLAN = [" + widths + "]\n\n\n"
                + "class Vgg(nn.Module):\n"
                + "    def __init__(self, classes):\n"
                + "        super().__init__()\n"
                + "        layers, channels = [], " + input.channels() + "\n"
                + "        for width in PLAN:\n"
                + "            if width == \"M\":\n"
                + "                layers.append(nn.MaxPool2d(2))\n"
                + "            else:\n"
                + "                layers += [nn.Conv2d(channels, width, 3, padding=1)" + norm + ", nn.ReLU()]\n"
                + "                channels = width\n"
                + "        self.features = nn.Sequential(*layers)\n"
                + "        self.classifier = nn.Linear(channels, classes)\n\n"
                + "    def forward(self, images):\n"
                + "        return self.classifier(self.features(images).mean((2, 3)))\n\n\n"
                + "net = Vgg(len(state[\"classifier.bias\"]))\n"
                + "net.load_state_dict(state)\n"
                + "net.eval()\n"
                + normalisation()
                + "\n# images: float tensor (N, " + size + "), pixels from 0 to 1\n"
                + "images = torch.rand(1, " + size + ")\n"
                + "with torch.no_grad():\n"
                + "    scores = net(" + (mean.length == 0 ? "images" : "(images - MEAN) / DEVIATION") + ")\n"
                + (classNames.isEmpty() ? "print(scores)\n" : "print(CLASSES[scores.argmax(1).item()], scores)\n");
    }

    private String normalisation() {
        StringBuilder py = new StringBuilder();
        if (mean.length > 0) {
            py.append("MEAN = ")
                    .append(tensor(mean))
                    .append("\nDEVIATION = ")
                    .append(tensor(deviation))
                    .append('\n');
        }
        if (!classNames.isEmpty()) {
            String names = classNames.stream()
                    .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(", "));
            py.append("CLASSES = [").append(names).append("]\n");
        }
        return py.toString();
    }

    private static String tensor(float[] values) {
        StringBuilder list = new StringBuilder();
        for (float value : values) {
            list.append(list.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%.9g", value));
        }
        return "torch.tensor([" + list + "]).view(" + values.length + ", 1, 1)";
    }
}
