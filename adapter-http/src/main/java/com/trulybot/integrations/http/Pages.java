package com.trulybot.integrations.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Ticket;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Our pages for merchants. All values are escaped by the template engine, unless it is told otherwise, which no template
 * does. No page holds a script or a style of its own, and none may be framed but the embedded one.
 */
final class Pages {
    private static final String FOLDER = "/pages/";
    private static final String CACHING = "public, max-age=300";
    private static final String NOBODY = "'none'";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final boolean https;
    private final String base;
    private final Asset style = Asset.resource(FOLDER + "trulybot.css", "text/css; charset=utf-8", CACHING);
    private final Asset script = Asset.resource(FOLDER + "embedded.js", "text/javascript; charset=utf-8", CACHING);
    private final Template consent = template("consent");
    private final Template onward = template("onward");
    private final Template message = template("message");
    private final Template embedded = template("embedded");

    /**
     * Something to tell, and nothing to do.
     *
     * @param code a stable word for whoever helps; empty for none
     */
    record Message(int status, String title, List<String> paragraphs, String code) {
        Message {
            paragraphs = List.copyOf(paragraphs);
        }

        static Message of(int status, String title, String... paragraphs) {
            return new Message(status, title, List.of(paragraphs), "");
        }

        Message withCode(String word) {
            return new Message(status, title, paragraphs, word);
        }
    }

    Pages(URI publicUrl) {
        this.https = "https".equalsIgnoreCase(publicUrl.getScheme());
        this.base = publicUrl.getRawPath() == null ? "" : publicUrl.getRawPath();
    }

    void register(Routes routes) {
        routes.asset(FOLDER + "trulybot.css", style::answer);
        routes.asset(FOLDER + "embedded.js", script::answer);
    }

    private static Template template(String name) {
        return Mustache.compiler()
                .escapeHTML(true)
                .emptyStringIsFalse(true)
                .withLoader(partial -> new StringReader(text(partial)))
                .compile(text(name));
    }

    private static String text(String name) {
        byte[] bytes = Asset.read(FOLDER + name + ".mustache");
        if (bytes == null) {
            throw new IllegalStateException(name + ".mustache is missing from the jar");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Tells refusals on a page, with the same status and words, to a client that takes pages. All others are told as
     * everywhere.
     */
    Handler forBrowsers(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (Problem problem) {
                refuse(ctx, problem);
            } catch (StoreException fault) {
                refuse(ctx, Problems.store(fault));
            }
        };
    }

    private void refuse(Context ctx, Problem problem) {
        String accepted = ctx.header("Accept");
        if (accepted == null || !accepted.toLowerCase(Locale.ROOT).contains("text/html")) {
            throw problem;
        }
        problem.headers().forEach(ctx::header);
        message(ctx, Outcomes.words(problem));
    }

    /** Asks whether that store is to go to that account. */
    void consent(Context ctx, ConnectionRequest request, Ticket form) {
        Map<String, Object> values = values("Connect " + request.store().key() + " to TrulyBot?");
        values.put("store", request.store().value());
        values.put("host", request.store().host());
        values.put("account", request.account());
        values.put("insecure", !https);
        values.put("form", form.value());
        values.put("until", request.expiresAt().toString());
        values.put("clock", CLOCK.format(request.expiresAt().atOffset(ZoneOffset.UTC)));
        // So that the form's POST says where it comes from; the address of this page goes to nobody else.
        ctx.header("Referrer-Policy", "same-origin");
        write(ctx, 200, consent, values, policy(onwards(request.store()), NOBODY, "", ""));
    }

    /**
     * Where the form's POST may lead. A browser holds every hop of the redirect that answers it against this, and where a
     * platform sends merchants who must sign in first, nobody can list; the form itself goes to us alone.
     */
    private String onwards(StoreUrl store) {
        boolean plain = !https || "http".equals(store.uri().getScheme());
        return plain ? "'self' https: http:" : "'self' https:";
    }

    /** Sends the browser on to a page of the store's platform; the page has the link for whoever is not sent. */
    void onward(Context ctx, URI address, StoreUrl store) {
        Map<String, Object> values = values("On to " + store.host());
        values.put("host", store.host());
        values.put("address", address.toString());
        ctx.header("Location", address.toString());
        write(ctx, 303, onward, values, policy(NOBODY, NOBODY, "", ""));
    }

    void message(Context ctx, Message said) {
        Map<String, Object> values = values(said.title());
        values.put("paragraphs", said.paragraphs());
        values.put("code", said.code());
        String id = ctx.res().getHeader(RequestFrame.REQUEST_ID);
        values.put("requestId", id == null ? "" : id);
        write(ctx, said.status(), message, values, policy(NOBODY, NOBODY, "", ""));
    }

    /** The page that lives in the store's admin. */
    void embedded(Context ctx, PlatformId platform, StoreUrl store, EmbeddedFrame frame) {
        Map<String, Object> values = values("TrulyBot for " + store.host());
        values.put("host", store.host());
        values.put("platform", platform.value());
        values.put("script", frame.script().toString());
        values.put(
                "meta",
                frame.meta().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(meta -> Map.of("name", meta.getKey(), "value", meta.getValue()))
                        .toList());
        String theirs =
                " " + frame.script().getScheme() + "://" + frame.script().getRawAuthority();
        String ancestors = frame.ancestors().stream().collect(Collectors.joining(" "));
        write(
                ctx,
                200,
                embedded,
                values,
                policy(NOBODY, ancestors.isEmpty() ? NOBODY : ancestors, "'self'" + theirs, "'self'" + theirs));
    }

    private Map<String, Object> values(String title) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", title);
        values.put("base", base);
        return values;
    }

    private static String policy(String forms, String ancestors, String scripts, String connections) {
        return "default-src 'none'; style-src 'self'; img-src data:; "
                + (scripts.isEmpty() ? "" : "script-src " + scripts + "; connect-src " + connections + "; ")
                + "form-action " + forms + "; base-uri 'none'; frame-ancestors " + ancestors;
    }

    private static void write(Context ctx, int status, Template page, Map<String, Object> values, String policy) {
        ctx.header("Content-Security-Policy", policy);
        ctx.header("Cache-Control", "no-store");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("X-Robots-Tag", "noindex");
        ctx.status(status)
                .contentType("text/html;charset=utf-8")
                .result(page.execute(values).getBytes(StandardCharsets.UTF_8));
    }
}
