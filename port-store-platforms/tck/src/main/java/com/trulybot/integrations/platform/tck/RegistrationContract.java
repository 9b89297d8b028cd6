package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.problem;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WebhookRegistration.Changes;
import com.trulybot.integrations.platform.tck.RegistrationScenario.Hook;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How a store is told to tell us, where that is done store by store. */
public interface RegistrationContract extends Contract {
    @Test
    default void aStoreThatTellsUsNothingIsToldTo(StoreUnderTest store) {
        Changes changes = register(store, store.access());

        List<Hook> ours = ours(store);
        assertThat(ours)
                .isNotEmpty()
                .allMatch(Hook::awake)
                .extracting(Hook::topic)
                .doesNotHaveDuplicates();
        assertThat(changes).isEqualTo(new Changes(ours.size(), 0, 0));
    }

    @Test
    default void askingAgainChangesNothing(StoreUnderTest store) {
        StoreAccess access = store.access();
        register(store, access);
        List<Hook> before = shown(store.scenario().webhookRegistration()).hooks();

        assertThat(register(store, access)).isEqualTo(Changes.NONE);
        assertThat(shown(store.scenario().webhookRegistration()).hooks()).isEqualTo(before);
    }

    @Test
    default void whatSomeoneDeletedIsMadeAgain(StoreUnderTest store) {
        isMended(store, (scenario, hook) -> scenario.delete(hook.id()));
    }

    @Test
    default void whatWasPutToSleepIsWoken(StoreUnderTest store) {
        isMended(store, (scenario, hook) -> scenario.putToSleep(hook.id()));
    }

    @Test
    default void whatIsThereTwiceIsThereOnce(StoreUnderTest store) {
        isMended(store, (scenario, hook) -> scenario.doubled(hook.id()));
    }

    @Test
    default void whatGoesToAnEarlierAddressOfOursGoesToTheNewOne(StoreUnderTest store) {
        isMended(store, (scenario, hook) -> scenario.move(hook.id(), earlierAddress(store)));
        assertThat(shown(store.scenario().webhookRegistration()).hooks())
                .extracting(Hook::address)
                .doesNotContain(earlierAddress(store));
    }

    @Test
    default void webhooksOfOthersAreLeftAlone(StoreUnderTest store) {
        RegistrationScenario shown = shown(store.scenario().webhookRegistration());
        List<URI> others = List.of(
                URI.create("https://someone-else.example/hooks"),
                URI.create("https://someone-else.example/?to=" + address(store)),
                URI.create(address(store).resolve(Integer.toString(7)).toString()));
        others.forEach(shown::addAnothers);
        List<Hook> before = shown.hooks();
        StoreAccess access = store.access();

        register(store, access);
        assertThat(shown.hooks()).containsAll(before);
        unregister(store, access);
        assertThat(shown.hooks()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    default void allOfOursAreRemovedAtOnce(StoreUnderTest store) {
        StoreAccess access = store.access();
        int made = register(store, access).made();

        assertThat(unregister(store, access)).isEqualTo(new Changes(0, 0, made));
        assertThat(ours(store)).isEmpty();
        assertThat(unregister(store, access)).isEqualTo(Changes.NONE);
    }

    @Test
    default void keysThatMayOnlyReadLackAPermission(StoreUnderTest store) {
        RegistrationScenario shown = shown(store.scenario().webhookRegistration());
        shown.readOnly().ifPresent(proposal -> {
            Confirmed confirmed = (Confirmed) store.check(proposal, ample());
            StoreAccess access = store.access(confirmed, confirmed.credentials());

            assertThat(problem(() -> register(store, access))).isEqualTo(StoreProblem.STORE_PERMISSION_MISSING);
            assertThat(ours(store)).isEmpty();
        });
    }

    @Test
    default void aFaultIsToldAndNothingIsThoughtToBeMissing(StoreUnderTest store) {
        StoreAccess access = store.access();
        register(store, access);
        List<Hook> before = shown(store.scenario().webhookRegistration()).hooks();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.HANG) {
                store.scenario().fault(fault);
                problem(() -> register(store, access));
                problem(() -> unregister(store, access));
            }
        }
        store.scenario().fault(null);
        assertThat(shown(store.scenario().webhookRegistration()).hooks()).isEqualTo(before);
    }

    /** Something that happens to one of ours. */
    interface Mishap {
        void to(RegistrationScenario scenario, Hook hook);
    }

    private static void isMended(StoreUnderTest store, Mishap mishap) {
        StoreAccess access = store.access();
        register(store, access);
        Map<String, URI> before = byTopic(ours(store));
        RegistrationScenario shown = shown(store.scenario().webhookRegistration());
        mishap.to(shown, ours(store).get(0));

        assertThat(register(store, access)).isNotEqualTo(Changes.NONE);
        assertThat(ours(store)).allMatch(Hook::awake).hasSameSizeAs(before.keySet());
        assertThat(byTopic(ours(store))).isEqualTo(before);
        assertThat(register(store, access)).as("once more").isEqualTo(Changes.NONE);
    }

    private static Map<String, URI> byTopic(List<Hook> hooks) {
        return hooks.stream().collect(Collectors.toMap(Hook::topic, Hook::address));
    }

    private static List<Hook> ours(StoreUnderTest store) {
        return shown(store.scenario().webhookRegistration()).hooks().stream()
                .filter(hook -> hook.address().equals(address(store)))
                .toList();
    }

    private static URI address(StoreUnderTest store) {
        return URI.create("https://ours.example" + path(store));
    }

    /** What ours was before the operator changed the server's name. */
    private static URI earlierAddress(StoreUnderTest store) {
        return URI.create("https://earlier.ours.example" + path(store));
    }

    private static String path(StoreUnderTest store) {
        return "/api/webhooks/" + store.platform().id() + "/" + store.integration();
    }

    private static WebhookRegistration registration(StoreUnderTest store) {
        shown(store.scenario().webhookRegistration());
        return store.platform().webhookRegistration().orElseThrow();
    }

    private static Changes register(StoreUnderTest store, StoreAccess access) {
        return registration(store).register(signing(store, access), address(store), store.context(), ample());
    }

    private static Changes unregister(StoreUnderTest store, StoreAccess access) {
        return registration(store).unregister(signing(store, access), address(store), store.context(), ample());
    }

    /** With a secret to sign with, if there is none. */
    private static StoreAccess signing(StoreUnderTest store, StoreAccess access) {
        EnumMap<Field, Secret> secrets = new EnumMap<>(Field.class);
        secrets.put(Field.WEBHOOK_SECRET, Secret.of("a-webhook-secret-of-the-kit-0123456789"));
        secrets.putAll(access.credentials().secrets());
        return new StoreAccess(
                access.integration(),
                access.url(),
                access.shopDomain(),
                store.noted(new Credentials(secrets, access.credentials().accessTokenExpiresAt())),
                access.config());
    }
}
