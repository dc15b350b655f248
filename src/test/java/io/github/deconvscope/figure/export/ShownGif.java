package io.github.deconvscope.figure.export;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.NodeList;

/** A GIF as a viewer shows it. */
final class ShownGif {
    private ShownGif() {}

    /** The pictures as a viewer shows them: each frame drawn over those before. */
    static List<BufferedImage> frames(Path file) throws IOException {
        List<BufferedImage> shown = new ArrayList<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(in);
            BufferedImage first = reader.read(0);
            BufferedImage screen = new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                var tree = (org.w3c.dom.Element) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                NodeList places = tree.getElementsByTagName("ImageDescriptor");
                var place = (org.w3c.dom.Element) places.item(0);
                screen.createGraphics()
                        .drawImage(
                                reader.read(i),
                                Integer.parseInt(place.getAttribute("imageLeftPosition")),
                                Integer.parseInt(place.getAttribute("imageTopPosition")),
                                null);
                BufferedImage copy = new BufferedImage(screen.getWidth(), screen.getHeight(), screen.getType());
                copy.setData(screen.getData());
                shown.add(copy);
            }
        }
        return shown;
    }
}
