package com.trulybot.integrations.http;

import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.workspace.Ticket;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;

/**
 * The two cookies there are while a store is being connected. Where the public address is https both are {@code Secure},
 * and {@code __Host-}, so that no neighbouring host can set them (RFC 6265bis, section 4.1.3.2).
 */
final class Cookies {
    private static final int NAME_DIGITS = 16;

    private final boolean secure;

    Cookies(URI publicUrl) {
        this.secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    }

    /** One of them; its value is a ticket. */
    record Cookie(String name, String sameSite) {}

    /** Tells that a form comes from the page of that ticket, in that browser. One for each page, so that tabs don't mix. */
    Cookie form(Ticket page) {
        return new Cookie(name("trulybot-form-" + page.digest().substring(0, NAME_DIGITS)), "Strict");
    }

    /** Tells that the browser that comes back is the one that was sent out. It comes back from another site: hence Lax. */
    Cookie browser() {
        return new Cookie(name("trulybot-browser"), "Lax");
    }

    private String name(String name) {
        return secure ? "__Host-" + name : name;
    }

    Optional<Ticket> read(Context ctx, Cookie cookie) {
        return Optional.ofNullable(ctx.cookie(cookie.name())).flatMap(Ticket::tryParse);
    }

    void give(Context ctx, Cookie cookie, Ticket value) {
        set(ctx, cookie, value.value(), OfferConnection.GOOD_FOR.toSeconds());
    }

    void take(Context ctx, Cookie cookie) {
        set(ctx, cookie, "", 0);
    }

    private void set(Context ctx, Cookie cookie, String value, long seconds) {
        ctx.res()
                .addHeader(
                        "Set-Cookie",
                        cookie.name() + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite="
                                + cookie.sameSite() + (secure ? "; Secure" : ""));
    }
}
