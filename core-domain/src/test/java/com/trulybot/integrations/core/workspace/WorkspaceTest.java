package com.trulybot.integrations.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.trulybot.integrations.core.RandomText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    private static final String TEXT = "7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61";

    @Test
    void aUuidIsReadInEitherCaseAndWrittenInLowerCase() {
        assertThat(CanonicalUuid.parse(TEXT, "order id")).hasToString(TEXT);
        assertThat(UserId.parse("7F9C24E8-3B12-4A3C-9A77-1D2F0C5E8B61")).hasToString(TEXT);
        assertThat(WorkspaceId.parse(TEXT)).hasToString(TEXT).isEqualTo(new WorkspaceId(UUID.fromString(TEXT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "7f9c24e83b124a3c9a771d2f0c5e8b61",
                "{7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61}",
                " 7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61",
                "7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\n",
                "7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b6g",
                "٧f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61"
            })
    void anyOtherSpellingIsRefusedWithTheNameOfWhatItShouldBe(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserId.parse(text))
                .withMessageStartingWith("user id must be a UUID");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkspaceId.parse(text))
                .withMessageStartingWith("workspace id must be a UUID");
    }

    @Test
    void randomTextIsNoUuid() {
        assertThat(RandomText.of(2_000, List.of("7f9c24e8", "-", "3b12"))).allSatisfy(text -> {
            if (!text.equals(TEXT)) {
                assertThatIllegalArgumentException().isThrownBy(() -> CanonicalUuid.parse(text, "id"));
            }
        });
    }

    @Test
    void aMerchantIsAUserInAWorkspace() {
        UserId user = UserId.parse(TEXT);
        WorkspaceId workspace = WorkspaceId.parse(TEXT);
        assertThat(new Merchant(user, workspace).workspace()).isEqualTo(workspace);
        assertThatNullPointerException()
                .isThrownBy(() -> new Merchant(null, workspace))
                .withMessage("user");
        assertThatNullPointerException()
                .isThrownBy(() -> new Merchant(user, null))
                .withMessage("workspace");
        assertThatNullPointerException().isThrownBy(() -> new UserId(null)).withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> new WorkspaceId(null)).withMessage("value");
    }

    @Test
    void aPageKeepsItsItemsWhateverBecomesOfTheListTheyCameIn() {
        List<String> items = new ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(items, null);
        items.add("b");
        assertThat(page.items()).containsExactly("a");
        assertThat(page.nextCursor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void aPageOfOneToAHundredCanBeAsked(int limit) {
        assertThat(new Page.Request(limit, null).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
    void aPageOfNoneOrTooManyIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Page.Request(limit, null))
                .withMessage("limit must be from 1 to 100");
    }
}
