package io.github.deconvscope.figure.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import io.github.deconvscope.math.ColorImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The EXIF orientation of a photograph (tag 274, values 1 to 8), and the turn that puts it upright. */
final class Orientation {
    private static final int UPRIGHT = 1;

    private Orientation() {}

    /** The tag, or 1 where there is none, it is out of range, or the metadata cannot be read: a picture never fails over it. */
    static int of(Path file, String format) {
        try {
            Metadata metadata = read(file, format);
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer tag = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return tag == null || tag < 1 || tag > 8 ? UPRIGHT : tag;
        } catch (IOException | ImageProcessingException | RuntimeException e) {
            return UPRIGHT;
        }
    }

    /** JPEG, WebP and TIFF only: other readers of the library unpack compressed text, and nothing else is wanted here. */
    private static Metadata read(Path file, String format) throws IOException, ImageProcessingException {
        switch (format.toLowerCase(Locale.ROOT)) {
            case "jpeg":
                try (InputStream in = Files.newInputStream(file)) {
                    return JpegMetadataReader.readMetadata(in, List.of(new ExifReader()));
                }
            case "webp":
                try (InputStream in = Files.newInputStream(file)) {
                    return WebpMetadataReader.readMetadata(in);
                }
            case "tif":
            case "tiff":
                return TiffMetadataReader.readMetadata(file.toFile());
            default:
                return new Metadata();
        }
    }

    /** Turns and mirrors the stored pixels as the tag asks: 2 mirrors, 3 turns by 180 degrees, 6 by 90 to the right, 8 to the left. */
    static ColorImage upright(ColorImage stored, int orientation) {
        if (orientation == UPRIGHT) {
            return stored;
        }
        boolean swapped = orientation >= 5;
        int width = swapped ? stored.height() : stored.width();
        int height = swapped ? stored.width() : stored.height();
        float[][] planes = new float[stored.channels()][width * height];
        int lastX = stored.width() - 1;
        int lastY = stored.height() - 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int u = swapped ? y : x;
                int v = swapped ? x : y;
                int sourceX =
                        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? lastX - u : u;
                int sourceY =
                        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 ? lastY - v : v;
                for (int c = 0; c < planes.length; c++) {
                    planes[c][y * width + x] = stored.at(c, sourceY, sourceX);
                }
            }
        }
        return new ColorImage(width, height, planes);
    }
}
