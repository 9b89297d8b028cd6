package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every refusal there is, with its status: the only place that knows both. See "Conventions" in the contract. */
final class Problems {
    /** Told when the store itself doesn't say how long to wait. */
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(10);

    /** Of no registry: RFC 9110 wants a 401 to name one. */
    private static final String SIGNATURE_SCHEME = "TrulyBot-Signature";

    private enum Kind {
        MALFORMED_JSON(400, "The body is not JSON"),
        BAD_REQUEST(400, "The request can't be read"),
        OAUTH_STATE_INVALID(400, "The connection can't go on"),
        OAUTH_CODE_REFUSED(400, "The platform no longer grants the access"),
        TOKEN_INVALID(401, "No valid token"),
        SIGNATURE_INVALID(401, "The signature is not good"),
        SIGNATURE_EXPIRED(401, "The signature is too old"),
        USER_UNKNOWN(403, "The account is not known"),
        NOT_FOUND(404, "There is nothing here"),
        INTEGRATION_NOT_FOUND(404, "No such integration"),
        ORDER_NOT_FOUND(404, "No such order"),
        ORDER_OUT_OF_REACH(404, "The order is too old to be seen"),
        WIDGET_NOT_FOUND(404, "No such widget"),
        CONVERSATION_NOT_FOUND(404, "No such conversation"),
        CONNECTION_KEY_NOT_FOUND(404, "No such connection key"),
        METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
        INTEGRATION_NOT_ACTIVE(409, "The integration is disconnected"),
        STORE_ALREADY_CONNECTED(409, "The store belongs to another account"),
        NONCE_REPLAYED(409, "The request was sent before"),
        PAYLOAD_TOO_LARGE(413, "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The content type is not taken"),
        VALIDATION_FAILED(422, "Something in the request is not right"),
        SHOP_DOMAIN_INVALID(422, "The shop domain is not right"),
        INTEGRATION_REQUIRED(422, "Which store is meant must be said"),
        RATE_LIMITED(429, "Too many requests"),
        INTERNAL_ERROR(500, "Something went wrong on our side"),
        UNAVAILABLE(503, "The server can't take it now"),
        NOT_READY(503, "The server is not ready");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        private Problem because(String detail) {
            return because(detail, List.of());
        }

        private Problem because(String detail, List<FieldProblem> errors) {
            return new Problem(status, name().toLowerCase(Locale.ROOT), title, detail, errors, Map.of());
        }
    }

    private Problems() {}

    static Problem malformedJson(String detail) {
        return Kind.MALFORMED_JSON.because(detail);
    }

    static Problem tokenInvalid() {
        return Kind.TOKEN_INVALID
                .because("Send Authorization: Bearer with a token that is valid and has not expired.")
                .with("WWW-Authenticate", "Bearer");
    }

    static Problem signatureInvalid() {
        return Kind.SIGNATURE_INVALID
                .because("Check the user id and the key, and that the request arrives as it was signed.")
                .with("WWW-Authenticate", SIGNATURE_SCHEME);
    }

    static Problem signatureExpired() {
        return Kind.SIGNATURE_EXPIRED
                .because("Set the clock right: it may be five minutes off at most.")
                .with("WWW-Authenticate", SIGNATURE_SCHEME);
    }

    static Problem nonceReplayed() {
        return Kind.NONCE_REPLAYED.because("Sign each request anew, with a nonce of its own.");
    }

    static Problem connectionKeyNotFound() {
        return Kind.CONNECTION_KEY_NOT_FOUND.because("The account has no such key. Check the id.");
    }

    static Problem oauthStateInvalid() {
        return Kind.OAUTH_STATE_INVALID.because(
                "It was begun in another browser or for another store, has ended already,"
                        + " or took too long. Begin again, and go through all of it within ten minutes in one browser.");
    }

    static Problem oauthCodeRefused() {
        return Kind.OAUTH_CODE_REFUSED.because(
                "What it granted was used before, or is too old. Nothing was stored. Begin again.");
    }

    static Problem userUnknown() {
        return Kind.USER_UNKNOWN.because("The proof is good, but its account does not exist here.");
    }

    static Problem notFound() {
        return Kind.NOT_FOUND.because("Check the address; /docs lists what there is.");
    }

    static Problem integrationNotFound() {
        return Kind.INTEGRATION_NOT_FOUND.because("The account has no such connected store. Check the id.");
    }

    static Problem integrationNotActive() {
        return Kind.INTEGRATION_NOT_ACTIVE.because("Connect the store again first.");
    }

    static Problem integrationRequired(String member) {
        return Kind.INTEGRATION_REQUIRED.because(
                "The account has several stores of this platform. Name one with " + member + ".");
    }

    static Problem orderNotFound() {
        return Kind.ORDER_NOT_FOUND.because("The store has no such order. Check the number and the e-mail.");
    }

    static Problem orderOutOfReach() {
        return Kind.ORDER_OUT_OF_REACH.because("The platform lets us see only newer orders than this.");
    }

    static Problem widgetNotFound() {
        return Kind.WIDGET_NOT_FOUND.because("There is no such account, or it has no connected store.");
    }

    static Problem conversationNotFound() {
        return Kind.CONVERSATION_NOT_FOUND.because("Leave conversation out to begin a new one.");
    }

    static Problem methodNotAllowed(String allow) {
        return Kind.METHOD_NOT_ALLOWED.because("Allowed here: " + allow + ".").with("Allow", allow);
    }

    static Problem storeAlreadyConnected() {
        return Kind.STORE_ALREADY_CONNECTED.because(
                "A shop belongs to one account at a time. Disconnect it there first.");
    }

    static Problem payloadTooLarge(int maxBytes) {
        return Kind.PAYLOAD_TOO_LARGE.because("A body has at most " + maxBytes + " bytes.");
    }

    static Problem unsupportedMediaType() {
        return Kind.UNSUPPORTED_MEDIA_TYPE.because("Send Content-Type: application/json, in UTF-8 and not compressed.");
    }

    static Problem validationFailed(List<FieldProblem> errors) {
        return Kind.VALIDATION_FAILED.because("See errors for what to mend.", errors);
    }

    static Problem validationFailed(String field, String message) {
        return validationFailed(List.of(new FieldProblem(field, message)));
    }

    static Problem shopDomainInvalid(List<FieldProblem> errors) {
        return Kind.SHOP_DOMAIN_INVALID.because("Give the shop's domain such as my-shop.myshopify.com.", errors);
    }

    static Problem rateLimited(long seconds) {
        return Kind.RATE_LIMITED.because("Try again in " + seconds + " s.").with("Retry-After", Long.toString(seconds));
    }

    static Problem internalError() {
        return Kind.INTERNAL_ERROR.because("It has been noted. Name the requestId when you ask about it.");
    }

    /** It is stopping, or has too much to do. */
    static Problem unavailable() {
        return Kind.UNAVAILABLE.because("Try again shortly.").with("Retry-After", "5");
    }

    static Problem notReady() {
        return Kind.NOT_READY
                .because("The database or its migrations are not there yet. The management port says more.")
                .with("Retry-After", "5");
    }

    static Problem notConfigured(PlatformId platform) {
        return new Problem(
                503,
                platform.value().replace('-', '_') + "_not_configured",
                "The platform is not set up on this server",
                "This way of connecting needs an app of ours at the platform, and this server has no credentials of one.",
                List.of(),
                Map.of());
    }

    static Problem store(StoreException fault) {
        return store(fault.problem(), fault.detail().orElse(null), fault.retryAfter());
    }

    static Problem store(StoreProblem problem, @Nullable String detail, Optional<Duration> retryAfter) {
        Problem answer = new Problem(
                status(problem),
                problem.code(),
                "The store can't be used as it is",
                detail == null ? problem.advice() : problem.advice() + " " + detail,
                List.of(),
                Map.of());
        Optional<Duration> wait = problem == StoreProblem.STORE_RATE_LIMITED
                ? retryAfter.or(() -> Optional.of(DEFAULT_RETRY))
                : retryAfter;
        // Rounded up: half a second must not become "at once".
        return wait.map(time -> answer.with(
                        "Retry-After",
                        Long.toString(Math.max(1, time.plusMillis(999).toSeconds()))))
                .orElse(answer);
    }

    /** The status of a store's problem, as the contract's "Store codes" say. */
    private static int status(StoreProblem problem) {
        return switch (problem) {
            case STORE_CREDENTIALS_REJECTED,
                    STORE_PERMISSION_MISSING,
                    STORE_DATA_NOT_APPROVED,
                    STORE_TOKEN_TYPE_REFUSED,
                    STORE_NOT_WOOCOMMERCE,
                    STORE_NOT_FOUND,
                    STORE_FROZEN,
                    STORE_LOCKED,
                    STORE_REFUSED_US,
                    STORE_CERTIFICATE_INVALID,
                    STORE_REDIRECTS,
                    STORE_URL_FORBIDDEN -> 422;
            case STORE_UNREACHABLE, STORE_ANSWER_INVALID -> 502;
            case STORE_UNAVAILABLE, STORE_RATE_LIMITED -> 503;
            case STORE_TIMEOUT -> 504;
        };
    }

    /** What Jetty or Javalin refuse by themselves, in our words. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> notFound();
            case 413 -> payloadTooLarge(RequestBody.MAX_BYTES);
            case 415 -> unsupportedMediaType();
            case 503 -> unavailable();
            default ->
                status >= 500
                        ? internalError()
                        : new Problem(
                                status,
                                Kind.BAD_REQUEST.name().toLowerCase(Locale.ROOT),
                                Kind.BAD_REQUEST.title,
                                "The request breaks the rules of HTTP or of this server.",
                                List.of(),
                                Map.of());
        };
    }
}
