package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchStoreTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final WatchStore watch = new WatchStore(integrations, clock);
    private final IntegrationId id =
            integrations.given(IntegrationFixture.woo()).id();

    private Integration now() {
        return integrations.now(id);
    }

    private void answers() {
        assertThat(watch.ask(now(), () -> "answer")).isEqualTo("answer");
    }

    private void fails(StoreProblem problem) {
        StoreException fault = new StoreException(problem);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> watch.ask(now(), () -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @Test
    void whileAllIsWellANoteIsWrittenOnceAMinute() {
        clock.advance(Duration.ofSeconds(59));
        answers();
        assertThat(integrations.notes()).isZero();
        clock.advance(Duration.ofSeconds(1));
        answers();
        answers();
        assertThat(integrations.notes()).isOne();
        assertThat(now().lastSyncAt()).isEqualTo(clock.instant());
        assertThat(now().health().checkedAt()).isEqualTo(clock.instant());
        assertThat(now().health().since()).isEqualTo(SettableClock.START);
        assertThat(now().health().answerTime()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void aNoteOfTheFutureIsMadeGood() {
        Instant ahead = clock.instant().plus(Duration.ofDays(1));
        integrations.given(IntegrationFixture.with(now(), IntegrationStatus.ACTIVE, Health.ok(ahead, Duration.ZERO)));
        answers();
        assertThat(now().health().checkedAt()).isEqualTo(clock.instant());
    }

    @Test
    void aStoreThatWasNeverAskedIsNotedAtItsFirstAnswer() {
        integrations.given(IntegrationFixture.with(now(), IntegrationStatus.ACTIVE, Health.unknown(clock.instant())));
        answers();
        assertThat(now().health().state()).isEqualTo(Health.State.OK);
        assertThat(now().health().checkedAt()).isEqualTo(clock.instant());
    }

    @Test
    void aPassingProblemLeavesTheStatusAndIsNotedAtOnce() {
        clock.advance(Duration.ofSeconds(1));
        fails(StoreProblem.STORE_TIMEOUT);
        assertThat(now().status()).isEqualTo(IntegrationStatus.ACTIVE);
        assertThat(now().health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(now().health().problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
        assertThat(now().health().since()).isEqualTo(clock.instant());
        assertThat(now().health().checkedAt()).isEqualTo(clock.instant());
        assertThat(now().health().answerTime()).isEqualTo(Duration.ofMillis(120));
        assertThat(now().lastSyncAt()).isEqualTo(SettableClock.START);
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void theSameProblemAgainIsNotedOnceAMinuteAndItsBeginningKept() {
        fails(StoreProblem.STORE_TIMEOUT);
        clock.advance(Duration.ofSeconds(59));
        fails(StoreProblem.STORE_TIMEOUT);
        assertThat(integrations.notes()).isOne();
        clock.advance(Duration.ofSeconds(1));
        fails(StoreProblem.STORE_TIMEOUT);
        assertThat(integrations.notes()).isEqualTo(2);
        assertThat(now().health().since()).isEqualTo(SettableClock.START);
        assertThat(now().health().checkedAt()).isEqualTo(clock.instant());
    }

    @Test
    void anotherProblemIsNotedAtOnceAndBeginsAnew() {
        fails(StoreProblem.STORE_TIMEOUT);
        clock.advance(Duration.ofSeconds(1));
        fails(StoreProblem.STORE_UNAVAILABLE);
        assertThat(now().health().problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE);
        assertThat(now().health().since()).isEqualTo(clock.instant());
    }

    @Test
    void anAnswerAfterAPassingProblemIsNotedAtOnce() {
        fails(StoreProblem.STORE_TIMEOUT);
        clock.advance(Duration.ofSeconds(1));
        answers();
        assertThat(now().health().state()).isEqualTo(Health.State.OK);
        assertThat(now().health().problem()).isNull();
        assertThat(now().health().since()).isEqualTo(clock.instant());
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void whatOnlyTheMerchantCanMendNeedsAttentionAndIsToldOnce() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(now().health().state()).isEqualTo(Health.State.FAILING);
        clock.advance(Duration.ofHours(1));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        fails(StoreProblem.STORE_FROZEN);
        assertThat(now().health().problem()).isEqualTo(StoreProblem.STORE_FROZEN);
        assertThat(activities.types()).containsExactly("store_needs_attention");
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs needs attention. "
                        + "The store does not accept the keys. Make a new key and connect again.");
        assertThat(activities.last().createdAt()).isEqualTo(SettableClock.START);
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("integrationId", id.toString()),
                        Map.entry("platform", "woocommerce"),
                        Map.entry("storeUrl", now().storeUrl().toString()),
                        Map.entry("code", "store_credentials_rejected"));
    }

    @Test
    void aPassingProblemLeavesAStoreThatNeedsAttentionAsItIs() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        fails(StoreProblem.STORE_UNREACHABLE);
        assertThat(now().status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(now().health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(activities.types()).containsExactly("store_needs_attention");
    }

    @Test
    void anAnswerShowsThatItWasMended() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofSeconds(1));
        answers();
        assertThat(now().status()).isEqualTo(IntegrationStatus.ACTIVE);
        assertThat(now().health().state()).isEqualTo(Health.State.OK);
        assertThat(now().lastSyncAt()).isEqualTo(clock.instant());
        assertThat(activities.types()).containsExactly("store_needs_attention", "store_recovered");
        assertThat(activities.last().description()).isEqualTo("Anna's Mugs answers again.");
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("integrationId", id.toString()),
                        Map.entry("platform", "woocommerce"),
                        Map.entry("storeUrl", now().storeUrl().toString()));
    }

    @Test
    void anAnswerToAStoreThatNeedsAttentionIsNotedEvenIfItsHealthLooksWell() {
        integrations.given(IntegrationFixture.with(
                now(), IntegrationStatus.NEEDS_ATTENTION, Health.ok(clock.instant(), Duration.ZERO)));
        answers();
        assertThat(now().status()).isEqualTo(IntegrationStatus.ACTIVE);
    }

    @Test
    void keysThatAreRefusedThreeTimesOverAnHourHaveBeenTakenAway() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(30));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(30));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(now().credentials()).isEqualTo(SealedCredentials.NONE);
        assertThat(now().credentialHint()).isNull();
        assertThat(now().disconnectedAt()).isEqualTo(clock.instant());
        assertThat(activities.types()).containsExactly("store_needs_attention", "store_uninstalled");
        assertThat(activities.last().merchant()).isEqualTo(now().merchant());
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs has refused its keys for over an hour and was disconnected. "
                        + "The store does not accept the keys. Make a new key and connect again.");
        assertThat(activities.last().metadata()).containsEntry("code", "store_credentials_rejected");
    }

    @Test
    void keysThatAreRefusedOftenWithinTheHourStay() {
        for (int minute = 0; minute < 60; minute++) {
            fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
            clock.advance(Duration.ofMinutes(1));
        }
        clock.advance(Duration.ofSeconds(-1));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().connected()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().connected()).isFalse();
    }

    @Test
    void keysThatAreRefusedTwiceStayHoweverLongItIs() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofDays(30));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().connected()).isTrue();
    }

    @Test
    void anAnswerInBetweenShowsThatTheKeysAreGood() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(40));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        answers();
        clock.advance(Duration.ofMinutes(40));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(40));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().connected()).isTrue();
    }

    @Test
    void anotherProblemInBetweenBeginsTheCountAnew() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(40));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        fails(StoreProblem.STORE_TIMEOUT);
        clock.advance(Duration.ofMinutes(40));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(now().connected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = StoreProblem.class, mode = EnumSource.Mode.EXCLUDE, names = "STORE_CREDENTIALS_REJECTED")
    void noOtherProblemEndsAConnection(StoreProblem problem) {
        for (int hour = 0; hour < 100; hour++) {
            fails(problem);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(now().connected()).isTrue();
    }

    @Test
    void aStoreThatIsConnectedAnewMeanwhileIsNotEndedForItsOldKeys() {
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(30));
        fails(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofMinutes(30));
        Integration seen = now();
        Integration anew = integrations.given(IntegrationFixture.connectedAt(seen, clock.instant()));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> watch.ask(seen, () -> {
                    throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
                }));
        assertThat(now()).isEqualTo(anew);
        assertThat(activities.types()).containsExactly("store_needs_attention");
    }

    @Test
    void aBugOfOursSaysNothingOfTheStore() {
        assertThatIllegalStateException()
                .isThrownBy(() -> watch.ask(now(), () -> {
                    throw new IllegalStateException("ours");
                }));
        assertThat(integrations.notes()).isZero();
        assertThat(now().status()).isEqualTo(IntegrationStatus.ACTIVE);
    }

    @Test
    void whatWasDisconnectedMeanwhileStaysDisconnected() {
        Integration seen = now();
        clock.advance(Duration.ofMinutes(5));
        watch.ask(
                seen,
                () -> new DisconnectStore(integrations, new FakeStores(new ConnectionCheck.NotConfigured()), clock)
                        .disconnect(seen.merchant(), Origin.NONE, seen.platform(), id, SOON));
        assertThat(now().status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(activities.types()).containsExactly("store_disconnected");
    }
}
