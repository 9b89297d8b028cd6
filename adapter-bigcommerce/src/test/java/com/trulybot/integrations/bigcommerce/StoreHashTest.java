package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreHashTest {
    private static final URI API = URI.create("https://api.bigcommerce.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc123",
                " ABC123 ",
                "stores/abc123",
                "/stores/abc123/v3/",
                "https://api.bigcommerce.com/stores/abc123/v3/",
                "https://api.bigcommerce.com/stores/abc123",
                "api.bigcommerce.com/stores/abc123/v2",
                "https://store-abc123.mybigcommerce.com",
                "store-abc123.mybigcommerce.com/",
                "https://store-abc123-4.mybigcommerce.com/manage/dashboard",
                "https://Store-abc123.mybigcommerce.com/manage/settings?tab=1#top"
            })
    void whatAMerchantCopiesNamesTheStore(String text) {
        assertThat(StoreHash.typed(text, API)).contains(new StoreHash("abc123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "https://my-awesome.store",
                "https://store-abc123.mybigcommerce.com.evil.example",
                "https://evil.example/stores/abc123/v2",
                "https://evil.example/store-abc123.mybigcommerce.com",
                "stores/abc123/../other",
                "stores/abc123/v2/orders",
                "https://user:password@store-abc123.mybigcommerce.com",
                "store-.mybigcommerce.com",
                "a b c"
            })
    void whatNamesNoStoreIsNotGuessedAt(String text) {
        assertThat(StoreHash.typed(text, API)).isEmpty();
    }

    @Test
    void aWebhooksProducerNamesTheStore() {
        assertThat(StoreHash.ofProducer("stores/abc123"))
                .map(StoreHash::domain)
                .contains("store-abc123.mybigcommerce.com");
        assertThat(StoreHash.ofProducer("stores/abc123/")).isEmpty();
        assertThat(StoreHash.ofProducer("/stores/abc123")).isEmpty();
        assertThat(StoreHash.ofProducer("stores/abc123/v2")).isEmpty();
        assertThat(StoreHash.ofProducer("stores/{store_hash}")).isEmpty();
    }

    @Test
    void nothingElseIsAStoreHash() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoreHash("abc/123"));
    }
}
