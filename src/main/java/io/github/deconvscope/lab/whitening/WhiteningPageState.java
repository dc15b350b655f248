package io.github.deconvscope.lab.whitening;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.math.WhiteningMethod;

/**
 * The state of the whitening page, written as one line of JSON: that of {@link WhiteningStateJson} with the cloud of points as {@code
 * plane}. A line without a cloud, as earlier versions wrote it, has the default cloud.
 *
 * @param data the patches or the layer, and how they are whitened
 * @param planeShown whether the cloud is in view, instead of the patches
 * @param plane the cloud
 */
public record WhiteningPageState(WhiteningState data, boolean planeShown, PlaneState plane) {
    /** What the page opens with. */
    public static final WhiteningPageState START =
            new WhiteningPageState(WhiteningState.DEFAULT, false, PlaneState.START);

    private record Cloud(
            boolean shown, double[] points, WhiteningMethod method, int iterations, int steps, double eps) {}

    private static final JsonRecord<Cloud> CLOUD =
            new JsonRecord<>(WhiteningStateJson.PLACE + ", \"plane\"", Cloud.class);

    /** The line. */
    public String write() {
        JsonObject json = WhiteningStateJson.json(data);
        json.add(
                "plane",
                CLOUD.write(new Cloud(
                        planeShown, plane.points(), plane.method(), plane.iterations(), plane.steps(), plane.eps())));
        return json.toString();
    }

    /** @throws InvalidInputException in plain words, if it is not such a line */
    public static WhiteningPageState read(String text) {
        JsonFields json = WhiteningStateJson.fields(text);
        WhiteningState data = WhiteningStateJson.read(json);
        if (!json.has("plane")) {
            return new WhiteningPageState(data, false, PlaneState.START);
        }
        Cloud cloud = CLOUD.read(json.object("plane"));
        return new WhiteningPageState(
                data,
                cloud.shown(),
                new PlaneState(cloud.points(), cloud.method(), cloud.iterations(), cloud.steps(), cloud.eps()));
    }
}
