package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.SecureShops.AUTHORITY;
import static com.trulybot.integrations.platform.http.SecureShops.certificate;
import static com.trulybot.integrations.platform.http.SecureShops.get;
import static com.trulybot.integrations.platform.http.SecureShops.http;
import static com.trulybot.integrations.platform.http.SecureShops.shop;
import static com.trulybot.integrations.platform.http.SecureShops.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PinsTest {
    private static final String A = "sha256/" + "A".repeat(43) + "=";
    private static final String B = "sha256/" + "B".repeat(42) + "A=";

    @TempDir
    Path folder;

    /** As RFC 7469 has it, without the client's help. */
    private static String pin(X509Certificate certificate) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());
        return "sha256/" + Base64.getEncoder().encodeToString(hash);
    }

    private static MockResponse ok() {
        return new MockResponse.Builder().body("ok").build();
    }

    private String body(HeldCertificate shown, String host, String pins) throws IOException {
        try (MockWebServer shop = shop(shown, request -> ok());
                OkHttpStoreHttp http = http(trusting(folder).withPins(pins), shop.getPort())) {
            return http.send(get(host), Deadline.in(Duration.ofSeconds(30))).body();
        }
    }

    @Test
    void aStoreWhoseKeyIsPinnedIsAsked() throws Exception {
        HeldCertificate shown = certificate("shop.example");

        assertThat(body(shown, "shop.example", "shop.example=" + pin(shown.certificate()) + "," + A))
                .isEqualTo("ok");
        assertThat(body(shown, "shop.example", "shop.example=" + A + "," + pin(shown.certificate())))
                .isEqualTo("ok");
    }

    @Test
    void aKeyFurtherUpTheChainMayBePinned() throws Exception {
        String pins = "shop.example=" + pin(AUTHORITY.certificate()) + "," + A;

        assertThat(body(certificate("shop.example"), "shop.example", pins)).isEqualTo("ok");
    }

    @Test
    void aStoreWithAnotherKeyIsRefusedAndIsToldWhyAndNothingIsSent() throws Exception {
        HeldCertificate shown = certificate("shop.example");
        try (MockWebServer shop = shop(shown, request -> ok());
                OkHttpStoreHttp http = http(trusting(folder).withPins("shop.example=" + A + "," + B), shop.getPort())) {
            StoreException problem =
                    Problems.of(() -> http.send(get("shop.example"), Deadline.in(Duration.ofSeconds(30))));

            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
            assertThat(problem.detail()).contains("Its public key is none of those that are pinned for this store.");
            assertThat(shop.getRequestCount()).isZero();
        }
    }

    @Test
    void aCertificateThatIsInvalidForAnotherReasonIsNotBlamedOnThePins() throws Exception {
        HeldCertificate shown = certificate("other.example");
        String pins = "shop.example=" + pin(shown.certificate()) + "," + A;

        StoreException problem = Problems.of(() -> body(shown, "shop.example", pins));

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
        assertThat(problem.detail()).isEmpty();
    }

    @Test
    void otherStoresHaveNoPins() throws Exception {
        assertThat(body(certificate("free.example"), "free.example", "shop.example=" + A + "," + B))
                .isEqualTo("ok");
    }

    /** Two shops behind one address and one certificate share a connection over HTTP/2, but not their pins. */
    @Test
    void aConnectionMadeForAnotherStoreIsNotUsedWhereItsKeyIsNotPinned() throws Exception {
        HeldCertificate shown = certificate("free.example", "pinned.example");
        try (MockWebServer shop = shop(shown, request -> ok());
                OkHttpStoreHttp http =
                        http(trusting(folder).withPins("pinned.example=" + A + "," + B), shop.getPort())) {
            Deadline deadline = Deadline.in(Duration.ofSeconds(30));
            assertThat(http.send(get("free.example"), deadline).body()).isEqualTo("ok");

            assertThat(Problems.of(() -> http.send(get("pinned.example"), deadline))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_CERTIFICATE_INVALID);
            assertThat(shop.getRequestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*.shop.example, a.shop.example, true",
        "*.shop.example, shop.example, false",
        "*.shop.example, a.b.shop.example, false",
        "**.shop.example, a.b.shop.example, true",
        "**.shop.example, shop.example, true",
        "SHOP.example, shop.example, true",
        "shop.example, a.shop.example, false",
        "*.shop.example, evilshop.example, false",
    })
    void aStarStandsForOneLabelAndTwoForAny(String pattern, String host, boolean pinned) {
        OutboundSettings settings = OutboundSettings.defaults().withPins(pattern + "=" + A + "," + B);

        assertThat(!Pins.pinner(settings.pins()).findMatchingPins(host).isEmpty())
                .isEqualTo(pinned);
    }

    @Test
    void severalHostsAreSeparatedBySemicolonsOrBlanks() {
        String text =
                " a.example=" + A + "," + B + ";b.example=" + B + "," + A + ";\n  *.c.example=" + A + "," + B + " ";

        assertThat(OutboundSettings.defaults().withPins(text).pins())
                .containsOnlyKeys("a.example", "b.example", "*.c.example")
                .allSatisfy((host, pins) -> assertThat(pins).containsExactlyInAnyOrder(A, B));
        assertThat(OutboundSettings.defaults().withPins(" ; ").pins()).isEmpty();
    }

    @Test
    void oneKeyAloneIsNotEnough() {
        for (String pins : new String[] {A, A + "," + A}) {
            assertThatThrownBy(() -> OutboundSettings.defaults().withPins("shop.example=" + pins))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shop.example needs two different pins")
                    .hasMessageContaining("backup");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "=P,Q",
                "shop.example=",
                "shop.example=P,",
                "shop.example=P,Q,nonsense",
                "shop.example=P,sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "shop.example=P,sha256/AAAA",
                "shop.example=P,sha256/****************************************AAA=",
                "https://shop.example=P,Q",
                "shop.example:443=P,Q",
                "sh*p.example=P,Q",
                "*.*.example=P,Q",
                "*=P,Q",
                "shop..example=P,Q",
                "shop.example=P,Q;SHOP.example=P,Q",
            })
    void whatIsNoPinIsAnErrorAtTheStart(String text) {
        assertThatThrownBy(() -> OutboundSettings.defaults()
                        .withPins(text.replace("P", A).replace("Q", B)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pin");
    }
}
