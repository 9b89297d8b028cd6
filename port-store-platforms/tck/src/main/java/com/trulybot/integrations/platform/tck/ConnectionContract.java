package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Invalid;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How a store is connected. */
public interface ConnectionContract extends Contract {
    @Test
    default void aGoodProposalIsConfirmed(StoreUnderTest store) {
        ConnectionCheck.Confirmed confirmed = store.connect();

        assertThat(confirmed.profile().name()).isNotBlank();
        assertThat(confirmed.credentials().secrets()).isNotEmpty();
    }

    @Test
    default void theStoreIsAskedBeforeAProposalIsConfirmed(StoreUnderTest store) {
        store.connect();

        assertThat(store.scenario().requests()).isPositive();
    }

    @Test
    default void noSecretIsLeftInWhatIsKeptInTheClear(StoreUnderTest store) {
        String kept = store.connect().profile().toString();

        assertThat(store.secrets()).isNotEmpty().noneMatch(kept::contains);
    }

    @Test
    default void wrongCredentialsAreRefusedWithSomethingTheMerchantCanMend(StoreUnderTest store) {
        ConnectionCheck check =
                store.checkAsHost(store.scenario().proposalWithWrongCredentials(), StoreUnderTest.ample());

        assertThat(check)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().mender()).isEqualTo(StoreProblem.Mender.MERCHANT));
    }

    @Test
    default void whatIsMissingIsNamedWithoutAskingTheStore(StoreUnderTest store) {
        assertThat(store.scenario().incompleteProposals()).isNotEmpty().allSatisfy((field, proposal) -> {
            ConnectionCheck check = store.check(proposal, StoreUnderTest.ample());

            assertThat(check).isInstanceOfSatisfying(Invalid.class, invalid -> {
                assertThat(invalid.problems())
                        .extracting(ConnectionCheck.FieldProblem::field)
                        .contains(field);
                assertThat(invalid.problems())
                        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
            });
        });
        assertThat(store.scenario().requests()).isZero();
    }

    @Test
    default void thePlatformHasANameForPeople(StoreUnderTest store) {
        assertThat(store.platform().displayName()).isNotBlank();
        assertThat(store.platform().id())
                .isEqualTo(store.scenario().goodProposal().platform());
    }

    @Test
    default void theServiceLoaderFindsARegisteredPlatform(StoreUnderTest store) {
        Class<?> type = store.platform().getClass();

        assertThat(StreamSupport.stream(ServiceLoader.load(StorePlatform.class).spliterator(), false)
                        .anyMatch(type::isInstance))
                .isEqualTo(store.scenario().registered());
    }

    @Test
    default void everyCapabilityIsShownByTheScenarioAndNoOther(StoreUnderTest store) {
        StoreScenario scenario = store.scenario();
        StorePlatform platform = store.platform();

        assertThat(platform.credentialRefresh().isPresent())
                .as("StorePlatform.credentialRefresh() is there, as the scenario's is")
                .isEqualTo(scenario.credentialRefresh().isPresent());
        assertThat(platform.authorization().isPresent())
                .as("StorePlatform.authorization() is there, as the scenario's is")
                .isEqualTo(scenario.authorization().isPresent());
        assertThat(platform.embeddedPage().isPresent())
                .as("StorePlatform.embeddedPage() is there, as the scenario's is")
                .isEqualTo(scenario.embeddedPage().isPresent());
        assertThat(platform.plugin().isPresent())
                .as("StorePlatform.plugin() is there, as the scenario says")
                .isEqualTo(scenario.plugin());
        assertThat(platform.webhooks().isPresent())
                .as("StorePlatform.webhooks() is there, as the scenario's is")
                .isEqualTo(scenario.webhooks().isPresent());
        assertThat(platform.webhookRegistration().isPresent())
                .as("StorePlatform.webhookRegistration() is there, as the scenario's is")
                .isEqualTo(scenario.webhookRegistration().isPresent());
        assertThat(platform.widgetInstallation().isPresent())
                .as("StorePlatform.widgetInstallation() is there, as the scenario's is")
                .isEqualTo(scenario.widgetInstallation().isPresent());
    }
}
