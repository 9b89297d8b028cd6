package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is made of a store that doesn't do what it should. */
public interface FaultContract extends Contract {
    @Test
    default void aStoreThatIsDownIsUnavailable(StoreUnderTest store) {
        lookupsEndIn(store, Fault.UNAVAILABLE);
        checksAreRefusedWith(store, Fault.UNAVAILABLE);
    }

    @Test
    default void aStoreThatAsksUsToSlowDownIsSaidToDoSo(StoreUnderTest store) {
        lookupsEndIn(store, Fault.RATE_LIMITED);
        checksAreRefusedWith(store, Fault.RATE_LIMITED);
    }

    @Test
    default void aWebPageIsNoAnswer(StoreUnderTest store) {
        lookupsEndIn(store, Fault.HTML_PAGE);
        assertThat(store.checkAsHost(store.scenario().goodProposal(), ample())).isNotInstanceOf(Confirmed.class);
    }

    @Test
    default void halfAnAnswerIsNoAnswer(StoreUnderTest store) {
        lookupsEndIn(store, Fault.CUT_JSON);
        assertThat(store.checkAsHost(store.scenario().goodProposal(), ample())).isNotInstanceOf(Confirmed.class);
    }

    @Test
    default void aStoreThatHangsIsLeftByTheDeadline(StoreUnderTest store) {
        Store open = store.open();
        store.scenario().fault(Fault.HANG);
        // Far longer than the deadline, so that a slow machine makes no difference: it ends or it doesn't.
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(problem(open, query(store), Deadline.in(Duration.ofMillis(700))))
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
            ConnectionCheck check =
                    store.checkAsHost(store.scenario().goodProposal(), Deadline.in(Duration.ofMillis(700)));
            assertThat(check)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
        });
    }

    @Test
    default void credentialsThatAreNoLongerAcceptedAreTheMerchantsToMend(StoreUnderTest store) {
        Store open = store.open();
        store.scenario().fault(Fault.CREDENTIALS_REJECTED);

        assertThat(problem(open, query(store), ample()).mender()).isEqualTo(StoreProblem.Mender.MERCHANT);
    }

    @Test
    default void aFaultIsNeverTakenForAnOrderThatIsNotThere(StoreUnderTest store) {
        Store open = store.open();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.HANG) {
                store.scenario().fault(fault);
                assertThat(catchThrowable(
                                () -> open.search(store.scenario().order().email(), 10, ample())))
                        .as("a search while %s", fault)
                        .isInstanceOf(StoreException.class);
            }
        }
    }

    @Test
    default void aStoreThatIsBackIsAskedAgain(StoreUnderTest store) {
        Store open = store.open();
        store.scenario().fault(Fault.UNAVAILABLE);
        problem(open, query(store), ample());
        store.scenario().fault(null);

        assertThat(found(open.find(query(store), ample())))
                .map(Order::id)
                .contains(store.scenario().order().id());
    }

    @Test
    default void noSecretIsSaidAloud(StoreUnderTest store) {
        StringWriter said = new StringWriter();
        try (Overheard overheard = Overheard.begin()) {
            Store open = store.open();
            said.append(store.connect().toString()).append(open.toString());
            said.append(store.checkAsHost(store.scenario().proposalWithWrongCredentials(), ample())
                    .toString());
            for (Fault fault : Fault.values()) {
                store.scenario().fault(fault);
                Deadline deadline = fault == Fault.HANG ? Deadline.in(Duration.ofMillis(300)) : ample();
                Throwable thrown = catchThrowable(() -> open.find(query(store), deadline));
                if (thrown != null) {
                    thrown.printStackTrace(new PrintWriter(said, true));
                    said.append(thrown instanceof StoreException e ? e.detail().orElse("") : "");
                }
            }
            said.append(overheard.text());
        }
        String all = said.toString();
        assertThat(store.secrets()).isNotEmpty().noneMatch(all::contains);
    }

    private static OrderQuery query(StoreUnderTest store) {
        return number(store.scenario().order().number());
    }

    private static void lookupsEndIn(StoreUnderTest store, Fault fault) {
        Store open = store.open();
        store.scenario().fault(fault);

        assertThat(problem(open, query(store), ample())).isEqualTo(fault.problem());
    }

    private static void checksAreRefusedWith(StoreUnderTest store, Fault fault) {
        assertThat(store.checkAsHost(store.scenario().goodProposal(), ample()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problem()).isEqualTo(fault.problem()));
    }

    private static StoreProblem problem(Store open, OrderQuery query, Deadline deadline) {
        Throwable thrown = catchThrowable(() -> open.find(query, deadline));
        assertThat(thrown).isInstanceOf(StoreException.class);
        return ((StoreException) thrown).problem();
    }
}
