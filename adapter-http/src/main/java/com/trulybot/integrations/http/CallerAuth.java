package com.trulybot.integrations.http;

import com.trulybot.integrations.core.connectionkey.KeyProof;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.workspace.Accounts;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds out who is calling: a merchant by a token or, on the routes that take it, the plugin in a merchant's store by a
 * signature. A request that carries both is judged by its signature alone: that covers the very request, and a bad one
 * must not be mended by a token that something on the way put beside it.
 */
final class CallerAuth {
    private static final String SCHEME = "Bearer ";

    private final MerchantTokens tokens;
    private final RequestSignature signatures;
    private final ProveKeyHolder keyHolders;
    private final Accounts accounts;
    private final Senders senders;

    CallerAuth(
            MerchantTokens tokens,
            RequestSignature signatures,
            ProveKeyHolder keyHolders,
            Accounts accounts,
            Senders senders) {
        this.tokens = tokens;
        this.signatures = signatures;
        this.keyHolders = keyHolders;
        this.accounts = accounts;
        this.senders = senders;
    }

    /**
     * Who calls, by a token.
     *
     * @throws Problem when nobody is proven, or the account is not known
     */
    Caller byToken(Context ctx) {
        return admitted(bearer(ctx).flatMap(tokens::read).orElseThrow(Problems::tokenInvalid));
    }

    /**
     * Who calls, by a signature where there is one, else by a token.
     *
     * @throws Problem when nobody is proven, or the account is not known
     */
    Caller byTokenOrSignature(Context ctx) throws IOException {
        if (!RequestSignature.isOn(ctx.req())) {
            return byToken(ctx);
        }
        senders.count(ctx);
        return bySignature(ctx);
    }

    /**
     * The plugin that calls. The sender was counted before.
     *
     * @throws Problem when the signature isn't good, or the account is not known
     */
    Caller bySignature(Context ctx) throws IOException {
        byte[] body = RequestBody.bytes(ctx);
        KeyProof proof = signatures.read(ctx.req(), body).map(keyHolders::judge).orElse(KeyProof.INVALID);
        return admitted(proof.<Caller>match(
                proven -> new Caller(
                        proven.key().merchant(), proven.key().merchant().user().toString(), proven.text()),
                () -> {
                    senders.countForged(ctx);
                    throw Problems.signatureInvalid();
                },
                () -> {
                    throw Problems.signatureExpired();
                },
                () -> {
                    throw Problems.nonceReplayed();
                }));
    }

    private Caller admitted(Caller caller) {
        if (!accounts.admit(caller.merchant().user())) {
            throw Problems.userUnknown();
        }
        return caller;
    }

    /** The token that came with the request; empty when none did. */
    static Optional<String> bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.empty()
                : Optional.of(header.substring(SCHEME.length()).strip());
    }
}
