package com.trulybot.integrations.core;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Strings as nobody expects them, the same at each run: from all of Unicode, and from pieces that mean something. */
public final class RandomText {
    private RandomText() {}

    /** So many strings of up to 40 pieces; each piece one of {@code telling}, ASCII, or any UTF-16 unit. */
    public static Stream<String> of(int count, List<String> telling) {
        Random random = new Random(20261101);
        return Stream.generate(() -> one(random, telling)).limit(count);
    }

    private static String one(Random random, List<String> telling) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(40);
        int taste = random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            switch (taste == 3 ? random.nextInt(3) : taste) {
                case 0 -> text.append(telling.get(random.nextInt(telling.size())));
                case 1 -> text.append((char) random.nextInt(128));
                default -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            }
        }
        return text.toString();
    }
}
