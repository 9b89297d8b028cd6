package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.conversation.Reply.Message;
import com.trulybot.integrations.core.conversation.Reply.QuickReply;
import com.trulybot.integrations.core.conversation.ShopperText.Topic;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers a shopper: what is asked, what is missing, is the order theirs. An order is shown only to who gives its number
 * and the e-mail address on it; every refusal is the same in words, shape and time.
 */
public final class AnswerShopper {
    /** Refusals before the way to a person is offered with each further one. */
    private static final int KIND_REFUSALS = 2;

    private final Integrations integrations;
    private final Conversations conversations;
    private final WidgetSettingsCatalog widgets;
    private final VerifyOrder verifyOrder;
    private final InstantSource clock;
    private final Duration refusalPace;

    /**
     * Answers with these.
     *
     * @param refusalPace every refusal takes this long or a whole multiple of it, so that its time doesn't tell how far
     *     the store got; longer than a store usually takes
     */
    public AnswerShopper(
            Integrations integrations,
            Conversations conversations,
            WidgetSettingsCatalog widgets,
            FindOrder findOrder,
            AttemptLimiter limiter,
            AttemptLimits limits,
            InstantSource clock,
            Duration refusalPace) {
        this.integrations = integrations;
        this.conversations = conversations;
        this.widgets = widgets;
        this.verifyOrder = new VerifyOrder(findOrder, limiter, limits);
        this.clock = clock;
        this.refusalPace = refusalPace;
    }

    /** Answers one message. A store's fault is an answer too: {@link ConversationState#STORE_UNAVAILABLE}. */
    public Reply answer(ShopperMessage message, Deadline deadline) {
        long began = System.nanoTime();
        List<Integration> stores = integrations.connected(message.user(), message.platform());
        String named = message.store();
        List<Integration> meant = named == null
                ? stores
                : stores.stream().filter(store -> isNamed(store, named)).toList();
        if (meant.isEmpty()) {
            return new Reply.NoSuchStore();
        }
        ConversationId id = message.conversation();
        ConversationToken token = message.token();
        if (id == null || token == null) {
            if (meant.size() > 1) {
                return new Reply.WhichStore();
            }
            return new Turn(message, meant.get(0), began(meant.get(0)), deadline, began).take();
        }
        Optional<Conversation> known = conversations.find(id).filter(token::opens);
        Optional<Integration> its = known.flatMap(conversation -> meant.stream()
                .filter(store -> store.id().equals(conversation.integration()))
                .findFirst());
        if (known.isEmpty() || its.isEmpty()) {
            return new Reply.NoSuchConversation();
        }
        return new Turn(message, its.get(), new Begun(known.get(), token), deadline, began).take();
    }

    private record Begun(Conversation conversation, ConversationToken token) {}

    private Begun began(Integration store) {
        ConversationToken token = ConversationToken.random();
        Instant now = clock.instant();
        return new Begun(
                new Conversation(
                        new ConversationId(UUID.randomUUID()),
                        token.digest(),
                        store.id(),
                        ConversationState.OPEN,
                        null,
                        null,
                        0,
                        now,
                        now),
                token);
    }

    private static boolean isNamed(Integration store, String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        if (plain.equals(store.shopDomain())) {
            return true;
        }
        try {
            return StoreUrl.parse(name).key().equals(store.storeUrl().key());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One message and its answer. */
    private final class Turn {
        private final ShopperMessage message;
        private final Integration store;
        private final Conversation before;
        private final ConversationToken token;
        private final Deadline deadline;
        private final long began;

        Turn(ShopperMessage message, Integration store, Begun begun, Deadline deadline, long began) {
            this.message = message;
            this.store = store;
            this.before = begun.conversation();
            this.token = begun.token();
            this.deadline = deadline;
            this.began = began;
        }

        Reply take() {
            ConversationState was = before.state();
            ShopperText text = ShopperText.read(message.text(), was == ConversationState.NEEDS_ORDER_NUMBER);
            boolean given = text.number().isPresent() || text.email().isPresent();
            String number = text.number().map(OrderReference::text).orElse(before.orderNumber());
            String email = text.email().orElse(before.email());
            if (text.topic() == Topic.PERSON) {
                return say(
                        ConversationState.HANDED_OVER, number, email, before.refusals(), Wording.handover(settings()));
            }
            boolean retry = was == ConversationState.STORE_UNAVAILABLE && text.topic() != Topic.THANKS;
            if (given || retry || text.topic() == Topic.ORDER) {
                return order(number, email, given || retry);
            }
            return switch (was) {
                case NEEDS_ORDER_NUMBER -> say(was, number, email, before.refusals(), Wording.askNumber());
                case NEEDS_VERIFICATION -> order(number, email, false);
                default -> chat(text.topic(), number, email);
            };
        }

        private Reply chat(Topic topic, @Nullable String number, @Nullable String email) {
            String words = switch (topic) {
                case GREETING -> Wording.greeting();
                case THANKS -> Wording.welcome();
                default -> Wording.notUnderstood();
            };
            return say(
                    ConversationState.OPEN,
                    number,
                    email,
                    before.refusals(),
                    words,
                    Wording.WHERE_IS_IT,
                    Wording.PERSON);
        }

        private Reply order(@Nullable String number, @Nullable String email, boolean somethingNew) {
            if (number == null) {
                return say(ConversationState.NEEDS_ORDER_NUMBER, null, email, before.refusals(), Wording.askNumber());
            }
            if (email == null) {
                return say(
                        ConversationState.NEEDS_VERIFICATION,
                        number,
                        null,
                        before.refusals(),
                        Wording.askEmail(number));
            }
            if (!somethingNew && before.refusals() > 0) {
                // The same number and address again would be one more failed try for nothing.
                return refused(number, email, before.refusals());
            }
            return verifyOrder
                    .verify(store, before.id(), message.address(), OrderReference.parse(number), email, deadline)
                    .match(
                            order -> shown(order, number, email),
                            refusal -> refused(
                                    number,
                                    email,
                                    refusal.exhausted()
                                            ? Math.max(before.refusals(), KIND_REFUSALS) + 1
                                            : before.refusals() + 1),
                            problem -> say(
                                    ConversationState.STORE_UNAVAILABLE,
                                    number,
                                    email,
                                    before.refusals(),
                                    Wording.storeUnavailable(),
                                    Wording.AGAIN,
                                    Wording.PERSON));
        }

        private Reply shown(Order order, String number, String email) {
            Message answer =
                    new Message(Wording.answer(order.number(), order.status()), OrderCards.of(order), List.of());
            return said(ConversationState.ANSWERED, number, email, 0, List.of(answer), Duration.ZERO);
        }

        private Reply refused(String number, String email, int refusals) {
            String words = Wording.refused(store.visibleDays());
            List<Message> messages = refusals > KIND_REFUSALS
                    ? List.of(new Message(words + " " + Wording.handover(settings()), null, List.of(Wording.PERSON)))
                    : List.of(new Message(words, null, List.of()));
            long pace = Math.max(1, refusalPace.toNanos());
            long left = pace - (System.nanoTime() - began) % pace;
            return said(
                    ConversationState.NEEDS_VERIFICATION,
                    number,
                    email,
                    refusals,
                    messages,
                    refusalPace.isZero() ? Duration.ZERO : Duration.ofNanos(left));
        }

        private Reply say(
                ConversationState next,
                @Nullable String number,
                @Nullable String email,
                int refusals,
                String words,
                QuickReply... quickReplies) {
            return said(
                    next,
                    number,
                    email,
                    refusals,
                    List.of(new Message(words, null, List.of(quickReplies))),
                    Duration.ZERO);
        }

        private Reply said(
                ConversationState next,
                @Nullable String number,
                @Nullable String email,
                int refusals,
                List<Message> messages,
                Duration holdBack) {
            conversations.save(before.with(next, number, email, refusals, clock.instant()));
            return new Reply.Said(before.id(), token, messages, next, holdBack);
        }

        private WidgetSettings settings() {
            return widgets.find(message.user()).orElse(WidgetSettings.DEFAULT);
        }
    }
}
