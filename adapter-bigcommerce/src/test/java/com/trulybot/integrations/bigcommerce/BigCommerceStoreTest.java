package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.bigcommerce.FakeBigCommerce.Canned;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BigCommerceStoreTest {
    private static final String JANE = "janedoe@email.com";

    private final Shop shop = new Shop();

    BigCommerceStoreTest() {
        shop.api.add(Documented.order(247));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private OrderLookup find(String number) {
        return shop.open().find(OrderQuery.byNumber(OrderReference.parse(number)), Shop.ample());
    }

    private OrderLookup find(String number, String email) {
        return shop.open().find(OrderQuery.byNumber(OrderReference.parse(number), email), Shop.ample());
    }

    private static Order found(OrderLookup lookup) {
        return lookup.match(
                order -> order,
                () -> {
                    throw new AssertionError("not found");
                },
                () -> {
                    throw new AssertionError("out of reach");
                });
    }

    private List<String> search(String text, int limit) {
        return shop.open().search(text, limit, Shop.ample()).stream()
                .map(Order::id)
                .toList();
    }

    @Test
    void anOrderComesWithAllThatBelongsToIt() {
        shop.api.add(Documented.order(247).put("status_id", 14).put("items_shipped", 2));
        shop.api.add(247, "products", Documented.read("products"));
        shop.api.add(247, "shipping_addresses", Documented.read("shipping-addresses"));
        shop.api.add(247, "shipments", Documented.read("shipments"));
        shop.api.add(247, "refunds", Documented.read("refunds"));

        Order order = found(find("247", JANE));

        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(order.items()).hasSize(2);
        assertThat(order.shipments()).hasSize(2).extracting(Shipment::carrier).containsOnly("USPS");
        assertThat(order.shippingAddress()).isNotNull();
        assertThat(order.totals().refunded().amount()).isEqualByComparingTo("50");
        assertThat(shop.api.targets())
                .containsExactly(
                        "/v2/orders/247?include=fees",
                        "/v2/orders/247/products?limit=250",
                        "/v2/orders/247/shipping_addresses?limit=250",
                        "/v2/orders/247/shipments?limit=250",
                        "/v3/orders/247/payment_actions/refunds");
    }

    @Test
    void whatIsNotThereIsNoContentAndNoFault() {
        Order order = found(find("247"));

        assertThat(order.items()).isEmpty();
        assertThat(order.shippingAddress()).isNull();
    }

    @Test
    void anOrderOfFilesIsNotAskedWhereItGoes() {
        shop.api.add(Documented.order(247)
                .put("order_is_digital", true)
                .put("shipping_address_count", 0)
                .put("status_id", 10));

        assertThat(found(find("247")).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(shop.api.targets()).noneMatch(target -> target.contains("shipping_addresses"));
    }

    @Test
    void aWrongAddressCostsWhatAWrongNumberCosts() {
        assertThat(find("247", "someone@else.example")).isEqualTo(OrderLookup.NOT_FOUND);
        int wrongAddress = shop.api.targets().size();
        assertThat(find("999", JANE)).isEqualTo(OrderLookup.NOT_FOUND);

        assertThat(shop.api.targets().size() - wrongAddress).isEqualTo(wrongAddress);
    }

    @Test
    void anAnswerOfAnotherOrderIsNotBelieved() {
        shop.api.canned.put("/v2/orders/5", FakeBigCommerce.ok(Documented.order(247)));

        assertThat(find("5")).isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(search("5", 10)).isEmpty();
    }

    @Test
    void aNumberThatCanBeNoIdIsNotAskedFor() {
        for (String number : List.of("EU-247", "0247", "12345678901", "247A")) {
            assertThat(find(number)).isEqualTo(OrderLookup.NOT_FOUND);
        }
        assertThat(shop.api.targets()).isEmpty();
    }

    @Test
    void anotherFourOhFourThanThatOfAnOrderMeansThatTheStoreIsGone() {
        shop.api.canned.put("/v2/orders/247", new Canned(404, "{\"status\":404,\"title\":\"Not Found\"}"));

        assertThat(Problems.of(() -> find("247"))).isEqualTo(StoreProblem.STORE_NOT_FOUND);
    }

    @Test
    void anAnswerThatIsNoOrderIsNotTakenForNone() {
        for (String body : List.of("{}", "[]", "\"247\"", "{\"id\":\"x\"}", "")) {
            shop.api.canned.put("/v2/orders/247", new Canned(200, body));

            assertThat(Problems.of(() -> find("247"))).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        }
    }

    @Test
    void refundsThatMayNotBeReadDoNotHideTheOrder() {
        shop.api.add(Documented.order(247).put("status_id", 4));
        for (int status : new int[] {403, 404, 204}) {
            shop.api.canned.put("/v3/orders", new Canned(status, status == 204 ? "" : "{\"status\":" + status + "}"));

            assertThat(found(find("247")).status()).isEqualTo(OrderStatus.REFUNDED);
        }
    }

    @Test
    void otherFaultsOfTheRefundsAreFaults() {
        shop.api.add(Documented.order(247).put("status_id", 4));
        shop.api.canned.put("/v3/orders", new Canned(401, "{\"status\":401}"));

        assertThat(Problems.of(() -> find("247"))).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
    }

    @Test
    void searchingAnAddressLeavesOutWhatIsNoOrderAndAsksOn() {
        for (int id = 300; id < 355; id++) {
            shop.api.add(Shop.order(id, JANE, "Fri, 21 Jun 2019 16:07:08 +0000", 0));
        }

        assertThat(search(JANE, 1)).containsExactly("247");
        assertThat(shop.api.targets())
                .containsExactly(
                        "/v2/orders?email=janedoe%40email.com&include=fees&limit=50&page=1&sort=date_created:desc",
                        "/v2/orders?email=janedoe%40email.com&include=fees&limit=50&page=2&sort=date_created:desc");
    }

    @Test
    void aFilterThatIsIgnoredBringsNobodyElsesOrders() {
        shop.api.canned.put("/v2/orders?", new Canned(200, "[" + Documented.order(247) + "]"));

        assertThat(search("someone@else.example", 10)).isEmpty();
        assertThat(search(JANE, 10)).containsExactly("247");
    }

    @Test
    void anAddressThatBigCommerceTakesForNoneHasNoOrders() {
        assertThat(search("jane@doe", 10)).isEmpty();
        assertThat(search("nobody@nowhere.example", 10)).isEmpty();
    }

    @Test
    void searchingANumberFindsThatOrderOnly() {
        assertThat(search("#247", 10)).containsExactly("247");
        assertThat(search("24", 10)).isEmpty();
        assertThat(search("99999999999", 10)).isEmpty();
    }

    @Test
    void searchingANameGoesByTheCustomersOfThatName() {
        shop.api.addCustomer(11, "Jane", "Doe");
        shop.api.addCustomer(12, "Janet", "Doering");
        ObjectNode newer = Shop.order(260, "janet@email.com", "Fri, 21 Jun 2019 16:07:08 +0000", 11);
        shop.api.add(newer.put("customer_id", 12));
        shop.api.add(Shop.order(261, "x@email.com", "Fri, 21 Jun 2019 16:07:08 +0000", 11)
                .put("customer_id", 13));

        assertThat(search("jane", 10)).containsExactly("260", "247");
        assertThat(search("Jane Doe", 10)).containsExactly("247");
        assertThat(search("Doe,Smith", 10)).isEmpty();
    }

    @Test
    void customersThatMayNotBeReadHaveNoOrdersByName() {
        shop.api.canned.put(
                "/v3/customers",
                new Canned(
                        403, "{\"status\":403,\"title\":\"You don't have a required scope to access the endpoint\"}"));

        assertThat(search("jane", 10)).isEmpty();
    }

    @Test
    void whatIsTooLittleToSearchForFindsNothingWithoutAsking() {
        assertThat(search("j", 10)).isEmpty();
        assertThat(search("% _", 10)).isEmpty();
        assertThat(shop.api.targets()).isEmpty();
    }

    @Test
    void aLimitIsFromOneToAHundred() {
        assertThatIllegalArgumentException().isThrownBy(() -> search("247", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> search("247", 101));
    }
}
