package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.trulybot.integrations.core.RandomText;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {
    @ParameterizedTest
    @CsvSource({
        "shop.example, https://shop.example",
        "https://shop.example, https://shop.example",
        "HTTPS://Shop.EXAMPLE/, https://shop.example",
        "'  https://shop.example//  ', https://shop.example",
        "https://shop.example., https://shop.example",
        "https://shop.example:443, https://shop.example",
        "http://shop.example:80/, http://shop.example",
        "http://shop.example:443, http://shop.example:443",
        "https://shop.example:80, https://shop.example:80",
        "https://shop.example:1, https://shop.example:1",
        "https://shop.example:65535, https://shop.example:65535",
        "https://shop.example:, https://shop.example",
        "shop.example:8443/store/, https://shop.example:8443/store",
        "https://shop.example/de/../en/./shop, https://shop.example/en/shop",
        "https://shop.example/Store, https://shop.example/Store",
        "https://bücher.example/laden, https://xn--bcher-kva.example/laden",
        "https://BÜCHER.example:8443, https://xn--bcher-kva.example:8443",
        "bücher.example, https://xn--bcher-kva.example",
        "https://127.0.0.1:9321/wc, https://127.0.0.1:9321/wc",
        "https://[::1]:9321, https://[::1]:9321",
        "a, https://a",
        "http://localhost, http://localhost",
    })
    void whatPeopleTypeBecomesOneSpelling(String typed, String value) {
        StoreUrl url = StoreUrl.parse(typed);
        assertThat(url).hasToString(value);
        assertThat(url.value()).isEqualTo(value);
        assertThat(url.uri()).isEqualTo(URI.create(value));
        assertThat(StoreUrl.parse(value)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "'', characters",
        "'   ', characters",
        "ftp://shop.example, begins with https",
        "javascript://shop.example, begins with https",
        "mailto:anna@shop.example, user name or password",
        "https://anna:geheim@shop.example, user name or password",
        "anna:geheim@shop.example, user name or password",
        "https://änna:geheim@shop.example, user name or password",
        "https://anna＠shop.example, host name",
        "https://shop.example/?key=geheim, must not hold ? or #",
        "https://shop.example/#top, must not hold ? or #",
        "https://shop.example?, must not hold ? or #",
        "https://shop.example#, must not hold ? or #",
        "https://shop.example:0, port",
        "https://shop.example:65536, port",
        "https://shop.example:99999999999, not a web address",
        "https://, not a web address",
        "https:///store, not a web address",
        "//shop.example, not a web address",
        "https://shop example, not a web address",
        "https://-shop.example, not a web address",
        "https://shop..example, not a web address",
        "https://.example, not a web address",
        "https://shop.example/%zz, not a web address",
        "https://[::1, not a web address",
        "https://shop.example/.., must not climb",
        "https://shop.example/../admin, must not climb",
        "https://shop.example/a/../../b, must not climb",
        "https://shop.example／admin, host name",
        "https://ü..example, host name",
    })
    void whatIsNoStoreAddressIsRefusedAndSaysWhy(String typed, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreUrl.parse(typed))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://shop.example",
                "shop.example/",
                "HTTP://SHOP.EXAMPLE:80//",
                "https://shop.example:443",
                " Shop.Example. "
            })
    void theKeyIsTheSameWhateverSchemeCasePortOrSlash(String typed) {
        assertThat(StoreUrl.parse(typed).key()).isEqualTo("shop.example");
    }

    @Test
    void theKeyTellsStoresOfOneHostApart() {
        assertThat(List.of("https://shop.example/de", "http://shop.example/de/", "shop.example:8080", "shop.example"))
                .extracting(text -> StoreUrl.parse(text).key())
                .containsExactly("shop.example/de", "shop.example/de", "shop.example:8080", "shop.example");
    }

    @Test
    void theKeyOfAnInternationalNameIsThatOfItsAsciiForm() {
        assertThat(StoreUrl.parse("http://Bücher.example/").key())
                .isEqualTo(StoreUrl.parse("https://xn--bcher-kva.example").key());
    }

    @Test
    void theHostHasNoPort() {
        assertThat(StoreUrl.parse("https://Shop.example:8443/store").host()).isEqualTo("shop.example");
    }

    @Test
    void anAddressMayBeAsLongAsTheBoundAndNoLonger() {
        String longest = "https://shop.example/" + "a".repeat(StoreUrl.MAX_LENGTH - "https://shop.example/".length());
        assertThat(StoreUrl.parse(longest)).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> StoreUrl.parse(longest + "a"));
    }

    @Test
    void onlyANormalisedValueMakesOne() {
        assertThat(new StoreUrl("https://shop.example")).isEqualTo(StoreUrl.parse("shop.example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreUrl("https://shop.example/"))
                .withMessageContaining("use StoreUrl.parse");
    }

    @Test
    void randomTextIsAnAddressOrAnIllegalArgumentAndNothingElse() {
        List<String> telling = List.of(
                "https://",
                "http://",
                "//",
                "/",
                ":",
                "shop",
                ".",
                "example",
                "..",
                "@",
                "?",
                "#",
                "[",
                "]",
                "::1",
                "%2e",
                "%",
                "443",
                "ü",
                "。",
                "xn--",
                "-",
                "_",
                " ",
                "\\",
                "ß",
                "\u00ad",
                "ʼ",
                "İ",
                "／");
        assertThat(RandomText.of(15_000, telling)).allSatisfy(text -> {
            StoreUrl url;
            try {
                url = StoreUrl.parse(text);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+").isExactlyInstanceOf(IllegalArgumentException.class);
                return;
            }
            assertThat(StoreUrl.parse(url.value())).isEqualTo(url);
            assertThat(url.host()).isNotEmpty().isLowerCase();
            assertThat(url.value()).startsWith(url.uri().getScheme() + "://" + url.host());
            assertThat(url.key()).startsWith(url.host()).doesNotEndWith("/");
            assertThatNoException().isThrownBy(url::uri);
        });
    }
}
