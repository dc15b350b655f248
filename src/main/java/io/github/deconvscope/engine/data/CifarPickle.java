package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of the Python versions of CIFAR-10 and CIFAR-100, as torchvision and Keras leave them: a pickled dictionary with the pictures as
 * a NumPy array of bytes, N x 3072, and lists of labels. Of a pickle's instructions only those are known that build dictionaries, lists, texts, numbers
 * and this array. Nothing is called: whatever else a file asks for is refused.
 */
final class CifarPickle {
    private static final int PICTURE = 3 * 32 * 32;
    /** The largest, the training pictures of CIFAR-100, has 155 MB. */
    private static final long MOST_BYTES = 512L << 20;

    private static final Object MARK = new Object();
    private static final String MAKE_ARRAY = "multiarray._reconstruct";
    private static final String MAKE_TYPE = "numpy.dtype";
    private static final Set<String> NAMES = Set.of(MAKE_ARRAY, MAKE_TYPE, "numpy.ndarray");

    private final Path file;
    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    /** What NumPy pickles of an array: version, shape, type, order and bytes. */
    private static final class Pickled {
        private List<?> state = List.of();
    }

    private CifarPickle(Path file, byte[] bytes) {
        this.file = file;
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The pictures as the binary version has them: records of the labels, a byte each, and 3 x 32 x 32 bytes.
     *
     * @param labels the names of the lists of labels, in the order of the record
     * @throws InvalidInputException if the file is damaged or something else
     */
    static byte[] records(Path file, List<String> labels) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw damaged(file, "it is no file of up to " + (MOST_BYTES >> 20) + " MB");
        }
        try {
            return records(file, new CifarPickle(file, Files.readAllBytes(file)).read(), labels);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
            // What an instruction finds on the stack of a damaged file can be anything, or nothing.
            throw damaged(file, "it ends too early or is no dictionary of pictures");
        }
    }

    private static byte[] records(Path file, Map<?, ?> batch, List<String> labels) {
        if (!(batch.get("data") instanceof Pickled array) || array.state.size() != 5) {
            throw damaged(file, "it holds no array \"data\"");
        }
        byte[] pixels = (byte[]) array.state.get(4);
        int count = pixels.length / PICTURE;
        boolean inRows = Boolean.FALSE.equals(array.state.get(3));
        if (!inRows || !array.state.get(1).equals(List.of((long) count, (long) PICTURE))) {
            throw damaged(file, "its array \"data\" is not N x " + PICTURE + " bytes in rows");
        }
        int record = labels.size() + PICTURE;
        byte[] records = new byte[count * record];
        for (int l = 0; l < labels.size(); l++) {
            if (!(batch.get(labels.get(l)) instanceof List<?> list) || list.size() != count) {
                throw damaged(
                        file,
                        "it holds no list \"" + labels.get(l) + "\" with a label for each of " + count + " pictures");
            }
            for (int i = 0; i < count; i++) {
                long label = (Long) list.get(i);
                if (label < 0 || label > 255) {
                    throw damaged(file, "the label of picture " + i + " is " + label);
                }
                records[i * record + l] = (byte) label;
            }
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(pixels, i * PICTURE, records, i * record + labels.size(), PICTURE);
        }
        return records;
    }

    private static InvalidInputException damaged(Path file, String why) {
        return new InvalidInputException(file + " cannot be read as the Python version of CIFAR: " + why
                + ". Unpack or download it again, or take the binary version.");
    }

    private Map<?, ?> read() {
        while (true) {
            int code = in.get() & 0xff;
            switch (code) {
                case 0x80 -> in.get(); // the version of the format
                case '}' -> stack.add(new LinkedHashMap<>());
                case ']' -> stack.add(new ArrayList<>());
                case '(' -> stack.add(MARK);
                case 'N' -> stack.add(null);
                case 0x88 -> stack.add(true);
                case 0x89 -> stack.add(false);
                case 'K' -> stack.add((long) (in.get() & 0xff));
                case 'M' -> stack.add((long) (in.getShort() & 0xffff));
                case 'J' -> stack.add((long) in.getInt());
                case 'U', 'C' -> stack.add(bytes(in.get() & 0xff));
                case 'T', 'B', 'X' -> stack.add(bytes(in.getInt()));
                case 'q' -> memo.put(in.get() & 0xff, top());
                case 'r' -> memo.put(in.getInt(), top());
                case 'h' -> stack.add(remembered(in.get() & 0xff));
                case 'j' -> stack.add(remembered(in.getInt()));
                case 'c' -> stack.add(name());
                case 0x85, 0x86, 0x87 -> stack.add(taken(stack.size() - (code - 0x84)));
                case 't' -> stack.add(sinceMark());
                case 'R' -> make();
                case 'b' -> build();
                case 'a' -> append(taken(stack.size() - 1));
                case 'e' -> append(sinceMark());
                case 's' -> put(taken(stack.size() - 2));
                case 'u' -> put(sinceMark());
                case '.' -> {
                    return (Map<?, ?>) top();
                }
                default ->
                    throw damaged(file, "at byte " + (in.position() - 1) + " it asks for what no batch of CIFAR needs");
            }
        }
    }

    private Object remembered(int place) {
        if (!memo.containsKey(place)) {
            throw new IndexOutOfBoundsException(place);
        }
        return memo.get(place);
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** The name of something in a module: two lines. */
    private String name() {
        String module = line();
        String name = module.substring(module.lastIndexOf('.') + 1) + "." + line();
        if (!module.matches("numpy(\\._?core\\.multiarray)?") || !NAMES.contains(name)) {
            throw damaged(
                    file,
                    "it asks for " + module + " " + name.substring(name.indexOf('.') + 1)
                            + ", which no batch of CIFAR needs");
        }
        return name;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
            line.append(c);
        }
        return line.toString();
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    /** Takes what lies on the stack from a place on. */
    private List<Object> taken(int from) {
        List<Object> above = stack.subList(from, stack.size());
        List<Object> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    private List<Object> sinceMark() {
        List<Object> taken = taken(stack.lastIndexOf(MARK) + 1);
        stack.remove(stack.size() - 1);
        return taken;
    }

    /** Of a name and its arguments: an array, still empty, or the name of a type of numbers. */
    private void make() {
        List<Object> call = taken(stack.size() - 2);
        if (MAKE_ARRAY.equals(call.get(0))) {
            stack.add(new Pickled());
        } else if (MAKE_TYPE.equals(call.get(0))) {
            String type = new String((byte[]) ((List<?>) call.get(1)).get(0), StandardCharsets.ISO_8859_1);
            if (!type.equals("u1")) {
                throw damaged(file, "its array is of " + type + ", not of bytes");
            }
            stack.add(type);
        } else {
            throw damaged(file, "it makes what no batch of CIFAR needs");
        }
    }

    private void build() {
        List<?> state = (List<?>) taken(stack.size() - 1).get(0);
        if (top() instanceof Pickled array) {
            array.state = state;
        }
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> values) {
        ((List<Object>) top()).addAll(values);
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            String key = new String((byte[]) pairs.get(i), StandardCharsets.ISO_8859_1);
            ((Map<String, Object>) top()).put(key, pairs.get(i + 1));
        }
    }
}
