package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.Shipment.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parcels of an order. WooCommerce itself keeps none unless its <em>fulfillments</em> are switched on; each tracking
 * plugin keeps its own in the order's meta data, and several may speak of the same parcel.
 *
 * <p>A parcel that has a date of shipping is {@link Status#IN_TRANSIT}. A tracking number alone says that a label was
 * made, not that the parcel has left: {@link Status#UNKNOWN}.
 */
final class Tracking {
    /**
     * What a plugin calls things.
     *
     * @param list the meta that holds a list of parcels; null where each meta holds one thing of the only parcel
     * @param carrier the first that says something counts, as with the others
     */
    private record Source(
            @Nullable String list, String number, List<String> carrier, List<String> link, List<String> shipped) {}

    /** The plugin that most others write for comes first: of two that know the same parcel the earlier is believed. */
    private static final List<Source> PLUGINS = List.of(
            new Source(
                    "_wc_shipment_tracking_items",
                    "tracking_number",
                    List.of("custom_tracking_provider", "formatted_tracking_provider", "tracking_provider"),
                    List.of("custom_tracking_link", "formatted_tracking_link"),
                    List.of("date_shipped")),
            new Source("_aftership_tracking_items", "tracking_number", List.of("slug"), List.of(), List.of()),
            new Source(
                    null,
                    "_aftership_tracking_number",
                    List.of("_aftership_tracking_provider_name", "_aftership_tracking_provider"),
                    List.of(),
                    List.of("_aftership_tracking_shipdate")),
            new Source(
                    "_vi_wot_order_item_tracking_data",
                    "tracking_number",
                    List.of("carrier_name", "carrier_slug"),
                    List.of("carrier_url"),
                    List.of()),
            new Source(
                    "_parcelpanel_shipping_numbers",
                    "tracking_number",
                    List.of("courier_code"),
                    List.of(),
                    List.of("fulfilled_at")),
            new Source(
                    null,
                    "ywot_tracking_code",
                    List.of("ywot_carrier_name", "ywot_carrier_id"),
                    List.of("ywot_carrier_url"),
                    List.of()));

    private static final Pattern SEVERAL = Pattern.compile("\\s*[,;]\\s*");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s\"<>/][^\\s\"<>]{0,2000}");
    private static final String FULFILLMENT_STATUS = "_fulfillment_status";

    private Tracking() {}

    /** How far WooCommerce's own fulfillments are; null when the order has none. */
    static @Nullable String fulfillmentStatus(LooseJson order) {
        return metas(order).text(FULFILLMENT_STATUS);
    }

    /** What the order itself tells, which is all that plugins know. */
    static List<Shipment> inMetaOf(LooseJson order) {
        String postcode = Stream.of(order.object("shipping"), order.object("billing"))
                .map(address -> address.text("postcode"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        List<LooseJson> places = new ArrayList<>();
        places.add(metas(order));
        order.objects("line_items").forEach(item -> places.add(metas(item)));
        List<Shipment> parcels = new ArrayList<>();
        for (Source plugin : PLUGINS) {
            for (LooseJson metas : places) {
                List<LooseJson> rows = plugin.list() == null ? List.of(metas) : metas.objects(plugin.list());
                rows.forEach(row -> parcels.addAll(parcels(row, plugin, postcode)));
            }
        }
        return distinct(parcels);
    }

    /** The same with WooCommerce's own fulfillments, which know more, before it. */
    static List<Shipment> with(List<LooseJson> fulfillments, List<Shipment> others) {
        List<Shipment> parcels = new ArrayList<>();
        for (LooseJson fulfillment : fulfillments) {
            if (!fulfillment.has("date_deleted")) {
                LooseJson metas = metas(fulfillment);
                Instant shipped = metas.moment("_date_fulfilled");
                parcels.add(parcel(
                        metas.clean("_tracking_number"),
                        first(List.of("_provider_name", "_shipment_provider"), metas::clean),
                        link(metas.text("_tracking_url"), "", ""),
                        status(fulfillment.text("status"), shipped),
                        shipped));
            }
        }
        parcels.addAll(others);
        return distinct(parcels);
    }

    /** The same parcel, arrived; a cancelled one stays cancelled. */
    static Shipment delivered(Shipment parcel) {
        return parcel.status() == Status.CANCELLED
                ? parcel
                : new Shipment(
                        parcel.carrier(),
                        parcel.trackingNumber(),
                        parcel.trackingUrl(),
                        Status.DELIVERED,
                        parcel.shippedAt(),
                        parcel.estimatedDeliveryAt(),
                        parcel.deliveredAt());
    }

    private static Status status(@Nullable String word, @Nullable Instant shipped) {
        if (word != null && Meaning.of(word) == Meaning.DELIVERED) {
            return Status.DELIVERED;
        }
        if ("fulfilled".equals(word) || shipped != null) {
            return Status.IN_TRANSIT;
        }
        return "unfulfilled".equals(word) ? Status.PENDING : Status.UNKNOWN;
    }

    private static List<Shipment> parcels(LooseJson row, Source plugin, String postcode) {
        String numbers = row.clean(plugin.number());
        String carrier = first(plugin.carrier(), row::clean);
        String link = first(plugin.link(), row::text);
        Instant shipped = first(plugin.shipped(), row::moment);
        // Some put the tracking page where the carrier's name should stand.
        if (carrier != null && link == null && LINK.matcher(carrier).matches()) {
            link = carrier;
            carrier = null;
        }
        List<Shipment> parcels = new ArrayList<>();
        for (String number : numbers == null ? List.of("") : List.of(SEVERAL.split(numbers, -1))) {
            String url = link(link, number, postcode);
            if (!number.isEmpty() || url != null) {
                parcels.add(parcel(number.isEmpty() ? null : number, carrier, url, status(null, shipped), shipped));
            }
        }
        return parcels;
    }

    private static Shipment parcel(
            @Nullable String number,
            @Nullable String carrierText,
            @Nullable String url,
            Status status,
            @Nullable Instant shipped) {
        Carrier carrier = Carrier.named(carrierText);
        return new Shipment(
                carrier == null ? null : carrier.name(),
                number,
                url == null && carrier != null ? carrier.trackingUrl(number) : url,
                status,
                shipped,
                null,
                null);
    }

    /** A link with the number and the postcode in their places; null when it is no http or https address. */
    private static @Nullable String link(@Nullable String pattern, String number, String postcode) {
        if (pattern == null) {
            return null;
        }
        String url = PlainText.of(pattern)
                .replace("%1$s", Carrier.encoded(number))
                .replace("%2$s", Carrier.encoded(postcode))
                .replace("%s", Carrier.encoded(number))
                .replace("{tracking_number}", Carrier.encoded(number));
        return LINK.matcher(url).matches() ? url : null;
    }

    /** Each parcel once, with all that is known of it from whichever source. */
    private static List<Shipment> distinct(List<Shipment> parcels) {
        Map<String, Shipment> byNumber = new LinkedHashMap<>();
        for (Shipment parcel : parcels) {
            String key = parcel.trackingNumber() == null
                    ? "nameless " + byNumber.size()
                    : parcel.trackingNumber().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
            byNumber.merge(key, parcel, Tracking::joined);
        }
        return List.copyOf(byNumber.values());
    }

    private static Shipment joined(Shipment one, Shipment other) {
        return new Shipment(
                one.carrier() != null ? one.carrier() : other.carrier(),
                one.trackingNumber(),
                one.trackingUrl() != null ? one.trackingUrl() : other.trackingUrl(),
                one.status() != Status.UNKNOWN ? one.status() : other.status(),
                one.shippedAt() != null ? one.shippedAt() : other.shippedAt(),
                one.estimatedDeliveryAt(),
                one.deliveredAt());
    }

    /** The meta data of an order, an item or a fulfillment as one object. */
    private static LooseJson metas(LooseJson owner) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (LooseJson meta : owner.objects("meta_data")) {
            String key = meta.text("key");
            if (key != null) {
                all.set(key, meta.raw("value"));
            }
        }
        return new LooseJson(all);
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
