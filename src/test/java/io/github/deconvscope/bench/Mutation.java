package io.github.deconvscope.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks bytes as disks, transfers, editors and other programs do. */
enum Mutation {
    /** Cut off at any place. */
    CUT {
        @Override
        byte[] apply(byte[] whole, Random random) {
            return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
        }
    },
    EMPTY {
        @Override
        byte[] apply(byte[] whole, Random random) {
            return new byte[0];
        }
    },
    /** One to eight bits. */
    BITS {
        @Override
        byte[] apply(byte[] whole, Random random) {
            byte[] changed = whole.clone();
            for (int i = 1 + random.nextInt(8); i > 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return changed;
        }
    },
    /** Bytes near the start, where sizes stand. */
    HEAD {
        @Override
        byte[] apply(byte[] whole, Random random) {
            byte[] changed = whole.clone();
            for (int i = 1 + random.nextInt(4); i > 0 && changed.length > 0; i--) {
                changed[random.nextInt(Math.min(64, changed.length))] =
                        (byte) (random.nextBoolean() ? 255 : random.nextInt());
            }
            return changed;
        }
    },
    /** Two pieces change places. */
    SWAPPED {
        @Override
        byte[] apply(byte[] whole, Random random) {
            byte[] changed = whole.clone();
            int length = Math.min(1 + random.nextInt(32), whole.length / 2);
            if (length > 0) {
                int a = random.nextInt(whole.length - length + 1);
                int b = random.nextInt(whole.length - length + 1);
                System.arraycopy(whole, a, changed, b, length);
                System.arraycopy(whole, b, changed, a, length);
            }
            return changed;
        }
    },
    /** A piece of zeros, as after a power cut. */
    ZEROS {
        @Override
        byte[] apply(byte[] whole, Random random) {
            byte[] changed = whole.clone();
            int from = random.nextInt(whole.length + 1);
            Arrays.fill(changed, from, from + random.nextInt(whole.length - from + 1), (byte) 0);
            return changed;
        }
    },
    /** Something before or behind. */
    MORE {
        @Override
        byte[] apply(byte[] whole, Random random) {
            byte[] more = new byte[1 + random.nextInt(100)];
            random.nextBytes(more);
            return random.nextBoolean() ? joined(more, whole) : joined(whole, more);
        }
    },
    /** In place of a number in a text: one that is huge, none, or of another kind. */
    VALUE {
        @Override
        byte[] apply(byte[] whole, Random random) {
            return replaced(whole, NUMBER, random);
        }
    },
    /** In place of a word in quotation marks. */
    WORD {
        @Override
        byte[] apply(byte[] whole, Random random) {
            return replaced(whole, QUOTED, random);
        }
    },
    /** Brackets within brackets. */
    NESTED {
        @Override
        byte[] apply(byte[] whole, Random random) {
            String bracket = List.of("[", "(", "{\"a\":", "-").get(random.nextInt(4));
            byte[] deep = bracket.repeat(20_000).getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(whole.length + 1);
            return joined(joined(Arrays.copyOf(whole, at), deep), Arrays.copyOfRange(whole, at, whole.length));
        }
    },
    /** Lines or members in another order, or twice. */
    LINES {
        @Override
        byte[] apply(byte[] whole, Random random) {
            String[] lines = new String(whole, StandardCharsets.ISO_8859_1).split("(?<=\n)");
            int a = random.nextInt(lines.length);
            int b = random.nextInt(lines.length);
            String swap = lines[a];
            lines[a] = lines[b];
            lines[b] = random.nextInt(3) == 0 ? lines[a] : swap;
            return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\n]*\"");
    private static final List<String> VALUES = List.of(
            "99999999999999999999",
            "-1",
            "0",
            "2147483647",
            "1e999",
            "NaN",
            "null",
            "true",
            "\"abc\"",
            "[]",
            "{}",
            "0.5",
            "",
            "\"\\u0000\"",
            "1e-320");

    /**
     * A broken copy.
     *
     * @param whole is not changed
     */
    abstract byte[] apply(byte[] whole, Random random);

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] replaced(byte[] whole, Pattern what, Random random) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        Matcher matcher = what.matcher(text);
        int count = (int) matcher.results().count();
        if (count == 0) {
            return BITS.apply(whole, random);
        }
        matcher.reset();
        for (int i = random.nextInt(count); i >= 0; i--) {
            matcher.find();
        }
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, matcher.start()) + value + text.substring(matcher.end()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
