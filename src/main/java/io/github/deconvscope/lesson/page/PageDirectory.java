package io.github.deconvscope.lesson.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lessons can point at and set up: for each page the fx:ids of its nodes and the state it starts with. Kept in
 * {@code assets/lessons/pages.json}, which a window test compares with the pages themselves, so that a lesson can be checked without a
 * window.
 */
public final class PageDirectory {
    private static final String RESOURCE = "/assets/lessons/pages.json";

    /**
     * @param targets fx:ids, sorted
     * @param start state of the page when it is opened for the first time
     */
    public record Entry(Set<String> targets, JsonObject start) {
        public Entry {
            targets = new TreeSet<>(targets);
        }
    }

    private final Map<String, Entry> pages;

    public PageDirectory(Map<String, Entry> pages) {
        this.pages = new LinkedHashMap<>(pages);
    }

    /** The directory that comes with the app. */
    public static PageDirectory shipped() {
        try (InputStream in = PageDirectory.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The app is incomplete: " + RESOURCE + " is missing.");
            }
            return read(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageDirectory read(JsonObject json) {
        Map<String, Entry> pages = new LinkedHashMap<>();
        json.entrySet().forEach(page -> {
            JsonObject entry = page.getValue().getAsJsonObject();
            Set<String> targets = new TreeSet<>();
            for (JsonElement target : entry.getAsJsonArray("targets")) {
                targets.add(target.getAsString());
            }
            pages.put(page.getKey(), new Entry(targets, entry.getAsJsonObject("state")));
        });
        return new PageDirectory(pages);
    }

    /** Ids of the pages. */
    public Set<String> pages() {
        return pages.keySet();
    }

    public Optional<Entry> page(String id) {
        return Optional.ofNullable(pages.get(id));
    }

    /** The names most like {@code wanted}, for a message. */
    public static String nearest(String wanted, Set<String> names) {
        return String.join(", ", Nearest.of(wanted, names, 4));
    }
}
