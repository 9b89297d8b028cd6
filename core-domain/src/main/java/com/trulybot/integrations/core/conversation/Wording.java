package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.conversation.Reply.QuickReply;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.widget.WidgetSettings;
import java.util.ArrayList;
import java.util.List;

/** What we say to a shopper. */
final class Wording {
    static final QuickReply WHERE_IS_IT = new QuickReply("Where is my order?", "Where is my order?");
    static final QuickReply PERSON = new QuickReply("Talk to a person", "I would like to talk to a person");
    static final QuickReply AGAIN = new QuickReply("Try again", "Please try again with my order");

    private Wording() {}

    static String whatWeCanDo() {
        return "I can tell you where your order is. Just send me its number.";
    }

    static String greeting() {
        return "Hello! " + whatWeCanDo();
    }

    static String notUnderstood() {
        return "Sorry, I did not understand that. " + whatWeCanDo();
    }

    static String welcome() {
        return "You're welcome! Is there anything else about your order?";
    }

    static String askNumber() {
        return "I'm happy to look. What is your order number? It is in your order confirmation.";
    }

    static String askEmail(String number) {
        return "Thank you. To make sure that order " + number + " is yours, which e-mail address did you order with?";
    }

    static String refused(int visibleDays) {
        String words = "I couldn't find an order with that number and that e-mail address. "
                + "Please check both and send me the one to correct.";
        return visibleDays == 0
                ? words
                : words + " Orders older than " + visibleDays + " days may not be visible to me.";
    }

    static String storeUnavailable() {
        return "I can't reach the store's order system right now. Please try again in a few minutes.";
    }

    /** The way to a person, as far as the merchant has given one. */
    static String handover(WidgetSettings settings) {
        List<String> ways = new ArrayList<>();
        if (settings.handoverEmail() != null) {
            ways.add("write to " + settings.handoverEmail());
        }
        if (settings.handoverPhone() != null) {
            ways.add("call " + settings.handoverPhone());
        }
        if (settings.handoverUrl() != null) {
            ways.add("go to " + settings.handoverUrl());
        }
        return ways.isEmpty()
                ? "The people of this store can help you. You find the ways to reach them on its contact page."
                : "The people of this store can help you: " + String.join(", or ", ways) + ".";
    }

    static String answer(String number, OrderStatus status) {
        return "Your order " + number + ": " + statusText(status);
    }

    /** What a status means for the shopper, and what happens next. */
    static String statusText(OrderStatus status) {
        return switch (status) {
            case PENDING -> "The store is waiting for your payment. It will be prepared once that has arrived.";
            case ON_HOLD -> "The store has put it on hold, most often until a payment is confirmed.";
            case PROCESSING -> "It is being prepared and will be sent soon.";
            case PARTIALLY_SHIPPED -> "Part of it is on its way. The rest will follow.";
            case SHIPPED -> "It is on its way to you.";
            case DELIVERED -> "It has been delivered.";
            case COMPLETED -> "It is complete. There is nothing left to do.";
            case CANCELLED -> "It was cancelled. Nothing will be sent.";
            case REFUNDED -> "It was refunded. The money is on its way back to you.";
            case PARTIALLY_REFUNDED -> "Part of it was refunded.";
            case FAILED -> "The payment did not go through, so it was not sent.";
        };
    }
}
