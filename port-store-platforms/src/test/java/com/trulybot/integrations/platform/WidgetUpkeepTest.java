package com.trulybot.integrations.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.ConnectionCheck;
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
import com.trulybot.integrations.core.integration.WidgetPresence.State;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store is told of its widget while it is connected, and when it leaves. */
class WidgetUpkeepTest {
    private static final PlatformId ACME = PlatformId.of("acme");
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final UserId USER = new UserId(UUID.fromString("5d3b1c1e-8a52-4f0e-9a44-2f8c3c1b7a10"));

    private final Acme acme = new Acme();
    private final StorePlatforms platforms = StorePlatforms.of(
            new StorePlatforms.Host(
                    (request, deadline) -> {
                        throw new AssertionError("nobody is to be asked");
                    },
                    InstantSource.fixed(NOW),
                    new GlassVault(),
                    name -> Optional.empty(),
                    new InProcessRenewals(
                            Optional::of,
                            (seen, after) -> {
                                throw new AssertionError("nothing is to be kept");
                            },
                            InstantSource.fixed(NOW)),
                    URI.create("https://ours.example")),
            acme);

    /** Remembers what it is told, each time with the token that it was told with. */
    private static final class Acme implements StorePlatform, CredentialRefresh, WidgetInstallation {
        private final List<String> told = new ArrayList<>();
        private boolean dead;

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
            throw new AssertionError("no order is looked for");
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
            if (dead) {
                throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            }
            return new Credentials(Map.of(Field.ACCESS_TOKEN, Secret.of("new")), NOW.plusSeconds(3600));
        }

        @Override
        public Optional<WidgetInstallation> widgetInstallation() {
            return Optional.of(this);
        }

        @Override
        public Optional<URI> settingsPage(StoreAccess access, PlatformContext context) {
            return Optional.empty();
        }

        @Override
        public State look(StoreAccess access, URI script, PlatformContext context, Deadline deadline) {
            return State.UNKNOWN;
        }

        @Override
        public int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
            return 0;
        }

        @Override
        public void prepare(StoreAccess access, UserId user, URI script, PlatformContext context, Deadline deadline) {
            told.add(token(access) + " " + user + " " + script);
        }

        @Override
        public void withdraw(StoreAccess access, PlatformContext context, Deadline deadline) {
            told.add(token(access) + " nothing any more");
        }

        private static String token(StoreAccess access) {
            return access.credentials().require(Field.ACCESS_TOKEN).expose();
        }
    }

    /** The text itself, with its end beside it. */
    private static final class GlassVault implements CredentialVault {
        @Override
        public SealedCredentials seal(IntegrationId id, Credentials credentials) {
            throw new AssertionError("nothing is to be kept");
        }

        @Override
        public Credentials open(IntegrationId id, SealedCredentials sealed) {
            return new Credentials(
                    Map.of(Field.ACCESS_TOKEN, Secret.of(sealed.ciphertexts().get(Field.ACCESS_TOKEN))),
                    sealed.accessTokenExpiresAt());
        }
    }

    private static Integration integration(@Nullable Instant ends) {
        return new Integration(
                IntegrationId.random(),
                new Merchant(USER, new WorkspaceId(UUID.randomUUID())),
                ACME,
                StoreUrl.parse("https://shop.example"),
                "Shop",
                null,
                null,
                null,
                IntegrationStatus.ACTIVE,
                new SealedCredentials(Map.of(Field.ACCESS_TOKEN, "kept"), ends),
                null,
                Map.of(),
                Health.unknown(NOW),
                NOW,
                null,
                null,
                NOW,
                NOW);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    @Test
    void aStoreIsToldWhoseWidgetItHasAndWhereThatLoadsFrom() {
        platforms.setUp(integration(null), soon());

        assertThat(acme.told).containsExactly("kept " + USER + " https://ours.example/api/widget/acme.js");
    }

    @Test
    void whatIsOursIsTakenOutWithATokenThatOpensTheStoreAndThatIsNotKept() {
        platforms.takeDown(integration(NOW), soon());

        assertThat(acme.told).containsExactly("new nothing any more");
    }

    @Test
    void whatOpensAStoreStillIsNotRenewedToLeaveIt() {
        platforms.takeDown(integration(NOW.plusSeconds(1)), soon());
        platforms.takeDown(integration(null), soon());

        assertThat(acme.told).containsExactly("kept nothing any more", "kept nothing any more");
    }

    @Test
    void whereNothingNewIsGivenWhatWasKeptIsTried() {
        acme.dead = true;

        platforms.takeDown(integration(NOW), soon());

        assertThat(acme.told).containsExactly("kept nothing any more");
    }
}
