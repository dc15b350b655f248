package io.github.deconvscope.figure.export;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Writes GIF, still or looping, with a comment. All frames share one {@link GifPalette}; each stores what changed. */
final class GifWriter {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private GifWriter() {}

    /**
     * @param comment empty for none
     * @param millis how long each frame is shown; GIF rounds it to hundredths of a second
     */
    static void write(List<BufferedImage> frames, int millis, String comment, OutputStream to) throws IOException {
        GifPalette palette = GifPalette.of(frames);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(to)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage whole = frames.get(i);
                Rectangle part = i == 0
                        ? new Rectangle(whole.getWidth(), whole.getHeight())
                        : ChangedPart.between(frames.get(i - 1), whole);
                BufferedImage frame = palette.apply(whole, part, i == 0 ? null : frames.get(i - 1));
                ImageWriteParam param = writer.getDefaultWriteParam();
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), param);
                describe(metadata, millis, i == 0, frames.size() > 1, comment);
                place(metadata, part, palette.transparent());
                writer.writeToSequence(new IIOImage(frame, null, metadata), param);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static void describe(IIOMetadata metadata, int millis, boolean first, boolean moving, String comment)
            throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(Math.max(2, Math.round(millis / 10f))));
        if (first && moving) {
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        if (first && !comment.isEmpty()) {
            IIOMetadataNode text = new IIOMetadataNode("CommentExtension");
            text.setAttribute(
                    "value", new String(comment.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            child(root, "CommentExtensions").appendChild(text);
        }
        metadata.setFromTree(FORMAT, root);
    }

    /** Where the frame lies in the picture, and which of its pixels are those of the frame before. */
    private static void place(IIOMetadata metadata, Rectangle part, int transparent) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode image = child(root, "ImageDescriptor");
        image.setAttribute("imageLeftPosition", Integer.toString(part.x));
        image.setAttribute("imageTopPosition", Integer.toString(part.y));
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("transparentColorFlag", "TRUE");
        control.setAttribute("transparentColorIndex", Integer.toString(transparent));
        metadata.setFromTree(FORMAT, root);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode node = new IIOMetadataNode(name);
        root.appendChild(node);
        return node;
    }
}
