package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.connectionkey.KeyProof;
import com.trulybot.integrations.core.connectionkey.KeyText;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.connectionkey.SignedRequest;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestTest {
    private static final String CONNECT = "/api/integrations/woocommerce/connect";
    private static final String TEST = "/api/integrations/woocommerce/test";
    private static final String DISCONNECT = "/api/integrations/woocommerce/disconnect";
    private static final String STORE =
            "{\"storeUrl\":\"https://shop.example/laden\",\"apiKey\":\"ck_0123456789abcdef\","
                    + "\"apiSecret\":\"cs_very-secret-0001\",\"storeName\":\"Söhne – 店\",\"permissions\":\"read\"}";
    private static final String ADDRESS = "{\"storeUrl\":\"https://shop.example/laden\"}";

    private static World world;
    private PluginOnPaper plugin;

    @BeforeAll
    static void open() {
        world = World.unlimited();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
        plugin = new PluginOnPaper(world, World.ADA);
        world.activities.all.clear();
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("WWW-Authenticate") != null).isEqualTo(status == 401);
    }

    private static JsonNode vectors() throws Exception {
        return World.MAPPER.readTree(Asset.read("/signature-vectors.json")).path("vectors");
    }

    @Test
    void whatThePluginSignsHereIsBelievedAsItsOwnTestsSay() throws Exception {
        assertThat(vectors()).hasSizeGreaterThan(5);
        for (JsonNode vector : vectors()) {
            KeyText key = KeyText.tryParse(vector.path("key").asText()).orElseThrow();
            UserId user = UserId.parse(vector.path("user").asText());
            Instant at = Instant.ofEpochSecond(vector.path("timestamp").asLong());
            InMemoryConnecting.Keys keys = new InMemoryConnecting.Keys(world.activities);
            Merchant merchant = new Merchant(user, new WorkspaceId(user.value()));
            keys.add(new ConnectionKey(key.id(), merchant, "k", "…", at, null), key.secret(), null);
            String text = RequestSignature.text(
                    vector.path("timestamp").asText(),
                    vector.path("nonce").asText(),
                    vector.path("method").asText(),
                    vector.path("path").asText(),
                    vector.path("body").asText().getBytes(StandardCharsets.UTF_8));
            String signature = vector.path("signature").asText();
            SignedRequest request = new SignedRequest(
                    user, key.id(), at, vector.path("nonce").asText(), text, signature.substring("v1=".length()));

            assertThat(new ProveKeyHolder(keys, () -> at).judge(request))
                    .as(vector.path("name").asText())
                    .isInstanceOf(KeyProof.Proven.class);
        }
    }

    @Test
    void whatThePluginSendsHereIsTakenAsItsOwnTestsSay() throws Exception {
        int sent = 0;
        for (JsonNode vector : vectors()) {
            String path = vector.path("path").asText();
            String prefix = path.startsWith("/bot/") ? "/bot" : "";
            if (!path.startsWith(prefix + "/api/")
                    || vector.path("method").asText().equals("GET")) {
                continue;
            }
            try (World there = new World(URI.create("https://bot.example" + prefix), null)) {
                there.now = Instant.ofEpochSecond(vector.path("timestamp").asLong());
                KeyText key = KeyText.tryParse(vector.path("key").asText()).orElseThrow();
                UserId user = UserId.parse(vector.path("user").asText());
                Merchant merchant = new Merchant(user, new WorkspaceId(user.value()));
                there.keys.add(new ConnectionKey(key.id(), merchant, "k", "…", there.now, null), key.secret(), null);
                // The proxy in front takes the prefix away.
                Answer answer = there.send(there.to(path.substring(prefix.length()))
                        .header("Content-Type", "application/json")
                        .header("X-TrulyBot-User", user.toString())
                        .header("X-TrulyBot-Key-Id", vector.path("keyId").asText())
                        .header("X-TrulyBot-Timestamp", vector.path("timestamp").asText())
                        .header("X-TrulyBot-Nonce", vector.path("nonce").asText())
                        .header("X-TrulyBot-Signature", vector.path("signature").asText())
                        .POST(BodyPublishers.ofString(vector.path("body").asText())));

                // The store need not be there: the signature was good.
                assertThat(answer.status()).as(vector.path("name").asText()).isIn(200, 201, 404);
                sent++;
            }
        }
        assertThat(sent).isGreaterThanOrEqualTo(3);
    }

    @Test
    void thePluginConnectsItsStoreAndTheWholeKeyIsKeptWithIt() {
        HttpRequest.Builder request =
                plugin.request(CONNECT, STORE).ready().header("User-Agent", "WordPress/6.9; TrulyBot/0.1.0");
        Answer answer = world.send(request);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(world.shop.lastProposal.secrets()).containsEntry(Field.PLUGIN_KEY, plugin.key.whole());
        assertThat(world.shop.lastProposal.storeName()).isEqualTo("Söhne – 店");
        assertThat(world.integrations.rows.values())
                .allSatisfy(row -> assertThat(row.merchant().user()).isEqualTo(World.ADA));
        assertThat(world.activities.all.get(0).metadata())
                .containsEntry("address", "127.0.0.1")
                .containsEntry("agent", "WordPress/6.9; TrulyBot/0.1.0");
        assertThat(world.keys.all.get(plugin.key.id()).key().lastUsedAt()).isEqualTo(World.NOW);
    }

    @Test
    void aKeyInTheBodyIsNotTakenForThePlugins() {
        world.post(CONNECT, STORE.replace("{", "{\"pluginKey\":\"tbk_x\","));

        assertThat(world.shop.lastProposal.secrets()).doesNotContainKey(Field.PLUGIN_KEY);
    }

    @Test
    void thePluginWithoutKeysIsToldSoAndNotSentToAPage() {
        Answer answer = plugin.post(CONNECT, ADDRESS);

        // Asked as always; the store on paper takes anything.
        assertThat(answer.status()).isEqualTo(201);
        assertThat(world.store.lastStart).isNull();
    }

    @Test
    void thePluginTestsAndDisconnectsItsStoreByTheAddress() {
        plugin.post(CONNECT, STORE);

        Answer tested = plugin.post(TEST, ADDRESS);
        Answer ended = plugin.post(DISCONNECT, ADDRESS);

        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().at("/integration/health/state").asText()).isEqualTo("ok");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().at("/integration/status").asText()).isEqualTo("disconnected");
        assertThat(plugin.post(DISCONNECT, ADDRESS).status()).isEqualTo(200);
        isRefused(plugin.post(TEST, ADDRESS), 409, "integration_not_active");
    }

    @Test
    void anotherAccountsPluginFindsNothing() {
        IntegrationId id = world.connect("shop.example");
        PluginOnPaper eves = new PluginOnPaper(world, World.EVE);

        for (String body : List.of("{\"storeUrl\":\"shop.example\"}", "{\"integrationId\":\"" + id + "\"}")) {
            isRefused(eves.post(TEST, body), 404, "integration_not_found");
            isRefused(eves.post(DISCONNECT, body), 404, "integration_not_found");
        }
        assertThat(world.store.takenDown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X-TrulyBot-User, 11111111-2222-4333-8444-555555555555",
        "X-TrulyBot-User, ada",
        "X-TrulyBot-User, ''",
        "X-TrulyBot-User, {7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61}",
        "X-TrulyBot-Key-Id, 11111111-2222-4333-8444-555555555555",
        "X-TrulyBot-Key-Id, 1-1-1-1-1",
        "X-TrulyBot-Key-Id, ''",
        "X-TrulyBot-Timestamp, 1795435199",
        "X-TrulyBot-Timestamp, ''",
        "X-TrulyBot-Timestamp, now",
        "X-TrulyBot-Timestamp, -1795435200",
        "X-TrulyBot-Timestamp, +1795435200",
        "X-TrulyBot-Timestamp, 01795435200",
        "X-TrulyBot-Timestamp, 1795435200.0",
        "X-TrulyBot-Timestamp, 1.7954352e9",
        "X-TrulyBot-Timestamp, 99999999999999999999999999",
        "X-TrulyBot-Timestamp, 2026-11-23T12:00:00Z",
        "X-TrulyBot-Nonce, another-nonce-of-mine",
        "X-TrulyBot-Nonce, short",
        "X-TrulyBot-Nonce, ''",
        "X-TrulyBot-Nonce, with a blank in it",
        "X-TrulyBot-Nonce, 0123456789012345678901234567890123456789012345678901234567890123x",
        "X-TrulyBot-Signature, ''",
        "X-TrulyBot-Signature, v1=",
        "X-TrulyBot-Signature, v1=0000000000000000000000000000000000000000000000000000000000000000"
    })
    void aChangedHeaderIsRefused(String name, String value) {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        Map<String, String> headers = request.headers();
        assertThat(headers.put(name, value)).isNotEqualTo(value);

        isRefused(world.send(request.ready(headers)), 401, "signature_invalid");
        assertThat(world.integrations.rows).isEmpty();
        assertThat(world.keys.nonces).isEmpty();
    }

    @Test
    void aSignatureHasOneSpelling() {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        String good = request.headers().get("X-TrulyBot-Signature");
        String hex = good.substring(3);
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        for (String spelling : List.of(
                hex,
                "V1=" + hex,
                "v2=" + hex,
                "v1 = " + hex,
                "v1=" + hex.toUpperCase(java.util.Locale.ROOT),
                good.substring(0, good.length() - 1),
                good + "0",
                good + ",v1=" + "0".repeat(64),
                "v1=" + java.util.Base64.getEncoder().encodeToString(bytes),
                "v1=0x" + hex.substring(2))) {
            Map<String, String> headers = request.headers();
            headers.put("X-TrulyBot-Signature", spelling);

            assertThat(world.send(request.ready(headers)).code()).as(spelling).isEqualTo("signature_invalid");
        }
        assertThat(request.send().status()).isEqualTo(201);
    }

    @Test
    void aMissingHeaderAndOneThatStandsTwiceAreRefused() {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        for (String name : request.headers().keySet()) {
            Map<String, String> without = request.headers();
            String value = without.remove(name);
            String expected = name.equals("X-TrulyBot-Signature") ? "token_invalid" : "signature_invalid";

            isRefused(world.send(request.ready(without)), 401, expected);
            isRefused(world.send(request.ready().header(name, value)), 401, "signature_invalid");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // What is signed, and what is sent.
                "/api/integrations/woocommerce/connect /api/integrations/shopify/connect",
                "/api/integrations/woocommerce/connect /api/integrations/woocommerce/%63onnect",
                "/api/integrations/woocommerce/%63onnect /api/integrations/woocommerce/connect",
                "/api/integrations/woocommerce/connect /api/integrations/woocommerce/connect?a=1",
                "/api/integrations/woocommerce/connect?a=1&b=2 /api/integrations/woocommerce/connect?b=2&a=1",
                "/api/integrations/woocommerce/connect?a=%20 /api/integrations/woocommerce/connect?a=+",
                "/api/integrations/woocommerce/connect?a=%2f /api/integrations/woocommerce/connect?a=%2F",
                "/api/integrations/woocommerce/test /api/integrations/woocommerce/connect",
                "/api/integrations/woocommerce/connect /api/integrations/woocommerce/connect;a=1"
            })
    void theTargetIsSignedAsItStandsInTheRequestLine(String signed, String sent) {
        PluginOnPaper.Request request = plugin.request(signed, STORE);
        Map<String, String> headers = request.headers();
        request.path = sent;

        Answer answer = world.send(request.ready(headers));

        assertThat(answer.code()).isIn("bad_request", "not_found", "signature_invalid");
        assertThat(world.integrations.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONNECT + "?b=2&a=1&a=%2f", CONNECT + "?a=%20+%2B"})
    void anOddTargetThatIsSignedAsItIsSentIsGood(String path) {
        assertThat(plugin.post(path, STORE).status()).isEqualTo(201);
    }

    @Test
    void aSlashIsNotTheSameAsItsEscape() {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        Map<String, String> headers = request.headers();
        request.path = "/api/integrations/woocommerce%2fconnect";

        assertThat(world.send(request.ready(headers)).status()).isIn(400, 401, 404);
        assertThat(request.send().status()).isIn(400, 401, 404);
        assertThat(world.integrations.rows).isEmpty();
    }

    @Test
    void theBodyIsSignedToTheByte() {
        for (String changed : List.of(
                STORE + " ",
                STORE.replace(":", ": "),
                STORE.replace("ö", "\\u00f6"),
                STORE.replace("ö", "o\u0308"),
                STORE.substring(0, STORE.length() - 1),
                STORE.replace("0001", "0002"),
                "{}",
                "")) {
            PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
            Map<String, String> headers = request.headers();
            request.body = changed.getBytes(StandardCharsets.UTF_8);

            isRefused(world.send(request.ready(headers)), 401, "signature_invalid");
        }
    }

    @Test
    void theSignatureIsJudgedBeforeTheBodyIsRead() {
        PluginOnPaper.Request broken = plugin.request(CONNECT, "{");
        assertThat(broken.send().code()).isEqualTo("malformed_json");
        assertThat(broken.send().code()).isEqualTo("nonce_replayed");

        PluginOnPaper.Request large = plugin.request(CONNECT, "x".repeat(RequestBody.MAX_BYTES + 1));
        assertThat(large.send().status()).isEqualTo(413);

        PluginOnPaper.Request text = plugin.request(CONNECT, STORE);
        HttpRequest.Builder plain = text.ready().setHeader("Content-Type", "text/plain");
        assertThat(world.send(plain).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false", "-86400, false"})
    void theClocksMayBeFiveMinutesApart(long off, boolean good) {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        request.at += off;

        Answer answer = request.send();

        if (good) {
            assertThat(answer.status()).isEqualTo(201);
        } else {
            isRefused(answer, 401, "signature_expired");
        }
    }

    @Test
    void aSignedRequestIsGoodOnce() {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);

        assertThat(request.send().status()).isEqualTo(201);
        isRefused(request.send(), 409, "nonce_replayed");
        request.body = "{}".getBytes(StandardCharsets.UTF_8);
        isRefused(request.send(), 409, "nonce_replayed");

        PluginOnPaper other = new PluginOnPaper(world, World.ADA);
        PluginOnPaper.Request sameNonce = other.request(CONNECT, STORE);
        sameNonce.nonce = request.nonce;
        assertThat(sameNonce.send().status()).isEqualTo(200);
    }

    @Test
    void ofTheSameRequestManyTimesAtOnceOneWins() throws Exception {
        HttpRequest request = plugin.request(CONNECT, STORE).ready().build();
        int senders = 12;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return world.send(HttpRequest.newBuilder(request, (name, value) -> true))
                            .status();
                }));
            }
            start.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }

            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(senders - 1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void ofATokenAndASignatureTheSignatureCounts() {
        String adasToken = "Bearer " + World.token(World.ADA);
        PluginOnPaper eves = new PluginOnPaper(world, World.EVE);

        Answer both = world.send(eves.request(CONNECT, STORE).ready().header("Authorization", adasToken));
        assertThat(both.status()).isEqualTo(201);
        assertThat(world.integrations.rows.values())
                .allSatisfy(row -> assertThat(row.merchant().user()).isEqualTo(World.EVE));

        PluginOnPaper.Request bad = plugin.request(CONNECT, STORE);
        Map<String, String> headers = bad.headers();
        headers.put("X-TrulyBot-Signature", "v1=" + "0".repeat(64));
        isRefused(world.send(bad.ready(headers).header("Authorization", adasToken)), 401, "signature_invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/integrations",
        "GET, /api/connection-keys",
        "POST, /api/connection-keys",
        "GET, /api/activities",
        "POST, /api/integrations/woocommerce/orders",
        "POST, /api/integrations/woocommerce/authorize",
        "GET, /api/widget/settings"
    })
    void elsewhereASignatureOpensNothing(String method, String path) {
        PluginOnPaper.Request request = plugin.request(path, "{}");
        request.method = method;

        isRefused(request.send(), 401, "token_invalid");
    }

    @Test
    void aRevokedKeyProvesNothing() {
        plugin.post(CONNECT, STORE);
        String path = "/api/connection-keys?id=" + plugin.key.id();
        assertThat(world.send(world.asAda(path).DELETE()).status()).isEqualTo(204);

        isRefused(plugin.post(TEST, ADDRESS), 401, "signature_invalid");
    }

    @Test
    void theKeyOfAnAccountThatIsGoneIsForbidden() {
        world.strangers.add(World.ADA);

        isRefused(plugin.post(TEST, ADDRESS), 403, "user_unknown");
    }

    @Test
    void signedRequestsAreLimitedByTheirSender() {
        try (World small =
                new World(new HttpApiSettings.RateLimits(100, 100, 100, 100, 25), null, List.of(), Duration.ZERO)) {
            PluginOnPaper there = new PluginOnPaper(small, World.ADA);
            PluginOnPaper.Request forged = there.request(TEST, ADDRESS);
            Map<String, String> headers = forged.headers();
            headers.put("X-TrulyBot-Signature", "v1=" + "0".repeat(64));
            for (int i = 0; i < 3; i++) {
                isRefused(small.send(forged.ready(headers)), 401, "signature_invalid");
            }

            Answer limited = there.post(TEST, ADDRESS);
            isRefused(limited, 429, "rate_limited");
            assertThat(limited.header("Retry-After")).isNotNull();
            // A token is another way in, with a limit of its own.
            assertThat(small.get("/api/integrations").status()).isEqualTo(200);
        }
    }

    private static Map<String, String> lowerCaseIds(Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>(headers);
        for (String name : List.of("X-TrulyBot-User", "X-TrulyBot-Key-Id")) {
            lower.computeIfPresent(name, (same, id) -> id.toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    @Test
    void whateverStandsInTheHeadersIsARefusalAndNoFault() {
        Random random = new Random(11);
        List<String> names =
                List.copyOf(plugin.request(CONNECT, STORE).headers().keySet());
        for (int i = 0; i < 400; i++) {
            PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
            Map<String, String> headers = request.headers();
            for (int n = random.nextInt(3); n >= 0; n--) {
                String name = names.get(random.nextInt(names.size()));
                StringBuilder value = new StringBuilder(headers.get(name));
                int at = value.isEmpty() ? 0 : random.nextInt(value.length());
                switch (random.nextInt(3)) {
                    case 0 -> value.setLength(at);
                    case 1 -> value.insert(at, (char) (33 + random.nextInt(94)));
                    default -> value.replace(at, at + 1, String.valueOf((char) (33 + random.nextInt(94))));
                }
                headers.put(name, value.toString());
            }
            if (lowerCaseIds(headers).equals(request.headers())) {
                // A UUID in capitals is the same one (RFC 9562, section 4).
                continue;
            }
            Answer answer = world.send(request.ready(headers));

            assertThat(answer.status()).as(headers.toString()).isEqualTo(401);
        }
    }

    @Test
    void noSecretIsLogged() {
        try (CapturedLog log = new CapturedLog()) {
            PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
            String signature = request.headers().get("X-TrulyBot-Signature");
            List<Answer> answers = new ArrayList<>();
            answers.add(request.send());
            answers.add(request.send());
            answers.add(plugin.post(CONNECT, "{" + STORE));
            world.shop.before = () -> {
                throw new IllegalStateException("a bug");
            };
            answers.add(plugin.post(CONNECT, STORE));
            Answer made = world.post("/api/connection-keys", "{}");
            String whole = made.json().at("/connectionKey/key").asText();
            answers.add(world.get("/api/connection-keys"));

            assertThat(answers).extracting(Answer::status).containsExactly(201, 409, 400, 500, 200);
            assertThat(log.lines()).isNotEmpty();
            List<String> told = new ArrayList<>(log.lines());
            answers.forEach(answer -> told.add(answer.text()));
            for (String line : told) {
                assertThat(line)
                        .doesNotContain(
                                plugin.key.secret().expose(),
                                signature,
                                request.nonce,
                                "cs_very-secret",
                                "ck_0123456789",
                                whole);
            }
        }
    }

    @Test
    void anIdOfAnotherFormThanOurOwnIsTakenInAnyCase() {
        PluginOnPaper.Request request = plugin.request(CONNECT, STORE);
        Map<String, String> headers = request.headers();
        headers.put(
                "X-TrulyBot-Key-Id",
                UUID.fromString(plugin.key.id().toString()).toString().toUpperCase(java.util.Locale.ROOT));

        // Ids are not signed and name the same key in either case.
        assertThat(world.send(request.ready(headers)).status()).isEqualTo(201);
    }
}
