package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that Shopify's own library takes, changed in every way there is: forged, stale, re-encoded, truncated,
 * doubled. A replay within its seconds is for the host to see, by the state, the code or the delivery's key.
 */
class ForgeryTest {
    private static final Duration STALE = Duration.ofSeconds(200);

    private static Stream<JsonNode> accepted(String file, String verdict) {
        return Fields.list(Fixture.json("vectors/" + file), "vectors")
                .filter(vector -> vector.path(verdict).asText().equals("accept"));
    }

    static Stream<JsonNode> queries() {
        return accepted("oauth-query-hmac.json", "expected");
    }

    static Stream<JsonNode> proxied() {
        return accepted("app-proxy-signature.json", "expected");
    }

    static Stream<JsonNode> tokens() {
        return accepted("session-token.json", "recommended");
    }

    static Stream<JsonNode> deliveries() {
        return accepted("webhook-hmac.json", "expected");
    }

    private static InstantSource clock(JsonNode vector, Duration later) {
        return InstantSource.fixed(
                Instant.ofEpochSecond(vector.path("now").asLong()).plus(later));
    }

    private static ShopifyOAuth oauth(JsonNode vector, String secret, Duration later) {
        return new ShopifyOAuth(
                ShopifyApp.of(Shops.context(ScriptedHttp.answering(ScriptedHttp.ok("")), Map.of())),
                FakeTokens.CLIENT_ID,
                List.of(Secret.of(secret)),
                clock(vector, later));
    }

    private static String secret(JsonNode vector) {
        return vector.path("secret").asText();
    }

    private static String swapped(String text, int at) {
        char other = text.charAt(at) == 'a' ? 'b' : 'a';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /** The digest of a query, written in other ways. */
    private static List<String> otherForms(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return List.of(
                hex.toUpperCase(Locale.ROOT),
                "0x" + hex,
                "%20" + hex,
                hex + "%20",
                hex + "%00",
                hex + hex,
                hex.substring(0, 62),
                "",
                Base64.getUrlEncoder().encodeToString(bytes),
                "%" + HexFormat.of().toHexDigits((byte) hex.charAt(0)) + hex.substring(2));
    }

    private static void refusesAllButOne(JsonNode vector, String name, BiPredicate<String, Duration> believes) {
        String query = vector.path("query").asText();
        String digest = query.replaceAll(".*\\b" + name + "=([0-9a-f]{64}).*", "$1");
        List<String> forged = new ArrayList<>();
        for (int i = 0; i < query.length(); i++) {
            forged.add(query.substring(0, i));
            forged.add(swapped(query, i));
        }
        for (String form : otherForms(digest)) {
            forged.add(query.replace(digest, form));
        }
        for (String parameter : query.split("&", -1)) {
            forged.add(query + "&" + parameter);
        }
        forged.add(query + "&shop=other.myshopify.com");
        forged.add(query + "&more=1");
        forged.add(query.replace("%", "%25") + "&");
        forged.add(query.replace("&", ";"));
        forged.add(query.replace("&", "&amp;"));

        assertThat(believes.test(query, Duration.ZERO)).isTrue();
        assertThat(forged)
                .allSatisfy(other -> assertThat(other.equals(query)
                                || saysTheSame(query, other)
                                || !believes.test(other, Duration.ZERO))
                        .as(other)
                        .isTrue());
        assertThat(believes.test(query, STALE)).isFalse();
        assertThat(believes.test(query, STALE.negated())).isFalse();
    }

    /**
     * Whether the parameters that are signed are the same: {@code signature} of the OAuth query is none of them, and an
     * escape may be written in small or capital letters, or as the character itself.
     */
    private static boolean saysTheSame(String query, String other) {
        Map<String, List<String>> ours = SignedQuery.parameters(query);
        Map<String, List<String>> theirs = SignedQuery.parameters(other);
        if (ours.containsKey("hmac")) {
            ours.remove("signature");
            theirs.remove("signature");
        }
        return ours.equals(theirs);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void noOtherQueryOfTheGrantIsBelieved(JsonNode vector) {
        refusesAllButOne(
                vector,
                "hmac",
                (query, later) ->
                        oauth(vector, secret(vector), later).callback(query).isPresent());
        assertThat(oauth(vector, "another secret", Duration.ZERO)
                        .callback(vector.path("query").asText()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("proxied")
    void noOtherQueryOfTheAppProxyIsBelieved(JsonNode vector) {
        refusesAllButOne(
                vector,
                "signature",
                (query, later) -> new AppProxy(List.of(Secret.of(secret(vector))), clock(vector, later)).signed(query));
        assertThat(new AppProxy(List.of(Secret.of("another secret")), clock(vector, Duration.ZERO))
                        .signed(vector.path("query").asText()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void noOtherSessionTokenIsBelieved(JsonNode vector) {
        String token = vector.path("token").asText();
        ShopifyOAuth oauth = oauth(vector, secret(vector), Duration.ZERO);
        String[] parts = token.split("\\.", -1);
        List<String> forged = new ArrayList<>();
        for (int i = 0; i < token.length(); i++) {
            forged.add(token.substring(0, i));
            forged.add(swapped(token, i));
        }
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        forged.add(parts[0] + "." + parts[1] + "." + HexFormat.of().formatHex(signature));
        forged.add(parts[0] + "." + parts[1] + "." + Base64.getUrlEncoder().encodeToString(signature));
        forged.add(parts[0] + "." + parts[1] + "." + sameBytes(parts[2]));
        forged.add(reencoded(parts[0]) + "." + parts[1] + "." + parts[2]);
        forged.add(parts[0] + "." + reencoded(parts[1]) + "." + parts[2]);
        forged.add(token + "." + parts[2]);
        forged.add(token + " ");
        forged.add(" " + token);
        forged.add("Bearer " + token);

        assertThat(oauth.sessionToken(token)).isPresent();
        assertThat(forged)
                .filteredOn(other -> !other.equals(token))
                .allSatisfy(
                        other -> assertThat(oauth.sessionToken(other)).as(other).isEmpty());
        assertThat(oauth(vector, "another secret", Duration.ZERO).sessionToken(token))
                .isEmpty();
        assertThat(oauth(vector, secret(vector), STALE).sessionToken(token)).isEmpty();
        assertThat(oauth(vector, secret(vector), STALE.negated()).sessionToken(token))
                .isEmpty();
    }

    /** The same bytes with the bits that don't count set otherwise. */
    private static String sameBytes(String base64) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = letters.indexOf(base64.charAt(base64.length() - 1));
        String other = base64.substring(0, base64.length() - 1) + letters.charAt(last ^ 1);
        assertThat(Base64.getUrlDecoder().decode(other))
                .isEqualTo(Base64.getUrlDecoder().decode(base64));
        return other;
    }

    /** The same JSON in other bytes. */
    private static String reencoded(String part) {
        String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((json.substring(0, json.length() - 1) + " }").getBytes(StandardCharsets.UTF_8));
    }

    private static DeliveryVerdict judge(Map<String, String> headers, byte[] body, String secret) {
        Map<String, List<String>> labels = new TreeMap<>();
        headers.forEach((name, value) -> labels.put(name, List.of(value)));
        return new ShopifyWebhooks()
                .judge(
                        Delivery.of(labels, body),
                        Optional.empty(),
                        Shops.context(
                                ScriptedHttp.answering(ScriptedHttp.ok("")),
                                Map.of("API_KEY", "ours", "API_SECRET", secret)));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void noOtherDeliveryIsBelieved(JsonNode vector) {
        Map<String, String> headers = ShopifyWebhooksTest.headers(vector);
        byte[] body = ShopifyWebhooksTest.body(vector);
        String name = headers.keySet().stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).endsWith("hmac-sha256"))
                .findFirst()
                .orElseThrow();
        String right = headers.getOrDefault(name, "");
        byte[] digest = Base64.getDecoder().decode(right);

        assertThat(judge(headers, body, secret(vector))).isInstanceOf(DeliveryVerdict.Genuine.class);
        assertThat(judge(headers, body, "another secret")).isEqualTo(DeliveryVerdict.FORGED);
        List<String> forms = new ArrayList<>(List.of(
                HexFormat.of().formatHex(digest),
                Base64.getEncoder().withoutPadding().encodeToString(digest),
                right.toLowerCase(Locale.ROOT),
                right + "=",
                right + " ",
                "\"" + right + "\"",
                "sha256=" + right,
                right + "," + right,
                ""));
        for (int i = 0; i < right.length(); i++) {
            forms.add(right.substring(0, i));
            forms.add(swapped(right, i));
        }
        assertThat(forms).filteredOn(form -> !form.equals(right)).allSatisfy(form -> {
            Map<String, String> other = new TreeMap<>(headers);
            other.put(name, form);
            assertThat(judge(other, body, secret(vector))).as(form).isEqualTo(DeliveryVerdict.FORGED);
        });
        for (byte[] other : otherBodies(body)) {
            assertThat(judge(headers, other, secret(vector))).isEqualTo(DeliveryVerdict.FORGED);
        }
    }

    private static List<byte[]> otherBodies(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<byte[]> others = new ArrayList<>();
        others.add(new byte[0]);
        others.add((text + "\n").getBytes(StandardCharsets.UTF_8));
        others.add((text + "\0").getBytes(StandardCharsets.UTF_8));
        others.add(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
        others.add(text.getBytes(StandardCharsets.UTF_16));
        int step = Math.max(1, body.length / 100);
        for (int i = 0; i < body.length; i += step) {
            others.add(Arrays.copyOf(body, i));
            byte[] changed = body.clone();
            changed[i] ^= 1;
            others.add(changed);
        }
        return others;
    }

    @Test
    void aDeliveryThatComesAgainHasTheSameKey() {
        deliveries().forEach(vector -> {
            Map<String, String> headers = ShopifyWebhooksTest.headers(vector);
            byte[] body = ShopifyWebhooksTest.body(vector);

            assertThat(key(judge(headers, body, secret(vector)))).isEqualTo(key(judge(headers, body, secret(vector))));
        });
    }

    private static String key(DeliveryVerdict verdict) {
        return verdict.<String>match(
                event -> event.deliveryKey(),
                () -> {
                    throw new AssertionError("forged");
                },
                () -> {
                    throw new AssertionError("ping");
                });
    }

    @Test
    void garbageProvesNothingAndDoesNothingWorse() {
        JsonNode vector = queries().findFirst().orElseThrow();
        ShopifyOAuth oauth = oauth(vector, secret(vector), Duration.ZERO);
        AppProxy proxy = new AppProxy(List.of(Secret.of(secret(vector))), clock(vector, Duration.ZERO));
        Random random = new Random(7);
        String alphabet = "abcS0159=&%+._-;,{}[]\"\\ \u0000\n\ud800\u00e9\u4e16";
        for (int i = 0; i < 20_000; i++) {
            String garbage = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());
            String known = "shop=" + Shops.DOMAIN + "&timestamp=1795392000&hmac=" + garbage + "&signature=" + garbage;

            assertThat(oauth.callback(garbage)).isEmpty();
            assertThat(oauth.callback(known)).isEmpty();
            assertThat(proxy.visitor(garbage)).isEmpty();
            assertThat(proxy.signed(known)).isFalse();
            assertThat(oauth.sessionToken(garbage)).isEmpty();
            assertThat(oauth.sessionToken("eyJhbGciOiJIUzI1NiJ9." + garbage + "." + garbage))
                    .isEmpty();
        }
    }
}
