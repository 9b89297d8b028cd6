package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What we ask a shop; REST and GraphQL each answer it in their way. What comes back is not yet compared with anything. */
interface AdminApi {
    /** The most orders that one search brings. */
    int MOST_FOUND = 25;

    Shop shop(Deadline deadline);

    /** The oldest order that we may see; empty in a shop without any. */
    Optional<Oldest> oldest(Deadline deadline);

    /**
     * Both ends of what we may see: asked when a search found nothing.
     *
     * @param oldestToo false where only what searches don't know yet is wanted
     */
    Ends ends(boolean oldestToo, Deadline deadline);

    /** Empty when there is none, or none that we may see. */
    Found byId(String id, Deadline deadline);

    /** The names by which a search finds this number, the likeliest first. */
    List<String> names(OrderReference reference, NumberFormat format);

    Found named(String name, Deadline deadline);

    /**
     * Orders with this confirmation number, which Shopify shows to shoppers in the place of the other; it is their number
     * here. Nothing where an API can't be asked for it.
     */
    Found confirmed(String number, Deadline deadline);

    /** Orders of this address, and perhaps of others. */
    Found ofEmail(String email, int limit, Deadline deadline);

    /** Orders that have to do with these words, newest first. */
    Found about(String words, int limit, Deadline deadline);

    /**
     * Orders, newest first.
     *
     * @param cutShort ids of those that have more lines than came with them
     * @param emailDenied whether Shopify kept their e-mail addresses back
     */
    record Found(List<Order> orders, Set<String> cutShort, boolean emailDenied) {
        static final Found NOTHING = new Found(List.of(), Set.of(), false);
    }

    /**
     * The ends of what we may see.
     *
     * @param newest orders that a search may not know yet; nothing where searches know all
     */
    record Ends(Optional<Oldest> oldest, Found newest) {}

    /** What there is to know of the oldest order that we may see. */
    record Oldest(String name, @Nullable Instant createdAt, boolean emailDenied) {}

    /**
     * What a shop says of itself.
     *
     * @param format null when it doesn't say
     * @param scopes what we may do; empty when it doesn't say
     * @param servedVersion of the API, which is not the one asked for when that one is gone; null when not said
     */
    record Shop(
            String name,
            @Nullable String email,
            @Nullable String currency,
            @Nullable NumberFormat format,
            List<String> scopes,
            @Nullable String servedVersion) {}
}
