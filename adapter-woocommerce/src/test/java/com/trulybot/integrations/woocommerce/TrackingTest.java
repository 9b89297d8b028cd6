package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.Shipment.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest {
    @Test
    void aListKeptAsTextIsReadLikeAList() {
        assertThat(
                        parcels(
                                meta(
                                        "_wc_shipment_tracking_items",
                                        "\"[{\\\"tracking_provider\\\":\\\"fedex\\\",\\\"tracking_number\\\":\\\"7777\\\",\\\"date_shipped\\\":1700000000}]\"")))
                .containsExactly(new Shipment(
                        "FedEx",
                        "7777",
                        "https://www.fedex.com/fedextrack/?trknbr=7777",
                        Status.IN_TRANSIT,
                        Instant.ofEpochSecond(1_700_000_000),
                        null,
                        null));
    }

    @Test
    void aListWithGapsComesAsAnObject() {
        assertThat(parcels(meta(
                        "_wc_shipment_tracking_items",
                        "{\"1\":{\"tracking_number\":\"A\"},\"3\":{\"tracking_number\":\"B\"}}")))
                .extracting(Shipment::trackingNumber)
                .containsExactly("A", "B");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "https://c.example/?n=%1$s| https://c.example/?n=A%20B%2F%261",
                "https://c.example/?n=%s| https://c.example/?n=A%20B%2F%261",
                "https://c.example/%1$s/%2$s| https://c.example/A%20B%2F%261/SW1A%201AA",
                "https://c.example/{tracking_number}| https://c.example/A%20B%2F%261",
                "https://c.example/?a=1&amp;n=%s| https://c.example/?a=1&n=A%20B%2F%261",
                "http://c.example/| http://c.example/",
                "javascript:alert(1)//%s| ",
                "//c.example/%s| ",
                "https:///%s| ",
                "https://c.example/\" onclick=\"x| ",
                "data:text/html,%s| ",
                "ftp://c.example/%s| "
            },
            delimiter = '|')
    void aLinkOfTheShopsOwnIsFilledInOrDropped(String link, String url) {
        String items =
                "[{\"custom_tracking_provider\":\"Mine\",\"tracking_number\":\"A B/&1\",\"custom_tracking_link\":\""
                        + link.replace("\"", "\\\"") + "\"}]";
        JsonNode order = json("{\"shipping\":{\"postcode\":\"SW1A 1AA\"},\"meta_data\":["
                + "{\"key\":\"_wc_shipment_tracking_items\",\"value\":" + items + "}]}");

        assertThat(Tracking.of(new LooseJson(order), List.of(), null))
                .singleElement()
                .satisfies(parcel -> {
                    assertThat(parcel.trackingUrl()).isEqualTo(url);
                    assertThat(parcel.carrier()).isEqualTo("Mine");
                });
    }

    @Test
    void aNumberAloneSaysNothingOfWhereTheParcelIs() {
        assertThat(parcels(meta("ywot_tracking_code", "\"YW1\""), meta("ywot_carrier_name", "\"Bartolini\"")))
                .containsExactly(new Shipment("Bartolini", "YW1", null, Status.UNKNOWN, null, null, null));
    }

    @Test
    void aTrackingPageInThePlaceOfTheNameIsAPage() {
        assertThat(parcels(
                        meta("ywot_tracking_code", "\"YW1\""), meta("ywot_carrier_name", "\"https://t.example/YW1\"")))
                .containsExactly(new Shipment(null, "YW1", "https://t.example/YW1", Status.UNKNOWN, null, null, null));
    }

    @Test
    void severalNumbersInOnePlaceAreSeveralParcels() {
        assertThat(parcels(
                        meta("_aftership_tracking_number", "\"1Z1, 1Z2;1Z3\""),
                        meta("_aftership_tracking_provider_name", "\"ups\"")))
                .extracting(Shipment::trackingNumber)
                .containsExactly("1Z1", "1Z2", "1Z3");
    }

    @Test
    void theSameParcelOfTwoPluginsIsToldOnceWithAllThatIsKnown() {
        assertThat(parcels(
                        meta(
                                "_aftership_tracking_items",
                                "[{\"slug\":\"dhl-germany\",\"tracking_number\":\"00 34-0434\"}]"),
                        meta(
                                "_wc_shipment_tracking_items",
                                "[{\"tracking_number\":\"00340434\",\"date_shipped\":\"2026-11-20\"}]")))
                .containsExactly(new Shipment(
                        "DHL",
                        "00340434",
                        "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=00%2034-0434",
                        Status.IN_TRANSIT,
                        Instant.parse("2026-11-20T00:00:00Z"),
                        null,
                        null));
    }

    @Test
    void parcelsThatHangOffItemsAreFoundThere() {
        JsonNode order = json("""
                {"line_items":[
                  {"meta_data":[{"key":"_vi_wot_order_item_tracking_data","value":"[{\\"tracking_number\\":\\"V1\\",\\"carrier_slug\\":\\"gls\\",\\"carrier_url\\":\\"https://gls.example/{tracking_number}\\"}]"}]},
                  {"meta_data":[{"key":"_vi_wot_order_item_tracking_data","value":"[{\\"tracking_number\\":\\"V1\\"}]"}]}]}
                """);

        assertThat(Tracking.of(new LooseJson(order), List.of(), null))
                .containsExactly(new Shipment("GLS", "V1", "https://gls.example/V1", Status.UNKNOWN, null, null, null));
    }

    @Test
    void parcelPanelKeepsParcelsByTheirNumber() {
        assertThat(
                        parcels(
                                meta(
                                        "_parcelpanel_shipping_numbers",
                                        "\"{\\\"P1\\\":{\\\"tracking_number\\\":\\\"P1\\\",\\\"courier_code\\\":\\\"yanwen-express\\\",\\\"fulfilled_at\\\":1700000000}}\"")))
                .containsExactly(new Shipment(
                        "Yanwen Express",
                        "P1",
                        null,
                        Status.IN_TRANSIT,
                        Instant.ofEpochSecond(1_700_000_000),
                        null,
                        null));
    }

    @Test
    void fulfillmentsOfWooCommercesOwnTellTheirProgress() {
        List<Shipment> parcels = Tracking.of(
                new LooseJson(json("{\"meta_data\":["
                        + meta(
                                "_wc_shipment_tracking_items",
                                "[{\"tracking_number\":\"f1\",\"date_shipped\":\"2023-11-14\"}]")
                        + "]}")),
                LooseJson.elements(json("""
                        [{"status":"fulfilled","is_fulfilled":"1","date_deleted":null,"meta_data":[{"key":"_tracking_number","value":"F1"},{"key":"_shipment_provider","value":"usps"}]},
                         {"status":"unfulfilled","is_fulfilled":false,"meta_data":[]},
                         {"status":"delivered","meta_data":[{"key":"_tracking_number","value":"F2"}]},
                         {"status":"fulfilled","date_deleted":"2026-11-23T04:40:13Z","meta_data":[{"key":"_tracking_number","value":"GONE"}]}]
                        """)),
                null);

        assertThat(parcels)
                .extracting(Shipment::trackingNumber, Shipment::status, Shipment::shippedAt)
                .containsExactly(
                        tuple("F1", Status.IN_TRANSIT, Instant.parse("2023-11-14T00:00:00Z")),
                        tuple(null, Status.PENDING, null),
                        tuple("F2", Status.DELIVERED, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"a:1:{i:0;s:1:\\\"x\\\";}\"",
                "[]",
                "{}",
                "7",
                "[1,null,\"x\",[]]",
                "[{\"tracking_number\":null}]",
                "[{\"tracking_number\":{\"a\":1},\"tracking_provider\":[]}]",
                "\"[{\"",
                "[{\"tracking_provider\":\"usps\"}]"
            })
    void whatCantBeReadIsNoParcel(String value) {
        for (String key : List.of(
                "_wc_shipment_tracking_items", "_aftership_tracking_items", "_vi_wot_order_item_tracking_data")) {
            assertThat(parcels(meta(key, value))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "usps| USPS",
                "UPS| UPS",
                "fedex-sameday| FedEx",
                "DHL Express| DHL",
                "royal-mail| Royal Mail",
                "local-courier| Local Courier",
                "Бандеролька| Бандеролька",
                "upside| Upside",
                "|"
            },
            delimiter = '|')
    void carriersAreNamedAsPeopleWriteThem(String text, String name) {
        Carrier carrier = Carrier.named(text);

        assertThat(carrier == null ? null : carrier.name()).isEqualTo(name);
    }

    @Test
    void everyTrackingPageTakesANumber() {
        for (String slug : List.of("usps", "ups", "fedex", "dhl", "dpd", "evri", "correos", "postnord", "aramex")) {
            assertThat(Carrier.named(slug).trackingUrl("A/1"))
                    .startsWith("https://")
                    .contains("A%2F1");
        }
    }

    private static List<Shipment> parcels(String... metas) {
        return Tracking.of(new LooseJson(json("{\"meta_data\":[" + String.join(",", metas) + "]}")), List.of(), null);
    }

    private static String meta(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static JsonNode json(String text) {
        try {
            return LooseJson.WHOLE.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theWordsOfAdvancedShipmentTrackingAreFilledInToo() {
        JsonNode order = json("""
                {"shipping":{"postcode":"EC1A 1BB","country":"GB"},"meta_data":[
                  {"key":"_wc_shipment_tracking_items","value":[{"custom_tracking_provider":"Bob","tracking_number":"BOB/7",
                    "custom_tracking_link":"https://bob.example/?q=%number%&p=%postal_code%&c=%country_code%","date_shipped":1795408743}]}]}
                """);

        assertThat(Tracking.of(new LooseJson(order), List.of(), null))
                .extracting(Shipment::trackingUrl)
                .containsExactly("https://bob.example/?q=BOB%2F7&p=EC1A%201BB&c=GB");
    }

    @ParameterizedTest
    @CsvSource({
        "ts_shipment_status, delivered, DELIVERED",
        "ts_shipment_status, out_for_delivery, OUT_FOR_DELIVERY",
        "ts_shipment_status, available_for_pickup, READY_FOR_PICKUP",
        "ts_shipment_status, return_to_sender, FAILED",
        "ts_shipment_status, pre_transit, PENDING",
        "ts_shipment_status, pending_trackship, IN_TRANSIT",
        "shipment_status, delivered, DELIVERED"
    })
    void trackShipTellsHowFarTheParcelOfTheSamePlaceIs(String key, String word, Status status) {
        List<Shipment> parcels = parcels(
                meta(
                        "_wc_shipment_tracking_items",
                        "[{\"tracking_number\":\"A\",\"date_shipped\":\"1700000000\"},{\"tracking_number\":\"B\",\"date_shipped\":\"1700000000\"}]"),
                meta(key, "{\"1\":{\"status\":\"" + word + "\",\"est_delivery_date\":\"2026-11-30\"}}"));

        assertThat(parcels)
                .extracting(Shipment::trackingNumber, Shipment::status)
                .containsExactly(tuple("A", Status.IN_TRANSIT), tuple("B", status));
        assertThat(parcels.get(0).estimatedDeliveryAt()).isNull();
    }

    @Test
    void whenAParcelArrivesIsToldAsTrackShipToldIt() {
        assertThat(parcels(
                        meta("_wc_shipment_tracking_items", "[{\"tracking_number\":\"A\"}]"),
                        meta(
                                "ts_shipment_status",
                                "[{\"status\":\"in_transit\",\"est_delivery_date\":\"2026-11-30\"}]")))
                .extracting(Shipment::estimatedDeliveryAt)
                .containsExactly(Instant.parse("2026-11-30T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wcshipping_labels", "wc_connect_labels"})
    void labelsThatWereBoughtAreParcelsUnlessTheyWereGivenBack(String key) {
        String labels =
                "[{\"label_id\":1,\"tracking\":\"9400\",\"carrier_id\":\"usps\",\"status\":\"PURCHASED\",\"created\":1795408743000},"
                        + "{\"label_id\":2,\"tracking\":\"9401\",\"carrier_id\":\"usps\",\"refund\":{\"status\":\"pending\"}},"
                        + "{\"label_id\":3,\"tracking\":\"\",\"carrier_id\":\"ups\",\"error\":\"no\"}]";

        for (String value : List.of(labels, "\"" + labels.replace("\"", "\\\"") + "\"")) {
            assertThat(parcels(meta(key, value)))
                    .extracting(Shipment::carrier, Shipment::trackingNumber, Shipment::status)
                    .containsExactly(tuple("USPS", "9400", Status.UNKNOWN));
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {"\"00340\"; 00340", "[\"00340\",\"00341\"]; 00340 00341"},
            delimiter = ';')
    void theOneObjectOfDhlForWooCommerceIsRead(String numbers, String told) {
        assertThat(parcels(meta("_pr_shipment_dhl_label_tracking", "{\"tracking_number\":" + numbers + "}")))
                .extracting(Shipment::trackingNumber)
                .containsExactly(told.split(" ", -1));
    }

    @Test
    void ofWhatOrdersTrackingKeepsForAnItemOnlyTheLastIsMeant() {
        assertThat(
                        parcels(
                                meta(
                                        "_vi_wot_order_item_tracking_data",
                                        "\"[{\\\"tracking_number\\\":\\\"OLD\\\",\\\"time\\\":1},{\\\"tracking_number\\\":\\\"NEW\\\",\\\"carrier_slug\\\":\\\"gls\\\",\\\"time\\\":2}]\"")))
                .extracting(Shipment::carrier, Shipment::trackingNumber)
                .containsExactly(tuple("GLS", "NEW"));
    }

    @Test
    void parcelsOfShiptasticStandInTheOrderItselfAndItsReturnsAreNone() {
        JsonNode order = json("""
                {"shipments":[
                  {"type":"simple","status":"shipped","tracking_id":"00340","tracking_url":"https://dhl.example/00340","shipping_provider":"dhl","date_sent_gmt":"2026-11-22T10:00:00","est_delivery_date_gmt":"2026-11-25T00:00:00"},
                  {"type":"simple","status":"delivered","tracking_id":"00341","tracking_url":"javascript:alert(1)","shipping_provider":"","date_sent_gmt":null},
                  {"type":"simple","status":"ready-for-shipping","tracking_id":"","tracking_url":"","shipping_provider":"hermes"},
                  {"type":"return","status":"shipped","tracking_id":"R1"}]}
                """);

        assertThat(Tracking.of(new LooseJson(order), List.of(), null))
                .containsExactly(
                        new Shipment(
                                "DHL",
                                "00340",
                                "https://dhl.example/00340",
                                Status.IN_TRANSIT,
                                Instant.parse("2026-11-22T10:00:00Z"),
                                Instant.parse("2026-11-25T00:00:00Z"),
                                null),
                        new Shipment(null, "00341", null, Status.DELIVERED, null, null, null),
                        new Shipment("Hermes", null, null, Status.PENDING, null, null, null));
    }

    @Test
    void whatYithExpectsAndWhatShopsWriteByHandIsRead() {
        assertThat(parcels(
                        meta("ywot_tracking_code", "\"YW1\""),
                        meta("ywot_estimated_delivery_date", "\"2026-11-30\""),
                        meta("_tracking_number", "\"H1\""),
                        meta("_tracking_provider", "\"Royal Mail\""),
                        meta("_tracking_url", "\"https://t.example/H1\"")))
                .containsExactly(
                        new Shipment(
                                null, "YW1", null, Status.UNKNOWN, null, Instant.parse("2026-11-30T00:00:00Z"), null),
                        new Shipment("Royal Mail", "H1", "https://t.example/H1", Status.UNKNOWN, null, null, null));
    }

    /** WooCommerce 10.5 writes the site's own time, 11 writes UTC. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23 16:37:41, America/New_York, 2026-11-23T21:37:41Z",
        "2026-11-23 16:37:41, , ",
        "2026-11-23T04:40:13Z, America/New_York, 2026-11-23T04:40:13Z",
        "2026-11-23T04:40:13Z, , 2026-11-23T04:40:13Z",
        "2026-99-23 16:37:41, America/New_York, "
    })
    void whenAFulfillmentWasSentIsReadInTheSitesTime(String date, String zone, Instant at) {
        JsonNode fulfillments =
                json("[{\"status\":\"fulfilled\",\"meta_data\":[{\"key\":\"_date_fulfilled\",\"value\":\"" + date
                        + "\"}]}]");

        assertThat(Tracking.of(
                        new LooseJson(json("{}")),
                        LooseJson.elements(fulfillments),
                        zone == null ? null : ZoneId.of(zone)))
                .extracting(Shipment::shippedAt)
                .containsExactly(at);
    }
}
