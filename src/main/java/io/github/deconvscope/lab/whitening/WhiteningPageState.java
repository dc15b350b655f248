package io.github.deconvscope.lab.whitening;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.WhiteningMethod;

/**
 * The state of the whitening page, written as one line of JSON: that of {@link WhiteningStateJson} with the cloud of points as {@code plane}. A line without a
 * cloud, as earlier versions wrote it, has the cloud that there is at first.
 *
 * @param data the patches or the layer, and how they are whitened
 * @param planeShown whether the cloud is in view, instead of the patches
 * @param plane the cloud
 */
public record WhiteningPageState(WhiteningState data, boolean planeShown, PlaneState plane) {
    /** What the page opens with. */
    public static final WhiteningPageState START =
            new WhiteningPageState(WhiteningState.DEFAULT, false, PlaneState.START);

    /** The line. */
    public String write() {
        JsonObject json = JsonParser.parseString(WhiteningStateJson.write(data)).getAsJsonObject();
        JsonObject cloud = new JsonObject();
        cloud.addProperty("shown", planeShown);
        JsonArray points = new JsonArray();
        for (double value : plane.points()) {
            points.add(value);
        }
        cloud.add("points", points);
        cloud.addProperty("method", plane.method().id());
        cloud.addProperty("iterations", plane.iterations());
        cloud.addProperty("steps", plane.steps());
        cloud.addProperty("eps", plane.eps());
        json.add("plane", cloud);
        return json.toString();
    }

    /** @throws InvalidInputException in plain words, if it is not such a line */
    public static WhiteningPageState read(String text) {
        WhiteningState data = WhiteningStateJson.read(text);
        JsonElement cloud = JsonParser.parseString(text).getAsJsonObject().get("plane");
        if (cloud == null) {
            return new WhiteningPageState(data, false, PlaneState.START);
        }
        try {
            JsonObject json = cloud.getAsJsonObject();
            JsonArray numbers = json.getAsJsonArray("points");
            double[] points = new double[numbers.size()];
            for (int i = 0; i < points.length; i++) {
                points[i] = numbers.get(i).getAsDouble();
            }
            return new WhiteningPageState(
                    data,
                    json.get("shown").getAsBoolean(),
                    new PlaneState(
                            points,
                            Choice.parse(
                                    WhiteningMethod.class,
                                    "The method of the cloud",
                                    json.get("method").getAsString()),
                            json.get("iterations").getAsInt(),
                            json.get("steps").getAsInt(),
                            json.get("eps").getAsDouble()));
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | NumberFormatException e) {
            throw new InvalidInputException(
                    "This is not a saved whitening page: \"plane\" needs shown, points, method, iterations, steps and eps.",
                    e);
        }
    }
}
