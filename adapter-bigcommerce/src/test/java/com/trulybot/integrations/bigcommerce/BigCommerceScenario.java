package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.tck.Fault;
import com.trulybot.integrations.platform.tck.KnownOrder;
import com.trulybot.integrations.platform.tck.RegistrationScenario;
import com.trulybot.integrations.platform.tck.StoreScenario;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The fake store for the contract kit. */
final class BigCommerceScenario implements StoreScenario {
    private static final String ADDRESS = "https://store-abc123.mybigcommerce.com/manage/dashboard";

    private final FakeBigCommerce api = new FakeBigCommerce();

    BigCommerceScenario() {
        api.add(Documented.order(247));
        api.add(247, "products", Documented.read("products"));
        api.add(247, "shipping_addresses", Documented.read("shipping-addresses"));
        api.add((ObjectNode) Documented.list("orders").get(0));
        api.add(Shop.order(201, "janedoe@email.com", "Mon, 06 May 2019 08:00:00 +0000", 2));
        api.add(Shop.order(248, "janedoe@email.com", "Fri, 21 Jun 2019 16:07:08 +0000", 0));
        api.add(Shop.order(249, "janedoe@email.com", "Fri, 21 Jun 2019 17:07:08 +0000", 11)
                .put("is_deleted", true));
    }

    @Override
    public StorePlatform platform() {
        return new BigCommercePlatform();
    }

    @Override
    public List<String> addresses() {
        return List.of(api.address());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("API_BASE", "http://" + api.address());
    }

    @Override
    public StoreProposal goodProposal() {
        return Shop.proposal(ADDRESS, Shop.token());
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return Shop.proposal(ADDRESS, Map.of(Field.ACCESS_TOKEN, Secret.of("wr0ng0123456789abcdefghijklmnop")));
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl", Shop.proposal(null, Shop.token()),
                "accessToken", Shop.proposal(ADDRESS, Map.of()));
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder("247", "247", "JaneDoe@email.com", OrderStatus.PROCESSING, Money.of("1008.74", "USD"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder("100", "100", "janedoe@example.com", OrderStatus.PROCESSING, Money.of("361.95", "USD"));
    }

    /** An incomplete order: the shopper never got past the payment page. */
    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.of(
                new KnownOrder("248", "248", "janedoe@email.com", OrderStatus.PENDING, Money.of("1008.74", "USD")));
    }

    @Override
    public void fault(@Nullable Fault fault) {
        api.fault(fault);
    }

    @Override
    public int requests() {
        return api.targets().size();
    }

    @Override
    public Optional<WebhookScenario> webhooks() {
        return Optional.of(new Signed());
    }

    @Override
    public Optional<RegistrationScenario> webhookRegistration() {
        return Optional.of(new Registered(api.hooks));
    }

    @Override
    public void close() {
        api.close();
    }

    /** Deliveries as the HTTPS webhooks' document has them, signed with the API account's client secret. */
    static final class Signed implements WebhookScenario {
        static final Secret CLIENT_SECRET = Secret.of("c1ient5ecret0123456789abcdef");

        @Override
        public String signatureLabel() {
            return "webhook-signature";
        }

        @Override
        public Optional<Credentials> credentials() {
            return Optional.of(
                    Credentials.of(Map.of(Field.API_SECRET, CLIENT_SECRET, Field.WEBHOOK_SECRET, Shop.HOOK_SECRET)));
        }

        @Override
        public Optional<String> shopDomain() {
            return Optional.of("store-abc123.mybigcommerce.com");
        }

        @Override
        public Sent orderChanged() {
            return sent("store/order/updated", "{\"type\":\"order\",\"id\":247}");
        }

        @Override
        public Map<StoreEvent.Kind, Sent> others() {
            return Map.of(
                    StoreEvent.Kind.ORDER_DELETED,
                    sent("store/order/archived", "{\"type\":\"order\",\"id\":247}"),
                    StoreEvent.Kind.UNINSTALLED,
                    sent("store/app/uninstalled", "{\"type\":\"app\"}"),
                    StoreEvent.Kind.OTHER,
                    sent("store/product/updated", "{\"type\":\"product\",\"id\":205}"));
        }

        @Override
        public Sent signed(Sent delivery, String body) {
            return signed(delivery, body, CLIENT_SECRET);
        }

        @Override
        public Sent signedByAnother(Sent delivery) {
            return signed(delivery, delivery.body(), Secret.of("an0ther5ecret0123456789abcdef"));
        }

        private static Sent sent(String scope, String data) {
            String body = "{\"scope\":\"" + scope + "\",\"store_id\":\"1025646\",\"data\":" + data
                    + ",\"hash\":\"dd70c0976e06b67aaf671e73f49dcb79230ebf9d\",\"created_at\":1561479335,"
                    + "\"producer\":\"stores/abc123\"}";
            // The secret header comes along with all that we registered.
            Map<String, String> labels = Map.of(
                    "webhook-id",
                    UUID.randomUUID().toString(),
                    "webhook-timestamp",
                    Long.toString(Instant.now().getEpochSecond()),
                    Deliveries.PROOF,
                    Shop.HOOK_SECRET.expose());
            return signed(new Sent(labels, body), body, CLIENT_SECRET);
        }

        static Sent signed(Sent sent, String body, Secret secret) {
            Map<String, String> labels = new LinkedHashMap<>(sent.labels());
            String head = labels.get("webhook-id") + "." + labels.get("webhook-timestamp") + ".";
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                byte[] signature = mac.doFinal((head + body).getBytes(StandardCharsets.UTF_8));
                labels.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return new Sent(labels, body);
        }
    }

    private record Registered(FakeHooks store) implements RegistrationScenario {
        @Override
        public List<Hook> hooks() {
            return store.all().entrySet().stream()
                    .map(entry -> new Hook(
                            entry.getKey().toString(),
                            entry.getValue().path("scope").asText(),
                            URI.create(entry.getValue().path("destination").asText()),
                            entry.getValue().path("is_active").asBoolean()))
                    .toList();
        }

        @Override
        public void delete(String id) {
            store.remove(Integer.parseInt(id));
        }

        @Override
        public void putToSleep(String id) {
            hook(id).put("is_active", false);
        }

        @Override
        public void doubled(String id) {
            store.add(hook(id));
        }

        @Override
        public void move(String id, URI address) {
            hook(id).put("destination", address.toString());
        }

        @Override
        public void addAnothers(URI address) {
            store.add(Json.MAPPER
                    .createObjectNode()
                    .put("scope", Hooks.SCOPES.get(0))
                    .put("destination", address.toString())
                    .put("is_active", true)
                    .putNull("headers"));
        }

        private ObjectNode hook(String id) {
            return store.all().get(Integer.parseInt(id));
        }
    }
}
