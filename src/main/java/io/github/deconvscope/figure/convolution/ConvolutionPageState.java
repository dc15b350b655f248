package io.github.deconvscope.figure.convolution;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.figure.image.OwnPhoto;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.ConvolutionStateJson;
import io.github.deconvscope.lab.convolution.PhotoLab;
import java.util.List;
import java.util.Optional;

/**
 * The state of the convolution page, written as one line of JSON.
 *
 * @param photograph whether the photograph is in view, instead of the matrix
 * @param backward whether the backward pass is shown
 * @param stamps whether a transposed convolution is played as stamps that add up
 * @param position place on the timeline
 * @param photo which shipped photograph
 * @param ownPhoto the person's own photograph, in the place of the shipped one
 * @param settings what is done to it
 * @param convolution the operation with its numbers
 */
public record ConvolutionPageState(
        boolean photograph,
        boolean backward,
        boolean stamps,
        int position,
        Photo photo,
        Optional<OwnPhoto> ownPhoto,
        PhotoLab.Settings settings,
        ConvolutionState convolution) {
    /** As written: plain fields, so that a damaged text fails field by field. */
    private record Line(
            boolean photograph,
            boolean backward,
            boolean stamps,
            int position,
            String photo,
            String ownPhotoName,
            String ownPhoto,
            String operation,
            int kernel,
            int stride,
            List<Double> weights,
            JsonElement convolution) {}

    /** The line. */
    public String write() {
        JsonElement numbers = JsonParser.parseString(ConvolutionStateJson.write(convolution));
        Line line = new Line(
                photograph,
                backward,
                stamps,
                position,
                photo.name(),
                ownPhoto.map(OwnPhoto::name).orElse(null),
                ownPhoto.map(OwnPhoto::text).orElse(null),
                settings.operation().name(),
                settings.kernel(),
                settings.stride(),
                settings.weights(),
                numbers);
        return new Gson().toJson(line);
    }

    /** @throws InvalidInputException in plain words, if it is not such a line; the plain JSON of a convolution will do */
    public static ConvolutionPageState read(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (json.has("kind")) {
                json = wrapped(json);
            }
            requireKinds(new JsonFields("The saved convolution page", json));
            Line line = new Gson().fromJson(json, Line.class);
            return new ConvolutionPageState(
                    line.photograph(),
                    line.backward(),
                    line.stamps(),
                    line.position(),
                    Choice.parse(Photo.class, "The photograph", String.valueOf(line.photo())),
                    line.ownPhoto() == null
                            ? Optional.empty()
                            : Optional.of(OwnPhoto.read(String.valueOf(line.ownPhotoName()), line.ownPhoto())),
                    new PhotoLab.Settings(
                            Choice.ofWord(PhotoLab.Operation.class, "The operation", String.valueOf(line.operation())),
                            line.kernel(),
                            line.stride(),
                            line.weights() == null ? List.of() : line.weights()),
                    ConvolutionStateJson.read(String.valueOf(line.convolution())));
        } catch (JsonParseException | IllegalStateException | NullPointerException | StackOverflowError e) {
            throw new InvalidInputException(
                    "This is not a saved convolution page. Copy the whole text, or pick a file that was saved here.",
                    e);
        }
    }

    /** What is missing has its usual value. */
    private static void requireKinds(JsonFields json) {
        for (String flag : List.of("photograph", "backward", "stamps")) {
            if (json.has(flag)) {
                json.flag(flag);
            }
        }
        for (String count : List.of("position", "kernel", "stride")) {
            if (json.has(count)) {
                json.count(count);
            }
        }
        for (String text : List.of("photo", "ownPhotoName", "ownPhoto", "operation")) {
            if (json.has(text)) {
                json.text(text);
            }
        }
    }

    private static JsonObject wrapped(JsonObject convolution) {
        JsonObject json = new JsonObject();
        json.addProperty("photo", Photo.values()[0].name());
        json.addProperty("operation", PhotoLab.Settings.START.operation().name());
        json.addProperty("kernel", PhotoLab.Settings.START.kernel());
        json.addProperty("stride", PhotoLab.Settings.START.stride());
        json.add("convolution", convolution);
        return json;
    }
}
