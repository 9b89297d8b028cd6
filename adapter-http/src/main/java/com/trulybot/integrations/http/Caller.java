package com.trulybot.integrations.http;

import com.trulybot.integrations.core.connectionkey.KeyText;
import com.trulybot.integrations.core.workspace.Merchant;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, proven.
 *
 * @param account the account as its owner knows it: the e-mail address in the token, else the user id
 * @param key the connection key that signed the request; null when a token proved the caller
 */
record Caller(Merchant merchant, String account, @Nullable KeyText key) {
    static Caller of(Merchant merchant, @Nullable String email) {
        return new Caller(merchant, email == null ? merchant.user().toString() : email, null);
    }
}
