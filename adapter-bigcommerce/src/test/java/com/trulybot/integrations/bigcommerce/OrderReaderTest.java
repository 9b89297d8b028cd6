package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.bigcommerce.OrderReader.Parts;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderReaderTest {
    private final IntegrationId integration = IntegrationId.random();
    private final OrderReader reader = new OrderReader(integration);

    private Order read(JsonNode order, Parts parts) {
        return reader.read(order, parts).orElseThrow();
    }

    private Order read(JsonNode order) {
        return read(order, Parts.NONE);
    }

    private static Parts products(List<JsonNode> products) {
        return new Parts(products, List.of(), List.of(), List.of());
    }

    private static Parts shipments(JsonNode... shipments) {
        return new Parts(List.of(), List.of(), List.of(shipments), List.of());
    }

    private static Parts refunds(List<JsonNode> refunds) {
        return new Parts(List.of(), List.of(), List.of(), refunds);
    }

    private static ObjectNode shipment() {
        return (ObjectNode) Documented.list("shipments").get(0);
    }

    @Test
    void aDocumentedOrderIsReadWhole() {
        Order order = read(Documented.order218());

        assertThat(order.id()).isEqualTo("218");
        assertThat(order.number()).isEqualTo("218");
        assertThat(order.platform()).isEqualTo(BigCommercePlatform.ID);
        assertThat(order.integration()).isEqualTo(integration);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.platformStatus()).isEqualTo("Awaiting Payment");
        assertThat(order.createdAt()).isEqualTo("2019-03-05T21:40:11Z");
        assertThat(order.updatedAt()).isEqualTo("2019-03-11T15:17:25Z");
        assertThat(order.customer()).isEqualTo(new Customer("Jane Doe", "janedoe@example.com", "1234567890", "78108"));
        assertThat(order.shippingAddress()).isNull();
    }

    @Test
    void anIncompleteOrderIsNone() {
        assertThat(reader.read(Documented.order218().put("status_id", 0), Parts.NONE))
                .isEmpty();
    }

    @Test
    void anArchivedOrderIsNone() {
        assertThat(reader.read(Documented.order218().put("is_deleted", true), Parts.NONE))
                .isEmpty();
    }

    @Test
    void whatHasNoIdIsNoOrder() {
        assertThat(reader.read(Json.parse("{\"status_id\":11}"), Parts.NONE)).isEmpty();
    }

    @Test
    void anOrderThatTellsNothingButItsNumberIsReadAllTheSame() {
        Order order = read(Json.parse("{\"id\":7}"));

        assertThat(order.totals().currency()).isEqualTo("XXX");
        assertThat(order.totals().total().isZero()).isTrue();
        assertThat(order.customer()).isEqualTo(Customer.UNKNOWN);
        assertThat(order.createdAt()).isNull();
        assertThat(order.timeline()).isEmpty();
    }

    @Test
    void amountsAreInTheCurrencyThatTheShopperPaysInAndNotInTheOneOfTheStorefront() {
        ObjectNode order = Documented.order218();
        order.put("currency_code", "USD").put("default_currency_code", "EUR").put("store_default_currency_code", "GBP");

        assertThat(read(order).totals().currency()).isEqualTo("EUR");
        assertThat(read(order.put("default_currency_code", "")).totals().currency())
                .isEqualTo("USD");
        assertThat(read(order.put("currency_code", "$")).totals().currency()).isEqualTo("GBP");
    }

    @Test
    void itemsCostWhatWasPaidForThemAfterDiscounts() {
        ObjectNode inclusive = Documented.order218().put("is_tax_inclusive_pricing", true);

        assertThat(read(inclusive, products(Documented.list("products"))).items())
                .extracting(
                        OrderItem::name,
                        OrderItem::sku,
                        OrderItem::quantity,
                        item -> item.total().amount())
                .containsExactly(
                        tuple("Fog Linen Chambray Towel - Beige Stripe", "S-ORAN", 1, new BigDecimal("63.6400")),
                        tuple("Able Brewing System", "ABS", 1, new BigDecimal("0.0000")));
    }

    @Test
    void withoutTaxInThePricesItemsAreToldWithoutTax() {
        assertThat(read(Documented.order(247), products(Documented.list("products")))
                        .items()
                        .get(0)
                        .total()
                        .amount())
                .isEqualByComparingTo("54.40");
    }

    @Test
    void anItemsNameHoldsNoTags() {
        JsonNode product = Json.parse("{\"name\":\"A <b>big</b> mug <script>\",\"quantity\":3,\"total_ex_tax\":5}");
        OrderItem item =
                read(Documented.order(247), products(List.of(product))).items().get(0);

        assertThat(item.name()).isEqualTo("A big mug");
        assertThat(item.sku()).isNull();
        assertThat(item.quantity()).isEqualTo(3);
        assertThat(item.total().amount()).isEqualByComparingTo("5");
    }

    @Test
    void aParcelIsOnItsWayWithTheLinkThatBigCommerceMadeForIt() {
        Shipment parcel =
                read(Documented.order(247), shipments(shipment())).shipments().get(0);

        assertThat(parcel)
                .isEqualTo(new Shipment(
                        "USPS",
                        "EJ958083578US",
                        "https://trkcnfrm1.smi.usps.com/PTSInternetWeb/InterLabelInquiry.do?strOrigTrackNum=EJ958083578US",
                        Shipment.Status.IN_TRANSIT,
                        Instant.parse("2019-03-11T17:22:08Z"),
                        null,
                        null));
    }

    @Test
    void theMerchantsOwnTrackingLinkGoesBeforeTheOneThatWasMade() {
        ObjectNode shipment = shipment().put("tracking_link", "https://parcels.example/t/1");

        assertThat(read(Documented.order(247), shipments(shipment))
                        .shipments()
                        .get(0)
                        .trackingUrl())
                .isEqualTo("https://parcels.example/t/1");
    }

    @Test
    void whatIsNoWebAddressIsNoTrackingLink() {
        for (String link : List.of("javascript:alert(1)", "EJ958083578US", "https://x/\"onclick=", "")) {
            ObjectNode shipment =
                    shipment().put("tracking_link", link).put("generated_tracking_link", "ftp://parcels.example");

            assertThat(read(Documented.order(247), shipments(shipment))
                            .shipments()
                            .get(0)
                            .trackingUrl())
                    .isNull();
        }
    }

    @Test
    void theCarrierIsNamedByWhateverNamesIt() {
        Map<String, ObjectNode> byName = Map.of(
                "dhl", shipment().put("shipping_provider_display_name", "").put("tracking_carrier", "dhl"),
                "usps", shipment().put("shipping_provider_display_name", "").put("tracking_carrier", ""));
        byName.forEach((name, shipment) -> assertThat(read(Documented.order(247), shipments(shipment))
                        .shipments()
                        .get(0)
                        .carrier())
                .isEqualTo(name));
        ObjectNode app = shipment().put("shipping_provider_display_name", "").put("shipping_provider", "carrier_123");
        assertThat(read(Documented.order(247), shipments(app))
                        .shipments()
                        .get(0)
                        .carrier())
                .isNull();
    }

    @Test
    void theFirstAddressIsWhereItGoes() {
        Parts parts = new Parts(List.of(), Documented.list("shipping-addresses"), List.of(), List.of());

        assertThat(read(Documented.order(247), parts).shippingAddress())
                .isEqualTo(new Address(
                        "Trishy Smith", "Acme Pty Ltd", "666 Sussex St", null, "San Antonio", "Texas", "78251", "US"));
    }

    @Test
    void whatWasGivenBackIsSummedUpOfTheRefunds() {
        Order order = read(
                Documented.order(247).put("status_id", 14),
                refunds(Json.list(Documented.read("refunds").path("data"))));

        assertThat(order.totals().refunded().amount()).isEqualByComparingTo("50");
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(order.timeline())
                .extracting(TimelineEntry::kind, TimelineEntry::at)
                .contains(tuple(TimelineEntry.Kind.REFUNDED, Instant.parse("2022-06-16T16:44:15Z")));
    }

    @Test
    void aDeclinedRefundGaveNothingBack() {
        JsonNode refund = Json.parse("{\"total_amount\":20.83,\"created\":\"2022-06-16T16:44:15+00:00\",\"payments\":"
                + "[{\"amount\":20.83,\"is_declined\":true}]}");
        Order order = read(Documented.order(247), refunds(List.of(refund)));

        assertThat(order.totals().refunded().isZero()).isTrue();
        assertThat(order.timeline()).extracting(TimelineEntry::kind).containsOnly(TimelineEntry.Kind.CREATED);
    }

    @Test
    void aRefundThatNamesNoPaymentsGaveItsWholeAmountBack() {
        JsonNode refund = Json.parse("{\"total_amount\":20.83,\"payments\":[]}");

        assertThat(read(Documented.order(247), refunds(List.of(refund)))
                        .totals()
                        .refunded()
                        .amount())
                .isEqualByComparingTo("20.83");
    }

    @Test
    void whatHappenedIsToldOldestFirst() {
        ObjectNode order = Documented.order(247).put("status_id", 5);
        order.put("date_modified", "Fri, 21 Jun 2019 16:07:08 +0000");
        ObjectNode late = shipment().put("date_created", "Thu, 20 Jun 2019 18:00:00 +0000");
        ObjectNode nameless =
                shipment().put("shipping_provider_display_name", "").put("shipping_provider", "");
        nameless.put("date_created", "Thu, 20 Jun 2019 17:00:00 +0000");

        assertThat(read(order, shipments(late, nameless)).timeline())
                .extracting(TimelineEntry::label)
                .containsExactly("Order placed", "Shipped", "Shipped with USPS", "Order cancelled");
    }

    @Test
    void anOrderThatWasSentWithoutAShipmentTellsWhenAllTheSame() {
        ObjectNode order = Documented.order(247).put("date_shipped", "Wed, 25 Jun 2025 05:22:10 +0000");

        assertThat(read(order).timeline())
                .extracting(TimelineEntry::kind, TimelineEntry::at)
                .contains(tuple(TimelineEntry.Kind.SHIPPED, Instant.parse("2025-06-25T05:22:10Z")));
    }

    @Test
    void aTimeThatIsNoneIsNotKnown() {
        assertThat(read(Documented.order(247).put("date_created", "yesterday")).createdAt())
                .isNull();
        assertThat(read(Documented.order(247).put("date_created", "2019-13-01T00:00:00Z"))
                        .createdAt())
                .isNull();
    }
}
