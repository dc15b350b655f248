package io.github.deconvscope.run.export;

import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.PlanStep;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A small Python program that loads an exported net and says what it sees in an image.
 *
 * @param title what the net is, in one line
 * @param kind what it normalises by: its modules; none for a folded net, which is plain
 * @param plan its convolutions and poolings, and the shape of a picture
 * @param classNames the names of the classes; empty if they are not known
 * @param mean of each channel of the images it learned from, for pixels from 0 to 1; empty if not known
 * @param deviation of each channel; empty if not known
 */
public record NetSnippet(
        String title, Normalization kind, NetPlan plan, List<String> classNames, float[] mean, float[] deviation) {
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
        return file.endsWith(".onnx") ? onnx(file) : torch(file);
    }

    private String onnx(String file) {
        return "\"\"\"" + title.replace("\"", "'")
                + "\n\nWritten by DeconvScope. Needs numpy and onnxruntime.\n\"\"\"\n"
                + "from pathlib import Path\n\nimport numpy\nimport onnxruntime\n\n"
                + "session = onnxruntime.InferenceSession(Path(__file__).with_name(\"" + file + "\"))\n"
                + normalisation("numpy.array", ", \"float32\").reshape(-1, 1, 1)")
                + "\n# images: (N, " + shape() + "), pixels from 0 to 1\n"
                + "images = numpy.random.rand(1, " + shape() + ").astype(\"float32\")\n"
                + "scores = session.run([\"" + OnnxNet.OUTPUT + "\"], {\"" + OnnxNet.INPUT + "\": "
                + normalised() + "})[0]\n"
                + answer("scores.argmax(1)[0]");
    }

    /** Of an image, as Python writes it. */
    private String shape() {
        return plan.input().channels() + ", " + plan.input().side() + ", "
                + plan.input().side();
    }

    private String normalised() {
        return mean.length == 0 ? "images" : "(images - MEAN) / DEVIATION";
    }

    private String answer(String best) {
        return classNames.isEmpty() ? "print(scores)\n" : "print(CLASSES[" + best + "], scores)\n";
    }

    private String torch(String file) {
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
        py.append(kind == Normalization.DECONV || !plan.isRow() ? names() : net());
        return py.toString();
    }

    /** What is in the file: the class for it is elsewhere. */
    private String names() {
        String owner = plan.isRow()
                ? "the authors' classes, github.com/yechengxi/deconvolution:\n"
                        + "# build their VGG with the same widths and options, then net.load_state_dict(state, strict=False).\n"
                : "torchvision's ResNet, whose fc is called classifier here:\n"
                        + "# build it with a 3 x 3 stem, no pooling before the last and the same widths; its convolutions have a bias here.\n";
        return "\n# Parameters and running values under the names of " + owner
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
        String widths = plan.steps().stream().map(NetSnippet::python).collect(Collectors.joining(", "));
        return "\nPLAN = [" + widths + "]\n\n\n"
                + "class Net(nn.Module):\n"
                + "    def __init__(self, classes):\n"
                + "        super().__init__()\n"
                + "        layers, channels = [], " + plan.input().channels() + "\n"
                + "        for step in PLAN:\n"
                + "            usual = (step, 2, 2) if step == \"M\" else (step, 3, 1)\n"
                + "            width, kernel, stride = step if isinstance(step, tuple) else usual\n"
                + "            if width == \"M\":\n"
                + "                layers.append(nn.MaxPool2d(kernel, stride))\n"
                + "            else:\n"
                + "                layers += [nn.Conv2d(channels, width, kernel, stride, padding=kernel // 2)" + norm
                + ", nn.ReLU()]\n"
                + "                channels = width\n"
                + "        self.features = nn.Sequential(*layers)\n"
                + "        self.classifier = nn.Linear(channels, classes)\n\n"
                + "    def forward(self, images):\n"
                + "        return self.classifier(self.features(images).mean((2, 3)))\n\n\n"
                + "net = Net(len(state[\"classifier.bias\"]))\n"
                + "net.load_state_dict(state)\n"
                + "net.eval()\n"
                + normalisation("torch.tensor", ").view(-1, 1, 1)")
                + "\n# images: float tensor (N, " + shape() + "), pixels from 0 to 1\n"
                + "images = torch.rand(1, " + shape() + ")\n"
                + "with torch.no_grad():\n"
                + "    scores = net(" + normalised() + ")\n"
                + answer("scores.argmax(1).item()");
    }

    /** A step that is not usual is a tuple of channels or M, kernel and stride. */
    private static String python(PlanStep step) {
        String head = step.pools() ? "\"M\"" : Integer.toString(step.channels());
        boolean usual = step.toString().equals(head.replace("\"", ""));
        return usual ? head : "(" + head + ", " + step.kernel() + ", " + step.stride() + ")";
    }

    /**
     * @param array a function that makes an array of a list
     * @param rest what stands behind the list
     */
    private String normalisation(String array, String rest) {
        StringBuilder py = new StringBuilder();
        if (mean.length > 0) {
            py.append("MEAN = ")
                    .append(list(mean, array, rest))
                    .append("\nDEVIATION = ")
                    .append(list(deviation, array, rest))
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

    private static String list(float[] values, String array, String rest) {
        StringBuilder list = new StringBuilder();
        for (float value : values) {
            list.append(list.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%.9g", value));
        }
        return array + "([" + list + "]" + rest;
    }
}
