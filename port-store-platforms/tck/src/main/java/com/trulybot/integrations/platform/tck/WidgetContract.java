package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.problem;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.WidgetPresence.State;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the chat widget comes into a store's pages, where the platform has a way. */
public interface WidgetContract extends Contract {
    @Test
    default void theSettingsPageIsThereWhenTheSettingsForItAre(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        Optional<URI> page = widget(store).settingsPage(store.access(), store.context());

        assertThat(page.isPresent()).isEqualTo(shown.settingsPage());
        page.ifPresent(address -> {
            assertThat(address.isAbsolute()).isTrue();
            assertThat(store.secrets()).noneMatch(address.toString()::contains);
        });
    }

    @Test
    default void aStorefrontIsSeenAsItIs(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        StoreAccess access = store.access();

        for (State state : State.values()) {
            shown.show(state, script(store));
            assertThat(look(store, access, script(store), ample())).isEqualTo(state);
        }
    }

    @Test
    default void anothersWidgetIsNotOurs(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        shown.show(State.ON, URI.create("https://someone-else.example/widget.js"));

        assertThat(look(store, store.access(), script(store), ample())).isEqualTo(State.OFF);
    }

    @Test
    default void aStorefrontThatCannotBeSeenIsNeitherOnNorOff(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        StoreAccess access = store.access();
        shown.show(State.ON, script(store));

        store.scenario().fault(Fault.UNAVAILABLE);
        assertThat(look(store, access, script(store), ample())).isEqualTo(State.UNKNOWN);
        store.scenario().fault(Fault.HANG);
        assertThat(look(store, access, script(store), Deadline.in(Duration.ofMillis(500))))
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    default void whatWeLeftBehindIsRemovedAndNothingElse(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        URI anothers = URI.create("https://someone-else.example/widget.js");
        shown.leaveBehind(script(store));
        shown.leaveBehind(anothers);
        shown.leaveBehind(script(store));
        StoreAccess access = store.access();

        assertThat(clear(store, access)).isEqualTo(2);
        assertThat(shown.leftBehind()).isEqualTo(List.of(anothers));
        assertThat(clear(store, access)).isZero();
    }

    @Test
    default void whatCannotBeClearedIsSaid(StoreUnderTest store) {
        WidgetScenario shown = shown(store.scenario().widgetInstallation());
        shown.leaveBehind(script(store));
        StoreAccess access = store.access();
        store.scenario().fault(Fault.UNAVAILABLE);

        assertThat(problem(() -> clear(store, access)).passes()).isTrue();
    }

    private static WidgetInstallation widget(StoreUnderTest store) {
        return store.platform().widgetInstallation().orElseThrow();
    }

    /** A fault that is thrown is as good as {@code UNKNOWN}. */
    private static State look(StoreUnderTest store, StoreAccess access, URI script, Deadline deadline) {
        try {
            return widget(store).look(access, script, store.context(), deadline);
        } catch (StoreException e) {
            return State.UNKNOWN;
        }
    }

    private static int clear(StoreUnderTest store, StoreAccess access) {
        return widget(store).clear(access, URI.create("https://ours.example/"), store.context(), ample());
    }

    private static URI script(StoreUnderTest store) {
        return URI.create("https://ours.example/api/widget/" + store.platform().id() + ".js");
    }
}
