package com.trulybot.integrations.app.demo;

import java.text.Normalizer;
import java.util.Locale;

/** Text as a search compares it. */
final class Plain {
    private Plain() {}

    /** Without accents. */
    static String of(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** Whether the text stands in the other, whatever the case and the accents. */
    static boolean contains(String text, String wanted) {
        return of(text).toLowerCase(Locale.ROOT).contains(of(wanted).toLowerCase(Locale.ROOT));
    }
}
