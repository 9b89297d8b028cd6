package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake plugin answers as the real one did on a real shop. */
class FakePluginTest {
    private static final String ASKED = "{\"number\":\"15\",\"email\":\"ann@shop.test\"}";

    private final FakePlugin plugin = new FakePlugin(
            List.of((ObjectNode) Recording.of("plugin/order_processing").body().path("order")),
            part -> JsonNodeFactory.instance.arrayNode(),
            () -> Shop.NOW);

    @ParameterizedTest
    @CsvSource({
        "expired, -600, nonce-0123456789-1",
        "expired, 600, nonce-0123456789-1",
        "order_processing, -299, nonce-0123456789-1",
        "order_processing, 299, nonce-0123456789-1",
        "unsigned, 0, short"
    })
    void judgesTimeAndNonceAsTheRealOne(String recording, int seconds, String nonce) {
        same(recording, plugin.answer(request(FakePlugin.SECRET, seconds, nonce, ASKED)));
    }

    @Test
    void judgesTheSignatureAsTheRealOne() {
        same("forged", plugin.answer(request("x".repeat(43), 0, "nonce-0123456789-1", ASKED)));
        same(
                "unsigned",
                plugin.answer(new Request("POST", URI.create("https://shop.example/"), Map.of(), ASKED, false)));
    }

    @Test
    void takesANonceOnceAsTheRealOne() {
        Request request = request(FakePlugin.SECRET, 0, "nonce-0123456789-1", ASKED);

        same("order_processing", plugin.answer(request));
        same("replayed", plugin.answer(request));
    }

    @Test
    void refusesWhatItDoesNotFindAsTheRealOne() {
        same("nothing_asked", plugin.answer(request(FakePlugin.SECRET, 0, "nonce-0123456789-1", "{}")));
        same(
                "wrong_number",
                plugin.answer(request(
                        FakePlugin.SECRET,
                        0,
                        "nonce-0123456789-2",
                        "{\"number\":\"98765\",\"email\":\"ann@shop.test\"}")));
    }

    private static void same(String recording, Response answer) {
        Response real = Recording.of("plugin/" + recording).response();
        assertThat(answer.status()).isEqualTo(real.status());
        assertThat(Answers.code(answer)).isEqualTo(Answers.code(real));
    }

    private static Request request(String secret, int seconds, String nonce, String body) {
        String time = Long.toString(Shop.NOW.getEpochSecond() + seconds);
        return new Request(
                "POST",
                URI.create("https://shop.example/?rest_route=/trulybot/v1/orders"),
                Map.of(
                        "X-TrulyBot-Key-Id",
                        FakePlugin.KEY_ID,
                        "X-TrulyBot-Timestamp",
                        time,
                        "X-TrulyBot-Nonce",
                        nonce,
                        "X-TrulyBot-Signature",
                        FakePlugin.signature(secret, time, nonce, body)),
                body,
                false);
    }
}
