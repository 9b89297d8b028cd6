package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.Shipment.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parcels that plugins write down in the meta data of an order or of its items. Which plugin keeps what, and in which
 * shape, was read in the plugins' own code or in that of others who read theirs.
 */
final class TrackingPlugins {
    /**
     * What a plugin calls things.
     *
     * @param list the meta that holds a list of parcels; null where each meta holds one thing of the only parcel
     * @param latest whether only the last of the list is meant, the others being what stood there before
     * @param carrier the first that says something counts, as with the others
     */
    private record Source(
            @Nullable String list,
            boolean latest,
            String number,
            List<String> carrier,
            List<String> link,
            List<String> shipped,
            List<String> expected) {
        static Source list(String list, String number, List<String> carrier, List<String> link, List<String> shipped) {
            return new Source(list, false, number, carrier, link, shipped, List.of());
        }

        static Source single(String number, List<String> carrier, List<String> link, List<String> shipped) {
            return new Source(null, false, number, carrier, link, shipped, List.of());
        }
    }

    /** Shipment Tracking, and Advanced Shipment Tracking, which keeps the same list. Most other plugins write into it. */
    private static final Source SHIPMENT_TRACKING = Source.list(
            "_wc_shipment_tracking_items",
            "tracking_number",
            List.of("custom_tracking_provider", "formatted_tracking_provider", "tracking_provider"),
            List.of("custom_tracking_link", "formatted_tracking_link", "ast_tracking_link"),
            List.of("date_shipped"));

    /** Of two that know the same parcel the earlier is believed. */
    private static final List<Source> OTHERS = List.of(
            // AfterShip, new and old.
            Source.list("_aftership_tracking_items", "tracking_number", List.of("slug"), List.of(), List.of()),
            Source.single(
                    "_aftership_tracking_number",
                    List.of("_aftership_tracking_provider_name", "_aftership_tracking_provider"),
                    List.of(),
                    List.of("_aftership_tracking_shipdate")),
            // Orders Tracking for WooCommerce: on each item, what it was before included.
            new Source(
                    "_vi_wot_order_item_tracking_data",
                    true,
                    "tracking_number",
                    List.of("carrier_name", "carrier_slug"),
                    List.of("carrier_url"),
                    List.of(),
                    List.of()),
            // ParcelPanel.
            Source.list(
                    "_parcelpanel_shipping_numbers",
                    "tracking_number",
                    List.of("courier_code"),
                    List.of(),
                    List.of("fulfilled_at")),
            // YITH Order & Shipment Tracking.
            new Source(
                    null,
                    false,
                    "ywot_tracking_code",
                    List.of("ywot_carrier_name", "ywot_carrier_id"),
                    List.of("ywot_carrier_url"),
                    List.of(),
                    List.of("ywot_estimated_delivery_date")),
            // WooCommerce Shipping, and WooCommerce Services before it: the labels that were bought.
            Source.list("wcshipping_labels", "tracking", List.of("carrier_id"), List.of(), List.of()),
            Source.list("wc_connect_labels", "tracking", List.of("carrier_id"), List.of(), List.of()),
            // DHL for WooCommerce: one object, in the place of a list.
            Source.list(
                    "_pr_shipment_dhl_label_tracking",
                    "tracking_number",
                    List.of("carrier_code"),
                    List.of(),
                    List.of()),
            // What shops' own code writes by hand.
            Source.single("_tracking_number", List.of("_tracking_provider"), List.of("_tracking_url"), List.of()),
            Source.single("tracking_number", List.of("tracking_provider"), List.of("tracking_url"), List.of()));

    /** What TrackShip, which follows the parcels of that list, calls how far they are. */
    private static final Map<String, Status> TRACKSHIP = Map.of(
            "pre_transit", Status.PENDING,
            "label_created", Status.PENDING,
            "in_transit", Status.IN_TRANSIT,
            "on_hold", Status.IN_TRANSIT,
            "out_for_delivery", Status.OUT_FOR_DELIVERY,
            "available_for_pickup", Status.READY_FOR_PICKUP,
            "delivered", Status.DELIVERED,
            "return_to_sender", Status.FAILED,
            "failure", Status.FAILED,
            "exception", Status.FAILED);

    /** Where TrackShip keeps it: a list with the same places as that of the parcels. */
    private static final String FOLLOWED = "ts_shipment_status";

    private static final String FOLLOWED_BEFORE = "shipment_status";
    private static final Pattern SEVERAL = Pattern.compile("\\s*[,;]\\s*");

    private TrackingPlugins() {}

    /** The names of all that is read here. */
    static List<String> metas() {
        Stream<String> own = Stream.concat(Stream.of(SHIPMENT_TRACKING), OTHERS.stream())
                .flatMap(source -> source.list() != null
                        ? Stream.of(source.list())
                        : Stream.of(
                                        List.of(source.number()),
                                        source.carrier(),
                                        source.link(),
                                        source.shipped(),
                                        source.expected())
                                .flatMap(List::stream));
        return Stream.concat(own, Stream.of(FOLLOWED, FOLLOWED_BEFORE)).toList();
    }

    static List<Shipment> parcels(LooseJson order) {
        Map<String, String> destination =
                Map.of("postcode", address(order, "postcode"), "country", address(order, "country"));
        LooseJson metas = order.metas();
        List<LooseJson> places = new ArrayList<>();
        places.add(metas);
        order.objects("line_items").forEach(item -> places.add(item.metas()));
        Map<String, LooseJson> followed = metas.placed(metas.has(FOLLOWED) ? FOLLOWED : FOLLOWED_BEFORE);
        List<Shipment> parcels = new ArrayList<>();
        for (LooseJson place : places) {
            place.placed(Objects.requireNonNull(SHIPMENT_TRACKING.list()))
                    .forEach((key, row) -> parcels(row, SHIPMENT_TRACKING, destination).stream()
                            .map(parcel -> followed(parcel, followed.get(key)))
                            .forEach(parcels::add));
        }
        for (Source plugin : OTHERS) {
            for (LooseJson place : places) {
                rows(plugin, place).forEach(row -> parcels.addAll(parcels(row, plugin, destination)));
            }
        }
        return parcels;
    }

    private static List<LooseJson> rows(Source plugin, LooseJson place) {
        if (plugin.list() == null) {
            return List.of(place);
        }
        LooseJson only = place.object(plugin.list());
        if (only.has(plugin.number())) {
            return List.of(only);
        }
        List<LooseJson> rows = place.objects(plugin.list());
        return plugin.latest() && rows.size() > 1 ? rows.subList(rows.size() - 1, rows.size()) : rows;
    }

    private static String address(LooseJson order, String part) {
        return Stream.of(order.object("shipping"), order.object("billing"))
                .map(address -> address.text(part))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static List<String> numbers(LooseJson row, String name) {
        String text = row.clean(name);
        return text != null
                ? List.of(SEVERAL.split(text, -1))
                : row.texts(name).stream().map(PlainText::of).toList();
    }

    /** The words that plugins put in the place of a number, a postcode and a country. */
    private static Map<String, String> fillings(String number, Map<String, String> destination) {
        String postcode = destination.getOrDefault("postcode", "");
        return Map.of(
                "%1$s", number,
                "%s", number,
                "{tracking_number}", number,
                "%number%", number,
                "%2$s", postcode,
                "%2 $ s", postcode,
                "%postal_code%", postcode,
                "%country_code%", destination.getOrDefault("country", ""));
    }

    private static List<Shipment> parcels(LooseJson row, Source plugin, Map<String, String> destination) {
        // A label that was given back, or never came, is no parcel.
        if (row.has("refund") || row.has("error")) {
            return List.of();
        }
        List<String> numbers = numbers(row, plugin.number());
        String carrier = first(plugin.carrier(), row::clean);
        String link = first(plugin.link(), row::text);
        Instant shipped = first(plugin.shipped(), row::moment);
        Instant expected = first(plugin.expected(), row::moment);
        // Some put the tracking page where the carrier's name should stand.
        if (carrier != null && link == null && Tracking.isLink(carrier)) {
            link = carrier;
            carrier = null;
        }
        List<Shipment> parcels = new ArrayList<>();
        for (String number : numbers.isEmpty() ? List.of("") : numbers) {
            String url = Tracking.link(link, fillings(number, destination));
            if (!number.isEmpty() || url != null) {
                Status status = shipped != null ? Status.IN_TRANSIT : Status.UNKNOWN;
                parcels.add(Tracking.parcel(number.isEmpty() ? null : number, carrier, url, status, shipped, expected));
            }
        }
        return parcels;
    }

    private static Shipment followed(Shipment parcel, @Nullable LooseJson progress) {
        String word = progress == null ? null : progress.text("status");
        Status status = word == null ? null : TRACKSHIP.get(word);
        if (progress == null || status == null) {
            return parcel;
        }
        boolean delivered = status == Status.DELIVERED;
        return new Shipment(
                parcel.carrier(),
                parcel.trackingNumber(),
                parcel.trackingUrl(),
                status,
                parcel.shippedAt(),
                delivered ? null : progress.moment("est_delivery_date"),
                delivered ? progress.moment("status_date") : null);
    }

    private static <T> @Nullable T first(List<String> names, Function<String, @Nullable T> read) {
        for (String name : names) {
            T value = read.apply(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
