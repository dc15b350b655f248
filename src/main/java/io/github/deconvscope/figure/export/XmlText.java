package io.github.deconvscope.figure.export;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Writes a tree of elements as XML: attributes sorted, one element a line, text untouched, so that two pictures can be compared as text. */
final class XmlText {
    private XmlText() {}

    static void write(Element element, Writer out) throws IOException {
        out.append('<').append(element.getTagName());
        for (Map.Entry<String, String> attribute : attributes(element).entrySet()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            escape(attribute.getValue(), true, out);
            out.append('"');
        }
        if (element.getParentNode() == null || element.getParentNode().getNodeType() != Node.ELEMENT_NODE) {
            namespaces(element, out);
        }
        Node child = element.getFirstChild();
        if (child == null) {
            out.append("/>");
            return;
        }
        out.append('>');
        boolean elements = false;
        for (; child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                out.append('\n');
                write(inner, out);
                elements = true;
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                escape(child.getNodeValue(), false, out);
            }
        }
        out.append(elements ? "\n</" : "</").append(element.getTagName()).append('>');
    }

    private static void namespaces(Element root, Writer out) throws IOException {
        if (!root.hasAttribute("xmlns")) {
            out.append(" xmlns=\"").append(root.getNamespaceURI()).append('"');
        }
        if (!root.hasAttribute("xmlns:xlink")) {
            out.append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        }
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> sorted = new TreeMap<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            sorted.put(all.item(i).getNodeName(), all.item(i).getNodeValue());
        }
        return sorted;
    }

    private static void escape(String text, boolean attribute, Writer out) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
    }
}
