package io.github.deconvscope.lab.whitening;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;

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

    private static final JsonRecord<PlaneState> CLOUD =
            new JsonRecord<>(WhiteningStateJson.PLACE + ", \"plane\"", PlaneState.class);

    /** The line. */
    public String write() {
        JsonObject json = WhiteningStateJson.json(data);
        JsonObject cloud = new JsonObject();
        cloud.addProperty("shown", planeShown);
        CLOUD.write(plane).entrySet().forEach(member -> cloud.add(member.getKey(), member.getValue()));
        json.add("plane", cloud);
        return json.toString();
    }

    /** @throws InvalidInputException in plain words, if it is not such a line */
    public static WhiteningPageState read(String text) {
        JsonFields json = WhiteningStateJson.fields(text);
        WhiteningState data = WhiteningStateJson.read(json);
        if (!json.has("plane")) {
            return new WhiteningPageState(data, false, PlaneState.START);
        }
        JsonFields cloud = json.object("plane");
        return new WhiteningPageState(data, cloud.flag("shown"), CLOUD.read(cloud));
    }
}
