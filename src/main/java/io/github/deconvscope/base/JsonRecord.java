package io.github.deconvscope.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes a record as a JSON object with one member a component. Unlike Gson's own binding it refuses a member that is missing or
 * of another kind, by {@link JsonFields}; only an {@link Optional} may be missing, and what has a usual value.
 *
 * <p>Components are {@code boolean}, {@code int}, {@code long}, {@code double}, texts, paths, enums, JSON objects, arrays of {@code double},
 * records of such, optional ones, and lists of texts, paths, numbers or enums; others need a converter. A number that is not finite is written
 * as a text. An enum is written as its {@link Choice#id}, or as its name in
 * lower case if it has none.
 *
 * @param <R> the record; what its constructor throws is thrown by {@link #read}
 */
public final class JsonRecord<R extends Record> {
    private record Converter<C>(Function<C, JsonObject> write, Function<JsonObject, C> read) {
        JsonObject toJson(Object value) {
            @SuppressWarnings("unchecked")
            C typed = (C) value;
            return write.apply(typed);
        }
    }

    private final String place;
    private final Class<R> type;
    private final Map<Class<?>, Converter<?>> converters = new HashMap<>();
    private Optional<R> usual = Optional.empty();

    /** @param place what the text is, for messages, such as "The saved state of the training page" */
    public JsonRecord(String place, Class<R> type) {
        this.place = place;
        this.type = type;
    }

    /** Converts components of a class that has its own JSON object. */
    public <C> JsonRecord<R> with(Class<C> component, Function<C, JsonObject> write, Function<JsonObject, C> read) {
        converters.put(component, new Converter<>(write, read));
        return this;
    }

    /** Lets a member be missing: it then is what it is in {@code values}, unless that is null. */
    public JsonRecord<R> usual(R values) {
        usual = Optional.of(values);
        return this;
    }

    /** The record as a JSON object; an empty {@link Optional} has no member. */
    public JsonObject write(R values) {
        return writeRecord(values);
    }

    private JsonObject writeRecord(Record values) {
        JsonObject json = new JsonObject();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = component(component, values);
            Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (held != null) {
                json.add(component.getName(), element(held));
            }
        }
        return json;
    }

    private static Object component(RecordComponent component, Record values) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonElement element(Object value) {
        if (converters.containsKey(value.getClass())) {
            return converters.get(value.getClass()).toJson(value);
        }
        if (value instanceof JsonElement json) {
            return json;
        }
        if (value instanceof Record record) {
            return nested(record.getClass()).writeRecord(record);
        }
        if (value instanceof double[] numbers) {
            return element(Arrays.stream(numbers).boxed().toList());
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(each -> array.add(element(each)));
            return array;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue())
                    ? new JsonPrimitive(number)
                    : new JsonPrimitive(number.toString());
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Choice choice) {
            return new JsonPrimitive(choice.id());
        }
        return new JsonPrimitive(
                value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString());
    }

    /** @throws InvalidInputException that names place, member and value, if the text is no such record */
    public R read(String text) {
        return read(JsonFields.parse(place, text));
    }

    /** As {@link #read(String)}. */
    public R read(JsonFields json) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components[i];
            Object missing = json.has(component.getName())
                    ? null
                    : usual.map(it -> component(component, it)).orElse(null);
            values[i] = missing != null ? missing : value(json, component.getName(), component.getGenericType());
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(JsonFields json, String name, Type kind) {
        if (kind instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return json.has(name)
                    ? Optional.of(value(json, name, generic.getActualTypeArguments()[0]))
                    : Optional.empty();
        }
        if (kind instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(json, name, (Class<?>) generic.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) kind;
        if (converters.containsKey(plain)) {
            return converters.get(plain).read().apply(json.object(name).json());
        }
        if (plain.isEnum()) {
            return choice(json, name, plain, json.text(name));
        }
        if (plain.isRecord()) {
            return nested(plain).read(json.object(name));
        }
        return switch (plain.getSimpleName()) {
            case "boolean", "Boolean" -> json.flag(name);
            case "int", "Integer" -> json.count(name);
            case "long", "Long" -> json.whole(name);
            case "double", "Double" -> json.number(name);
            case "String" -> json.text(name);
            case "Path" -> json.path(name);
            case "double[]" -> json.numbers(name);
            case "JsonObject" -> json.object(name).json();
            default -> throw new IllegalStateException(type + ": no converter for " + plain);
        };
    }

    private JsonRecord<?> nested(Class<?> component) {
        return new JsonRecord<>(place, component.asSubclass(Record.class));
    }

    private static List<?> list(JsonFields json, String name, Class<?> held) {
        if (held.isEnum()) {
            return json.texts(name).stream()
                    .map(text -> choice(json, name, held, text))
                    .toList();
        }
        if (held == Double.class) {
            return Arrays.stream(json.numbers(name)).boxed().toList();
        }
        return held == Path.class ? json.paths(name) : json.texts(name);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Enum<E>> E choice(JsonFields json, String name, Class<?> type, String text) {
        return json.choice(name, (Class<E>) type, text);
    }
}
