package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the merchant wrote to the shopper about an order. It costs a second request to the shop for each lookup, so that it
 * is asked for only where the operator wants it.
 */
final class Notes {
    private static final int MOST = 10;
    /** In UTF-16 units, the ellipsis included. */
    private static final int LONGEST = 300;

    private final WooApi api;
    private final boolean on;

    private Notes(WooApi api, boolean on) {
        this.api = api;
        this.on = on;
    }

    /**
     * As the operator set it.
     *
     * @throws IllegalArgumentException naming the setting, when it is neither on nor off
     */
    static Notes of(WooApi api, PlatformContext context) {
        return switch (context.setting("NOTES").orElse("off").toLowerCase(Locale.ROOT)) {
            case "on" -> new Notes(api, true);
            case "off" -> new Notes(api, false);
            default -> throw new IllegalArgumentException("WOOCOMMERCE_NOTES is on or off");
        };
    }

    /**
     * The order with the newest notes in its timeline. Whatever keeps the shop from telling them, the order is worth more
     * than its notes: then it is told without. A shop that is down fails the next lookup by its order.
     */
    Order addedTo(Order order, Deadline deadline) {
        List<TimelineEntry> notes = on ? newest(api.notes(order.id(), deadline)) : List.of();
        if (notes.isEmpty()) {
            return order;
        }
        List<TimelineEntry> timeline = new ArrayList<>(order.timeline());
        timeline.addAll(notes);
        timeline.sort(Comparator.comparing(TimelineEntry::at));
        return order.withTimeline(timeline);
    }

    private record Note(long id, TimelineEntry entry) {}

    private static List<TimelineEntry> newest(List<LooseJson> told) {
        List<Note> notes = new ArrayList<>();
        for (LooseJson note : told) {
            Instant at = note.moment("date_created_gmt");
            String text = note.clean("note");
            if (isToTheCustomer(note) && at != null && text != null) {
                notes.add(new Note(note.raw("id").asLong(), new TimelineEntry(at, Kind.NOTE, cut(text))));
            }
        }
        // A second often has several notes; their ids tell which came first.
        notes.sort(Comparator.comparing((Note note) -> note.entry().at()).thenComparing(Note::id));
        return notes.stream()
                .skip(Math.max(0, notes.size() - MOST))
                .map(Note::entry)
                .toList();
    }

    /** Most notes are the merchant's own. A plugin may spoil the filter, so nothing but a plain true counts. */
    private static boolean isToTheCustomer(LooseJson note) {
        return note.raw("customer_note").isBoolean()
                && note.raw("customer_note").booleanValue();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST - 1);
        if (end < LONGEST / 2) {
            // One long word, or a language that is written without blanks: no half of a character at least.
            end = LONGEST - (Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? 2 : 1);
        }
        return text.substring(0, end) + "…";
    }
}
