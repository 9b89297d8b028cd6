package com.trulybot.integrations.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.OrderStatus;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final ConversationToken TOKEN = new ConversationToken("A".repeat(32));

    private static ShopperMessage message(ConversationId id, ConversationToken token, String text) {
        return new ShopperMessage(
                IntegrationFixture.ANNA.user(), IntegrationFixture.WOO, null, id, token, text, "203.0.113.1");
    }

    @Test
    void aTokenIsOfThirtyTwoLettersThatNobodyCanGuess() {
        Set<ConversationToken> tokens = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            tokens.add(ConversationToken.random());
        }
        assertThat(tokens).hasSize(1_000);
        assertThat(tokens).allSatisfy(token -> assertThat(token.value()).matches("[A-Za-z0-9_-]{32}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+"
            })
    void textOfAnotherFormIsNoToken(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConversationToken(text))
                .withMessage("not a conversation token");
    }

    @Test
    void aTokenNeverShowsInTextAndItsDigestIsSha256() {
        assertThat(TOKEN).hasToString("[conversation token]");
        assertThat(TOKEN.digest()).isEqualTo("22a48051594c1949deed7040850c1f0f8764537f5191be56732d16a54c1d8153");
    }

    @Test
    void aTokenOpensItsOwnConversation() {
        Conversation conversation = new Conversation(
                new ConversationId(new UUID(1, 1)),
                TOKEN.digest(),
                IntegrationId.random(),
                ConversationState.OPEN,
                null,
                null,
                0,
                SettableClock.START,
                SettableClock.START);
        assertThat(TOKEN.opens(conversation)).isTrue();
        assertThat(ConversationToken.random().opens(conversation)).isFalse();
    }

    @Test
    void theStatesHaveTheWordsOfTheContract() {
        assertThat(Arrays.stream(ConversationState.values()).map(ConversationState::code))
                .containsExactly(
                        "open",
                        "needs_order_number",
                        "needs_verification",
                        "answered",
                        "handed_over",
                        "store_unavailable");
    }

    @Test
    void aMessageHasOneToTwoThousandCharacters() {
        assertThat(message(null, null, "a".repeat(2_000)).text()).hasSize(2_000);
        assertThat(message(null, null, "a").text()).isEqualTo("a");
        for (String text : new String[] {"", " ", "\n", "a".repeat(2_001)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> message(null, null, text))
                    .withMessage("text has 1 to 2000 characters");
        }
    }

    @Test
    void aConversationIsNamedByIdAndTokenTogether() {
        ConversationId id = new ConversationId(new UUID(1, 1));
        assertThat(message(id, TOKEN, "hi").conversation()).isEqualTo(id);
        assertThatIllegalArgumentException().isThrownBy(() -> message(id, null, "hi"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message(null, TOKEN, "hi"))
                .withMessage("a conversation is named by id and token together");
    }

    @Test
    void theTextOfAMessageTellsNothingOfTheShopper() {
        assertThat(message(null, null, "order 1001 eve@example.com").toString())
                .doesNotContain("1001", "eve", "203.0.113")
                .endsWith(", woocommerce]");
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 10", "10, 0, 10", "10, 60, 0", "-1, 60, 10"})
    void aLimitIsAtLeastOne(int conversation, int address, int order) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptLimits(conversation, address, order))
                .withMessage("a limit is at least 1");
    }

    @Test
    void theLimitsAreThoseOfTheContract() {
        assertThat(AttemptLimits.DEFAULT).isEqualTo(new AttemptLimits(10, 60, 10));
        assertThat(new AttemptLimits(1, 1, 1).perOrder()).isOne();
    }

    @Test
    void eachStatusHasWordsOfItsOwn() {
        assertThat(Arrays.stream(OrderStatus.values()).map(Wording::statusText))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).matches("[A-Z].+\\."));
    }

    @Test
    void aConversationsIdIsReadFromItsCanonicalText() {
        String text = "7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61";
        assertThat(ConversationId.parse(text)).hasToString(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConversationId.parse("1"))
                .withMessageStartingWith("conversation id");
    }
}
