package io.github.deconvscope.engine.lab;

import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.lab.network.NetworkInfo;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.PictureFormat;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.ReceptiveField;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Describes the net of a run: its layers with what each sees of a picture, and the pictures that it was tested on. */
final class RunNetworkInfo {
    /** Characters of a plan in a title. */
    private static final int MOST_OF_PLAN = 40;

    private RunNetworkInfo() {}

    static NetworkInfo of(Path run, RunConfig config, NetPlan plan, long step, DataSet data) {
        Normalization normalization = config.normalization();
        List<NetworkLayer> layers = new ArrayList<>();
        ReceptiveField field = ReceptiveField.PIXEL;
        for (NetPlan.Convolution planned : plan.convolutions()) {
            field = field.through(planned.kernel(), planned.stride(), planned.kernel() / 2);
            layers.add(new NetworkLayer(
                    planned.number(),
                    planned.module(normalization.followsConvolutions() ? 3 : 2),
                    planned.in(),
                    planned.out(),
                    planned.kernel(),
                    planned.stride(),
                    Size.square(planned.outputSize()),
                    Size.square(config.input().side()),
                    planned.pooling(),
                    field,
                    product(normalization)));
            if (planned.pooled()) {
                Pooling pooling = planned.pooling().get();
                field = field.through(pooling.kernel(), pooling.stride(), 0);
            }
        }
        return new NetworkInfo(
                run,
                step,
                called(config) + ", " + normalization.inSentence(),
                normalization.id(),
                data.name().label(),
                layers,
                data.test().classNames(),
                data.test().size(),
                new PictureFormat(
                        data.test().side(),
                        data.test().channels(),
                        data.statistics().mean(),
                        data.statistics().deviation()));
    }

    /** An own plan by its steps, where these are few enough for a title. */
    private static String called(RunConfig config) {
        String plan = config.text(RunOption.PLAN);
        return config.model() == ModelName.PLAN && plan.length() <= MOST_OF_PLAN
                ? "Plan " + plan
                : config.model().label();
    }

    private static String product(Normalization normalization) {
        return switch (normalization) {
            case DECONV -> "W D";
            case BATCHNORM, ITERNORM -> "W and " + normalization.inSentence();
            case NONE, GROUPNORM, LAYERNORM -> "W";
        };
    }
}
