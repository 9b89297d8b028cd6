package com.trulybot.integrations.woocommerce;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Makes clean text of what WordPress keeps as HTML: names, titles, notes. */
final class PlainText {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u00a0]+");

    private PlainText() {}

    /** Without tags and what stands in script and style, entities decoded once, one space where there were blanks. */
    static String of(String html) {
        boolean plain = html.indexOf('<') < 0 && html.indexOf('&') < 0;
        String text = plain ? html : Jsoup.parseBodyFragment(html).body().text();
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
