package com.example.acme;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the fake shop tells. */
final class AcmeDeliveries implements WebhookScenario {
    private final AtomicInteger deliveries = new AtomicInteger();

    @Override
    public String signatureLabel() {
        return "X-Acme-Signature";
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.of(Credentials.of(Map.of(Field.API_SECRET, Secret.of(FakeAcme.SECRET))));
    }

    @Override
    public Optional<String> shopDomain() {
        return Optional.of("alpine-tea");
    }

    @Override
    public Sent orderChanged() {
        return event("order.changed");
    }

    @Override
    public Map<Kind, Sent> others() {
        return Map.of(
                Kind.ORDER_DELETED, event("order.deleted"),
                Kind.UNINSTALLED, event("app.removed"),
                Kind.OTHER, event("shop.renamed"));
    }

    @Override
    public Sent signed(Sent delivery, String body) {
        return signed(body, FakeAcme.SECRET);
    }

    @Override
    public Sent signedByAnother(Sent delivery) {
        return signed(delivery.body(), "acme_secret_of_someone_else");
    }

    private Sent event(String name) {
        String body = "{\"delivery\":\"d-" + deliveries.incrementAndGet() + "\",\"event\":\"" + name
                + "\",\"shop\":\"alpine-tea\",\"order\":\"7001\",\"at\":\"2026-11-03T08:00:00Z\"}";
        return signed(body, FakeAcme.SECRET);
    }

    private static Sent signed(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            return new Sent(Map.of("X-Acme-Shop", "alpine-tea", "X-Acme-Signature", signature), body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
