package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a shop for access tokens: by a code, a session token or a refresh token of our app, or by the client-credentials
 * grant of the shop's own app.
 */
final class Tokens {
    /** A token goes into a header, so nothing else may be in it. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

    private static final long LONGEST_LIFE_SECONDS = 366L * 24 * 3600;

    private final StoreHttp http;
    private final InstantSource clock;
    private final ShopifyApp app;
    private final ShopDomain shop;

    Tokens(StoreHttp http, InstantSource clock, ShopifyApp app, ShopDomain shop) {
        this.http = http;
        this.clock = clock;
        this.app = app;
        this.shop = shop;
    }

    /**
     * What was given.
     *
     * @param scope the scopes granted, separated by commas; null when not said
     */
    record Granted(Credentials credentials, @Nullable String scope) {}

    static boolean wellFormed(String token) {
        return TOKEN.matcher(token).matches();
    }

    /**
     * Asks for a new token. A refresh token ends only when its successor is used; so where the present one is refused,
     * because the answer that brought it was not the last, the one before it may still do.
     *
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when the shop gives none for these
     */
    Granted renew(Credentials credentials, Deadline deadline) {
        Optional<Secret> present = credentials.get(Field.REFRESH_TOKEN);
        if (present.isEmpty()) {
            return renewed(clientCredentials(credentials), credentials, null, deadline)
                    .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
        }
        return renewed(refresh(credentials, present.get()), credentials, present.get(), deadline)
                .or(() -> credentials
                        .get(Field.PREVIOUS_REFRESH_TOKEN)
                        .flatMap(before -> renewed(refresh(credentials, before), credentials, before, deadline)))
                .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
    }

    /**
     * What is given for this grant; empty when nothing is.
     *
     * @param used the refresh token in it; null when there is none
     */
    private Optional<Granted> renewed(ObjectNode grant, Credentials before, @Nullable Secret used, Deadline deadline) {
        // Repeatable: a second token does no harm, and an old refresh token lives until its successor is used.
        Response response = ask(grant, true, deadline);
        return refused(response) ? Optional.empty() : Optional.of(granted(before, used, Answers.object(response)));
    }

    private static boolean refused(Response response) {
        return response.status() == 400
                || response.status() == 401
                || (response.status() == 403 && response.body().stripLeading().startsWith("{"));
    }

    /**
     * Exchanges the code of the authorization-code grant, for a token that ends and a refresh token: one that never ends
     * would be refused later.
     *
     * @return empty when the code was used before or is none
     */
    Optional<Granted> ofCode(String clientId, Secret clientSecret, String code, Deadline deadline) {
        ObjectNode grant = Answers.JSON
                .createObjectNode()
                .put("client_id", clientId)
                .put("client_secret", clientSecret.expose())
                .put("code", code)
                .put("expiring", "1");
        // Not repeatable: a code is good once.
        Response response = ask(grant, false, deadline);
        return response.status() == 400
                ? Optional.empty()
                : Optional.of(granted(Credentials.of(Map.of()), null, Answers.object(response)));
    }

    /**
     * Exchanges a session token of the embedded page for a token that outlives it, ends, and has a refresh token.
     *
     * @return empty when the session token is too old, or none
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when the shop gives our app no token
     */
    Optional<Granted> ofSession(String clientId, Secret clientSecret, String sessionToken, Deadline deadline) {
        ObjectNode grant = Answers.JSON
                .createObjectNode()
                .put("client_id", clientId)
                .put("client_secret", clientSecret.expose())
                .put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .put("subject_token", sessionToken)
                .put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")
                .put("requested_token_type", "urn:shopify:params:oauth:token-type:offline-access-token")
                .put("expiring", "1");
        // Repeatable: for as long as it lives, a session token is good as often as it is shown.
        Response response = ask(grant, true, deadline);
        if (response.status() == 400 && response.body().contains("invalid_subject_token")) {
            return Optional.empty();
        }
        if (refused(response)) {
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        }
        return Optional.of(granted(Credentials.of(Map.of()), null, Answers.object(response)));
    }

    private Response ask(ObjectNode grant, boolean repeatable, Deadline deadline) {
        return http.send(
                Request.postJson(app.admin(shop, "/admin/oauth/access_token"), Map.of(), grant.toString(), repeatable),
                deadline);
    }

    private ObjectNode refresh(Credentials credentials, Secret token) {
        Optional<Secret> key = credentials.get(Field.API_KEY);
        String clientId = key.map(Secret::expose).orElse(app.key());
        Secret secret = key.isPresent() ? credentials.get(Field.API_SECRET).orElse(null) : app.secret();
        if (clientId == null || secret == null) {
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        }
        return Answers.JSON
                .createObjectNode()
                .put("client_id", clientId)
                .put("client_secret", secret.expose())
                .put("grant_type", "refresh_token")
                .put("refresh_token", token.expose());
    }

    private static ObjectNode clientCredentials(Credentials credentials) {
        Secret key = credentials.get(Field.API_KEY).orElse(null);
        Secret secret = credentials.get(Field.API_SECRET).orElse(null);
        if (key == null || secret == null) {
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        }
        return Answers.JSON
                .createObjectNode()
                .put("client_id", key.expose())
                .put("client_secret", secret.expose())
                .put("grant_type", "client_credentials");
    }

    private Granted granted(Credentials before, @Nullable Secret used, JsonNode answer) {
        String token = answer.path("access_token").asText("");
        if (!wellFormed(token)) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        secrets.putAll(before.secrets());
        secrets.put(Field.ACCESS_TOKEN, Secret.of(token));
        String refresh = answer.path("refresh_token").asText("");
        secrets.remove(Field.PREVIOUS_REFRESH_TOKEN);
        if (wellFormed(refresh)) {
            secrets.put(Field.REFRESH_TOKEN, Secret.of(refresh));
            if (used != null && !used.equals(Secret.of(refresh))) {
                secrets.put(Field.PREVIOUS_REFRESH_TOKEN, used);
            }
        }
        long seconds = Math.min(answer.path("expires_in").asLong(0), LONGEST_LIFE_SECONDS);
        Instant expires = seconds > 0 ? clock.instant().plusSeconds(seconds) : null;
        return new Granted(new Credentials(secrets, expires), Fields.text(answer, "scope"));
    }
}
