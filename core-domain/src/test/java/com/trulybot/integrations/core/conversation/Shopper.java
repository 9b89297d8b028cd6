package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.conversation.Reply.Message;
import com.trulybot.integrations.core.conversation.Reply.Said;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.UserId;
import java.time.Duration;

/** Somebody at a widget, who goes on with the conversation that the first answer began. */
final class Shopper {
    private final AnswerShopper answerShopper;
    private final UserId user;
    private final PlatformId platform;
    private final String address;
    private String store;
    private ConversationId conversation;
    private ConversationToken token;

    Shopper(AnswerShopper answerShopper, UserId user, PlatformId platform, String address) {
        this.answerShopper = answerShopper;
        this.user = user;
        this.platform = platform;
        this.address = address;
    }

    /** At the widget of that store's pages. */
    Shopper at(String shop) {
        store = shop;
        return this;
    }

    /** With another's id or token. */
    Shopper posingAs(ConversationId id, ConversationToken its) {
        conversation = id;
        token = its;
        return this;
    }

    ConversationId conversation() {
        return conversation;
    }

    ConversationToken token() {
        return token;
    }

    Reply sends(String text) {
        Reply reply = answerShopper.answer(
                new ShopperMessage(user, platform, store, conversation, token, text, address),
                Deadline.in(Duration.ofMinutes(1)));
        if (reply instanceof Said said) {
            conversation = said.conversation();
            token = said.token();
        }
        return reply;
    }

    /** Says it, and hears an answer. */
    Said says(String text) {
        return sends(text)
                .match(
                        said -> said,
                        () -> {
                            throw new AssertionError("no such store");
                        },
                        () -> {
                            throw new AssertionError("which store?");
                        },
                        () -> {
                            throw new AssertionError("no such conversation");
                        });
    }

    /** The one message of the answer. */
    Message hears(String text) {
        Said said = says(text);
        if (said.messages().size() != 1) {
            throw new AssertionError("one message expected: " + said.messages());
        }
        return said.messages().get(0);
    }
}
