package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Shopify delivers, signed with our app's secret. */
final class ShopifyDeliveries implements WebhookScenario {
    private static final String SIGNATURE = "X-Shopify-Hmac-Sha256";

    private final AtomicInteger sent = new AtomicInteger();

    static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sent sent(String topic, String body) {
        return signed(
                new Sent(
                        Map.of(
                                "X-Shopify-Topic",
                                topic,
                                "X-Shopify-Shop-Domain",
                                Shops.DOMAIN,
                                "X-Shopify-API-Version",
                                "2026-10",
                                "X-Shopify-Webhook-Id",
                                "b54557e4-" + sent.incrementAndGet(),
                                "X-Shopify-Event-Id",
                                "e1",
                                "X-Shopify-Triggered-At",
                                "2026-11-22T23:59:58.123456789Z"),
                        ""),
                body);
    }

    @Override
    public String signatureLabel() {
        return SIGNATURE;
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }

    @Override
    public Optional<String> shopDomain() {
        return Optional.of(Shops.DOMAIN);
    }

    @Override
    public Sent orderChanged() {
        return sent(
                "orders/updated",
                "{\"id\":8938018537790123456,\"admin_graphql_api_id\":\"gid://shopify/Order/8938018537790123456\","
                        + "\"name\":\"#2001\",\"note\":" + sent.incrementAndGet() + "}");
    }

    @Override
    public Sent signed(Sent delivery, String body) {
        return signedWith(FakeTokens.CLIENT_SECRET, delivery, body);
    }

    private static Sent signedWith(String secret, Sent delivery, String body) {
        Map<String, String> labels = new TreeMap<>(delivery.labels());
        labels.put(SIGNATURE, Base64.getEncoder().encodeToString(hmac(secret, body)));
        return new Sent(labels, body);
    }

    @Override
    public Sent signedByAnother(Sent delivery) {
        return signedWith("hush-of-another-app", delivery, delivery.body());
    }

    @Override
    public Map<Kind, Sent> others() {
        String shop = "\"shop_id\":954889,\"shop_domain\":\"" + Shops.DOMAIN + "\"";
        return Map.of(
                Kind.UNINSTALLED, sent("app/uninstalled", "{\"myshopify_domain\":\"" + Shops.DOMAIN + "\"}"),
                Kind.PERMISSIONS_CHANGED, sent("app/scopes_update", "{\"current\":[\"read_orders\"]}"),
                Kind.ORDER_DELETED, sent("orders/delete", "{\"id\":8938018537790123456}"),
                Kind.CUSTOMER_DATA_REQUESTED,
                        sent("customers/data_request", "{" + shop + ",\"orders_requested\":[299938]}"),
                Kind.CUSTOMER_REDACTED, sent("customers/redact", "{" + shop + ",\"orders_to_redact\":[299938]}"),
                Kind.SHOP_REDACTED, sent("shop/redact", "{" + shop + "}"),
                Kind.OTHER, sent("themes/publish", "{\"id\":1}"));
    }
}
