package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.trulybot.integrations.platform.StorePlatform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** That the kit finds what is wrong: adapters broken on purpose fail just where they are broken. */
class ContractKitTest {
    @Test
    void anAdapterThatForgetsTheEmailFails() {
        assertThat(failures(ForgetsTheEmail.class)).containsExactly("anOrderIsNotFoundForAnyoneElse");
    }

    @Test
    void anAdapterThatTakesFaultsForNotFoundFails() {
        assertThat(failures(TakesFaultsForNotFound.class))
                .contains(
                        "aStoreThatIsDownIsUnavailable",
                        "aStoreThatAsksUsToSlowDownIsSaidToDoSo",
                        "aWebPageIsNoAnswer",
                        "halfAnAnswerIsNoAnswer",
                        "aStoreThatHangsIsLeftByTheDeadline",
                        "credentialsThatAreNoLongerAcceptedAreTheMerchantsToMend");
    }

    @Test
    void anAdapterThatTellsItsKeyFails() {
        assertThat(failures(TellsItsKey.class)).containsExactly("noSecretIsSaidAloud");
    }

    @Test
    void anAdapterThatForgetsTheLimitFails() {
        assertThat(failures(ForgetsTheLimit.class)).containsExactly("searchKeepsToTheLimit");
    }

    @Test
    void anAdapterThatBelievesEveryProposalFails() {
        assertThat(failures(AsksNobody.class))
                .containsExactlyInAnyOrder(
                        "wrongCredentialsAreRefusedWithSomethingTheMerchantCanMend",
                        "whatIsMissingIsNamedWithoutAskingTheStore");
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

    private static List<String> failures(Class<?> tests) {
        return run(tests).getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName().replaceFirst("\\(.*", ""))
                .toList();
    }

    private static String report(Class<?> tests) {
        StringWriter text = new StringWriter();
        run(tests).printFailuresTo(new PrintWriter(text, true));
        return text.toString();
    }

    private static TestExecutionSummary run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
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

    abstract static class Whole {
        abstract StorePlatform around(StorePlatform good);

        abstract class Scenario implements Contract {
            @Override
            public StoreScenario scenario() {
                return new InMemoryScenario(Whole.this::around);
            }
        }

        @Nested
        class Connection extends Scenario implements ConnectionContract {}

        @Nested
        class Orders extends Scenario implements OrderContract {}

        @Nested
        class Faults extends Scenario implements FaultContract {}
    }

    static class ForgetsTheEmail extends Whole {
        @Override
        StorePlatform around(StorePlatform good) {
            return new BrokenPlatform.ForgetsTheEmail(good);
        }
    }

    static class TakesFaultsForNotFound extends Whole {
        @Override
        StorePlatform around(StorePlatform good) {
            return new BrokenPlatform.TakesFaultsForNotFound(good);
        }
    }

    static class TellsItsKey extends Whole {
        @Override
        StorePlatform around(StorePlatform good) {
            return new BrokenPlatform.TellsItsKey(good);
        }
    }

    static class ForgetsTheLimit extends Whole {
        @Override
        StorePlatform around(StorePlatform good) {
            return new BrokenPlatform.ForgetsTheLimit(good);
        }
    }

    static class AsksNobody extends Whole {
        @Override
        StorePlatform around(StorePlatform good) {
            return new BrokenPlatform.AsksNobody(good);
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
