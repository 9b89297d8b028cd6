package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not leave the adapter. */
class SecrecyTest {
    static Collection<JsonNode> everyOrder() {
        List<JsonNode> orders = new ArrayList<>();
        for (String folder : List.of("orders", "list", "search", "broken", "webhooks", "fulfillments", "auth")) {
            for (Recording recording : Recording.in(folder)) {
                if (recording.response().body().startsWith("{")
                        || recording.response().body().startsWith("[")) {
                    collect(recording.body(), orders);
                }
            }
        }
        return orders;
    }

    private static void collect(JsonNode json, List<JsonNode> orders) {
        if (json.has("order_key") && json.has("payment_url")) {
            orders.add(json);
        } else if (json.isContainerNode()) {
            json.forEach(element -> collect(element, orders));
        }
    }

    /** Read whole, as a webhook delivers it, without the help of {@code _fields}. */
    @ParameterizedTest
    @MethodSource("everyOrder")
    void whatOpensThePaymentPageIsInNothingThatIsHandedOut(JsonNode json) {
        Optional<Order> order = new OrderJson(Shop.INTEGRATION, null).read(json);
        Set<String> told = new TreeSet<>();
        order.ifPresent(each -> texts(each, told));

        String key = json.path("order_key").asText();
        assertThat(key).startsWith("wc_order_");
        assertThat(json.path("payment_url").asText()).isNotBlank();
        assertThat(told)
                .noneMatch(text -> text.contains(key))
                .noneMatch(text -> text.contains("order-pay"))
                .noneMatch(text -> text.contains("pay_for_order"));
        if (order.isPresent()) {
            assertThat(told).contains(json.path("id").asText());
        }
    }

    @Test
    void manyOrdersAreLookedAt() {
        assertThat(everyOrder()).hasSizeGreaterThan(200);
    }

    private static void texts(Object value, Set<String> texts) {
        if (value instanceof Record each) {
            for (RecordComponent component : each.getClass().getRecordComponents()) {
                try {
                    texts(component.getAccessor().invoke(each), texts);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError("a record without its accessor", e);
                }
            }
        } else if (value instanceof Collection<?> all) {
            all.forEach(each -> texts(each, texts));
        } else if (value != null) {
            texts.add(value.toString());
        }
    }

    /**
     * The trap of plain permalinks: the shop sends us on, and the address it sends us to holds the secret that stood in
     * the query. Over the real client, to a place where it does not follow.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/wp-json/wc/v3/orders/20/",
                "http://elsewhere.example/",
                "ftp://x/",
                "//other.example/"
            })
    void aSecretInARedirectIsNotToldToAnyone(String target) {
        String secret = "?consumer_key=" + Shop.KEY + "&consumer_secret=" + Shop.SECRET;
        Response redirect = new Response(301, Map.of("Location", List.of(target + secret)), "");
        try (FakeWooServer server = new FakeWooServer(request -> redirect);
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow(server.address()), InstantSource.system())) {
            Request request = Request.get(
                    java.net.URI.create("http://" + server.address() + "/wp-json/wc/v3/orders/20" + secret), Map.of());

            Throwable thrown = catchThrowable(() -> http.send(request, Shop.soon()));

            assertThat(thrown).isInstanceOf(StoreException.class);
            assertThat(((StoreException) thrown).detail()).isPresent();
            assertThat(said(thrown) + ((StoreException) thrown).detail() + request)
                    .doesNotContain(Shop.SECRET, Shop.KEY);
        }
    }

    /** With the keys in the query everything that goes wrong may quote the address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain_permalinks/wpjson_order_querystring",
                "broken/upstream_down_502",
                "broken/mode_waf403",
                "broken/mode_maint200",
                "auth/https_wrong_key",
                "misc/html_404"
            })
    void noSecretIsInWhatGoesWrongWhereTheKeysStandInTheQuery(String recording) {
        Response response = Recording.of(recording).response();
        Shop shop = Shop.alwaysAnswering(response);

        Throwable thrown = catchThrowable(() -> shop.store("https://shop.example", Map.of("authentication", "query"))
                .find(OrderQuery.byId("20"), Shop.soon()));

        assertThat(thrown).isInstanceOf(StoreException.class);
        assertThat(said(thrown) + ((StoreException) thrown).detail())
                .doesNotContain(Shop.SECRET, Shop.KEY, "ck_da2de444", "cs_a544391e");
    }

    private static String said(Throwable thrown) {
        StringWriter said = new StringWriter();
        thrown.printStackTrace(new PrintWriter(said, true));
        return said.toString();
    }
}
