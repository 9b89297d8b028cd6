package com.trulybot.integrations.http;

import com.trulybot.integrations.core.workspace.Accounts;
import com.trulybot.integrations.core.workspace.Merchant;
import io.javalin.http.Context;

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
        String header = ctx.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problems.tokenInvalid();
        }
        Merchant merchant =
                tokens.read(header.substring(SCHEME.length()).strip()).orElseThrow(Problems::tokenInvalid);
        if (!accounts.admit(merchant.user())) {
            throw Problems.userUnknown();
        }
        return merchant;
    }
}
