package io.github.deconvscope.figure.convolution;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
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
 * @param kernelGradient whether the backward pass is that to the kernel, not that to the input
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
        boolean kernelGradient,
        boolean stamps,
        int position,
        Photo photo,
        Optional<OwnPhoto> ownPhoto,
        PhotoLab.Settings settings,
        ConvolutionState convolution) {
    private static final String PLACE = "The saved convolution page";

    private record Line(
            boolean photograph,
            boolean backward,
            boolean kernelGradient,
            boolean stamps,
            int position,
            Photo photo,
            Optional<String> ownPhotoName,
            Optional<String> ownPhoto,
            PhotoLab.Operation operation,
            int kernel,
            int stride,
            List<Double> weights,
            JsonObject convolution) {}

    /** What a line of an earlier version lacks; there always is a convolution. */
    private static final Line USUAL = new Line(
            false,
            false,
            false,
            false,
            0,
            Photo.values()[0],
            Optional.empty(),
            Optional.empty(),
            PhotoLab.Settings.START.operation(),
            PhotoLab.Settings.START.kernel(),
            PhotoLab.Settings.START.stride(),
            List.of(),
            null);

    private static final JsonRecord<Line> LINE = new JsonRecord<>(PLACE, Line.class).usual(USUAL);

    /** The page as it is at first, with an operation of one's own. */
    public static ConvolutionPageState of(ConvolutionState numbers) {
        return new ConvolutionPageState(
                false, false, false, false, 0, Photo.values()[0], Optional.empty(), PhotoLab.Settings.START, numbers);
    }

    /** The line. */
    public String write() {
        return LINE.write(new Line(
                        photograph,
                        backward,
                        kernelGradient,
                        stamps,
                        position,
                        photo,
                        ownPhoto.map(OwnPhoto::name),
                        ownPhoto.map(OwnPhoto::text),
                        settings.operation(),
                        settings.kernel(),
                        settings.stride(),
                        settings.weights(),
                        ConvolutionStateJson.json(convolution)))
                .toString();
    }

    /** @throws InvalidInputException in plain words, if it is not such a line; the plain JSON of a convolution will do */
    public static ConvolutionPageState read(String text) {
        JsonFields json = JsonFields.parse(PLACE, text);
        if (json.has("kind")) {
            JsonObject line = new JsonObject();
            line.add("convolution", json.json());
            json = new JsonFields(PLACE, line);
        }
        Line line = LINE.read(json);
        return new ConvolutionPageState(
                line.photograph(),
                line.backward(),
                line.kernelGradient(),
                line.stamps(),
                line.position(),
                line.photo(),
                line.ownPhoto().map(picture -> OwnPhoto.read(line.ownPhotoName().orElse(""), picture)),
                new PhotoLab.Settings(line.operation(), line.kernel(), line.stride(), line.weights()),
                ConvolutionStateJson.read(line.convolution().toString()));
    }
}
