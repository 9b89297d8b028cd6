package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.integration.StoreProblem.Mender;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreProblemTest {
    @Test
    void fivePassByThemselvesAndTheMerchantMendsTheRest() {
        assertThat(Arrays.stream(StoreProblem.values())
                        .filter(StoreProblem::passes)
                        .map(StoreProblem::code))
                .containsExactlyInAnyOrder(
                        "store_unreachable",
                        "store_answer_invalid",
                        "store_unavailable",
                        "store_rate_limited",
                        "store_timeout");
        assertThat(StoreProblem.values()).hasSize(17);
    }

    @ParameterizedTest
    @EnumSource
    void eachHasACodeOfTheContractAndAdviceInWholeSentences(StoreProblem problem) {
        assertThat(problem.code()).matches("store_[a-z_]+").isEqualToIgnoringCase(problem.name());
        assertThat(problem.advice()).matches("[A-Z].{10,}\\.").doesNotContain("null");
        assertThat(problem.mender()).isEqualTo(problem.passes() ? Mender.TIME : Mender.MERCHANT);
    }

    @Test
    void anExceptionTellsAllThatIsKnown() {
        Throwable cause = new IllegalStateException("slow down");
        StoreException full = new StoreException(
                StoreProblem.STORE_RATE_LIMITED, Duration.ofSeconds(3), "The shop allows 2 requests a second.", cause);
        assertThat(full).hasMessage("store_rate_limited").hasCause(cause);
        assertThat(full.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
        assertThat(full.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(full.detail()).contains("The shop allows 2 requests a second.");
        StoreException bare = new StoreException(StoreProblem.STORE_TIMEOUT);
        assertThat(bare).hasMessage("store_timeout").hasNoCause();
        assertThat(bare.retryAfter()).isEmpty();
        assertThat(bare.detail()).isEmpty();
        assertThat(new StoreException(StoreProblem.STORE_TIMEOUT, cause))
                .hasMessage("store_timeout")
                .hasCause(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"woocommerce", "shopify", "x1", "a-b_c", "a2345678901234567890123456789012"})
    void aPlatformCallsItselfAsItLikesInLowerCase(String id) {
        assertThat(PlatformId.of(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "1a", "Shopify", "a b", "-ab", "ümlaut", "a23456789012345678901234567890123", "ab\n"})
    void aPlatformIdOfAnotherFormIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlatformId.of(id))
                .withMessageContaining("2 to 32 lower-case letters");
    }
}
