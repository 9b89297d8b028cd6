package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Authorization;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Connection;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Embedded;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Faults;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Orders;
import com.trulybot.integrations.platform.tck.PlatformContractTest.Plugin;
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
                line(
                        "trusts the first hit",
                        new LineFlaws.TrustsTheFirstHit(),
                        Orders.class,
                        "anOrderIsFoundByItsNumber",
                        "anOrderIsFoundHoweverItsNumberIsWritten",
                        "ofTwoNumbersThatAreAlikeTheEmailDecides",
                        "ofTwoNumbersThatAreAlikeTheOneThatIsMeantIsPicked"),
                line(
                        "ignores the e-mail",
                        new LineFlaws.IgnoresTheEmail(),
                        Orders.class,
                        "aWrongEmailCostsTheSameRequestsAsAWrongNumber",
                        "anAddressThatIsOnlyLikeTheOwnersIsAnothers",
                        "anOrderIsNotFoundForAnyoneElse",
                        "ofTwoNumbersThatAreAlikeTheEmailDecides"),
                line(
                        "compares e-mails loosely",
                        new LineFlaws.ComparesEmailsLoosely(),
                        Orders.class,
                        "anAddressThatIsOnlyLikeTheOwnersIsAnothers"),
                line("shows trash", new LineFlaws.ShowsTrash(), Orders.class, "aTrashedOrderOrDraftIsNeverShown"),
                line(
                        "shares its state",
                        new LineFlaws.SharesItsState(),
                        Orders.class,
                        "manyMayAskAtOnceAndNoneGetsAnothersAnswer"),
                line(
                        "asks without encoding",
                        new LineFlaws.AsksWithoutEncoding(),
                        Orders.class,
                        "whatIsAskedForIsAskedForLetterByLetter"),
                line(
                        "asks more when the e-mail is wrong",
                        new LineFlaws.AsksMoreWhenTheEmailIsWrong(),
                        Orders.class,
                        "aWrongEmailCostsTheSameRequestsAsAWrongNumber"),
                line(
                        "ignores the deadline",
                        new LineFlaws.IgnoresTheDeadline(),
                        Faults.class,
                        "aStoreThatHangsIsLeftByTheDeadline"),
                line(
                        "asks after the deadline",
                        new LineFlaws.AsksAfterTheDeadline(),
                        Faults.class,
                        "nothingIsAskedAfterTheDeadline"),
                line(
                        "takes HTML for empty",
                        new LineFlaws.TakesHtmlForEmpty(),
                        Faults.class,
                        "aFaultIsNeverTakenForAnOrderThatIsNotThere",
                        "aStoreInTroubleIsNotAskedOverAndOver",
                        "aStoreThatIsBackIsAskedAgain",
                        "aWebPageIsNoAnswer"),
                line(
                        "takes half an answer",
                        new LineFlaws.TakesHalfAnAnswer(),
                        Faults.class,
                        "aFaultIsNeverTakenForAnOrderThatIsNotThere",
                        "aStoreInTroubleIsNotAskedOverAndOver",
                        "aStoreThatIsBackIsAskedAgain",
                        "halfAnAnswerIsNoAnswer"),
                line(
                        "takes 429 for not found",
                        new LineFlaws.TakesTooManyRequestsForNotFound(),
                        Faults.class,
                        "aFaultIsNeverTakenForAnOrderThatIsNotThere",
                        "aStoreInTroubleIsNotAskedOverAndOver",
                        "aStoreThatAsksUsToSlowDownIsSaidToDoSo",
                        "aStoreThatIsBackIsAskedAgain"),
                line(
                        "takes a refusal for trouble",
                        new LineFlaws.TakesRefusalForTrouble(),
                        Faults.class,
                        "credentialsThatAreNoLongerAcceptedAreTheMerchantsToMend"),
                line(
                        "takes a refusal for trouble",
                        new LineFlaws.TakesRefusalForTrouble(),
                        Connection.class,
                        "wrongCredentialsAreRefusedWithSomethingTheMerchantCanMend"),
                line("logs the token", new LineFlaws.LogsTheToken(), Faults.class, "noSecretIsSaidAloud"),
                line(
                        "puts the key into the address",
                        new LineFlaws.PutsTheKeyIntoTheAddress(),
                        Faults.class,
                        "noSecretIsInAnAddress"),
                line(
                        "swallows interrupts",
                        new LineFlaws.SwallowsInterrupts(),
                        Faults.class,
                        "anInterruptedLookupEndsAtOnceAndStaysInterrupted"),
                line(
                        "retries forever",
                        new LineFlaws.RetriesForever(),
                        Faults.class,
                        "aStoreInTroubleIsNotAskedOverAndOver"),
                line(
                        "goes past the client",
                        new LineFlaws.GoesPastTheClient(),
                        Faults.class,
                        "allThatIsSaidGoesThroughTheClientThatIsHandedOver"),
                memory(
                        "takes faults for not found",
                        BrokenPlatform.TakesFaultsForNotFound::new,
                        Faults.class,
                        "aStoreInTroubleIsNotAskedOverAndOver",
                        "aStoreThatAsksUsToSlowDownIsSaidToDoSo",
                        "aStoreThatHangsIsLeftByTheDeadline",
                        "aStoreThatIsBackIsAskedAgain",
                        "aStoreThatIsDownIsUnavailable",
                        "aWebPageIsNoAnswer",
                        "anInterruptedLookupEndsAtOnceAndStaysInterrupted",
                        "credentialsThatAreNoLongerAcceptedAreTheMerchantsToMend",
                        "halfAnAnswerIsNoAnswer",
                        "nothingIsAskedAfterTheDeadline"),
                memory("tells its key", BrokenPlatform.TellsItsKey::new, Faults.class, "noSecretIsSaidAloud"),
                memory("forgets the limit", BrokenPlatform.ForgetsTheLimit::new, Orders.class, "searchKeepsToTheLimit"),
                memory(
                        "asks nobody",
                        BrokenPlatform.AsksNobody::new,
                        Connection.class,
                        "whatIsMissingIsNamedWithoutAskingTheStore",
                        "wrongCredentialsAreRefusedWithSomethingTheMerchantCanMend"),
                memory(
                        "lacks webhooks",
                        CapabilityFlaws.LacksWebhooks::new,
                        Connection.class,
                        "everyCapabilityIsShownByTheScenarioAndNoOther"),
                new Flawed(
                        "isn't tested whole",
                        ContractKitTest::untested,
                        Connection.class,
                        List.of("everyCapabilityIsShownByTheScenarioAndNoOther")),
                memory(
                        "drops the refresh token",
                        CapabilityFlaws.DropsTheRefreshToken::new,
                        Refresh.class,
                        "aReplacedRefreshTokenIsKeptBesideItsSuccessor"),
                memory(
                        "forgets the webhook secret",
                        CapabilityFlaws.ForgetsTheWebhookSecret::new,
                        Refresh.class,
                        "whatDidNotChangeIsHandedBackAsWell"),
                memory(
                        "takes trouble for death",
                        CapabilityFlaws.TakesTroubleForDeath::new,
                        Refresh.class,
                        "aFaultIsNotTakenForCredentialsThatAreDead"),
                memory(
                        "renews too late",
                        CapabilityFlaws.RenewsTooLate::new,
                        Refresh.class,
                        "aNewTokenIsDueBeforeTheOldOneEnds"),
                dialect(
                        "signs JSON written anew",
                        WebhookFlaws::overJsonWrittenAnew,
                        "aBigBodyIsJudgedLikeASmallOne",
                        "aBodyOfTheSameMeaningInOtherBytesIsForged",
                        "aBodyThatIsCutOrLongerIsForged",
                        "aGenuineBodyMayBeFormattedInAnyWay"),
                dialect(
                        "pings without a signature",
                        WebhookFlaws::pingWithoutOneSignature,
                        "aSignatureThatIsNotThereIsForged",
                        "aSignatureThatIsThereTwiceIsForged",
                        "garbageIsJudgedAndNothingWorse"),
                dialect(
                        "takes any signature",
                        WebhookFlaws::anySignature,
                        "aSignatureThatIsThereTwiceIsForged",
                        "whatThePlatformSendsUnsignedIsAPingAndHasNoEvent"),
                dialect(
                        "takes a cut signature",
                        WebhookFlaws::aSignatureThatBeginsWell,
                        "aSignatureInAnotherFormIsForged"),
                dialect(
                        "has one key",
                        WebhookFlaws::theSameKeyAlways,
                        "theSameDeliveryAgainHasTheSameKeyAndNoOtherHas"),
                dialect(
                        "has ever new keys",
                        WebhookFlaws::anotherKeyEachTime,
                        "theSameDeliveryAgainHasTheSameKeyAndNoOtherHas"),
                dialect(
                        "believes all",
                        WebhookFlaws::believesAll,
                        "aBigBodyIsJudgedLikeASmallOne",
                        "aBodyOfTheSameMeaningInOtherBytesIsForged",
                        "aBodyThatIsCutOrLongerIsForged",
                        "aBodyWithOneByteChangedIsForged",
                        "aSignatureInAnotherFormIsForged",
                        "aSignatureOfAnotherIsForged",
                        "aSignatureThatIsNotThereIsForged",
                        "aSignatureThatIsThereTwiceIsForged",
                        "garbageIsJudgedAndNothingWorse",
                        "whatThePlatformSendsUnsignedIsAPingAndHasNoEvent"),
                memory(
                        "believes the callback",
                        CapabilityFlaws.BelievesTheCallback::new,
                        Authorization.class,
                        "aCallbackThatIsForgedIsRefused",
                        "aSignedCallbackIsRefusedOnceAnyCharacterIsChanged",
                        "aSignedCallbackThatIsCutOrDoubledIsRefused"),
                memory(
                        "confirms without asking",
                        CapabilityFlaws.ConfirmsWithoutAsking::new,
                        Authorization.class,
                        "aFaultConfirmsNothing",
                        "accessIsConfirmedByTheLiveStoreOnly",
                        "aGrantThatWasTakenIsNoLongerHonoured",
                        "accessIsForTheStoreThatItWasAskedFor"),
                memory(
                        "needs no browser",
                        ConnectingFlaws.NeedsNoBrowser::new,
                        Authorization.class,
                        "aGrantThatWasTakenIsNoLongerHonoured",
                        "whatThePlatformSignsComesThroughTheMerchantsBrowser"),
                memory(
                        "reads part of the query",
                        ConnectingFlaws.ReadsPartOfTheQuery::new,
                        Embedded.class,
                        "aQueryThatIsCutOrDoubledIsRefused"),
                memory(
                        "takes any spelling",
                        ConnectingFlaws.TakesAnySpelling::new,
                        Embedded.class,
                        "aTokenIsRefusedInAnotherSpelling"),
                memory(
                        "lets anyone frame it",
                        ConnectingFlaws.LetsAnyoneFrameIt::new,
                        Embedded.class,
                        "theFrameIsForThatStoresAdminAndNobodyElses"),
                memory(
                        "forgets the server",
                        ConnectingFlaws.ForgetsTheServer::new,
                        Plugin.class,
                        "theFileKnowsTheServerThatServesItAndNoOther",
                        "theFilesNameIsPlain"),
                memory(
                        "makes all anew",
                        CapabilityFlaws.MakesAllAnew::new,
                        Registration.class,
                        "askingAgainChangesNothing",
                        "whatGoesToAnEarlierAddressOfOursGoesToTheNewOne",
                        "whatIsThereTwiceIsThereOnce",
                        "whatSomeoneDeletedIsMadeAgain",
                        "whatWasPutToSleepIsWoken"),
                memory(
                        "removes those of others",
                        CapabilityFlaws.RemovesThoseOfOthers::new,
                        Registration.class,
                        "aFaultIsToldAndNothingIsThoughtToBeMissing",
                        "allOfOursAreRemovedAtOnce",
                        "webhooksOfOthersAreLeftAlone"),
                memory(
                        "takes any script for ours",
                        CapabilityFlaws.TakesAnyScriptForOurs::new,
                        Widget.class,
                        "anothersWidgetIsNotOurs"));
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
