package io.github.deconvscope.ui.shell;

import io.github.deconvscope.base.InvalidInputException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A page and its state as one line that can be copied, mailed and opened again: {@code deconvscope:training?<state>}.
 *
 * @param page which page
 * @param state what {@link io.github.deconvscope.ui.page.Page#state} wrote; may be empty
 */
public record PageLink(PageCatalog page, String state) {
    private static final String SCHEME = "deconvscope:";

    /** Reads {@link #toString} back. */
    public static PageLink parse(String text) {
        String link = text == null ? "" : text.strip();
        if (!link.startsWith(SCHEME)) {
            throw new InvalidInputException("\"" + shorten(link) + "\" is not a link to a page. A link starts with "
                    + SCHEME + " and comes from Share, Copy link.");
        }
        String rest = link.substring(SCHEME.length());
        int question = rest.indexOf('?');
        String id = question < 0 ? rest : rest.substring(0, question);
        String encoded = question < 0 ? "" : rest.substring(question + 1);
        PageCatalog page = PageCatalog.byId(id);
        try {
            return new PageLink(page, URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The link \"" + shorten(link) + "\" is damaged: copy it again.", e);
        }
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    @Override
    public String toString() {
        return SCHEME + page.id() + (state.isEmpty() ? "" : "?" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }
}
