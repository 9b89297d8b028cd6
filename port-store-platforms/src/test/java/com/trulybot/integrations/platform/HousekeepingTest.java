package com.trulybot.integrations.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
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
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host does in stores beside asking for orders, and what it does with what stores say. */
class HousekeepingTest {
    private static final PlatformId ACME = PlatformId.of("acme");
    private static final PlatformId BARE = PlatformId.of("bare");
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));
    private static final Delivery DELIVERY = Delivery.of(Map.of(), "{}".getBytes(StandardCharsets.UTF_8));

    private final Acme acme = new Acme();
    private final OpenVault vault = new OpenVault();
    private final List<String> kept = new ArrayList<>();
    private final StorePlatforms platforms = StorePlatforms.of(host(), acme, new Bare(BARE));

    private StorePlatforms.Host host() {
        return new StorePlatforms.Host(
                (request, deadline) -> {
                    throw new AssertionError("nobody is to be asked");
                },
                InstantSource.fixed(NOW),
                vault,
                name -> Optional.empty(),
                new InProcessRenewals(
                        seen -> Optional.of(seen), (seen, after) -> kept.add("kept"), InstantSource.fixed(NOW)),
                URI.create("https://ours.example"));
    }

    /** Opens everything with what the test says; null for nothing. */
    private static final class OpenVault implements CredentialVault {
        private @Nullable Credentials credentials = token("good", null);

        @Override
        public SealedCredentials seal(IntegrationId id, Credentials given) {
            return SealedCredentials.NONE;
        }

        @Override
        public Credentials open(IntegrationId id, SealedCredentials sealed) {
            if (credentials == null) {
                throw new IllegalStateException("the key is gone");
            }
            return credentials;
        }
    }

    private static Credentials token(String token, @Nullable Instant ends) {
        return new Credentials(Map.of(Field.ACCESS_TOKEN, Secret.of(token)), ends);
    }

    /** A platform that finds orders and does nothing else. */
    private static class Bare implements StorePlatform {
        private final PlatformId id;

        Bare(PlatformId id) {
            this.id = id;
        }

        @Override
        public PlatformId id() {
            return id;
        }

        @Override
        public String displayName() {
            return id.value();
        }

        @Override
        public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
            return new ConnectionCheck.NotConfigured();
        }

        @Override
        public Store open(StoreAccess access, PlatformContext context) {
            throw new AssertionError("no orders are asked for");
        }
    }

    /** Writes down what it is asked to do, and with which token. */
    private static final class Acme extends Bare
            implements WebhookRegistration, WidgetInstallation, CredentialRefresh, WebhookDialect, PluginDownload {
        private final List<String> done = new ArrayList<>();
        private @Nullable StoreProposal proposal;
        private ConnectionCheck check = new ConnectionCheck.NotConfigured();
        private @Nullable RuntimeException hooks;
        private @Nullable RuntimeException refreshing;
        private String refused = "";
        private Optional<Credentials> judgedWith = Optional.empty();

        Acme() {
            super(ACME);
        }

        private void write(String what, StoreAccess access) {
            String token = access.credentials().require(Field.ACCESS_TOKEN).expose();
            done.add(what + " with " + token);
            if (token.equals(refused)) {
                throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            }
        }

        @Override
        public ConnectionCheck check(StoreProposal given, PlatformContext context, Deadline deadline) {
            proposal = given;
            Secret token = given.secrets().get(Field.ACCESS_TOKEN);
            return token != null && token.expose().equals(refused)
                    ? new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, "No.")
                    : check;
        }

        @Override
        public Optional<WebhookRegistration> webhookRegistration() {
            return Optional.of(this);
        }

        @Override
        public Optional<WidgetInstallation> widgetInstallation() {
            return Optional.of(this);
        }

        @Override
        public Optional<CredentialRefresh> credentialRefresh() {
            return Optional.of(this);
        }

        @Override
        public Optional<WebhookDialect> webhooks() {
            return Optional.of(this);
        }

        @Override
        public Optional<PluginDownload> plugin() {
            return Optional.of(this);
        }

        @Override
        public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
            write("register " + address, access);
            if (hooks != null) {
                throw hooks;
            }
            return Changes.NONE;
        }

        @Override
        public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
            write("unregister " + ours, access);
            if (hooks != null) {
                throw hooks;
            }
            return Changes.NONE;
        }

        @Override
        public Optional<URI> settingsPage(StoreAccess access, PlatformContext context) {
            return Optional.of(URI.create("https://shop.example/admin/embed"));
        }

        @Override
        public WidgetPresence.State look(StoreAccess access, URI script, PlatformContext context, Deadline deadline) {
            write("look for " + script, access);
            return WidgetPresence.State.ON;
        }

        @Override
        public int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
            write("clear " + ours, access);
            return 0;
        }

        @Override
        public Optional<Instant> dueAt(Credentials credentials) {
            return Optional.of(
                    credentials.accessTokenExpiresAt() == null
                            ? Instant.MAX
                            : credentials.accessTokenExpiresAt().minusSeconds(300));
        }

        @Override
        public Credentials refresh(StoreAccess access, PlatformContext context, Deadline deadline) {
            if (refreshing != null) {
                throw refreshing;
            }
            return token("fresh", NOW.plusSeconds(3_600));
        }

        @Override
        public Optional<String> shopDomain(Delivery delivery) {
            return Optional.of("shop.example");
        }

        @Override
        public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
            judgedWith = credentials;
            return DeliveryVerdict.PING;
        }

        @Override
        public String fileName() {
            return "acme.zip";
        }

        @Override
        public byte[] file(URI server) {
            return new byte[0];
        }
    }

    private static Integration store(PlatformId platform, @Nullable String shopDomain) {
        return new Integration(
                new IntegrationId(new UUID(1, 1)),
                new Merchant(new UserId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID())),
                platform,
                StoreUrl.parse("https://www.shop.example"),
                "Shop",
                "shop@shop.example",
                shopDomain,
                "read",
                IntegrationStatus.ACTIVE,
                SealedCredentials.NONE,
                null,
                Map.of(),
                Health.unknown(NOW),
                NOW,
                null,
                null,
                NOW,
                NOW);
    }

    private final Integration named = store(ACME, "shop.example");
    private final Integration addressed = store(ACME, null);

    private static ConnectionCheck refused(StoreProblem problem, @Nullable String detail) {
        return new ConnectionCheck.Refused(problem, detail);
    }

    @Test
    void aStoreIsInspectedWithWhatIsKept() {
        acme.check = refused(StoreProblem.STORE_FROZEN, "Pay the bill.");
        assertThat(platforms.inspect(named, AMPLE)).isEqualTo(acme.check);
        assertThat(acme.proposal)
                .isEqualTo(new StoreProposal(
                        ACME,
                        "shop.example",
                        Map.of(Field.ACCESS_TOKEN, Secret.of("good")),
                        "Shop",
                        "shop@shop.example",
                        "read"));
        platforms.inspect(addressed, AMPLE);
        assertThat(acme.proposal).extracting(StoreProposal::address).isEqualTo("https://www.shop.example");
    }

    @Test
    void aRefusedTokenIsRenewedBeforeTheStoreIsSaidToRefuseIt() {
        acme.refused = "good";
        acme.check = ConnectionCheck.Invalid.of("storeUrl", "Asked with the fresh one.");
        assertThat(platforms.inspect(named, AMPLE)).isEqualTo(acme.check);
        assertThat(kept).containsExactly("kept");
    }

    @Test
    void aTokenThatIsRefusedEvenWhenRenewedIsRefused() {
        acme.refused = "good";
        acme.refreshing = new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(platforms.inspect(named, AMPLE)).isEqualTo(refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> platforms.confirm(named, AMPLE));
    }

    @Test
    void credentialsThatDoNotOpenAreRejectedOnes() {
        vault.credentials = null;
        assertThat(platforms.inspect(named, AMPLE)).isEqualTo(refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> platforms.setUp(named, AMPLE));
    }

    @Test
    void aStoreIsToldWhereToTellUsAndClearedOfWhatIsOld() {
        platforms.setUp(named, AMPLE);
        assertThat(acme.done)
                .containsExactly(
                        "register https://ours.example/api/webhooks/acme with good",
                        "clear https://ours.example with good");
    }

    @Test
    void aStoreWithoutANameOfItsOwnIsKnownByTheAddressItCalls() {
        platforms.setUp(addressed, AMPLE);
        assertThat(acme.done)
                .contains("register https://ours.example/api/webhooks/acme/00000000-0000-0001-0000-000000000001"
                        + " with good");
    }

    @Test
    void aStoreWithOurPluginTellsUsByItself() {
        vault.credentials = token("good", null).with(Field.PLUGIN_KEY, Secret.of("tbk_…"));
        platforms.setUp(named, AMPLE);
        assertThat(acme.done).containsExactly("clear https://ours.example with good");
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_PERMISSION_MISSING", "STORE_DATA_NOT_APPROVED"})
    void keysThatMayOnlyReadAreEnough(StoreProblem problem) {
        acme.hooks = new StoreException(problem);
        platforms.setUp(named, AMPLE);
        assertThat(acme.done).hasSize(2);
    }

    @Test
    void anotherFaultIsToldAndWhatFollowsIsLeft() {
        acme.hooks = new StoreException(StoreProblem.STORE_TIMEOUT);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> platforms.setUp(named, AMPLE));
        assertThat(acme.done).hasSize(1);
    }

    @Test
    void aTokenThatEndsIsRenewedAndKeptWhileAStoreIsLookedAfter() {
        vault.credentials = token("over", NOW.minusSeconds(1));
        platforms.setUp(named, AMPLE);
        assertThat(acme.done).contains("clear https://ours.example with fresh");
        assertThat(kept).containsExactly("kept");
    }

    @Test
    void whatIsOursIsTakenFromAStoreThatLeaves() {
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done)
                .containsExactly(
                        "unregister https://ours.example/api/webhooks/acme with good",
                        "clear https://ours.example with good");
    }

    @Test
    void aTokenThatIsOverIsRenewedToLeaveAndKeptNowhere() {
        vault.credentials = token("over", NOW);
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done).hasSize(2).allMatch(what -> what.endsWith(" with fresh"));
        assertThat(kept).isEmpty();
    }

    @Test
    void aTokenThatIsStillGoodIsNotRenewedToLeave() {
        vault.credentials = token("short", NOW.plusSeconds(1));
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done).hasSize(2).allMatch(what -> what.endsWith(" with short"));
    }

    @Test
    void aTokenThatCanNotBeRenewedIsTriedAsItIs() {
        vault.credentials = token("over", NOW);
        acme.refreshing = new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done).hasSize(2).allMatch(what -> what.endsWith(" with over"));
    }

    @Test
    void leavingNeverFails() {
        acme.hooks = new StoreException(StoreProblem.STORE_UNREACHABLE);
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done).last().isEqualTo("clear https://ours.example with good");
        acme.hooks = new IllegalStateException("a bug");
        platforms.takeDown(named, AMPLE);
        assertThat(acme.done).hasSize(4);
        vault.credentials = token("over", NOW);
        acme.refreshing = new IllegalStateException("a bug");
        platforms.takeDown(named, AMPLE);
        vault.credentials = null;
        platforms.takeDown(named, AMPLE);
        platforms.takeDown(store(PlatformId.of("gone"), null), AMPLE);
        assertThat(acme.done).hasSize(4);
    }

    @Test
    void theStorefrontIsLookedAtForTheLoader() {
        assertThat(platforms.widget(named, AMPLE))
                .isEqualTo(new WidgetPresence(WidgetPresence.State.ON, URI.create("https://shop.example/admin/embed")));
        assertThat(acme.done).containsExactly("look for https://ours.example/api/widget/acme.js with good");
    }

    @Test
    void whoJudgesADeliveryIsGivenTheCredentialsAsFarAsTheyOpen() {
        assertThat(platforms.listens(ACME)).isTrue();
        assertThat(platforms.shopDomain(ACME, DELIVERY)).contains("shop.example");
        assertThat(platforms.judge(ACME, DELIVERY, Optional.of(named))).isEqualTo(DeliveryVerdict.PING);
        assertThat(acme.judgedWith).contains(token("good", null));
        platforms.judge(ACME, DELIVERY, Optional.empty());
        assertThat(acme.judgedWith).isEmpty();
        vault.credentials = null;
        platforms.judge(ACME, DELIVERY, Optional.of(named));
        assertThat(acme.judgedWith).isEmpty();
    }

    @Test
    void aPlatformThatOnlyFindsOrdersSaysNothingOfTheRest() {
        AuthorizationRequest request = new AuthorizationRequest(
                "shop.example", "state", URI.create("https://a.example"), URI.create("https://b.example"));
        assertThat(platforms.start(BARE, request)).isEmpty();
        assertThat(platforms.read(BARE, new AuthorizationCallback("a=b", ""))).isEmpty();
        assertThat(platforms.store(BARE, "a=b")).isEmpty();
        assertThat(platforms.session(BARE, "token")).isEmpty();
        assertThat(platforms.frame(BARE, StoreUrl.parse("https://shop.example")))
                .isEmpty();
        assertThat(platforms.listens(BARE)).isFalse();
        assertThat(platforms.shopDomain(BARE, DELIVERY)).isEmpty();
        assertThat(platforms.judge(BARE, DELIVERY, Optional.empty())).isEqualTo(DeliveryVerdict.FORGED);
        assertThat(platforms.wantsWebhookSecret(BARE)).isFalse();
        assertThat(platforms.wantsWebhookSecret(ACME)).isTrue();
        Integration bare = store(BARE, null);
        assertThat(platforms.widget(bare, AMPLE)).isEqualTo(new WidgetPresence(WidgetPresence.State.UNKNOWN, null));
        platforms.setUp(bare, AMPLE);
        platforms.takeDown(bare, AMPLE);
        assertThatIllegalStateException().isThrownBy(() -> platforms.confirm(bare, AMPLE));
        assertThatIllegalArgumentException().isThrownBy(() -> platforms.start(PlatformId.of("gone"), request));
    }

    @Test
    void thePluginsAreKnownByPlatform() {
        assertThat(platforms.plugins()).containsExactly(Map.entry(ACME, acme));
    }
}
