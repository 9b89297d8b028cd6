package com.trulybot.integrations.core.webhook;

/** Where events wait to be worked. What was kept is worked at least once, by one at a time, and tried again on failure. */
public interface DeliveryInbox {
    /**
     * Keeps it durably. One with the same {@link StoreEvent#deliveryKey()} of the same integration, or where there is
     * none of the same shop, is the same.
     *
     * @return false when it was kept before
     */
    boolean keep(ReceivedEvent event);
}
