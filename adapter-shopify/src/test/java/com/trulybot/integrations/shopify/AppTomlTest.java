package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Shopify is told of our app is what the code does. */
class AppTomlTest {
    /** Stands for the operator's PUBLIC_URL; the first lines of the file say how it is replaced. */
    static final String PLACE = "https://bot.example";

    private static final JsonNode TOML = read();
    private static final ShopifyApp USUAL =
            ShopifyApp.of(Shops.context(ScriptedHttp.answering(ScriptedHttp.ok("")), Map.of()));

    private static JsonNode read() {
        try {
            return new TomlMapper().readTree(Path.of("shopify.app.toml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts.stream();
    }

    static List<String> topics() {
        return Fields.list(TOML.path("webhooks"), "subscriptions")
                .flatMap(subscription -> texts(subscription.path("topics")))
                .toList();
    }

    @Test
    void theScopesAndTheVersionAreTheUsualOnes() {
        assertThat(TOML.at("/access_scopes/scopes").textValue()).isEqualTo(USUAL.scopes());
        assertThat(TOML.at("/webhooks/api_version").textValue()).isEqualTo(USUAL.apiVersion());
    }

    @Test
    void shopifyInstallsTheAppAndShowsItsPageInTheAdmin() {
        assertThat(TOML.path("embedded").booleanValue()).isTrue();
        assertThat(TOML.at("/access_scopes/use_legacy_install_flow").isBoolean())
                .isTrue();
        assertThat(TOML.at("/access_scopes/use_legacy_install_flow").booleanValue())
                .isFalse();
        assertThat(texts(TOML.path("extension_directories"))).containsExactly("theme-extension");
    }

    @Test
    void everyAddressIsOneOfTheContracts() {
        assertThat(TOML.path("application_url").textValue()).isEqualTo(PLACE + "/shopify/app");
        assertThat(texts(TOML.at("/auth/redirect_urls"))).containsExactly(PLACE + "/api/integrations/shopify/callback");
        assertThat(TOML.at("/app_proxy/url").textValue()).isEqualTo(PLACE + "/api/shopify/proxy");
        assertThat(TOML.at("/app_proxy/prefix").textValue()).isEqualTo("apps");
        assertThat(TOML.at("/app_proxy/subpath").textValue()).isEqualTo("trulybot");
        assertThat(Fields.list(TOML.path("webhooks"), "subscriptions"))
                .isNotEmpty()
                .allSatisfy(subscription ->
                        assertThat(subscription.path("uri").textValue()).isEqualTo(PLACE + "/api/webhooks/shopify"));
    }

    @Test
    void aTopicIsAskedForOnce() {
        assertThat(topics()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aTopicIsOneThatShopifyHasAndThatMeansSomethingToUs(String topic) {
        assertThat(AdminSchema.topics()).contains(topic.toUpperCase(Locale.ROOT).replace('/', '_'));
        assertThat(ShopifyWebhooks.kind(topic)).isNotEqualTo(Kind.OTHER);
    }

    @Test
    void ourOwnAppIsToldAllThatAShopsOwnAppIsTold() {
        assertThat(topics().stream().map(topic -> topic.toUpperCase(Locale.ROOT).replace('/', '_')))
                .containsAll(ShopifyWebhookRegistration.TOPICS);
    }

    @Test
    void theThreeTopicsOnShoppersAndShopsDataAreThere() {
        assertThat(Fields.list(TOML.path("webhooks"), "subscriptions")
                        .flatMap(subscription -> texts(subscription.path("compliance_topics"))))
                .containsExactlyInAnyOrder("customers/data_request", "customers/redact", "shop/redact");
    }

    @Test
    void noClientIdAndNoAddressOfAnyoneIsInIt() {
        assertThat(TOML.path("client_id").textValue()).matches("0{32}");
        assertThat(URI.create(PLACE).getHost()).endsWith(".example");
    }
}
