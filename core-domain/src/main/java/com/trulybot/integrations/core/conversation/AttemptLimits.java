package com.trulybot.integrations.core.conversation;

/**
 * How many failed tries an hour there may be before the answer is no, whatever is proven.
 *
 * @param perConversation in one conversation
 * @param perAddress from one network address
 * @param perOrder at one order number of one store, from anywhere; beyond it only who has not failed elsewhere may try
 */
public record AttemptLimits(int perConversation, int perAddress, int perOrder) {
    public static final AttemptLimits DEFAULT = new AttemptLimits(10, 60, 10);

    public AttemptLimits {
        if (perConversation < 1 || perAddress < 1 || perOrder < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }
}
