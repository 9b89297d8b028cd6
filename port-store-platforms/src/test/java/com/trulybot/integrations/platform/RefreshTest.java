package com.trulybot.integrations.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.CredentialRenewals;
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
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the host renews credentials that end. */
class RefreshTest {
    private static final PlatformId ACME = PlatformId.of("acme");
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final OrderQuery QUERY = OrderQuery.byNumber(OrderReference.parse("1001"));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Acme acme = new Acme();
    private final InProcessRenewals renewals =
            new InProcessRenewals(seen -> Optional.of(kept()), this::keep, InstantSource.fixed(NOW));
    private final StorePlatforms platforms = platforms(renewals);

    private volatile Integration integration = integration("t1", NOW.plusSeconds(60));

    private synchronized Integration kept() {
        return integration;
    }

    private synchronized void keep(Integration seen, SealedCredentials after) {
        integration = integration(seen, after);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Takes one token, and gives out the next for each. */
    private static final class Acme implements StorePlatform, CredentialRefresh, Store {
        private final AtomicInteger given = new AtomicInteger(1);
        private final List<String> used = new ArrayList<>();
        private @Nullable RuntimeException fault;
        private @Nullable CountDownLatch begun;
        private @Nullable CountDownLatch mayEnd;
        private String refused = "";
        private volatile String opened = "";

        @Override
        public PlatformId id() {
            return ACME;
        }

        @Override
        public String displayName() {
            return "Acme";
        }

        @Override
        public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
            return new ConnectionCheck.NotConfigured();
        }

        @Override
        public Store open(StoreAccess access, PlatformContext context) {
            opened = access.credentials().require(Field.ACCESS_TOKEN).expose();
            return this;
        }

        @Override
        public Optional<CredentialRefresh> credentialRefresh() {
            return Optional.of(this);
        }

        @Override
        public Optional<Instant> dueAt(Credentials credentials) {
            return Optional.ofNullable(credentials.accessTokenExpiresAt()).map(ends -> ends.minusSeconds(300));
        }

        @Override
        public Credentials refresh(StoreAccess access, PlatformContext context, Deadline deadline) {
            if (begun != null && mayEnd != null) {
                begun.countDown();
                await(mayEnd);
            }
            synchronized (this) {
                used.add(access.credentials().require(Field.ACCESS_TOKEN).expose());
            }
            if (fault != null) {
                throw fault;
            }
            return new Credentials(
                    Map.of(Field.ACCESS_TOKEN, Secret.of("t" + given.incrementAndGet())), NOW.plusSeconds(3600));
        }

        @Override
        public OrderLookup find(OrderQuery query, Deadline deadline) {
            if (opened.equals(refused)) {
                throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            }
            return OrderLookup.NOT_FOUND;
        }

        @Override
        public List<Order> search(String text, int limit, Deadline deadline) {
            return List.of();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The text itself, with its end beside it. */
    private static final class GlassVault implements CredentialVault {
        @Override
        public SealedCredentials seal(IntegrationId id, Credentials credentials) {
            return new SealedCredentials(
                    Map.of(
                            Field.ACCESS_TOKEN,
                            credentials.require(Field.ACCESS_TOKEN).expose()),
                    credentials.accessTokenExpiresAt());
        }

        @Override
        public Credentials open(IntegrationId id, SealedCredentials sealed) {
            return new Credentials(
                    Map.of(Field.ACCESS_TOKEN, Secret.of(sealed.ciphertexts().get(Field.ACCESS_TOKEN))),
                    sealed.accessTokenExpiresAt());
        }
    }

    private StorePlatforms platforms(CredentialRenewals turns) {
        return StorePlatforms.of(
                new StorePlatforms.Host(
                        (request, deadline) -> {
                            throw new AssertionError("nobody is to be asked");
                        },
                        InstantSource.fixed(NOW),
                        new GlassVault(),
                        name -> Optional.empty(),
                        turns,
                        URI.create("https://ours.example")),
                acme);
    }

    private static Integration integration(String token, @Nullable Instant ends) {
        return new Integration(
                IntegrationId.random(),
                new Merchant(new UserId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID())),
                ACME,
                StoreUrl.parse("https://shop.example"),
                "Shop",
                null,
                null,
                null,
                IntegrationStatus.ACTIVE,
                new SealedCredentials(Map.of(Field.ACCESS_TOKEN, token), ends),
                null,
                Map.of(),
                Health.unknown(NOW),
                NOW,
                null,
                null,
                NOW,
                NOW);
    }

    private static Integration integration(Integration seen, SealedCredentials credentials) {
        return new Integration(
                seen.id(),
                seen.merchant(),
                seen.platform(),
                seen.storeUrl(),
                seen.storeName(),
                null,
                null,
                null,
                seen.status(),
                credentials,
                null,
                seen.config(),
                seen.health(),
                seen.connectedAt(),
                null,
                null,
                NOW,
                NOW);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private OrderLookup find() {
        return platforms.find(kept(), QUERY, soon());
    }

    @Test
    void aTokenThatEndsSoonIsRenewedOnceAndKept() {
        find();
        find();

        assertThat(acme.used).containsExactly("t1");
        assertThat(acme.opened).isEqualTo("t2");
    }

    @Test
    void aTokenThatIsNotDueIsUsedAsItIs() {
        integration = integration("t1", NOW.plusSeconds(301));
        find();
        integration = integration("forever", null);
        find();

        assertThat(acme.used).isEmpty();
        assertThat(acme.opened).isEqualTo("forever");
    }

    @Test
    void whileOneRenewsTheOthersGoOnWithWhatIsStillGood() throws Exception {
        acme.begun = new CountDownLatch(1);
        acme.mayEnd = new CountDownLatch(1);
        Future<OrderLookup> first = threads.submit(this::find);
        await(acme.begun);

        find();

        assertThat(acme.opened).isEqualTo("t1");
        assertThat(first.isDone()).isFalse();
        acme.mayEnd.countDown();
        first.get();
        assertThat(acme.used).containsExactly("t1");
    }

    @Test
    void whenNothingIsGoodAnyMoreTheOthersWaitForTheOneWhoRenews() throws Exception {
        integration = integration("t1", NOW);
        acme.begun = new CountDownLatch(1);
        acme.mayEnd = new CountDownLatch(1);
        Callable<OrderLookup> find = this::find;
        Future<OrderLookup> first = threads.submit(find);
        await(acme.begun);
        List<Future<OrderLookup>> others = List.of(threads.submit(find), threads.submit(find));
        acme.mayEnd.countDown();

        first.get();
        for (Future<OrderLookup> other : others) {
            other.get();
        }
        assertThat(acme.used).containsExactly("t1");
        assertThat(acme.opened).isEqualTo("t2");
    }

    @Test
    void waitingForAnotherEndsByTheDeadline() {
        integration = integration("t1", NOW);
        assertThat(renewals.begin(integration, Duration.ofHours(1))).isPresent();

        assertThatThrownBy(() -> platforms.find(kept(), QUERY, Deadline.in(Duration.ofMillis(100))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
    }

    @Test
    void aRenewalThatFailsEarlyLeavesWhatIsGoodAndIsNotTriedAtEachQuestion() {
        acme.fault = new StoreException(StoreProblem.STORE_UNAVAILABLE);
        find();
        find();

        assertThat(acme.used).hasSize(1);
        assertThat(acme.opened).isEqualTo("t1");
    }

    @Test
    void aRenewalThatFailsTooLateIsTheStoresFaultAndIsTriedAgain() {
        integration = integration("t1", NOW);
        acme.fault = new StoreException(StoreProblem.STORE_UNAVAILABLE);

        assertThatThrownBy(this::find)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE));
        acme.fault = null;
        find();
        assertThat(acme.opened).isEqualTo("t2");
    }

    @Test
    void aTokenThatIsRefusedBeforeItsTimeIsRenewedAndTheQuestionAskedAgain() {
        integration = integration("t1", NOW.plusSeconds(3000));
        acme.refused = "t1";

        assertThat(find()).isEqualTo(OrderLookup.NOT_FOUND);

        assertThat(acme.used).containsExactly("t1");
        assertThat(kept().credentials().ciphertexts()).containsEntry(Field.ACCESS_TOKEN, "t2");
    }

    @Test
    void aTokenThatIsRefusedAgainIsNotRenewedForEver() {
        acme.refused = "t2";

        assertThatThrownBy(this::find)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
        assertThat(acme.used).containsExactly("t1");
    }

    @Test
    void aTokenThatCannotBeRenewedIsRefusedPlainly() {
        integration = integration("t1", null);
        acme.refused = "t1";

        assertThatThrownBy(this::find)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
        assertThat(acme.used).isEmpty();
    }
}
