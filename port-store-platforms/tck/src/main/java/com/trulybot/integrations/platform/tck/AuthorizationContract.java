package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How a merchant grants access on a page of the platform's, where there is one. */
public interface AuthorizationContract extends Contract {
    /** As unguessable as the host's own. */
    String STATE = "c3RhdGUtb2YtdGhlLWtpdC0wMTIzNDU2Nzg5";

    @Test
    default void theMerchantIsSentToAPageWithTheStateAndNoStoreIsAsked(StoreUnderTest store) {
        AuthorizationStart.Page page = page(store);

        assertThat(page.address().isAbsolute()).isTrue();
        assertThat(page.address().toString()).contains(STATE);
        assertThat(page.toString()).doesNotContain(STATE);
        assertThat(store.scenario().requests()).isZero();
        assertThat(store.secrets()).noneMatch(page.address().toString()::contains);
    }

    @Test
    default void anAddressThatIsNoneIsNamedWithoutAskingAnyone(StoreUnderTest store) {
        shown(store.scenario().authorization());

        assertThat(List.of("", " ", "no address", "https://", "\u0000"))
                .allSatisfy(address -> assertThat(authorization(store).start(request(address), store.context()))
                        .isInstanceOf(AuthorizationStart.Invalid.class));
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void aGenuineCallbackHandsTheStateBack(StoreUnderTest store) {
        AuthorizationCallback genuine = granted(store);

        assertThat(authorization(store).read(genuine, store.context())).hasValueSatisfying(grant -> {
            assertThat(grant.state()).isEqualTo(STATE);
            grant.store()
                    .ifPresent(
                            vouched -> assertThat(vouched).isEqualTo(page(store).store()));
        });
    }

    @Test
    default void whatThePlatformSignsComesThroughTheMerchantsBrowser(StoreUnderTest store) {
        AuthorizationCallback genuine = signed(store);

        assertThat(authorization(store).read(genuine, store.context()))
                .map(AuthorizationGrant::throughBrowser)
                .contains(true);
    }

    @Test
    default void aCallbackThatIsForgedIsRefused(StoreUnderTest store) {
        AuthorizationScenario shown = shown(store.scenario().authorization());
        Map<String, AuthorizationCallback> refused = shown.refused(page(store).address());

        if (shown.signed()) {
            assertThat(refused).isNotEmpty();
        }
        refused.forEach((what, callback) -> assertThat(authorization(store).read(callback, store.context()))
                .as("a callback that is %s", what)
                .isEmpty());
    }

    @Test
    default void aSignedCallbackIsRefusedOnceAnyCharacterIsChanged(StoreUnderTest store) {
        AuthorizationCallback genuine = signed(store);

        for (int i = 0; i < genuine.query().length(); i++) {
            assertRefused(
                    store,
                    new AuthorizationCallback(changed(genuine.query(), i), genuine.body()),
                    "query character " + i);
        }
        for (int i = 0; i < genuine.body().length(); i++) {
            assertRefused(
                    store,
                    new AuthorizationCallback(genuine.query(), changed(genuine.body(), i)),
                    "body character " + i);
        }
    }

    @Test
    default void aSignedCallbackThatIsCutOrDoubledIsRefused(StoreUnderTest store) {
        AuthorizationCallback genuine = signed(store);
        String query = genuine.query();

        if (!query.isEmpty()) {
            assertRefused(
                    store, new AuthorizationCallback(query.substring(0, query.length() - 1), genuine.body()), "cut");
            assertRefused(store, new AuthorizationCallback(query + "&" + query, genuine.body()), "doubled");
            for (String parameter : query.split("&", -1)) {
                assertRefused(
                        store,
                        new AuthorizationCallback(query + "&" + parameter, genuine.body()),
                        "with a parameter twice");
            }
        }
        assertRefused(store, new AuthorizationCallback("", ""), "empty");
    }

    @Test
    default void garbageIsRefusedAndNothingWorse(StoreUnderTest store) {
        shown(store.scenario().authorization());
        List<String> garbage = List.of(
                "",
                "&",
                "=",
                "&=&=",
                "%",
                "%zz=%",
                "a=%ff%fe",
                "{",
                "{}",
                "[]",
                "null",
                "\u0000",
                "\ud800",
                "{\"a\":".repeat(50_000),
                "a=b&".repeat(50_000),
                "<html>");
        for (String text : garbage) {
            for (AuthorizationCallback callback : List.of(
                    new AuthorizationCallback(text, ""),
                    new AuthorizationCallback("", text),
                    new AuthorizationCallback(text, text))) {
                assertThat(authorization(store).read(callback, store.context())).isEmpty();
            }
        }
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void accessIsConfirmedByTheLiveStoreOnly(StoreUnderTest store) {
        AuthorizationGrant grant = grant(store);
        int before = store.scenario().requests();

        Confirmed confirmed = redeemed(store, grant);

        assertThat(store.scenario().requests()).isGreaterThan(before);
        KnownOrder known = store.scenario().order();
        assertThat(found(store.open(store.access(confirmed, confirmed.credentials()))
                        .find(number(known.number()), ample())))
                .map(Order::id)
                .contains(known.id());
    }

    @Test
    default void aGrantThatWasTakenIsNoLongerHonoured(StoreUnderTest store) {
        AuthorizationScenario shown = shown(store.scenario().authorization());
        Assumptions.assumeTrue(shown.once(), "what the platform brings can be redeemed again");
        AuthorizationCallback callback = granted(store);
        AuthorizationGrant first =
                authorization(store).read(callback, store.context()).orElseThrow();
        AuthorizationGrant again =
                authorization(store).read(callback, store.context()).orElseThrow();
        redeemed(store, first);

        assertThat(first.redeem(shown.address(), ample())).isEmpty();
        assertThat(again.redeem(shown.address(), ample())).isEmpty();
    }

    @Test
    default void accessIsForTheStoreThatItWasAskedFor(StoreUnderTest store) {
        String another = shown(store.scenario().authorization()).anothersAddress();

        assertThat(redeem(grant(store), another, ample())).isNotInstanceOf(Confirmed.class);
    }

    @Test
    default void aFaultConfirmsNothing(StoreUnderTest store) {
        String address = shown(store.scenario().authorization()).address();
        for (Fault fault : Fault.values()) {
            store.scenario().fault(null);
            AuthorizationGrant grant = grant(store);
            store.scenario().fault(fault);
            Deadline deadline = fault == Fault.HANG ? Deadline.in(Duration.ofMillis(500)) : ample();
            assertThat(redeem(grant, address, deadline))
                    .as("redeemed while %s", fault)
                    .isNotInstanceOf(Confirmed.class);
        }
    }

    @Test
    default void noSecretOfTheGrantIsSaidAloud(StoreUnderTest store) {
        AuthorizationCallback callback = granted(store);
        AuthorizationGrant grant = grant(store);
        StringBuilder said = new StringBuilder();
        try (Overheard overheard = Overheard.begin()) {
            Confirmed confirmed = redeemed(store, grant);
            said.append(grant)
                    .append(callback)
                    .append(confirmed)
                    .append(page(store))
                    .append(overheard.text());
            said.append(store.witness().addresses());
        }

        assertThat(store.secrets()).isNotEmpty().noneMatch(said.toString()::contains);
        assertThat(said).doesNotContain(STATE);
    }

    private static StoreAuthorization authorization(StoreUnderTest store) {
        shown(store.scenario().authorization());
        return store.platform().authorization().orElseThrow();
    }

    private static AuthorizationRequest request(String address) {
        return new AuthorizationRequest(
                address,
                STATE,
                URI.create("https://ours.example/api/authorizations/callback"),
                URI.create("https://ours.example/connected"));
    }

    private static AuthorizationStart.Page page(StoreUnderTest store) {
        String address = shown(store.scenario().authorization()).address();
        return authorization(store)
                .start(request(address), store.context())
                .<AuthorizationStart.Page>match(
                        page -> page,
                        invalid -> {
                            throw new AssertionError("the scenario's address is called invalid: " + invalid);
                        },
                        () -> {
                            throw new AssertionError("the scenario lacks settings");
                        });
    }

    private static AuthorizationCallback granted(StoreUnderTest store) {
        return shown(store.scenario().authorization()).granted(page(store).address());
    }

    private static AuthorizationCallback signed(StoreUnderTest store) {
        Assumptions.assumeTrue(
                shown(store.scenario().authorization()).signed(), "the platform doesn't sign what it brings");
        return granted(store);
    }

    private static AuthorizationGrant grant(StoreUnderTest store) {
        return authorization(store).read(granted(store), store.context()).orElseThrow();
    }

    private static void assertRefused(StoreUnderTest store, AuthorizationCallback callback, String what) {
        assertThat(authorization(store).read(callback, store.context()))
                .as(what)
                .isEmpty();
    }

    private static String changed(String text, int at) {
        char other = text.charAt(at) == 'x' ? 'y' : 'x';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static Confirmed redeemed(StoreUnderTest store, AuthorizationGrant grant) {
        ConnectionCheck check = grant.redeem(
                        shown(store.scenario().authorization()).address(), ample())
                .orElseThrow(() -> new AssertionError("a fresh grant is called used up"));
        assertThat(check).isInstanceOf(Confirmed.class);
        Confirmed confirmed = (Confirmed) check;
        store.noted(confirmed.credentials());
        return confirmed;
    }

    private static ConnectionCheck redeem(AuthorizationGrant grant, String address, Deadline deadline) {
        try {
            return grant.redeem(address, deadline)
                    .orElse(new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }
}
