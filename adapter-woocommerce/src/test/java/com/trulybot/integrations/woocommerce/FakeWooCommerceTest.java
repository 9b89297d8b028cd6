package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in answers what the real shop answered. */
class FakeWooCommerceTest {
    private final FakeWooCommerce shop = FakeWooCommerce.recorded("ck_1", "cs_1");

    static Stream<Recording> searchesAndLists() {
        return Stream.concat(
                Recording.in("search").stream(),
                Stream.of(
                                "list/page1_pp5",
                                "list/page2_pp5",
                                "list/last_pp5",
                                "list/beyond",
                                "list/default",
                                "list/email_param",
                                "list/billing_email_param",
                                "list/number_param",
                                "list/fields",
                                "list/fields_nested",
                                "list/pp0",
                                "list/pp101")
                        .map(Recording::of));
    }

    @ParameterizedTest
    @MethodSource("searchesAndLists")
    void findsWhatTheRealShopFound(Recording recording) {
        Response answer = ask(recording);

        assertThat(answer.status()).isEqualTo(recording.response().status());
        assertThat(ids(answer)).isEqualTo(ids(recording.response()));
        assertThat(answer.header("X-WP-Total")).isEqualTo(recording.response().header("X-WP-Total"));
        assertThat(answer.header("X-WP-TotalPages"))
                .isEqualTo(recording.response().header("X-WP-TotalPages"));
    }

    static Stream<Recording> singleOrders() {
        // A word instead of an id is never asked for.
        return Recording.in("orders").stream()
                .filter(recording -> !recording.name().endsWith("id_alpha"));
    }

    @ParameterizedTest
    @MethodSource("singleOrders")
    void answersTheSameOrders(Recording recording) {
        Response answer = ask(recording);

        assertThat(answer.status()).isEqualTo(recording.response().status());
        assertThat(json(answer).path("id")).isEqualTo(recording.body().path("id"));
        assertThat(json(answer).path("code")).isEqualTo(recording.body().path("code"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20_processing",
                "21_on_hold",
                "23_cancelled",
                "24_failed",
                "25_refunded_full",
                "27_refunded_partial",
                "29_tracking_meta",
                "30_jpy_0dec"
            })
    void answersTheSameNotes(String order) {
        Recording all = Recording.of("notes/order_" + order + "_notes");
        Recording toTheCustomer = Recording.of("notes/order_" + order + "_notes_customer");
        all.body().forEach(note -> shop.part(Long.parseLong(order.replaceFirst("_.*", "")), "notes", note));

        assertThat(json(ask(all))).isEqualTo(all.body());
        assertThat(json(ask(toTheCustomer))).isEqualTo(toTheCustomer.body());
    }

    @Test
    void aMissingOrderHasNoNotes() {
        Recording missing = Recording.of("notes/missing_order_notes");

        assertThat(ask(missing).status()).isEqualTo(missing.response().status());
        assertThat(json(ask(missing))).isEqualTo(missing.body());
    }

    @Test
    void leavesOfAnswersWhatWordPressLeavesOfThem() {
        assertThat(json(ask(Recording.of("list/fields_nested"))))
                .isEqualTo(Recording.of("list/fields_nested").body());
        assertThat(json(ask(Recording.of("list/fields"))))
                .isEqualTo(Recording.of("list/fields").body());
    }

    private Response ask(Recording recording) {
        String basic = Base64.getEncoder().encodeToString("ck_1:cs_1".getBytes(StandardCharsets.UTF_8));
        return shop.answer(Request.get(recording.uri(), Map.of("Authorization", "Basic " + basic)));
    }

    private static List<Long> ids(Response response) {
        List<Long> ids = new ArrayList<>();
        json(response).forEach(order -> ids.add(order.path("id").asLong()));
        return response.status() == 200 ? ids : List.of();
    }

    private static JsonNode json(Response response) {
        return new Recording("answer", "GET", "/", "", response).body();
    }
}
