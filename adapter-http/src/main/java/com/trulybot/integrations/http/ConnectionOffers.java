package com.trulybot.integrations.http;

import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.PlatformId;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends merchants to the page of ours from which they go on to the platform's. */
final class ConnectionOffers {
    private final OfferConnection offerConnection;
    private final URI publicUrl;

    ConnectionOffers(OfferConnection offerConnection, URI publicUrl) {
        this.offerConnection = offerConnection;
        this.publicUrl = publicUrl;
    }

    /**
     * Answers with the page's address, which only who has it can open.
     *
     * @param shopDomain as given; null when the store was named otherwise
     * @return false when the platform has no page where access is granted: nothing was answered then
     * @throws Problem when the store can't be one
     */
    boolean answer(Context ctx, Caller caller, PlatformId platform, String address, @Nullable String shopDomain) {
        return offerConnection
                .offer(caller.merchant(), caller.account(), platform, address)
                .map(offer -> offer.<Answers.Body>match(
                        ticket -> new Answers.Body(
                                202,
                                Json.object(json -> json.writeStringField(
                                        "authorizeUrl", publicUrl + "/connect/" + ticket.value()))),
                        invalid -> {
                            throw invalid(invalid.problems(), shopDomain);
                        },
                        () -> {
                            throw Problems.notConfigured(platform);
                        }))
                .map(body -> {
                    Answers.json(ctx, body);
                    return true;
                })
                .orElse(false);
    }

    /** A shop domain that can't be one has a code of its own. */
    static Problem invalid(List<FieldProblem> problems, @Nullable String shopDomain) {
        boolean domain = problems.stream().anyMatch(problem -> problem.field().equals("shopDomain"));
        return domain && shopDomain != null
                ? Problems.shopDomainInvalid(problems)
                : Problems.validationFailed(problems);
    }
}
