package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What a merchant is told when several ways into the shop were tried and none was open. */
final class Refusals {
    private static final Duration CLOCKS_MAY_DIFFER_BY = Duration.ofMinutes(15);

    private final Answers answers;
    private final InstantSource clock;

    Refusals(Answers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Over https, where neither the header nor the query opened the shop.
     *
     * @param signed what a signed request was answered, which alone tells why
     */
    StoreException overHttps(Response signed) {
        if (!Answers.saysAuthenticationFailed(signed) || Answers.saysPermissionMissing(signed)) {
            return answers.problem(signed);
        }
        if (Answers.saysWrongSignature(signed)) {
            return rejected("WooCommerce does not notice that it is asked over https, and it refuses our signature too."
                    + " Let the proxy before the shop send X-Forwarded-Proto: https and see that WordPress heeds it;"
                    + " and check the consumer secret.");
        }
        return clocksDiffer(signed) ? clocks() : unknownKey();
    }

    /** Over plain http, where only signed requests may be sent. */
    StoreException overHttp(Response signed) {
        if (!Answers.saysAuthenticationFailed(signed) || Answers.saysPermissionMissing(signed)) {
            return answers.problem(signed);
        }
        if (Answers.saysWrongSignature(signed)) {
            return rejected(
                    "WooCommerce knows the consumer key, but our signature does not hold: the consumer secret is"
                            + " wrong, or the site address in WordPress under Settings, General is not the one its REST API"
                            + " tells.");
        }
        return clocksDiffer(signed) ? clocks() : unknownKey();
    }

    /** Where the REST API has another name than WooCommerce's own clients know it by. */
    static StoreException renamed(String path) {
        return new StoreException(
                StoreProblem.STORE_NOT_WOOCOMMERCE,
                null,
                "The site's REST API lives at " + path + " instead of /wp-json/. Something changed WordPress's"
                        + " rest_url_prefix; change it back.",
                null);
    }

    /** Where the site's REST API shows a page to strangers. */
    static StoreException behindAPage(StoreException problem) {
        boolean page = problem.problem() == StoreProblem.STORE_ANSWER_INVALID
                || problem.problem() == StoreProblem.STORE_NOT_WOOCOMMERCE;
        return page
                ? new StoreException(
                        problem.problem(),
                        null,
                        "The site answers its REST API with a web page. A maintenance, coming-soon or caching plugin may"
                                + " do that: let it leave /wp-json/ alone.",
                        problem)
                : problem;
    }

    /** Where we are sent on to another address: told as the merchant would type it. */
    static StoreException leadsElsewhere(StoreException problem) {
        String detail = problem.detail().orElse("").replaceFirst("/(wp-json|index\\.php)(/.*)?$", "");
        return new StoreException(problem.problem(), null, detail.isEmpty() ? null : detail, problem);
    }

    private boolean clocksDiffer(Response response) {
        try {
            return response.header("Date")
                    .map(date -> ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(date ->
                            Duration.between(date.toInstant(), clock.instant()).abs())
                    .filter(apart -> apart.compareTo(CLOCKS_MAY_DIFFER_BY) > 0)
                    .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static StoreException clocks() {
        return rejected(
                "The shop's clock and ours are more than 15 minutes apart, so that signatures do not hold. Set the"
                        + " clock of the server that is wrong.");
    }

    private static StoreException unknownKey() {
        return rejected("WooCommerce does not know this consumer key: it is mistyped, it was revoked, or its owner is"
                + " gone. Make a new one under WooCommerce, Settings, Advanced, REST API.");
    }

    private static StoreException rejected(String detail) {
        return new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED, null, detail, null);
    }
}
