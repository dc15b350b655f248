package io.github.deconvscope.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The glossary of measured quantities, read from {@code docs/glossary.md}: each with its meaning, formula and range. */
public final class Glossary {
    private static final String RESOURCE = "/assets/glossary.md";

    private static final String SYMBOLS = "Symbols: ";

    private final List<Term> terms;
    private final String symbols;

    /**
     * One entry.
     *
     * @param name such as {@code residual}
     * @param meaning one plain sentence
     * @param formula how the number is computed
     * @param range which values it takes, and its unit
     */
    public record Term(String name, String meaning, String formula, String range) {
        private boolean isIn(String text) {
            return Pattern.compile("\\b" + Pattern.quote(name) + "s?\\b", Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .find();
        }
    }

    private Glossary(List<Term> terms, String symbols) {
        this.terms = terms;
        this.symbols = symbols;
    }

    /** The glossary that comes with the app. */
    public static Glossary shipped() {
        try (InputStream in = Glossary.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The app is incomplete: " + RESOURCE + " is missing.");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Glossary parse(String markdown) {
        String[] parts = markdown.replace("\r\n", "\n").split("\n## ");
        String symbols = Arrays.stream(parts[0].split("\n\n"))
                .filter(paragraph -> paragraph.startsWith(SYMBOLS))
                .findFirst()
                .orElse("");
        return new Glossary(
                Arrays.stream(parts).skip(1).map(Glossary::term).toList(),
                symbols.replaceAll("\\s+", " ").strip());
    }

    private static Term term(String text) {
        String[] paragraphs = text.split("\n\n");
        return new Term(paragraphs[0].strip(), paragraphs[1].strip(), line(text, "Formula"), line(text, "Range"));
    }

    private static String line(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith("- " + name + ": "))
                .map(line -> line.substring(name.length() + 4).replace("`", ""))
                .findFirst()
                .orElse("");
    }

    /** What the symbols in the formulas stand for, in one sentence. */
    public String symbols() {
        return symbols;
    }

    /** All entries, in the order of the file. */
    public List<Term> terms() {
        return terms;
    }

    /** The entries whose names occur in a text. */
    public List<Term> in(String text) {
        return terms.stream().filter(term -> term.isIn(text)).toList();
    }

    /** The entries whose name or meaning contains the search text. */
    public List<Term> search(String wanted) {
        String part = wanted.strip().toLowerCase(Locale.ROOT);
        return terms.stream()
                .filter(term -> (term.name + " " + term.meaning)
                        .toLowerCase(Locale.ROOT)
                        .contains(part))
                .toList();
    }
}
