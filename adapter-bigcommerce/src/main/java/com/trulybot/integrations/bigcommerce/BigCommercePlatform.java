package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * BigCommerce, by the REST APIs v2 and v3 with the access token of an API account of the store's
 * ({@link Field#ACCESS_TOKEN}). With the account's client secret ({@link Field#API_SECRET}) the signatures of webhooks
 * can be looked at. The scope Orders, read-only, is enough; Information &amp; Settings, read-only, lets the store's name be
 * known, and Customers, read-only, lets orders be searched by name.
 *
 * <p>Setting: {@code API_BASE}, where the API is.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/start/authentication/api-accounts">API accounts</a>
 */
public final class BigCommercePlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("bigcommerce");

    /** For the {@link java.util.ServiceLoader}. */
    public BigCommercePlatform() {}

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "BigCommerce";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        List<FieldProblem> problems = new ArrayList<>();
        StoreHash store = store(proposal.address(), context, problems);
        Keys keys = Keys.typed(proposal.secrets());
        if (!keys.hasToken()) {
            problems.add(new FieldProblem(
                    "accessToken",
                    "give the access token of an API account with the scope Orders, read-only; it is made in the"
                            + " control panel under Settings, Store-level API accounts"));
        } else if (!keys.tokenCanBeSent()) {
            problems.add(new FieldProblem("accessToken", "that is no access token; copy it whole"));
        }
        if (store == null || !problems.isEmpty()) {
            return new ConnectionCheck.Invalid(problems);
        }
        StoreApi api = new StoreApi(context, store, keys);
        api.orders(Map.of(), 1, 1, deadline);
        return new ConnectionCheck.Confirmed(profile(store, api.store(deadline)), keys.credentials());
    }

    private static @Nullable StoreHash store(
            @Nullable String address, PlatformContext context, List<FieldProblem> problems) {
        StoreHash store = address == null
                ? null
                : StoreHash.typed(address, StoreApi.base(context)).orElse(null);
        if (store == null) {
            problems.add(new FieldProblem(
                    "storeUrl",
                    "give the store's hash, its API path, or the control panel's address such as"
                            + " https://store-abc123.mybigcommerce.com; a storefront's own domain doesn't tell which"
                            + " store it is"));
        }
        return store;
    }

    private static StoreProfile profile(StoreHash store, Optional<JsonNode> said) {
        Map<String, String> config = new TreeMap<>();
        put(config, "currency", said.map(info -> Json.text(info, "currency")));
        put(config, "timezone", said.map(info -> Json.text(info.path("timezone"), "name")));
        put(config, "storefront", said.map(info -> Json.text(info, "secure_url")));
        return new StoreProfile(
                StoreUrl.parse("https://" + store.domain()),
                said.map(info -> Json.clean(info, "name")).orElse(store.domain()),
                said.map(info -> Json.firstText(info, "order_email", "admin_email"))
                        .orElse(null),
                store.domain(),
                null,
                config);
    }

    private static void put(Map<String, String> config, String name, Optional<String> value) {
        value.ifPresent(text -> config.put(name, text));
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new BigCommerceStore(api(access, context), access.integration());
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return Optional.of(new Deliveries());
    }

    @Override
    public Optional<WebhookRegistration> webhookRegistration() {
        return Optional.of(new Hooks());
    }

    static StoreApi api(StoreAccess access, PlatformContext context) {
        String domain = access.shopDomain();
        StoreHash store = StoreHash.ofDomain(domain == null ? access.url().host() : domain)
                .orElseThrow(() -> new StoreException(StoreProblem.STORE_NOT_FOUND));
        return new StoreApi(context, store, Keys.of(access.credentials()));
    }
}
