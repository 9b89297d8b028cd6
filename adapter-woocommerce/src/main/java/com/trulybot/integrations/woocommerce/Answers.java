package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a WordPress site answers: the JSON in it, or what is wrong with the store. */
final class Answers {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** Notices of PHP before the JSON are short; a web page with braces in it is not worth more tries. */
    private static final int LONGEST_NOTICE = 20_000;

    private static final int MAX_TRIES = 40;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /**
     * That the key may not read is told by a sentence alone, in the site's language; the code is that of a wrong secret.
     * Where we don't know the language, the merchant is told to make a new key, which mends it too.
     */
    private static final Pattern ABOUT_PERMISSION = Pattern.compile(
            "(?iu)permis|permes|berechtig|rechten|rättighet|tilladelse|uprawnie|oprávněn|разреш|権限|权限|權限");

    /** That a signature does not hold is told by a sentence alone too, where the key itself is known. */
    private static final Pattern ABOUT_SIGNATURE =
            Pattern.compile("(?iu)signatur|firma|assinatura|handtekening|podpis|подпис|imza|署名|签名|簽名|서명");

    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,100}");

    private static final String AUTHENTICATION_ERROR = "woocommerce_rest_authentication_error";

    private final InstantSource clock;

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    /** The object that was answered. */
    JsonNode object(Response response) {
        return read(response, '{');
    }

    /** The list that was answered. */
    JsonNode list(Response response) {
        return read(response, '[');
    }

    /** Whether the answer is that there is no such order, which is no fault. */
    static boolean saysNoSuchOrder(Response response) {
        return says(response, 404, "woocommerce_rest_shop_order_invalid_id");
    }

    /** The word for what went wrong, fit for a log; empty when there is none. */
    static Optional<String> code(Response response) {
        return Optional.ofNullable(error(response).text("code"))
                .filter(code -> CODE.matcher(code).matches());
    }

    /** Whether it is this error. */
    static boolean says(Response response, int status, String code) {
        return response.status() == status && code.equals(error(response).text("code"));
    }

    /**
     * Whether the shop sees nobody it knows: the keys may be wrong, but they may also not have arrived, or not been looked
     * at. One that looked at the secret and refused it says so in other words.
     */
    static boolean keysMayNotHaveArrived(Response response) {
        String code = response.status() == 401 ? error(response).text("code") : null;
        return code != null && !code.equals(AUTHENTICATION_ERROR);
    }

    /** Whether the keys, or a signature made with them, were looked at and found wanting. */
    static boolean saysAuthenticationFailed(Response response) {
        return response.status() == 401
                && AUTHENTICATION_ERROR.equals(error(response).text("code"));
    }

    /** Whether the key is known and the signature is not the one that its secret makes. */
    static boolean saysWrongSignature(Response response) {
        String message = saysAuthenticationFailed(response) ? error(response).text("message") : null;
        return message != null && ABOUT_SIGNATURE.matcher(message).find();
    }

    /** Whether the key is known and may not do what was asked. */
    static boolean saysPermissionMissing(Response response) {
        String message = saysAuthenticationFailed(response) ? error(response).text("message") : null;
        return message != null && ABOUT_PERMISSION.matcher(message).find();
    }

    /** Whether it is JSON at all, and not a web page of the site's or of something before it. */
    static boolean isJson(Response response) {
        return whole(response.body(), '{').isPresent();
    }

    private JsonNode read(Response response, char opening) {
        if (response.status() < 200 || response.status() > 299) {
            throw problem(response);
        }
        return whole(response.body(), opening).orElseThrow(() -> new StoreException(StoreProblem.STORE_ANSWER_INVALID));
    }

    /** The JSON that the text ends with: a byte order mark or notices of PHP may stand before it. */
    private static Optional<JsonNode> whole(String body, char opening) {
        int tries = 0;
        for (int at = body.indexOf(opening);
                at >= 0 && at <= LONGEST_NOTICE && tries < MAX_TRIES;
                at = body.indexOf(opening, at + 1)) {
            tries++;
            try {
                return Optional.of(LooseJson.WHOLE.readTree(body.substring(at)));
            } catch (JsonProcessingException notHere) {
                // The next one may be it.
            }
        }
        return Optional.empty();
    }

    private static LooseJson error(Response response) {
        return new LooseJson(whole(response.body(), '{').orElse(MissingNode.getInstance()));
    }

    /** What an answer that is no success means. Nothing of its text is handed on. */
    StoreException problem(Response response) {
        int status = response.status();
        if (status == 401) {
            return unauthorised(response);
        }
        if (status == 403) {
            String code = error(response).text("code");
            boolean wordPress = code != null && (code.startsWith("woocommerce_") || code.startsWith("rest_"));
            return wordPress
                    ? with(
                            StoreProblem.STORE_PERMISSION_MISSING,
                            "The key's owner may not see the shop's orders. Make the key for an administrator or a shop"
                                    + " manager.")
                    : with(
                            StoreProblem.STORE_REFUSED_US,
                            "A firewall or a security plugin answers in the shop's place. Let requests to /wp-json/wc/"
                                    + " through.");
        }
        if (status == 404 || status == 410) {
            return new StoreException(StoreProblem.STORE_NOT_WOOCOMMERCE);
        }
        if (status == 429) {
            return passing(StoreProblem.STORE_RATE_LIMITED, response);
        }
        if (status >= 500) {
            return passing(StoreProblem.STORE_UNAVAILABLE, response);
        }
        if (status == 406 || status == 407 || status == 418 || status == 430 || status == 451) {
            return new StoreException(StoreProblem.STORE_REFUSED_US);
        }
        if (status >= 300 && status <= 399) {
            return new StoreException(StoreProblem.STORE_REDIRECTS);
        }
        return new StoreException(StoreProblem.STORE_ANSWER_INVALID);
    }

    private static StoreException unauthorised(Response response) {
        LooseJson error = error(response);
        String code = error.text("code");
        if (code == null) {
            return with(
                    StoreProblem.STORE_REFUSED_US,
                    "The site's server asks for a password of its own before WooCommerce sees the keys. Let it ask none for"
                            + " /wp-json/.");
        }
        return switch (code) {
            case AUTHENTICATION_ERROR -> {
                String message = error.text("message");
                yield message != null && ABOUT_PERMISSION.matcher(message).find()
                        ? with(
                                StoreProblem.STORE_PERMISSION_MISSING,
                                "The key's own permissions do not allow it. Change them under WooCommerce, Settings,"
                                        + " Advanced, REST API, or make a new key.")
                        : with(
                                StoreProblem.STORE_CREDENTIALS_REJECTED,
                                "The consumer secret is not the one of this consumer key. Copy both again, or make a new"
                                        + " key.");
            }
            case "woocommerce_rest_cannot_view" ->
                with(
                        StoreProblem.STORE_CREDENTIALS_REJECTED,
                        "Either WooCommerce does not know the key, because it is mistyped, revoked or its owner is gone;"
                                + " or the keys do not reach WooCommerce: the server drops the Authorization header,"
                                + " or WooCommerce does not notice that it is asked over https. Connecting anew finds out"
                                + " which.");
            case "rest_login_required", "rest_cannot_access", "rest_not_logged_in" ->
                with(
                        StoreProblem.STORE_CREDENTIALS_REJECTED,
                        "A plugin closes the site's REST API to everyone who is not signed in, and the keys do not count as"
                                + " signing in: they are wrong, or the plugin must leave /wp-json/wc/ alone.");
            default -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        };
    }

    private static StoreException with(StoreProblem problem, String detail) {
        return new StoreException(problem, null, detail, null);
    }

    private StoreException passing(StoreProblem problem, Response response) {
        return new StoreException(
                problem, response.header("Retry-After").map(this::wait).orElse(null), null, null);
    }

    /** How long the store asks us to wait: seconds or a date; null when it is neither, or past. */
    private @Nullable Duration wait(String header) {
        String text = header.strip();
        Duration wait;
        if (SECONDS.matcher(text).matches()) {
            wait = Duration.ofSeconds(Long.parseLong(text));
        } else {
            try {
                ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
                wait = Duration.between(clock.instant(), until.toInstant());
            } catch (DateTimeException neither) {
                return null;
            }
        }
        return wait.isNegative() || wait.isZero() ? null : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
