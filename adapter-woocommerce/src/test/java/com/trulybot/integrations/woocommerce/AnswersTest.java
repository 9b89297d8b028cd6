package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private final Answers answers = new Answers(InstantSource.fixed(Shop.NOW));

    @ParameterizedTest
    @CsvSource({
        "auth/http_basic, STORE_CREDENTIALS_REJECTED",
        "auth/http_basic_wrong_secret, STORE_CREDENTIALS_REJECTED",
        "auth/https_auth_header_stripped, STORE_CREDENTIALS_REJECTED",
        "auth/https_front_without_xfp_basic, STORE_CREDENTIALS_REJECTED",
        "auth/https_empty_secret, STORE_CREDENTIALS_REJECTED",
        "auth/https_no_auth, STORE_CREDENTIALS_REJECTED",
        "auth/https_noauth_missing_order, STORE_CREDENTIALS_REJECTED",
        "auth/https_revoked_key, STORE_CREDENTIALS_REJECTED",
        "auth/https_wp_admin_password_basic, STORE_CREDENTIALS_REJECTED",
        "auth/https_wrong_key, STORE_CREDENTIALS_REJECTED",
        "auth/https_wrong_secret, STORE_CREDENTIALS_REJECTED",
        "auth/key_owner_deleted, STORE_CREDENTIALS_REJECTED",
        "auth/https_write_only_key_GET, STORE_PERMISSION_MISSING",
        "auth/https_read_key_PUT, STORE_PERMISSION_MISSING",
        "auth/https_customer_read_key_list, STORE_PERMISSION_MISSING",
        "auth/https_customer_read_key_own_order, STORE_PERMISSION_MISSING",
        "auth/https_editor_read_key, STORE_PERMISSION_MISSING",
        "auth/https_editor_missing_order, STORE_PERMISSION_MISSING",
        "auth/key_owner_demoted, STORE_PERMISSION_MISSING",
        "broken/mode_rest_disabled_wrong_secret, STORE_CREDENTIALS_REJECTED",
        "broken/mode_rest_disabled_early_wrong_secret, STORE_CREDENTIALS_REJECTED",
        "broken/http_301_to_https, STORE_REDIRECTS",
        "broken/mode_waf403, STORE_REFUSED_US",
        "broken/upstream_down_502, STORE_UNAVAILABLE",
        "broken/db_down, STORE_UNAVAILABLE",
        "broken/mode_fatal, STORE_UNAVAILABLE",
        "orders/id_alpha, STORE_NOT_WOOCOMMERCE",
        "list/status_bogus, STORE_ANSWER_INVALID"
    })
    void meansWhatTheRecordingWas(String recording, StoreProblem problem) {
        assertThat(Shop.problem(Recording.of(recording).response()).problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken/wp_core_maintenance", "broken/wp_core_maintenance_html_accept"})
    void maintenanceSaysWhenToComeBack(String recording) {
        StoreException problem = Shop.problem(Recording.of(recording).response());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE);
        assertThat(problem.retryAfter()).contains(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "30| 30",
                "' 30 '| 30",
                "Mon, 23 Nov 2026 05:02:00 GMT| 120",
                "999999999| 86400",
                "Mon, 23 Nov 2026 04:00:00 GMT| ",
                "0| ",
                "-5| ",
                "soon| ",
                "99999999999999999999| "
            },
            delimiter = '|')
    void aShopThatWantsUsToSlowDownMaySayForHowLong(String header, Long seconds) {
        StoreException problem = Shop.problem(new Response(429, Map.of("Retry-After", List.of(header)), ""));

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
        assertThat(problem.retryAfter().map(Duration::toSeconds).orElse(null)).isEqualTo(seconds);
    }

    @Test
    void aPasswordBeforeTheSiteIsNoFaultOfTheKeys() {
        StoreException problem = Shop.problem(new Response(401, Map.of(), "<h1>401 Authorization Required</h1>"));

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_REFUSED_US);
        assertThat(problem.detail()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "406, STORE_REFUSED_US",
        "430, STORE_REFUSED_US",
        "410, STORE_NOT_WOOCOMMERCE",
        "400, STORE_ANSWER_INVALID",
        "302, STORE_REDIRECTS",
        "599, STORE_UNAVAILABLE"
    })
    void everyStatusMeansSomething(int status, StoreProblem problem) {
        assertThat(Shop.problem(new Response(status, Map.of(), "")).problem()).isEqualTo(problem);
    }

    @Test
    void theSentenceAboutPermissionMayBeInTheSitesLanguage() {
        String german = "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":"
                + "\"Der angegebene API-Schlüssel hat keine Leseberechtigung.\"}";

        assertThat(Shop.problem(new Response(401, Map.of(), german)).problem())
                .isEqualTo(StoreProblem.STORE_PERMISSION_MISSING);
    }

    @Test
    void aFirewallThatSpeaksJsonIsStillAFirewall() {
        assertThat(Shop.problem(new Response(403, Map.of(), "{\"error\":\"blocked\"}"))
                        .problem())
                .isEqualTo(StoreProblem.STORE_REFUSED_US);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff{\"id\":20}",
                "\n<br />\n<b>Notice</b>: Undefined index: a[b] in <b>/srv/{x}/y.php</b> on line <b>3</b><br />\n{\"id\":20}",
                "Warning: foo() {main} [0]\n{\"id\":20}\n"
            })
    void noticesBeforeTheJsonAreReadOver(String body) {
        assertThat(answers.object(new Response(200, Map.of(), body)).path("id").asInt())
                .isEqualTo(20);
    }

    @Test
    void noticesBeforeAListAreReadOver() {
        assertThat(answers.list(new Response(200, Map.of(), "Array ( [0] => a )\n[{\"id\":1},{\"id\":[2]}]")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "<!doctype html><html><body>Coming soon</body></html>",
                "<script>var a = {\"id\":20};</script>",
                "{\"id\":20",
                "{\"id\":20} trailing",
                "[{\"id\":20}]",
                "\"text\""
            })
    void whatIsNoWholeObjectIsNoAnswer(String body) {
        assertThatThrownBy(() -> answers.object(new Response(200, Map.of(), body)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID));
    }

    @Test
    void anObjectIsNoList() {
        assertThatThrownBy(() -> answers.list(new Response(200, Map.of(), "{\"code\":\"x\",\"data\":[1]}")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aPageFullOfBracesIsGivenUpSoon() {
        assertThatThrownBy(() -> answers.object(new Response(200, Map.of(), "{ ".repeat(2_000_000))))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void nothingOfTheAnswerGetsIntoTheProblem() {
        StoreException problem = Shop.problem(new Response(401, Map.of(), "{\"code\":\"x\",\"message\":\"cs_leak\"}"));

        assertThat(problem.getMessage() + problem.detail()).doesNotContain("cs_leak");
    }
}
