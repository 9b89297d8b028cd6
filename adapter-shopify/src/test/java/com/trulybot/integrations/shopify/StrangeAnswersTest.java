package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Orders with anything in the place of anything: an order comes of it, or none, or a problem, but never a surprise. */
class StrangeAnswersTest {
    private static final String[] STRANGE = {
        "null",
        "true",
        "-1",
        "1e999999999",
        "99999999999999999999999",
        "0.1",
        "\"\"",
        "\"#\"",
        "\"# #\"",
        "\"\\u0000\"",
        "\"<b>\"",
        "\"2026-99-99T00:00:00Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
        "\"EUR\"",
        "\"CANCELLED\"",
        "[]",
        "{}",
        "[null]",
        "[[[]]]",
        "{\"nodes\":[null,1,{}]}",
        "[{\"kind\":\"refund\",\"status\":\"success\",\"amount\":{}}]"
    };

    private static void spoil(JsonNode root, Random random) throws Exception {
        List<Runnable> places = new ArrayList<>();
        JsonNode strange = Answers.JSON.readTree(STRANGE[random.nextInt(STRANGE.length)]);
        collect(root, strange, places);
        places.get(random.nextInt(places.size())).run();
    }

    private static void collect(JsonNode node, JsonNode strange, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                places.add(() -> object.set(member.getKey(), strange));
                collect(member.getValue(), strange, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(() -> array.set(at, strange));
                collect(array.get(i), strange, places);
            }
        }
    }

    @RepeatedTest(50)
    void nothingSurprisesUs(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        OrderQuery number = OrderQuery.byNumber(OrderReference.parse("2001"));
        for (int i = 0; i < 10; i++) {
            JsonNode rest = Answers.JSON.readTree("{\"orders\":[" + Fixture.json("pair/rest.json") + "]}");
            JsonNode graphQl = Answers.JSON.readTree(
                    "{\"data\":{\"orders\":{\"nodes\":[" + Fixture.json("pair/graphql.json") + "]}}}");
            for (int spoilt = 0; spoilt <= i; spoilt++) {
                spoil(rest, random);
                spoil(graphQl, random);
            }
            ScriptedHttp strangeRest = ScriptedHttp.answering(ScriptedHttp.ok(rest.toString()));
            ScriptedHttp strangeGraphQl = ScriptedHttp.answering(ScriptedHttp.ok(graphQl.toString()));

            List<Throwable> thrown = new ArrayList<>();
            thrown.add(catchThrowable(() -> Shops.open(strangeRest, Shops.REST).find(number, Shops.soon())));
            thrown.add(catchThrowable(
                    () -> Shops.open(strangeGraphQl, Shops.GRAPHQL).find(number, Shops.soon())));

            assertThat(thrown).allSatisfy(problem -> {
                if (problem != null) {
                    assertThat(problem).isInstanceOf(StoreException.class);
                }
            });
        }
    }
}
