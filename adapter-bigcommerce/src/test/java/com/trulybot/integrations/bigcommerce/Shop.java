package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A fake store and what talks to it. */
final class Shop implements PlatformContext, AutoCloseable {
    static final Secret HOOK_SECRET = Secret.of("hook-secret-0123456789abcdef");

    final FakeBigCommerce api = new FakeBigCommerce();
    final BigCommercePlatform platform = new BigCommercePlatform();

    /** Which store each request was said to be for. */
    final List<String> stores = new CopyOnWriteArrayList<>();

    private final OkHttpStoreHttp http =
            new OkHttpStoreHttp(OutboundSettings.defaults().withAllow(api.address()), InstantSource.system());

    static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    static StoreProposal proposal(@Nullable String address, Map<Field, Secret> secrets) {
        return new StoreProposal(BigCommercePlatform.ID, address, secrets, null, null, null);
    }

    static Map<Field, Secret> token() {
        return Map.of(Field.ACCESS_TOKEN, Secret.of(FakeBigCommerce.TOKEN));
    }

    /** An order of the documents with another id, address, time and status. */
    static ObjectNode order(int id, String email, String created, int status) {
        ObjectNode order = Documented.order(247);
        order.put("id", id).put("date_created", created).put("status_id", status);
        ((ObjectNode) order.path("billing_address")).put("email", email);
        return order;
    }

    ConnectionCheck check(@Nullable String address, Map<Field, Secret> secrets) {
        return platform.check(proposal(address, secrets), this, ample());
    }

    StoreAccess access() {
        return new StoreAccess(
                IntegrationId.random(),
                StoreUrl.parse("https://store-abc123.mybigcommerce.com"),
                "store-abc123.mybigcommerce.com",
                Credentials.of(Map.of(
                        Field.ACCESS_TOKEN, Secret.of(FakeBigCommerce.TOKEN), Field.WEBHOOK_SECRET, HOOK_SECRET)),
                Map.of());
    }

    Store open() {
        return platform.open(access(), this);
    }

    @Override
    public StoreHttp http() {
        return (request, deadline) -> {
            stores.add(String.valueOf(request.store()));
            return http.send(request, deadline);
        };
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Optional<String> setting(String name) {
        return name.equals("API_BASE") ? Optional.of("http://" + api.address() + "/") : Optional.empty();
    }

    @Override
    public void close() {
        http.close();
        api.close();
    }
}
