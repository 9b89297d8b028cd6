package com.trulybot.integrations.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract, and a page that shows it: text with links to each path, no script. */
final class DocsRoutes {
    private static final String CACHING = "public, max-age=300";
    private static final Pattern PATH_LINE = Pattern.compile("^ {2}(/\\S*):$");
    private static final String STYLE =
            ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem}"
                    + "nav ul{columns:20rem;padding-inline-start:1.2rem}pre{font:.85rem/1.45 ui-monospace,monospace;"
                    + "overflow-x:auto;padding:1rem;border:1px solid}a{color:LinkText}b:target{outline:2px solid}";

    private final Asset contract;
    private final Asset page;
    private final String policy;

    DocsRoutes() {
        byte[] yaml = Asset.read("/openapi.yaml");
        if (yaml == null) {
            throw new IllegalStateException("openapi.yaml is missing from the jar");
        }
        this.contract = Asset.of(yaml, "application/yaml; charset=utf-8", CACHING);
        this.page = Asset.of(
                html(new String(yaml, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8),
                "text/html;charset=utf-8",
                CACHING);
        this.policy = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    void register(Routes routes) {
        routes.asset("/openapi.yaml", contract::answer);
        routes.asset("/docs", this::show);
    }

    private void show(Context ctx) {
        ctx.header("Content-Security-Policy", policy);
        page.answer(ctx);
    }

    private static String html(String yaml) {
        StringBuilder links = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (String line : yaml.split("\n", -1)) {
            Matcher path = PATH_LINE.matcher(line);
            if (path.matches()) {
                String name = escape(path.group(1));
                links.append("<li><a href=\"#")
                        .append(name)
                        .append("\">")
                        .append(name)
                        .append("</a></li>\n");
                text.append("  <b id=\"")
                        .append(name)
                        .append("\">")
                        .append(name)
                        .append("</b>:\n");
            } else {
                text.append(escape(line)).append('\n');
            }
        }
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<title>TrulyBot Integrations: the HTTP contract</title><style>" + STYLE + "</style></head><body>"
                + "<header><h1>TrulyBot Integrations</h1><p>The HTTP contract. The same as a file: "
                + "<a href=\"openapi.yaml\">openapi.yaml</a> (OpenAPI 3.1).</p></header>"
                + "<nav aria-label=\"Paths\"><h2>Paths</h2><ul>\n" + links + "</ul></nav>"
                + "<main><h2>Contract</h2><pre tabindex=\"0\">" + text + "</pre></main></body></html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
