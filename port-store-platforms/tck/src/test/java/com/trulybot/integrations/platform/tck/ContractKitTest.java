package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Authorization;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Connection;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Faults;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Orders;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Refresh;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Registration;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Webhooks;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Widget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** That the kit finds what is wrong: adapters broken on purpose fail just where they are broken. */
class ContractKitTest {
    /** An adapter with a flaw, where it is tried, and what must fail there: this and nothing else. */
    private record Flawed(String flaw, Supplier<StoreScenario> scenario, Class<?> part, List<String> failing) {}

    private static Flawed line(String flaw, LinePlatform platform, Class<?> part, String... failing) {
        return new Flawed(flaw, () -> new LineScenario(platform), part, List.of(failing));
    }

    private static Flawed memory(String flaw, UnaryOperator<StorePlatform> around, Class<?> part, String... failing) {
        return new Flawed(flaw, () -> new InMemoryScenario(around), part, List.of(failing));
    }

    private static Flawed dialect(
            String flaw, BiFunction<WebhookDialect, WebhookFlaws.Asked, DeliveryVerdict> judge, String... failing) {
        return memory(flaw, good -> new WebhookFlaws.BrokenDialect(good, judge), Webhooks.class, failing);
    }

    private static Stream<Flawed> flawed() {
        return Stream.of(
                line("trusts the first hit", new LineFlaws.TrustsTheFirstHit(), Orders.class),
                line("ignores the e-mail", new LineFlaws.IgnoresTheEmail(), Orders.class),
                line("compares e-mails loosely", new LineFlaws.ComparesEmailsLoosely(), Orders.class),
                line("shows trash", new LineFlaws.ShowsTrash(), Orders.class),
                line("shares its state", new LineFlaws.SharesItsState(), Orders.class),
                line("asks without encoding", new LineFlaws.AsksWithoutEncoding(), Orders.class),
                line("asks more when the e-mail is wrong", new LineFlaws.AsksMoreWhenTheEmailIsWrong(), Orders.class),
                line("ignores the deadline", new LineFlaws.IgnoresTheDeadline(), Faults.class),
                line("asks after the deadline", new LineFlaws.AsksAfterTheDeadline(), Faults.class),
                line("takes HTML for empty", new LineFlaws.TakesHtmlForEmpty(), Faults.class),
                line("takes half an answer", new LineFlaws.TakesHalfAnAnswer(), Faults.class),
                line("takes 429 for not found", new LineFlaws.TakesTooManyRequestsForNotFound(), Faults.class),
                line("takes a refusal for trouble", new LineFlaws.TakesRefusalForTrouble(), Faults.class),
                line("takes a refusal for trouble", new LineFlaws.TakesRefusalForTrouble(), Connection.class),
                line("logs the token", new LineFlaws.LogsTheToken(), Faults.class),
                line("puts the key into the address", new LineFlaws.PutsTheKeyIntoTheAddress(), Faults.class),
                line("swallows interrupts", new LineFlaws.SwallowsInterrupts(), Faults.class),
                line("retries forever", new LineFlaws.RetriesForever(), Faults.class),
                line("goes past the client", new LineFlaws.GoesPastTheClient(), Faults.class),
                memory("takes faults for not found", BrokenPlatform.TakesFaultsForNotFound::new, Faults.class),
                memory("tells its key", BrokenPlatform.TellsItsKey::new, Faults.class),
                memory("forgets the limit", BrokenPlatform.ForgetsTheLimit::new, Orders.class),
                memory("asks nobody", BrokenPlatform.AsksNobody::new, Connection.class),
                memory("lacks webhooks", CapabilityFlaws.LacksWebhooks::new, Connection.class),
                new Flawed("isn't tested whole", ContractKitTest::untested, Connection.class, List.of()),
                memory("drops the refresh token", CapabilityFlaws.DropsTheRefreshToken::new, Refresh.class),
                memory("forgets the webhook secret", CapabilityFlaws.ForgetsTheWebhookSecret::new, Refresh.class),
                memory("takes trouble for death", CapabilityFlaws.TakesTroubleForDeath::new, Refresh.class),
                memory("renews too late", CapabilityFlaws.RenewsTooLate::new, Refresh.class),
                dialect("signs JSON written anew", WebhookFlaws::overJsonWrittenAnew),
                dialect("pings without a signature", WebhookFlaws::pingWithoutOneSignature),
                dialect("takes any signature", WebhookFlaws::anySignature),
                dialect("takes a cut signature", WebhookFlaws::aSignatureThatBeginsWell),
                dialect("has one key", WebhookFlaws::theSameKeyAlways),
                dialect("has ever new keys", WebhookFlaws::anotherKeyEachTime),
                dialect("believes all", WebhookFlaws::believesAll),
                memory("believes the callback", CapabilityFlaws.BelievesTheCallback::new, Authorization.class),
                memory("confirms without asking", CapabilityFlaws.ConfirmsWithoutAsking::new, Authorization.class),
                memory("makes all anew", CapabilityFlaws.MakesAllAnew::new, Registration.class),
                memory("removes those of others", CapabilityFlaws.RemovesThoseOfOthers::new, Registration.class),
                memory("takes any script for ours", CapabilityFlaws.TakesAnyScriptForOurs::new, Widget.class));
    }

    /** A platform with capabilities that the scenario is silent about. */
    private static StoreScenario untested() {
        return new LineScenario(new LinePlatform() {
            @Override
            public Optional<WebhookDialect> webhooks() {
                return Optional.of(new InMemoryWebhooks());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> anAdapterWithAFlawFailsWhereItIsFlawed() {
        return flawed().map(flawed -> DynamicTest.dynamicTest(
                flawed.flaw() + " (" + flawed.part().getSimpleName() + ")",
                () -> assertThat(failures(flawed)).containsExactlyInAnyOrderElementsOf(flawed.failing())));
    }

    /** All flaws are tried with this class, one after the other. */
    static class Tried extends PlatformContractTest {
        private static final AtomicReference<Supplier<StoreScenario>> SCENARIO = new AtomicReference<>();

        @Override
        protected StoreScenario scenario() {
            return SCENARIO.get().get();
        }
    }

    private static List<String> failures(Flawed flawed) {
        Tried.SCENARIO.set(flawed.scenario());
        return run(selectNestedClass(List.of(Tried.class), flawed.part())).getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName().replaceFirst("\\(.*", ""))
                .toList();
    }

    @Test
    void anOverriddenTestFailsTheWholeContract() {
        assertThat(report(Overriding.class)).contains("Orders overrides anOrderIsNotFoundForAnyoneElse");
    }

    @Test
    void aDisabledContractFailsTheOthers() {
        assertThat(report(Disabling.class)).contains("Faults is disabled or depends on a condition");
    }

    @Test
    void aMissingContractFailsTheOthers() {
        assertThat(report(Missing.class)).contains("no @Nested class implements FaultContract");
    }

    private static String report(Class<?> tests) {
        StringWriter text = new StringWriter();
        run(selectClass(tests)).printFailuresTo(new PrintWriter(text, true));
        return text.toString();
    }

    private static TestExecutionSummary run(DiscoverySelector tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    abstract static class Shop implements Contract {
        @Override
        public StoreScenario scenario() {
            return new InMemoryScenario(platform -> platform);
        }
    }

    static class Overriding {
        @Nested
        class Connection extends Shop implements ConnectionContract {}

        @Nested
        class Orders extends Shop implements OrderContract {
            @Override
            public void anOrderIsNotFoundForAnyoneElse(StoreUnderTest store) {}
        }

        @Nested
        class Faults extends Shop implements FaultContract {}
    }

    static class Disabling {
        @Nested
        class Connection extends Shop implements ConnectionContract {}

        @Nested
        class Orders extends Shop implements OrderContract {}

        @Nested
        @Disabled("one day")
        class Faults extends Shop implements FaultContract {}
    }

    static class Missing {
        @Nested
        class Connection extends Shop implements ConnectionContract {}

        @Nested
        class Orders extends Shop implements OrderContract {}
    }
}
