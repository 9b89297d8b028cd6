package com.trulybot.integrations.woocommerce;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the status of a WooCommerce order most likely means. Plugins add words of their own, in any language. */
enum Meaning {
    /** In the bin, or a cart that never became an order. */
    NOT_AN_ORDER,
    AWAITING_PAYMENT,
    ON_HOLD,
    PROCESSING,
    PARTLY_SENT,
    SENT,
    DELIVERED,
    FINISHED,
    CANCELLED,
    REFUNDED,
    PARTLY_REFUNDED,
    FAILED;

    private static final Map<String, Meaning> WORDS = Map.ofEntries(
            Map.entry("trash", NOT_AN_ORDER),
            Map.entry("draft", NOT_AN_ORDER),
            Map.entry("auto-draft", NOT_AN_ORDER),
            Map.entry("checkout-draft", NOT_AN_ORDER),
            Map.entry("pending", AWAITING_PAYMENT),
            Map.entry("pending-payment", AWAITING_PAYMENT),
            Map.entry("awaiting-payment", AWAITING_PAYMENT),
            Map.entry("unpaid", AWAITING_PAYMENT),
            Map.entry("on-hold", ON_HOLD),
            Map.entry("onhold", ON_HOLD),
            Map.entry("hold", ON_HOLD),
            Map.entry("processing", PROCESSING),
            Map.entry("completed", FINISHED),
            Map.entry("complete", FINISHED),
            Map.entry("done", FINISHED),
            Map.entry("collected", FINISHED),
            Map.entry("picked-up", FINISHED),
            Map.entry("expired", FAILED),
            Map.entry("declined", FAILED),
            Map.entry("out-for-delivery", SENT),
            Map.entry("in-delivery", SENT),
            Map.entry("in-transit", SENT),
            Map.entry("on-the-way", SENT),
            Map.entry("handed-over", SENT));

    private static final Set<String> NOT_YET =
            Set.of("awaiting", "waiting", "not", "be", "ready", "pre", "preparing", "pending", "request", "requested");
    private static final Set<String> PART = Set.of("partial", "partially", "partly", "part", "teilweise");
    private static final Set<String> HAS_ARRIVED = Set.of(
            "delivered", "geliefert", "ausgeliefert", "zugestellt", "entregado", "entregue", "consegnato", "bezorgd");
    private static final Set<String> HAS_LEFT = Set.of(
            "shipped",
            "dispatched",
            "despatched",
            "sent",
            "transit",
            "versendet",
            "versandt",
            "verschickt",
            "enviado",
            "spedito",
            "expedie",
            "verzonden");

    static Meaning of(String status) {
        String lower = status.toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        String word = lower.startsWith("wc-") ? lower.substring("wc-".length()) : lower;
        Meaning known = WORDS.get(word);
        return known != null ? known : guess(Set.copyOf(Arrays.asList(word.split("-", -1))));
    }

    private static Meaning guess(Set<String> parts) {
        if (any(parts, NOT_YET)) {
            return PROCESSING;
        }
        boolean part = any(parts, PART);
        if (parts.contains("cancelled") || parts.contains("canceled")) {
            return part ? PROCESSING : CANCELLED;
        }
        if (parts.contains("refunded") || parts.contains("refund")) {
            return part ? PARTLY_REFUNDED : parts.contains("refunded") ? REFUNDED : PROCESSING;
        }
        // "delivery-failed": the parcel did leave, so the order itself has not failed.
        if (parts.contains("failed")) {
            return parts.contains("delivery") ? SENT : FAILED;
        }
        if (any(parts, HAS_ARRIVED)) {
            return part ? PARTLY_SENT : DELIVERED;
        }
        if (any(parts, HAS_LEFT)) {
            return part ? PARTLY_SENT : SENT;
        }
        return PROCESSING;
    }

    private static boolean any(Set<String> parts, Set<String> words) {
        return parts.stream().anyMatch(words::contains);
    }
}
