package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The adapter over a shop that is a function from requests to answers. */
final class Shop {
    static final String KEY = "ck_0123456789abcdef0123456789abcdef01234567";
    static final String SECRET = "cs_0123456789abcdef0123456789abcdef01234567";
    static final IntegrationId INTEGRATION = new IntegrationId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
    static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");

    private static final Map<Field, Secret> SECRETS =
            Map.of(Field.API_KEY, Secret.of(KEY), Field.API_SECRET, Secret.of(SECRET));

    private final PlatformContext context;

    private Shop(
            Function<StoreHttp.Request, StoreHttp.Response> answers,
            Map<String, String> settings,
            InstantSource clock) {
        StoreHttp http = (request, deadline) -> answers.apply(request);
        context = new PlatformContext() {
            @Override
            public StoreHttp http() {
                return http;
            }

            @Override
            public InstantSource clock() {
                return clock;
            }

            @Override
            public Optional<String> setting(String name) {
                return Optional.ofNullable(settings.get(name));
            }
        };
    }

    static Shop of(FakeWooCommerce shop) {
        return of(shop, Map.of());
    }

    /** With the operator's settings for WooCommerce, by their names without the platform's. */
    static Shop of(FakeWooCommerce shop, Map<String, String> settings) {
        shop.gate().clock(InstantSource.fixed(NOW));
        return new Shop(shop::answer, settings, InstantSource.fixed(NOW));
    }

    /** One that answers so, at a time that goes on. */
    static Shop answering(Function<StoreHttp.Request, StoreHttp.Response> answers, InstantSource clock) {
        return new Shop(answers, Map.of(), clock);
    }

    /** One that answers this to everything. */
    static Shop alwaysAnswering(StoreHttp.Response response) {
        return new Shop(request -> response, Map.of(), InstantSource.fixed(NOW));
    }

    PlatformContext context() {
        return context;
    }

    Store store() {
        return store("https://shop.example", Map.of());
    }

    /** As connected with what was found out then. */
    Store store(String address, Map<String, String> config) {
        return new WooCommercePlatform().open(access(address, config), context);
    }

    /** As connected by the plugin in it, with this connection key. */
    static StoreAccess withPlugin(IntegrationId integration, String key) {
        return new StoreAccess(
                integration,
                StoreUrl.parse("https://shop.example"),
                null,
                Credentials.of(SECRETS).with(Field.PLUGIN_KEY, Secret.of(key)),
                Map.of());
    }

    static StoreAccess access(String address, Map<String, String> config) {
        return new StoreAccess(INTEGRATION, StoreUrl.parse(address), null, Credentials.of(SECRETS), config);
    }

    ConnectionCheck check(String address) {
        return check(address, SECRETS);
    }

    ConnectionCheck check() {
        return check("https://shop.example", SECRETS);
    }

    ConnectionCheck check(String address, Map<Field, Secret> secrets) {
        StoreProposal proposal = new StoreProposal(WooCommercePlatform.ID, address, secrets, null, null, "read");
        return new WooCommercePlatform().check(proposal, context, soon());
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    /** The order in a recorded answer, read as it comes after {@code _fields}. */
    static Order order(String recording) {
        return read(Recording.of(recording).body());
    }

    static Order read(JsonNode json) {
        return new OrderJson(INTEGRATION, null)
                .read(FakeWooCommerce.fields(json, String.join(",", OrderJson.FIELDS)))
                .orElseThrow();
    }

    static StoreException problem(StoreHttp.Response response) {
        return new Answers(InstantSource.fixed(NOW)).problem(response);
    }
}
