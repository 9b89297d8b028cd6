package com.trulybot.integrations.core.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a shopper's message is answered with. */
public sealed interface Reply {
    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(
            Function<Said, R> said, Supplier<R> noSuchStore, Supplier<R> whichStore, Supplier<R> noSuchConversation);

    /**
     * An answer.
     *
     * @param holdBack how long to wait before it is sent: every refused try takes as long as any other, so that time
     *     tells nothing; zero for the rest
     */
    record Said(
            ConversationId conversation,
            ConversationToken token,
            List<Message> messages,
            ConversationState state,
            Duration holdBack)
            implements Reply {
        public Said {
            Objects.requireNonNull(conversation, "conversation");
            Objects.requireNonNull(token, "token");
            messages = List.copyOf(messages);
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(holdBack, "holdBack");
        }

        @Override
        public <R> R match(
                Function<Said, R> said,
                Supplier<R> noSuchStore,
                Supplier<R> whichStore,
                Supplier<R> noSuchConversation) {
            return said.apply(this);
        }
    }

    /** The account has no connected store of that platform or name. */
    record NoSuchStore() implements Reply {
        @Override
        public <R> R match(
                Function<Said, R> said,
                Supplier<R> noSuchStore,
                Supplier<R> whichStore,
                Supplier<R> noSuchConversation) {
            return noSuchStore.get();
        }
    }

    /** The account has several stores of that platform, and none was named. */
    record WhichStore() implements Reply {
        @Override
        public <R> R match(
                Function<Said, R> said,
                Supplier<R> noSuchStore,
                Supplier<R> whichStore,
                Supplier<R> noSuchConversation) {
            return whichStore.get();
        }
    }

    /** Id and token don't belong together, or the conversation is another store's or forgotten. */
    record NoSuchConversation() implements Reply {
        @Override
        public <R> R match(
                Function<Said, R> said,
                Supplier<R> noSuchStore,
                Supplier<R> whichStore,
                Supplier<R> noSuchConversation) {
            return noSuchConversation.get();
        }
    }

    /**
     * One thing said.
     *
     * @param order shown with it; null for none
     */
    record Message(String text, @Nullable OrderCard order, List<QuickReply> quickReplies) {
        public Message {
            Objects.requireNonNull(text, "text");
            quickReplies = List.copyOf(quickReplies);
        }
    }

    /** An answer that can be given with one tap. */
    record QuickReply(String label, String text) {
        public QuickReply {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(text, "text");
        }
    }
}
