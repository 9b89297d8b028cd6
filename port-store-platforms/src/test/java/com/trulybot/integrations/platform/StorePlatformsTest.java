package com.trulybot.integrations.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Totals;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePlatformsTest {
    private static final PlatformId ACME = PlatformId.of("acme-shops");
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final Credentials KEY = Credentials.of(Map.of(Field.API_KEY, Secret.of("the-old-key")));
    private static final OrderQuery QUERY = OrderQuery.byNumber(OrderReference.parse("1001"));

    private final Integration integration = integration(ACME);

    /** Answers what it is told to. */
    public static class Acme implements StorePlatform {
        OrderLookup lookup = OrderLookup.NOT_FOUND;
        List<Order> hits = List.of();
        RuntimeException fault;
        StoreAccess access;
        PlatformContext context;

        @Override
        public PlatformId id() {
            return ACME;
        }

        @Override
        public String displayName() {
            return "Acme";
        }

        @Override
        public ConnectionCheck check(StoreProposal proposal, PlatformContext given, Deadline deadline) {
            if (fault != null) {
                throw fault;
            }
            return new ConnectionCheck.NotConfigured();
        }

        @Override
        public Store open(StoreAccess given, PlatformContext givenContext) {
            access = given;
            context = givenContext;
            return new Store() {
                @Override
                public OrderLookup find(OrderQuery query, Deadline deadline) {
                    return lookup;
                }

                @Override
                public List<Order> search(String text, int limit, Deadline deadline) {
                    return hits;
                }
            };
        }
    }

    /** Another adapter of the same name. */
    public static final class OtherAcme extends Acme {}

    /** Seals by writing the key's owner beside it; not at all secret. */
    private static final class GlassVault implements CredentialVault {
        @Override
        public SealedCredentials seal(IntegrationId id, Credentials credentials) {
            return SealedCredentials.NONE;
        }

        @Override
        public Credentials open(IntegrationId id, SealedCredentials sealed) {
            return KEY;
        }
    }

    private final GlassVault vault = new GlassVault();

    private StorePlatforms.Host host() {
        StoreHttp http = (request, deadline) -> {
            throw new AssertionError("nobody is to be asked");
        };
        return new StorePlatforms.Host(
                http,
                InstantSource.fixed(NOW),
                vault,
                name -> name.equals("ACME_SHOPS_API_VERSION") ? Optional.of("7") : Optional.empty(),
                new InProcessRenewals(Optional::of, (seen, after) -> {}, InstantSource.fixed(NOW)),
                URI.create("https://ours.example"));
    }

    private static Integration integration(PlatformId platform) {
        return new Integration(
                IntegrationId.random(),
                new Merchant(new UserId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID())),
                platform,
                StoreUrl.parse("https://shop.example"),
                "Shop",
                null,
                "shop.example",
                null,
                IntegrationStatus.ACTIVE,
                SealedCredentials.NONE,
                null,
                Map.of("currency", "EUR"),
                Health.unknown(NOW),
                NOW,
                null,
                null,
                NOW,
                NOW);
    }

    private static Order order(String number, String email, PlatformId platform, IntegrationId integration) {
        Money none = Money.zero("EUR");
        return new Order(
                "7",
                number,
                platform,
                integration,
                OrderStatus.PROCESSING,
                "open",
                PaymentStatus.PAID,
                NOW,
                null,
                new Totals(none, none, none, none, none, true, none, none),
                List.of(),
                List.of(),
                new Customer(null, email, null, null),
                null,
                List.of());
    }

    private static StoreProposal proposal(String platform) {
        return new StoreProposal(PlatformId.of(platform), null, Map.of(), null, null, null);
    }

    @Test
    void thePlatformsAreThoseThatWereGiven() {
        assertThat(StorePlatforms.of(host(), new Acme()).platforms()).containsExactly(ACME);
        assertThat(StorePlatforms.of(host()).platforms()).isEmpty();
    }

    @Test
    void twoOfOneNameFailWithTheNamesOfBothClasses() {
        assertThatThrownBy(() -> StorePlatforms.of(host(), new Acme(), new OtherAcme()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("acme-shops", Acme.class.getName(), OtherAcme.class.getName());
    }

    @Test
    void adaptersAreDiscoveredFromAClassLoader(@TempDir Path jar) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(StorePlatform.class.getName()), Acme.class.getName() + "\n");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(StorePlatforms.discover(host(), loader).platforms()).containsExactly(ACME);
        }
    }

    @Test
    void anOrderThatIsAskedForIsPassedOn() {
        Acme acme = new Acme();
        acme.lookup = new OrderLookup.Found(order("EU-1001", "ada@example.com", ACME, integration.id()));
        StorePlatforms platforms = StorePlatforms.of(host(), acme);

        assertThat(platforms.find(integration, QUERY, AMPLE)).isSameAs(acme.lookup);
        assertThat(platforms.find(integration, QUERY.of("ADA@example.com"), AMPLE))
                .isSameAs(acme.lookup);
        acme.lookup = OrderLookup.OUT_OF_REACH;
        assertThat(platforms.find(integration, QUERY, AMPLE)).isEqualTo(OrderLookup.OUT_OF_REACH);
    }

    @Test
    void anOrderThatWasNotAskedForIsNotPassedOn() {
        Acme acme = new Acme();
        StorePlatforms platforms = StorePlatforms.of(host(), acme);
        for (Order other : List.of(
                order("1002", "ada@example.com", ACME, integration.id()),
                order("1001", "bob@example.com", ACME, integration.id()),
                order("1001", null, ACME, integration.id()),
                order("1001", "ada@example.com", PlatformId.of("other"), integration.id()),
                order("1001", "ada@example.com", ACME, IntegrationId.random()))) {
            acme.lookup = new OrderLookup.Found(other);
            assertThat(platforms.find(integration, QUERY.of("ada@example.com"), AMPLE))
                    .isEqualTo(OrderLookup.NOT_FOUND);
        }
    }

    @Test
    void aSearchKeepsToTheLimitAndTheIntegration() {
        Acme acme = new Acme();
        Order ours = order("1001", "ada@example.com", ACME, integration.id());
        acme.hits = List.of(order("1001", "ada@example.com", ACME, IntegrationId.random()), ours, ours, ours);
        StorePlatforms platforms = StorePlatforms.of(host(), acme);

        assertThat(platforms.search(integration, "ada", 2, AMPLE)).containsExactly(ours, ours);
        assertThat(platforms.search(integration, "ada", 100, AMPLE)).containsExactly(ours, ours, ours);
    }

    @Test
    void aStoresFaultWhileConnectingIsARefusal() {
        Acme acme = new Acme();
        acme.fault = new StoreException(StoreProblem.STORE_REDIRECTS, null, "It sends us on.", null);

        assertThat(StorePlatforms.of(host(), acme).check(proposal("acme-shops"), AMPLE))
                .isEqualTo(new Refused(StoreProblem.STORE_REDIRECTS, "It sends us on."));
    }

    @Test
    void aBugInAnAdapterIsNotTakenForAStoresFault() {
        Acme acme = new Acme();
        acme.fault = new IllegalStateException("a bug");

        assertThatThrownBy(() -> StorePlatforms.of(host(), acme).check(proposal("acme-shops"), AMPLE))
                .isSameAs(acme.fault);
    }

    @Test
    void aPlatformThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> StorePlatforms.of(host(), new Acme()).check(proposal("other"), AMPLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("other", "acme-shops");
        assertThatThrownBy(() -> StorePlatforms.of(host()).find(integration(PlatformId.of("other")), QUERY, AMPLE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAdapterIsGivenItsStoreItsSettingsAndItsCredentialsUnlocked() {
        Acme acme = new Acme();
        StorePlatforms.of(host(), acme).find(integration, QUERY, AMPLE);

        assertThat(acme.access.integration()).isEqualTo(integration.id());
        assertThat(acme.access.url()).isEqualTo(integration.storeUrl());
        assertThat(acme.access.shopDomain()).isEqualTo("shop.example");
        assertThat(acme.access.credentials()).isEqualTo(KEY);
        assertThat(acme.access.config()).containsEntry("currency", "EUR");
        assertThat(acme.access.toString()).doesNotContain("key");
        assertThat(acme.context.setting("API_VERSION")).contains("7");
        assertThat(acme.context.setting("OTHER")).isEmpty();
        assertThat(acme.context.clock().instant()).isEqualTo(NOW);
        assertThat(acme.context.http()).isNotNull();
    }
}
