package com.trulybot.integrations.http;

import com.trulybot.integrations.core.workspace.Ticket;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Sees to it that a form's POST comes from our own page: the form repeats what that page put into a Strict cookie, and
 * the browser, where it says so, says that no other site sent it.
 */
final class FormGuard {
    private static final String FIELD = "form=";

    private final Cookies cookies;
    private final String ourselves;

    FormGuard(Cookies cookies, URI publicUrl) {
        this.cookies = cookies;
        this.ourselves = origin(publicUrl);
    }

    /** As a browser writes it: without the scheme's own port. */
    static String origin(URI address) {
        int standard = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        boolean named = address.getPort() != -1 && address.getPort() != standard;
        return address.getScheme() + "://" + address.getHost() + (named ? ":" + address.getPort() : "");
    }

    /** What the page's form is to repeat. A page that is looked at twice keeps it, so that both tabs work. */
    Ticket give(Context ctx, Ticket page) {
        Cookies.Cookie cookie = cookies.form(page);
        Ticket value = cookies.read(ctx, cookie).orElseGet(Ticket::random);
        cookies.give(ctx, cookie, value);
        return value;
    }

    /** Whether it does. */
    boolean ours(Context ctx, Ticket page) throws IOException {
        String site = ctx.header("Sec-Fetch-Site");
        String origin = ctx.header("Origin");
        if ((site != null && !site.equals("same-origin")) || (origin != null && !origin.equalsIgnoreCase(ourselves))) {
            return false;
        }
        Optional<Ticket> given = cookies.read(ctx, cookies.form(page));
        // The form has this one field, and no character of a ticket is written in another way in a form.
        byte[] body = RequestBody.bytes(ctx);
        return given.map(ticket -> (FIELD + ticket.value()).getBytes(StandardCharsets.US_ASCII))
                .filter(expected -> MessageDigest.isEqual(expected, body))
                .isPresent();
    }

    void forget(Context ctx, Ticket page) {
        cookies.take(ctx, cookies.form(page));
    }
}
