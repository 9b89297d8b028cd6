package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.platform.EmbeddedPage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a page of ours lives in the platform's admin, where there is one. */
public interface EmbeddedPageContract extends Contract {
    @Test
    default void aGenuineQueryTellsTheStoreAndNoStoreIsAsked(StoreUnderTest store) {
        EmbeddedPageScenario shown = shown(store.scenario().embeddedPage());

        assertThat(page(store).store(shown.query(), store.context())).contains(shown.store());
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void aQueryThatIsForgedIsRefused(StoreUnderTest store) {
        EmbeddedPageScenario shown = shown(store.scenario().embeddedPage());

        assertThat(shown.refusedQueries()).isNotEmpty();
        shown.refusedQueries().forEach((what, query) -> assertNoStore(store, query, "a query that is " + what));
    }

    @Test
    default void aQueryIsRefusedOnceAnyCharacterIsChanged(StoreUnderTest store) {
        String genuine = shown(store.scenario().embeddedPage()).query();

        for (int i = 0; i < genuine.length(); i++) {
            assertNoStore(store, changed(genuine, i), "query character " + i);
        }
    }

    @Test
    default void aQueryThatIsCutOrDoubledIsRefused(StoreUnderTest store) {
        String genuine = shown(store.scenario().embeddedPage()).query();

        assertNoStore(store, genuine.substring(0, genuine.length() - 1), "cut");
        assertNoStore(store, genuine + "&" + genuine, "doubled");
        for (String parameter : genuine.split("&", -1)) {
            assertNoStore(store, genuine + "&" + parameter, "with a parameter twice");
        }
        assertNoStore(store, genuine + "&more=1", "with a parameter that nobody signed");
    }

    @Test
    default void aGenuineTokenTellsTheStoreAndNoStoreIsAsked(StoreUnderTest store) {
        EmbeddedPageScenario shown = shown(store.scenario().embeddedPage());

        assertThat(grant(store, shown.token()).store()).contains(shown.store());
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void aTokenThatIsForgedIsRefused(StoreUnderTest store) {
        EmbeddedPageScenario shown = shown(store.scenario().embeddedPage());

        assertThat(shown.refusedTokens()).isNotEmpty();
        shown.refusedTokens().forEach((what, token) -> assertNoGrant(store, token, "a token that is " + what));
    }

    @Test
    default void aTokenIsRefusedOnceAnyCharacterIsChanged(StoreUnderTest store) {
        String genuine = shown(store.scenario().embeddedPage()).token();

        for (int i = 0; i < genuine.length(); i++) {
            assertNoGrant(store, changed(genuine, i), "token character " + i);
        }
    }

    /** Base64 has several spellings of the same bytes: they end in another character. */
    @Test
    default void aTokenIsRefusedInAnotherSpelling(StoreUnderTest store) {
        String genuine = shown(store.scenario().embeddedPage()).token();
        String shorter = genuine.substring(0, genuine.length() - 1);

        assertNoGrant(store, shorter, "cut");
        for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=".toCharArray()) {
            if (genuine.charAt(shorter.length()) != last) {
                assertNoGrant(store, shorter + last, "ending in " + last);
            }
            assertNoGrant(store, genuine + last, "with " + last + " behind it");
        }
        assertNoGrant(store, genuine + genuine, "doubled");
        assertNoGrant(store, " " + genuine, "with a blank before it");
    }

    @Test
    default void garbageProvesNothingAndDoesNothingWorse(StoreUnderTest store) {
        EmbeddedPageScenario shown = shown(store.scenario().embeddedPage());
        for (String text : List.of(
                "",
                " ",
                ".",
                "..",
                "...",
                "&=&=",
                "%zz=%",
                "a=%ff%fe",
                "{}",
                "null",
                "\u0000",
                "\ud800",
                "e30.e30.e30",
                "a=b&".repeat(50_000),
                "a.".repeat(50_000))) {
            assertNoStore(store, text, "garbage");
            assertNoGrant(store, text, "garbage");
        }
        assertNoStore(store, shown.token(), "a token where a query should be");
        assertNoGrant(store, shown.query(), "a query where a token should be");
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void aTokenIsExchangedAtTheLiveStoreOnly(StoreUnderTest store) {
        AccessGrant grant = grant(store);

        Confirmed confirmed = redeemed(store, grant);

        assertThat(store.scenario().requests()).isPositive();
        KnownOrder known = store.scenario().order();
        assertThat(found(store.open(store.access(confirmed, confirmed.credentials()))
                        .find(number(known.number()), ample())))
                .map(Order::id)
                .contains(known.id());
    }

    @Test
    default void aTokenIsGoodForItsStoreAlone(StoreUnderTest store) {
        String another = shown(store.scenario().embeddedPage()).anothersAddress();

        assertThat(redeem(grant(store), another, ample())).isNotInstanceOf(Confirmed.class);
    }

    @Test
    default void aFaultWhileATokenIsExchangedConfirmsNothing(StoreUnderTest store) {
        String address = shown(store.scenario().embeddedPage()).store().value();
        for (Fault fault : Fault.values()) {
            store.scenario().fault(null);
            AccessGrant grant = grant(store);
            store.scenario().fault(fault);
            Deadline deadline = fault == Fault.HANG ? Deadline.in(Duration.ofMillis(500)) : ample();
            assertThat(redeem(grant, address, deadline))
                    .as("redeemed while %s", fault)
                    .isNotInstanceOf(Confirmed.class);
        }
    }

    @Test
    default void theFrameIsForThatStoresAdminAndNobodyElses(StoreUnderTest store) {
        EmbeddedFrame frame = frame(store);

        assertThat(frame.admin().isAbsolute()).isTrue();
        assertThat(frame.script().getScheme()).isEqualTo("https");
        assertThat(frame.ancestors())
                .contains(frame.admin().getScheme() + "://" + frame.admin().getRawAuthority())
                .allMatch(ancestor -> ancestor.matches("https?://[a-z0-9.-]+(:[0-9]+)?"));
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void noSecretOfThePageIsSaidAloud(StoreUnderTest store) {
        String token = shown(store.scenario().embeddedPage()).token();
        AccessGrant grant = grant(store, token);
        StringBuilder said = new StringBuilder();
        try (Overheard overheard = Overheard.begin()) {
            Confirmed confirmed = redeemed(store, grant);
            said.append(grant).append(confirmed).append(frame(store)).append(overheard.text());
            said.append(store.witness().addresses());
        }

        assertThat(store.secrets()).isNotEmpty().noneMatch(said.toString()::contains);
        assertThat(said).doesNotContain(token);
    }

    private static EmbeddedPage page(StoreUnderTest store) {
        shown(store.scenario().embeddedPage());
        return store.platform().embeddedPage().orElseThrow();
    }

    private static EmbeddedFrame frame(StoreUnderTest store) {
        return page(store)
                .frame(shown(store.scenario().embeddedPage()).store(), store.context())
                .orElseThrow(() -> new AssertionError("the scenario lacks settings"));
    }

    private static AccessGrant grant(StoreUnderTest store) {
        return grant(store, shown(store.scenario().embeddedPage()).token());
    }

    private static AccessGrant grant(StoreUnderTest store, String token) {
        return page(store)
                .session(token, store.context())
                .orElseThrow(() -> new AssertionError("a genuine token is refused"));
    }

    private static void assertNoStore(StoreUnderTest store, String query, String what) {
        assertThat(page(store).store(query, store.context())).as(what).isEmpty();
    }

    private static void assertNoGrant(StoreUnderTest store, String token, String what) {
        assertThat(page(store).session(token, store.context())).as(what).isEmpty();
    }

    private static String changed(String text, int at) {
        char other = text.charAt(at) == 'x' ? 'y' : 'x';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static Confirmed redeemed(StoreUnderTest store, AccessGrant grant) {
        ConnectionCheck check = grant.redeem(
                        shown(store.scenario().embeddedPage()).store().value(), ample())
                .orElseThrow(() -> new AssertionError("a fresh token is called used up"));
        assertThat(check).isInstanceOf(Confirmed.class);
        Confirmed confirmed = (Confirmed) check;
        store.noted(confirmed.credentials());
        return confirmed;
    }

    private static ConnectionCheck redeem(AccessGrant grant, String address, Deadline deadline) {
        try {
            return grant.redeem(address, deadline)
                    .orElse(new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }
}
