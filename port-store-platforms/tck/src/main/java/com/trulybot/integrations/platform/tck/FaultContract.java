package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.ends;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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
        ends(() -> {
            Deadline first = store.witness().by(Deadline.in(Duration.ofMillis(700)));
            assertThat(problem(open, query(store), first)).isEqualTo(StoreProblem.STORE_TIMEOUT);
            Deadline second = store.witness().by(Deadline.in(Duration.ofMillis(700)));
            assertThat(store.checkAsHost(store.scenario().goodProposal(), second))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
        });
        assertThat(store.witness().late()).isEmpty();
    }

    @Test
    default void nothingIsAskedAfterTheDeadline(StoreUnderTest store) {
        Store open = store.open();
        int before = store.scenario().requests();
        Deadline passed = Deadline.in(Duration.ZERO);

        assertThat(problem(open, query(store), passed)).isEqualTo(StoreProblem.STORE_TIMEOUT);
        assertThat(StoreUnderTest.problem(
                        () -> open.search(store.scenario().order().email(), 10, passed)))
                .isEqualTo(StoreProblem.STORE_TIMEOUT);
        assertThat(store.scenario().requests()).isEqualTo(before);
    }

    @Test
    default void anInterruptedLookupEndsAtOnceAndStaysInterrupted(StoreUnderTest store) throws Exception {
        Store open = store.open();
        store.scenario().fault(Fault.HANG);
        int before = store.scenario().requests();
        AtomicReference<@Nullable StoreProblem> ended = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            ended.set(problem(open, query(store), Deadline.in(Duration.ofMinutes(5))));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.setDaemon(true);
        caller.start();
        ends(() -> {
            while (store.scenario().requests() == before && caller.isAlive()) {
                LockSupport.parkNanos(1_000_000);
            }
        });

        caller.interrupt();
        caller.join(20_000);

        assertThat(caller.isAlive())
                .as("it goes on, five minutes before its deadline")
                .isFalse();
        assertThat(ended.get()).isEqualTo(StoreProblem.STORE_TIMEOUT);
        assertThat(interrupted).as("the thread is still interrupted").isTrue();
    }

    @Test
    default void aStoreInTroubleIsNotAskedOverAndOver(StoreUnderTest store) {
        for (Fault fault : new Fault[] {Fault.UNAVAILABLE, Fault.RATE_LIMITED, Fault.HTML_PAGE, Fault.CUT_JSON}) {
            store.scenario().fault(null);
            Store open = store.open();
            store.scenario().fault(fault);
            int before = store.scenario().requests();
            problem(open, query(store), ample());

            // The HTTP client sends what may be repeated three times; four ways to ask are more than any adapter has.
            assertThat(store.scenario().requests() - before)
                    .as("requests of one lookup while %s", fault)
                    .isLessThanOrEqualTo(12);
        }
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
        for (Fault fault : new Fault[] {Fault.UNAVAILABLE, Fault.RATE_LIMITED, Fault.HTML_PAGE, Fault.CUT_JSON}) {
            store.scenario().fault(fault);
            problem(open, query(store), ample());
            store.scenario().fault(null);

            assertThat(found(open.find(query(store), ample())))
                    .as("after %s", fault)
                    .map(Order::id)
                    .contains(store.scenario().order().id());
        }
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

    @Test
    default void noSecretIsInAnAddress(StoreUnderTest store) {
        Store open = store.open();
        open.find(query(store), ample());
        open.search(store.scenario().order().email(), 10, ample());
        store.checkAsHost(store.scenario().proposalWithWrongCredentials(), ample());

        String all = store.witness().addresses().toString();
        assertThat(store.secrets())
                .isNotEmpty()
                .allSatisfy(secret ->
                        assertThat(all).doesNotContain(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    }

    @Test
    default void allThatIsSaidGoesThroughTheClientThatIsHandedOver(StoreUnderTest store) {
        store.open().find(query(store), ample());

        if (!store.scenario().addresses().isEmpty()) {
            assertThat(store.witness().addresses())
                    .hasSizeGreaterThanOrEqualTo(store.scenario().requests());
        }
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
        return StoreUnderTest.problem(() -> open.find(query, deadline));
    }
}
