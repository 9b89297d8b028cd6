package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.http.Pages.Message;
import java.util.Arrays;
import java.util.Optional;

/** What came of connecting a store, in words for the merchant. */
final class Outcomes {
    private static final String AGAIN =
            "To begin again, ask for a new page where you asked for this one: in TrulyBot, or"
                    + " with the command trulybot connect.";

    static final Message NO_SUCH_PAGE = Message.of(
            404,
            "There is no such page",
            "The address is cut or misspelled. Open it again from where you got it.",
            AGAIN);

    static final Message PAGE_OVER = Message.of(
            410,
            "This page is no longer good",
            "It was used already, or its ten minutes are over. It does nothing any more.",
            AGAIN);

    static final Message NOT_OUR_FORM = Message.of(
            403,
            "That did not come from our page",
            "Nothing has happened, and no store was connected.",
            "If you pressed the button yourself, allow cookies for this address, load the page again and press it once"
                    + " more. The address must be the one that this server calls its own (PUBLIC_URL).",
            "If another page or a message brought you here, close it.");

    static final Message DENIED = Message.of(
            200,
            "The store was not connected",
            "You declined on the page of your store, and TrulyBot has no access to it.",
            AGAIN);

    static final Message NOTHING_YET = Message.of(
            200,
            "Your store has not told us anything yet",
            "Load this page again in a moment. If nothing changes, your store may not be able to reach this server: a"
                    + " firewall on its side is the usual reason. In TrulyBot you see whether it is connected.");

    static final Message NOTHING_KNOWN = Message.of(
            200,
            "There is nothing to show here any more",
            "What came of it was shown already, or it was begun in another browser. In TrulyBot you see which stores are"
                    + " connected.");

    private Outcomes() {}

    /** A word of {@code SettleAuthorization.outcome}, told on a page. */
    static Message words(String outcome) {
        if (outcome.equals("connected")) {
            return Message.of(
                    200,
                    "Your store is connected",
                    "From now on TrulyBot can answer shoppers who ask for their orders. You can close this page.");
        }
        if (outcome.equals("installed")) {
            return Message.of(
                    200,
                    "TrulyBot is installed",
                    "Open the TrulyBot app in the admin of your store: there you connect it to your account.");
        }
        String why = switch (outcome) {
            case "oauth_code_refused" -> Problems.oauthCodeRefused().detail();
            case "store_already_connected" -> Problems.storeAlreadyConnected().detail();
            default ->
                Arrays.stream(StoreProblem.values())
                        .filter(problem -> problem.code().equals(outcome))
                        .map(StoreProblem::advice)
                        .findFirst()
                        .orElse("Something was not as it should be, and nothing was stored.");
        };
        return Message.of(200, "The store could not be connected", why, AGAIN).withCode(outcome);
    }

    /** A refusal, told on a page. */
    static Message words(Problem problem) {
        return switch (problem.code()) {
            case "signature_invalid" ->
                Message.of(
                                problem.status(),
                                "This didn’t come from your store’s platform",
                                "Its signature is missing, wrong or too old. Open the app again from the admin of your"
                                        + " store, or begin again in TrulyBot.")
                        .withCode(problem.code());
            case "oauth_state_invalid", "oauth_code_refused" ->
                Message.of(problem.status(), "The store was not connected", problem.detail())
                        .withCode(problem.code());
            default ->
                Message.of(problem.status(), problem.title(), problem.detail()).withCode(problem.code());
        };
    }

    /** Why it isn't connected; empty when it is. */
    static Optional<Problem> problem(Connection connection, PlatformId platform) {
        return connection.match(
                connected -> Optional.empty(),
                invalid -> Optional.of(Problems.validationFailed(invalid.problems())),
                refused -> Optional.of(Problems.store(refused.problem(), refused.detail(), Optional.empty())),
                () -> Optional.of(Problems.notConfigured(platform)),
                () -> Optional.of(Problems.storeAlreadyConnected()));
    }
}
