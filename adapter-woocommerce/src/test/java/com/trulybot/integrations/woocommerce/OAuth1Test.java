package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuth1Test {
    /** The example in the specification of OAuth Core 1.0, appendix A.5.1. */
    @Test
    void theBaseStringIsTheSpecifications() {
        Map<String, String> parameters = Map.of(
                "oauth_consumer_key", "dpf43f3p2l4k3l03",
                "oauth_token", "nnch734d00sl2jdk",
                "oauth_signature_method", "HMAC-SHA1",
                "oauth_timestamp", "1191242096",
                "oauth_nonce", "kllo9940pd9333jh",
                "oauth_version", "1.0",
                "file", "vacation.jpg",
                "size", "original");

        assertThat(OAuth1.base("GET", "http://photos.example.net/photos", parameters))
                .isEqualTo("GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key"
                        + "%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26oauth_signature_method%3DHMAC-SHA1"
                        + "%26oauth_timestamp%3D1191242096%26oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0"
                        + "%26size%3Doriginal");
    }

    /** Of the parameters in RFC 5849, section 3.4.1.3, those that stand there once. */
    @Test
    void valuesAreEncodedTwiceAsInTheRfc() {
        assertThat(OAuth1.base("POST", "http://example.com/request", Map.of("b5", "=%3D", "c2", "", "a2", "r b")))
                .isEqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26b5%3D%253D%25253D%26c2%3D");
    }

    /** Reckoned with another implementation of HMAC-SHA256. */
    @Test
    void theSignatureIsTheOneOthersReckon() {
        Keys keys = Keys.typed(
                Secret.of("ck_da2de444c73b74c8c63f4b29b5a53d84eedf0b8a"),
                Secret.of("cs_a544391e904c2538d0ee6be3c41f7c1d9a5d6c4a"));

        Map<String, String> signed = OAuth1.signed(
                "GET",
                "http://127.0.0.1:8089/",
                Map.of("rest_route", "/wc/v3/orders/20"),
                keys,
                Instant.ofEpochSecond(1_795_408_743),
                UUID.fromString("bd744ae3-d801-64b8-a496-ebccc5fab5bb"));

        assertThat(signed)
                .isEqualTo(new TreeMap<>(Map.of(
                        "oauth_consumer_key", "ck_da2de444c73b74c8c63f4b29b5a53d84eedf0b8a",
                        "oauth_timestamp", "1795408743",
                        "oauth_nonce", "bd744ae3d80164b8a496ebccc5fab5bb",
                        "oauth_signature_method", "HMAC-SHA256",
                        "oauth_signature", "GFxHN71w53RixOj71lteMj40ZhHYXojKy9rr7UAr8uA=")));
    }

    /** RFC 5849, section 3.6. */
    @ParameterizedTest
    @CsvSource({
        "abcXYZ019-._~, abcXYZ019-._~",
        "' ', %20",
        "+, %2B",
        "*, %2A",
        "/, %2F",
        "ü, %C3%BC",
        "山, %E5%B1%B1",
        "%, %25"
    })
    void encodesAllButTheUnreserved(String text, String encoded) {
        assertThat(Percent.encoded(text)).isEqualTo(encoded);
    }
}
