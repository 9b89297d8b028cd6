package com.trulybot.integrations.http;

import com.trulybot.integrations.core.workspace.Accounts;
import com.trulybot.integrations.core.workspace.Merchant;
import io.javalin.http.Context;
import java.util.Optional;

/** Finds out who is calling. */
final class CallerAuth {
    private static final String SCHEME = "Bearer ";

    private final MerchantTokens tokens;
    private final Accounts accounts;

    CallerAuth(MerchantTokens tokens, Accounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /**
     * The merchant who calls.
     *
     * @throws Problem when nobody is proven, or the account is not known
     */
    Merchant merchant(Context ctx) {
        Merchant merchant = bearer(ctx).flatMap(tokens::read).orElseThrow(Problems::tokenInvalid);
        if (!accounts.admit(merchant.user())) {
            throw Problems.userUnknown();
        }
        return merchant;
    }

    /** The token that came with the request; empty when none did. */
    static Optional<String> bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.empty()
                : Optional.of(header.substring(SCHEME.length()).strip());
    }
}
