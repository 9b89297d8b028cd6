package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.Shipment.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parcels of an order. WooCommerce itself keeps none unless its <em>fulfillments</em> are switched on; Shiptastic,
 * which is part of Germanized, adds its own to the order; other plugins keep theirs in the order's meta data. Several may
 * speak of the same parcel.
 *
 * <p>A parcel that has a date of shipping is {@link Status#IN_TRANSIT}. A tracking number alone says that a label was
 * made, not that the parcel has left: {@link Status#UNKNOWN}.
 */
final class Tracking {
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s\"<>/][^\\s\"<>]{0,2000}");

    private static final String FULFILLMENT_STATUS = "_fulfillment_status";

    /** What Shiptastic calls how far a parcel is. */
    private static final Map<String, Status> SHIPTASTIC = Map.of(
            "draft", Status.PENDING,
            "processing", Status.PENDING,
            "ready-for-shipping", Status.PENDING,
            "shipped", Status.IN_TRANSIT,
            "delivered", Status.DELIVERED);

    private Tracking() {}

    /** The names of all that is read of an order's meta data. */
    static List<String> metas() {
        List<String> names = new ArrayList<>(TrackingPlugins.metas());
        names.add(FULFILLMENT_STATUS);
        return names;
    }

    /** How far WooCommerce's own fulfillments are; null when the order has none. */
    static @Nullable String fulfillmentStatus(LooseJson order) {
        return order.metas().text(FULFILLMENT_STATUS);
    }

    /** Whether WooCommerce's own fulfillments hold parcels of the order that have been sent. */
    static boolean hasFulfillments(LooseJson order) {
        String progress = fulfillmentStatus(order);
        return "fulfilled".equals(progress) || "partially_fulfilled".equals(progress);
    }

    /**
     * All that are known.
     *
     * @param fulfillments what {@code /orders/{id}/fulfillments} answered: these know more, and so come first
     * @param zone the site's; null when unknown
     */
    static List<Shipment> of(LooseJson order, List<LooseJson> fulfillments, @Nullable ZoneId zone) {
        List<Shipment> parcels = new ArrayList<>();
        fulfillments.stream()
                .filter(fulfillment -> !fulfillment.has("date_deleted"))
                .map(fulfillment -> fulfillment(fulfillment, zone))
                .forEach(parcels::add);
        order.objects("shipments").stream()
                .filter(shipment -> !"return".equals(shipment.text("type")))
                .map(Tracking::shiptastic)
                .forEach(parcels::add);
        parcels.addAll(TrackingPlugins.parcels(order));
        return distinct(parcels);
    }

    private static Shipment fulfillment(LooseJson fulfillment, @Nullable ZoneId zone) {
        LooseJson metas = fulfillment.metas();
        // In UTC with a Z since WooCommerce 11; before it in the site's time without saying so.
        Instant shipped = metas.localMoment("_date_fulfilled", zone);
        String provider = metas.clean("_provider_name");
        return parcel(
                metas.clean("_tracking_number"),
                provider != null ? provider : metas.clean("_shipment_provider"),
                link(metas.text("_tracking_url"), Map.of()),
                status(fulfillment.text("status"), shipped),
                shipped,
                null);
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

    private static Shipment shiptastic(LooseJson shipment) {
        String status = shipment.text("status");
        return parcel(
                shipment.clean("tracking_id"),
                shipment.clean("shipping_provider"),
                link(shipment.text("tracking_url"), Map.of()),
                status == null ? Status.UNKNOWN : SHIPTASTIC.getOrDefault(status, Status.UNKNOWN),
                shipment.moment("date_sent_gmt"),
                shipment.moment("est_delivery_date_gmt"));
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

    static Shipment parcel(
            @Nullable String number,
            @Nullable String carrierText,
            @Nullable String url,
            Status status,
            @Nullable Instant shipped,
            @Nullable Instant expected) {
        Carrier carrier = Carrier.named(carrierText);
        return new Shipment(
                carrier == null ? null : carrier.name(),
                number,
                url == null && carrier != null ? carrier.trackingUrl(number) : url,
                status,
                shipped,
                expected,
                null);
    }

    static boolean isLink(String text) {
        return LINK.matcher(text).matches();
    }

    /**
     * A link with everything in its place; null when it is no http or https address.
     *
     * @param fillings what is to be put in, by the word that stands in the place of it
     */
    static @Nullable String link(@Nullable String pattern, Map<String, String> fillings) {
        if (pattern == null) {
            return null;
        }
        String url = PlainText.of(pattern);
        for (Map.Entry<String, String> each : fillings.entrySet()) {
            url = url.replace(each.getKey(), Percent.encoded(each.getValue()));
        }
        return isLink(url) ? url : null;
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
                one.estimatedDeliveryAt() != null ? one.estimatedDeliveryAt() : other.estimatedDeliveryAt(),
                one.deliveredAt() != null ? one.deliveredAt() : other.deliveredAt());
    }
}
