package com.trulybot.integrations.app.demo;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small pages that a shop's owner meets. */
final class StandPage {
    private StandPage() {}

    /** Text that can stand in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A small page of a stand's.
     *
     * @param body HTML in which {@code {name}} stands for a value, which is escaped
     */
    static String html(String body, String title, Map<String, String> values) {
        String filled = Pattern.compile("\\{([a-z]+)}")
                .matcher(body)
                .replaceAll(name -> Matcher.quoteReplacement(escaped(values.getOrDefault(name.group(1), ""))));
        return PAGE.replace("{title}", escaped(title)).replace("{body}", filled);
    }

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark }
            body { margin: 10vh auto; max-width: 34rem; padding: 0 1.5rem; font: 1rem/1.6 system-ui, sans-serif }
            h1 { font-size: 1.4rem; line-height: 1.3 }
            a.button, button { display: inline-block; padding: .6rem 1.2rem; margin-inline-end: 1rem; border: 0;
              border-radius: .4rem; background: #1f6f43; color: #fff; font: inherit; text-decoration: none; cursor: pointer }
            small { opacity: .75 }
            iframe { width: 100%; height: 34rem; border: 1px solid #8886; border-radius: .6rem }
            </style>
            </head>
            <body>
            {body}
            <p><small>A stand-in on this machine. It looks at what it is asked with as the real one does.</small></p>
            </body>
            </html>
            """;
}
