package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to an order, as its dates tell. */
final class Timeline {
    /** An order that was completed and put back to work keeps the date of it. */
    private static final Set<Meaning> STAYS_COMPLETED =
            EnumSet.of(Meaning.FINISHED, Meaning.DELIVERED, Meaning.REFUNDED, Meaning.PARTLY_REFUNDED);

    private Timeline() {}

    /**
     * Oldest first.
     *
     * @param refunds what {@code /orders/{id}/refunds} answered: sums are positive there, and negative in the order
     */
    static List<TimelineEntry> of(
            LooseJson order, Meaning meaning, List<Shipment> shipments, List<LooseJson> refunds, String currency) {
        List<TimelineEntry> entries = new ArrayList<>();
        add(entries, order.moment("date_created_gmt"), Kind.CREATED, "Order placed");
        add(entries, order.moment("date_paid_gmt"), Kind.PAID, "Payment received");
        for (Shipment parcel : shipments) {
            String by = parcel.carrier() == null ? "" : " with " + parcel.carrier();
            add(entries, parcel.shippedAt(), Kind.SHIPPED, "Shipped" + by);
            add(entries, parcel.deliveredAt(), Kind.DELIVERED, "Delivered");
        }
        if (STAYS_COMPLETED.contains(meaning)) {
            add(entries, order.moment("date_completed_gmt"), Kind.COMPLETED, "Order completed");
        }
        for (LooseJson refund : refunds) {
            add(entries, refund.moment("date_created_gmt"), Kind.REFUNDED, refunded(refund, currency));
        }
        if (meaning == Meaning.CANCELLED) {
            // No field tells when; the last change of a cancelled order is nearly always the cancelling.
            add(entries, order.moment("date_modified_gmt"), Kind.CANCELLED, "Order cancelled");
        }
        entries.sort(Comparator.comparing(TimelineEntry::at));
        return entries;
    }

    private static String refunded(LooseJson refund, String currency) {
        try {
            Money money = new Money(refund.amount("amount").abs(), currency).rounded();
            return money.isZero() ? "Refunded" : "Refunded " + money.amount().toPlainString() + " " + currency;
        } catch (StoreException noSum) {
            return "Refunded";
        }
    }

    private static void add(List<TimelineEntry> entries, @Nullable Instant at, Kind kind, String label) {
        if (at != null) {
            entries.add(new TimelineEntry(at, kind, label));
        }
    }
}
