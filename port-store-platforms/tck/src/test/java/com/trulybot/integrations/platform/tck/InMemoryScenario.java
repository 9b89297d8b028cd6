package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.StorePlatform;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The in-memory platform as it is, or with something broken around it. */
final class InMemoryScenario implements StoreScenario {
    private static final Secret ANOTHERS = Secret.of("the-secret-of-another-0123456789");
    private static final StoreUrl STORE = StoreUrl.parse("https://shop.example");

    private final InMemoryPlatform memory = new InMemoryPlatform()
            .put(STORE, SampleOrders.shipped(20, "EU-1020", "ada@example.com"))
            .put(STORE, SampleOrders.shipped(21, "EU-1021", "ada@example.com"))
            .put(STORE, SampleOrders.shipped(22, "EU-1022", "bob@example.com"));
    private final StorePlatform platform;

    InMemoryScenario(UnaryOperator<StorePlatform> around) {
        this.platform = around.apply(memory);
    }

    @Override
    public StorePlatform platform() {
        return platform;
    }

    @Override
    public List<String> addresses() {
        return List.of();
    }

    @Override
    public boolean registered() {
        return false;
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(STORE.value(), Map.of(Field.API_KEY, InMemoryPlatform.KEY));
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal(STORE.value(), Map.of(Field.API_KEY, Secret.of("another-key-0123456789")));
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl", proposal(null, Map.of(Field.API_KEY, InMemoryPlatform.KEY)),
                "apiKey", proposal(STORE.value(), Map.of()));
    }

    private static StoreProposal proposal(String address, Map<Field, Secret> secrets) {
        return new StoreProposal(InMemoryPlatform.ID, address, secrets, null, null, null);
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder("20", "1020", "ada@example.com", OrderStatus.SHIPPED, Money.of("49.90", "EUR"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder("22", "EU-1022", "bob@example.com", OrderStatus.SHIPPED, Money.of("49.90", "EUR"));
    }

    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.empty();
    }

    @Override
    public void fault(Fault fault) {
        memory.fault(fault);
    }

    @Override
    public int requests() {
        return memory.requests();
    }

    @Override
    public Optional<RefreshScenario> credentialRefresh() {
        return Optional.of(memory.refresh);
    }

    @Override
    public Optional<AuthorizationScenario> authorization() {
        return Optional.of(new Consent());
    }

    @Override
    public Optional<EmbeddedPageScenario> embeddedPage() {
        return Optional.of(new Admin());
    }

    @Override
    public boolean plugin() {
        return true;
    }

    @Override
    public Optional<WebhookScenario> webhooks() {
        return Optional.of(new Told());
    }

    @Override
    public Optional<RegistrationScenario> webhookRegistration() {
        return Optional.of(memory.registration);
    }

    @Override
    public Optional<WidgetScenario> widgetInstallation() {
        return Optional.of(memory.widget);
    }

    @Override
    public void close() {}

    private final class Consent implements AuthorizationScenario {
        @Override
        public String address() {
            return "Shop.Example/";
        }

        @Override
        public String anothersAddress() {
            return "https://another.example";
        }

        @Override
        public AuthorizationCallback granted(URI page) {
            return memory.authorization.granted(page, Instant.now(), InMemoryAuthorization.APP);
        }

        @Override
        public boolean signed() {
            return true;
        }

        @Override
        public Map<String, AuthorizationCallback> refused(URI page) {
            String query = granted(page).query();
            String[] parts = query.split("&", -1);
            return Map.of(
                    "signed an hour ago",
                    memory.authorization.granted(page, Instant.now().minusSeconds(3_600), InMemoryAuthorization.APP),
                    "signed by another",
                    memory.authorization.granted(page, Instant.now(), ANOTHERS),
                    "in another order",
                    new AuthorizationCallback(
                            parts[1] + "&" + parts[0] + "&" + parts[2] + "&" + parts[3] + "&" + parts[4], ""),
                    "encoded in another way",
                    new AuthorizationCallback(query.replace("code-", "code%2D"), ""));
        }
    }

    private static final class Admin implements EmbeddedPageScenario {
        @Override
        public StoreUrl store() {
            return STORE;
        }

        @Override
        public String anothersAddress() {
            return "https://another.example";
        }

        @Override
        public String query() {
            return InMemoryEmbeddedPage.query(STORE, Instant.now(), InMemoryAuthorization.APP);
        }

        @Override
        public Map<String, String> refusedQueries() {
            Instant hourAgo = Instant.now().minusSeconds(3_600);
            return Map.of(
                    "signed an hour ago",
                    InMemoryEmbeddedPage.query(STORE, hourAgo, InMemoryAuthorization.APP),
                    "signed by another",
                    InMemoryEmbeddedPage.query(STORE, Instant.now(), ANOTHERS));
        }

        @Override
        public String token() {
            return InMemoryEmbeddedPage.token(STORE, Instant.now(), InMemoryAuthorization.APP);
        }

        @Override
        public Map<String, String> refusedTokens() {
            Instant hourAgo = Instant.now().minusSeconds(3_600);
            return Map.of(
                    "made an hour ago",
                    InMemoryEmbeddedPage.token(STORE, hourAgo, InMemoryAuthorization.APP),
                    "signed by another",
                    InMemoryEmbeddedPage.token(STORE, Instant.now(), ANOTHERS));
        }
    }

    private static final class Told implements WebhookScenario {
        private static final AtomicInteger NUMBER = new AtomicInteger();

        private static Sent told(String topic, String body) {
            return InMemoryWebhooks.sent("d-" + NUMBER.incrementAndGet(), topic, body, InMemoryAuthorization.APP);
        }

        private static Sent signed(Sent like, String body, Secret signer) {
            return InMemoryWebhooks.sent(
                    like.labels().getOrDefault(InMemoryWebhooks.NUMBER, ""),
                    like.labels().getOrDefault(InMemoryWebhooks.TOPIC, ""),
                    body,
                    signer);
        }

        @Override
        public String signatureLabel() {
            return InMemoryWebhooks.SIGNATURE;
        }

        @Override
        public Optional<Credentials> credentials() {
            return Optional.empty();
        }

        @Override
        public Optional<String> shopDomain() {
            return Optional.of("shop.example");
        }

        @Override
        public Sent orderChanged() {
            return told(InMemoryWebhooks.CHANGED, "{\"order\":\"20\",\"note\":\"für Ada\",\"total\":49.90}");
        }

        @Override
        public Sent signed(Sent delivery, String body) {
            return signed(delivery, body, InMemoryAuthorization.APP);
        }

        @Override
        public Sent signedByAnother(Sent delivery) {
            return signed(delivery, delivery.body(), ANOTHERS);
        }

        @Override
        public Map<StoreEvent.Kind, Sent> others() {
            return Map.of(
                    StoreEvent.Kind.UNINSTALLED, told(InMemoryWebhooks.REMOVED, "{}"),
                    StoreEvent.Kind.OTHER, told("shop.opened", "{}"));
        }

        @Override
        public Optional<Sent> ping() {
            return Optional.of(InMemoryWebhooks.ping());
        }
    }
}
