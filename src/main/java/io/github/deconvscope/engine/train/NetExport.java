package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.export.NetExporter;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.export.NetSnippet;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/** Takes the trained net out of a checkpoint of a run; folds it on the compute thread. */
public final class NetExport implements NetExporter {
    private final ComputeThread compute;
    private final DataSets dataSets;

    /**
     * @param compute folds
     * @param dataSets tell how images were normalised
     */
    public NetExport(ComputeThread compute, DataSets dataSets) {
        this.compute = compute;
        this.dataSets = dataSets;
    }

    @Override
    public Path export(Path run, OptionalLong step, Path file, NetForm form) throws IOException {
        NetFile.checkPlace(file);
        TrainedNet net = TrainedNet.read(run, step);
        Normalization kind = net.config().normalization();
        boolean onnx = file.getFileName().toString().endsWith(".onnx");
        boolean folded = form == NetForm.FOLDED || form == NetForm.USUAL && onnx && kind.folds();
        if (folded) {
            net.requireFoldable();
        } else if (onnx && (kind == Normalization.DECONV || kind == Normalization.ITERNORM)) {
            throw new InvalidInputException("ONNX has no operator that whitens, and needs none: outside of training "
                    + kind.inSentence()
                    + " is a matrix that folds into the convolution, with the same output. Export the net folded, or whole as .npz or"
                    + " .safetensors.");
        }
        Map<String, NpyArray> arrays = folded ? onComputeThread(net) : net.published();
        return NetFile.write(file, arrays, snippet(run, net.config(), folded));
    }

    private Map<String, NpyArray> onComputeThread(TrainedNet net) throws IOException {
        try {
            return compute.whenReady(net::fold).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The export was stopped.", e);
        } catch (ExecutionException e) {
            throw new IOException("The net could not be folded: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private NetSnippet snippet(Path run, RunConfig config, boolean folded) {
        Normalization kind = folded ? Normalization.NONE : config.normalization();
        NetPlan plan = NetPlan.of(config);
        String title = config.model().label() + " trained on "
                + config.dataset().label() + (folded ? ", folded to plain convolutions" : "");
        try {
            DataSet data = dataSets.load(config, new RunFolder(run).dataPlace(config), DataProgress.SILENT);
            return new NetSnippet(
                    title,
                    kind,
                    plan,
                    data.train().classNames(),
                    data.statistics().mean(),
                    data.statistics().deviation());
        } catch (IOException | InvalidInputException e) {
            // The images may be on another machine; the net can be exported all the same.
            return new NetSnippet(
                    title + "; normalise images as it was trained", kind, plan, List.of(), new float[0], new float[0]);
        }
    }
}
