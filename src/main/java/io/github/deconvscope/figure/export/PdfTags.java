package io.github.deconvscope.figure.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** The structure of a PDF document that a screen reader follows: title, language, and an element for each page. */
final class PdfTags {
    private static final COSName ACTUAL_TEXT = COSName.getPDFName("ActualText");
    private static final COSName SPAN = COSName.getPDFName("Span");

    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement whole = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);
    private final Map<Integer, PDParentTreeValue> parents = new TreeMap<>();

    PdfTags(PDDocument document, String title) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage("en");
        catalog.setStructureTreeRoot(root);
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        catalog.setMarkInfo(marked);
        PDViewerPreferences view = new PDViewerPreferences(new COSDictionary());
        view.setDisplayDocTitle(true);
        catalog.setViewerPreferences(view);
        PDMetadata metadata =
                new PDMetadata(document, new ByteArrayInputStream(xmp(title).getBytes(StandardCharsets.UTF_8)));
        catalog.setMetadata(metadata);
        root.appendKid(whole);
    }

    private static String xmp(String title) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
                 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1">
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                </rdf:Description>
                </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="r"?>
                """.formatted(Html.escape(title));
    }

    /** Draws what fills a page, as a picture with a description or as a paragraph. */
    void draw(PDPage page, PDPageContentStream content, PDFormXObject drawing, Optional<String> description)
            throws IOException {
        String type = description.isPresent() ? StandardStructureTypes.Figure : StandardStructureTypes.P;
        PDStructureElement element = new PDStructureElement(type, whole);
        element.setPage(page);
        if (description.isPresent()) {
            element.setAlternateDescription(description.get());
            PDLayoutAttributeObject place = new PDLayoutAttributeObject();
            place.setBBox(page.getMediaBox());
            element.addAttribute(place);
        }
        COSDictionary id = new COSDictionary();
        id.setInt(COSName.MCID, 0);
        content.beginMarkedContent(COSName.getPDFName(type), PDPropertyList.create(id));
        content.drawForm(drawing);
        content.endMarkedContent();
        element.appendKid(0);
        whole.appendKid(element);
        COSArray elements = new COSArray();
        elements.add(element);
        page.setStructParents(parents.size());
        parents.put(parents.size(), new PDParentTreeValue(elements));
    }

    /** Links the pages to their elements; call once, at the end. */
    void finish() {
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(parents.size());
    }

    /** Draws glyphs that have no text of their own, such as a formula's, under the words that they stand for. */
    static void spoken(Graphics2D g, String words, Consumer<Graphics2D> drawing) {
        COSDictionary text = new COSDictionary();
        text.setString(ACTUAL_TEXT, words);
        ((PdfBoxGraphics2D) g).drawInMarkedContentSequence(SPAN, PDPropertyList.create(text), drawing::accept);
    }
}
