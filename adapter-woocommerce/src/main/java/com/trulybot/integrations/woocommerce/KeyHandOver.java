package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce's own hand-over of keys: the merchant agrees on a page of the shop's, and the shop makes a key and posts it
 * to us before the browser comes back. It is not signed. What makes it believable is the state, which only the merchant's
 * browser had, and that the keys open the shop that the state was made for.
 *
 * <p>The shop takes the key back unless the callback answers exactly 200, and refuses a callback over http on its page:
 * a server without https warns of that before it sends anyone there. With plain permalinks the page can't be finished
 * (its own button leads to the front page), so such a shop needs keys that are pasted.
 */
final class KeyHandOver implements StoreAuthorization {
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_.~-]{1,200}");
    private static final Pattern KEY = Pattern.compile("ck_[0-9A-Za-z]{20,100}");
    private static final Pattern SECRET = Pattern.compile("cs_[0-9A-Za-z]{20,100}");
    private static final int LONGEST = 10_000;

    /** Reads orders, and registers webhooks. */
    private static final String SCOPE = "read_write";

    private final WooCommercePlatform platform;

    KeyHandOver(WooCommercePlatform platform) {
        this.platform = platform;
    }

    @Override
    public AuthorizationStart start(AuthorizationRequest request, PlatformContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StoreUrl store = WooCommercePlatform.url(request.address(), problems);
        if (store == null) {
            return new AuthorizationStart.Invalid(problems);
        }
        String query = "app_name=TrulyBot&scope=" + SCOPE
                + "&user_id=" + Percent.encoded(request.state())
                + "&return_url=" + Percent.encoded(request.back().toString())
                + "&callback_url=" + Percent.encoded(request.callback().toString());
        return new AuthorizationStart.Page(URI.create(store.value() + "/wc-auth/v1/authorize?" + query), store);
    }

    @Override
    public Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context) {
        if (callback.body().length() > LONGEST) {
            return Optional.empty();
        }
        LooseJson json;
        try {
            json = new LooseJson(LooseJson.WHOLE.readTree(callback.body()));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        String state = matching(STATE, json.text("user_id"));
        String key = matching(KEY, json.text("consumer_key"));
        String secret = matching(SECRET, json.text("consumer_secret"));
        if (state == null || key == null || secret == null) {
            return Optional.empty();
        }
        Map<Field, Secret> secrets = Map.of(Field.API_KEY, Secret.of(key), Field.API_SECRET, Secret.of(secret));
        String permissions = json.text("key_permissions");
        return Optional.of(new Keyed(state, secrets, permissions, context));
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    private final class Keyed implements AuthorizationGrant {
        private final String state;
        private final Map<Field, Secret> secrets;
        private final @Nullable String permissions;
        private final PlatformContext context;

        Keyed(String state, Map<Field, Secret> secrets, @Nullable String permissions, PlatformContext context) {
            this.state = state;
            this.secrets = secrets;
            this.permissions =
                    Objects.equals(permissions, "read") || Objects.equals(permissions, SCOPE) ? permissions : null;
            this.context = context;
        }

        @Override
        public String state() {
            return state;
        }

        /** Nobody vouches for it: whoever knows the state may post. */
        @Override
        public Optional<StoreUrl> store() {
            return Optional.empty();
        }

        /** The shop's server brings it. */
        @Override
        public boolean throughBrowser() {
            return false;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            return Optional.of(platform.check(
                    new StoreProposal(WooCommercePlatform.ID, address, secrets, null, null, permissions),
                    context,
                    deadline));
        }
    }
}
