package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.problem;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.StoreAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How access that ends is renewed, where it does. */
public interface RefreshContract extends Contract {
    @Test
    default void aNewTokenIsDueBeforeTheOldOneEnds(StoreUnderTest store) {
        Map<Field, Secret> secrets =
                shown(store.scenario().credentialRefresh()).ended().secrets();
        Instant end = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(refresh(store).dueAt(new Credentials(secrets, end)))
                .hasValueSatisfying(
                        due -> assertThat(due).isBetween(end.minus(Duration.ofHours(12)), end.minusMillis(1)));
        assertThat(refresh(store).dueAt(new Credentials(secrets, null)))
                .as("when the end isn't known")
                .isIn(Optional.empty(), Optional.of(Instant.MAX));
    }

    @Test
    default void aTokenAloneCannotBeRenewed(StoreUnderTest store) {
        shown(store.scenario().credentialRefresh());
        Secret token = Secret.of("a-token-and-nothing-else-0123456789");

        assertThat(refresh(store).dueAt(Credentials.of(Map.of(Field.ACCESS_TOKEN, token))))
                .isEmpty();
        assertThat(refresh(store).dueAt(Credentials.of(Map.of()))).isEmpty();
    }

    @Test
    default void whatIsRenewedOpensTheStore(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();

        Credentials after = renew(store, before);

        assertThat(after.get(Field.ACCESS_TOKEN)).isPresent().isNotEqualTo(before.get(Field.ACCESS_TOKEN));
        assertThat(after.accessTokenExpiresAt()).isNotNull();
        assertThat(after.accessTokenExpiresAt()).isAfter(store.context().clock().instant());
        assertOpens(store, after);
    }

    @Test
    default void whatDidNotChangeIsHandedBackAsWell(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();
        EnumMap<Field, Secret> more = new EnumMap<>(Field.class);
        more.putAll(before.secrets());
        more.put(Field.WEBHOOK_SECRET, Secret.of("a-webhook-secret-0123456789"));

        Credentials after = renew(store, new Credentials(more, before.accessTokenExpiresAt()));

        for (Field field : new Field[] {Field.API_KEY, Field.API_SECRET, Field.WEBHOOK_SECRET}) {
            assertThat(after.get(field)).as(field.name()).isEqualTo(Optional.ofNullable(more.get(field)));
        }
        assertThat(refresh(store).dueAt(after)).as("it can be renewed again").isPresent();
    }

    @Test
    default void aReplacedRefreshTokenIsKeptBesideItsSuccessor(StoreUnderTest store) {
        Credentials before = withRefreshToken(store);

        Credentials after = renew(store, before);

        if (!after.get(Field.REFRESH_TOKEN).equals(before.get(Field.REFRESH_TOKEN))) {
            assertThat(after.get(Field.REFRESH_TOKEN)).isPresent();
            assertThat(after.get(Field.PREVIOUS_REFRESH_TOKEN)).isEqualTo(before.get(Field.REFRESH_TOKEN));
        }
    }

    @Test
    default void thePreviousRefreshTokenIsTriedWhenItsSuccessorIsRefused(StoreUnderTest store) {
        Credentials before = withRefreshToken(store);
        EnumMap<Field, Secret> secrets = new EnumMap<>(Field.class);
        secrets.putAll(before.secrets());
        secrets.put(Field.PREVIOUS_REFRESH_TOKEN, before.require(Field.REFRESH_TOKEN));
        secrets.put(Field.REFRESH_TOKEN, Secret.of("a-successor-that-was-never-given-0123456789"));

        assertOpens(store, renew(store, new Credentials(secrets, before.accessTokenExpiresAt())));
    }

    @Test
    default void anAnswerThatGetsLostIsMendedByAskingAgain(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();
        renew(store, before);

        assertOpens(store, renew(store, before));
    }

    @Test
    default void whatIsNotRenewedAnyMoreIsRefused(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();
        renew(store, before);
        shown(store.scenario().credentialRefresh()).revoke();

        assertThat(problem(() -> renew(store, before))).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
    }

    @Test
    default void aFaultIsNotTakenForCredentialsThatAreDead(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();
        StoreAccess access = store.accessWith(before);
        for (Fault fault : new Fault[] {Fault.UNAVAILABLE, Fault.RATE_LIMITED, Fault.HTML_PAGE, Fault.CUT_JSON}) {
            store.scenario().fault(fault);
            assertThat(problem(() -> refresh(store).refresh(access, store.context(), ample()))
                            .passes())
                    .as("a refresh while %s fails with what passes", fault)
                    .isTrue();
        }
        store.scenario().fault(Fault.HANG);
        assertThat(problem(() -> refresh(store).refresh(access, store.context(), Deadline.in(Duration.ofMillis(500)))))
                .isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    private static Credentials withRefreshToken(StoreUnderTest store) {
        Credentials before = shown(store.scenario().credentialRefresh()).ended();
        Assumptions.assumeTrue(
                before.get(Field.REFRESH_TOKEN).isPresent(), "the platform renews without a refresh token");
        return before;
    }

    private static CredentialRefresh refresh(StoreUnderTest store) {
        return store.platform().credentialRefresh().orElseThrow();
    }

    private static Credentials renew(StoreUnderTest store, Credentials credentials) {
        return store.noted(refresh(store).refresh(store.accessWith(credentials), store.context(), ample()));
    }

    private static void assertOpens(StoreUnderTest store, Credentials credentials) {
        KnownOrder known = store.scenario().order();
        assertThat(found(store.open(store.accessWith(credentials)).find(number(known.number()), ample())))
                .map(Order::id)
                .contains(known.id());
    }
}
