package io.github.deconvscope.figure.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.figure.catalog.FigureState;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders and files that the state of a figure names. An exported file carries their names without the folders above them, which would
 * tell a reviewer who made it. When the file is opened again, the names are looked for in the working folder, in {@code runs}, and beside
 * the file.
 */
public final class FolderNames {
    /** Parameters of figures that are folders or files, several of them separated by commas. */
    static final Set<String> PARAMETERS = Set.of("with", "seed-run", "image");

    /** Members of a page's state, at any depth, that are folders or files. */
    private static final Set<String> IN_LINK = Set.of("root", "run", "runs", "name", "data");

    private static final Path USUAL = Path.of("runs");
    private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*");

    private FolderNames() {}

    /** The state as a file carries it: names instead of folders. */
    public static FigureState shortened(FigureState state) {
        return changed(state, FolderNames::name);
    }

    /**
     * The state with what its names stand for; a name that is nowhere stays.
     *
     * @param from the file that held the state
     */
    static FigureState found(FigureState state, Path from) {
        Optional<Path> beside = Optional.ofNullable(from.toAbsolutePath().getParent());
        return changed(state, name -> find(name, beside));
    }

    /** The folder or file of this name in the working folder or else in {@code runs}; the name itself if it is in neither. */
    public static String find(String name) {
        return find(name, Optional.empty());
    }

    private static String find(String name, Optional<Path> beside) {
        try {
            Path given = Path.of(name);
            if (name.isEmpty() || given.getNameCount() != 1 || given.isAbsolute()) {
                return name;
            }
            return Stream.concat(
                            Stream.of(given, USUAL.resolve(given)),
                            beside.stream().map(folder -> folder.resolve(given)))
                    .filter(Files::exists)
                    .findFirst()
                    .map(Path::toString)
                    .orElse(name);
        } catch (InvalidPathException e) {
            return name;
        }
    }

    private static String name(String path) {
        if (OF_WINDOWS.matcher(path).matches()) {
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        }
        try {
            Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
            return path.isEmpty() || last == null ? "" : last.toString();
        } catch (InvalidPathException e) {
            return "";
        }
    }

    private static FigureState changed(FigureState state, UnaryOperator<String> each) {
        Map<String, String> parameters = new TreeMap<>(state.parameters());
        parameters.replaceAll((name, value) -> PARAMETERS.contains(name)
                ? Arrays.stream(value.split(",")).map(String::strip).map(each).collect(Collectors.joining(","))
                : value);
        return new FigureState(
                state.figure(),
                state.run().map(each),
                parameters,
                state.link().map(link -> link(link, each)),
                state.style(),
                state.panels().stream().map(panel -> changed(panel, each)).toList());
    }

    /** A link is a page and, after a question mark, its state as JSON. */
    private static String link(String link, UnaryOperator<String> each) {
        int question = link.indexOf('?');
        if (question < 0) {
            return link;
        }
        try {
            String state = URLDecoder.decode(link.substring(question + 1), StandardCharsets.UTF_8);
            String changed = json(JsonParser.parseString(state), "", each).toString();
            return link.substring(0, question + 1) + URLEncoder.encode(changed, StandardCharsets.UTF_8);
        } catch (JsonParseException | IllegalArgumentException e) {
            // Some pages have a state of plain words.
            return link;
        }
    }

    private static JsonElement json(JsonElement element, String member, UnaryOperator<String> each) {
        if (element instanceof JsonObject object) {
            JsonObject changed = new JsonObject();
            object.entrySet()
                    .forEach(entry -> changed.add(entry.getKey(), json(entry.getValue(), entry.getKey(), each)));
            return changed;
        }
        if (element instanceof JsonArray array) {
            JsonArray changed = new JsonArray();
            array.forEach(part -> changed.add(json(part, member, each)));
            return changed;
        }
        boolean path = IN_LINK.contains(member) && element instanceof JsonPrimitive value && value.isString();
        return path ? new JsonPrimitive(each.apply(element.getAsString())) : element;
    }
}
