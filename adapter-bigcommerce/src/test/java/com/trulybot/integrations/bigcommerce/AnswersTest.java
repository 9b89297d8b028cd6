package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static Response answer(int status, String body) {
        return new Response(status, Map.of(), body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "400, STORE_ANSWER_INVALID",
        "401, STORE_CREDENTIALS_REJECTED",
        "403, STORE_PERMISSION_MISSING",
        "404, STORE_NOT_FOUND",
        "405, STORE_ANSWER_INVALID",
        "406, STORE_ANSWER_INVALID",
        "409, STORE_ANSWER_INVALID",
        "415, STORE_ANSWER_INVALID",
        "422, STORE_ANSWER_INVALID",
        "423, STORE_LOCKED",
        "429, STORE_RATE_LIMITED",
        "500, STORE_UNAVAILABLE",
        "501, STORE_ANSWER_INVALID",
        "502, STORE_UNAVAILABLE",
        "503, STORE_UNAVAILABLE",
        "504, STORE_UNAVAILABLE",
        "507, STORE_UNAVAILABLE"
    })
    void everyDocumentedStatusHasItsProblem(int status, StoreProblem problem) {
        String body = "{\"status\":" + status + ",\"title\":\"…\",\"type\":\"…\"}";

        assertThat(Problems.of(() -> Answers.object(answer(status, body)))).isEqualTo(problem);
        assertThat(Problems.of(() -> Answers.list(answer(status, body)))).isEqualTo(problem);
    }

    @Test
    void aPageThatForbidsComesFromSomethingInFrontOfBigCommerce() {
        assertThat(Answers.problem(answer(403, "<html>Access denied</html>")).problem())
                .isEqualTo(StoreProblem.STORE_REFUSED_US);
    }

    @Test
    void aMissingScopeIsNamed() {
        assertThat(Answers.problem(answer(403, "{}")).detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("Orders, read-only"));
    }

    @Test
    void whenTheQuotaIsFullAgainIsToldInMilliseconds() {
        assertThat(limited("15000").retryAfter()).contains(Duration.ofSeconds(15));
        assertThat(limited("999999999").retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(limited("soon").retryAfter()).isEmpty();
    }

    @Test
    void aLimitThatIsNotOursSaysNoTime() {
        assertThat(Answers.problem(answer(429, "")).retryAfter()).isEmpty();
    }

    private static StoreException limited(String millis) {
        return Answers.problem(new Response(429, Map.of("X-Rate-Limit-Time-Reset-Ms", List.of(millis)), ""));
    }

    @Test
    void noContentIsAnEmptyList() {
        assertThat(Answers.list(answer(204, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<?xml version=\"1.0\"?><orders/>", "<html></html>", "{", "[1,", "null", "7", "[] []"})
    void whatIsNeitherAListNorAnObjectIsNoAnswer(String body) {
        assertThat(Problems.of(() -> Answers.list(answer(200, body)))).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        assertThat(Problems.of(() -> Answers.object(answer(200, body)))).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        assertThat(Problems.of(() -> Answers.page(answer(200, body)))).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @Test
    void aPageWithoutItsListIsNoAnswer() {
        assertThat(Problems.of(() -> Answers.page(answer(200, "{\"meta\":{}}"))))
                .isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @Test
    void theDocumentedErrorOfV2SaysThatThereIsNoSuchThing() {
        assertThat(Answers.saysNoSuchThing(
                        answer(404, Documented.read("not-found").toString())))
                .isTrue();
        assertThat(Answers.saysNoSuchThing(answer(404, "<html></html>"))).isFalse();
        assertThat(Answers.saysNoSuchThing(answer(200, "[]"))).isFalse();
    }
}
