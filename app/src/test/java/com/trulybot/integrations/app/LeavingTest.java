package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are left, by us or by their owner, and what is kept in order until then. */
class LeavingTest {
    @TempDir
    Path data;

    private Town town;
    private Town.Merchant merchant;
    private String id;

    @BeforeEach
    void connect() throws Exception {
        town = Town.open(data);
        merchant = town.merchant();
        merchant.connect("woocommerce");
        id = merchant.store().path("id").asText();
        town.awaitHooks(id);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void disconnectingRemovesOurWebhooksAndErasesTheKeysAndConnectingAgainBringsTheSettingsBack() throws Exception {
        JsonNode before = merchant.must("GET", "/api/widget/settings", "");
        merchant.must("PUT", "/api/widget/settings", before.toString().replace("\"right\"", "\"left\""));

        merchant.must("POST", "/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"" + id + "\"}");

        assertThat(town.hooks(id)).isEmpty();
        assertThat(merchant.store().path("status").asText()).isEqualTo("disconnected");
        assertThat(town.sql("select coalesce(api_key_encrypted, '') || coalesce(api_secret_encrypted, '')"
                        + " || coalesce(access_token_encrypted, '') from store_integrations where id = '" + id + "'"))
                .isEmpty();

        merchant.connect("woocommerce");
        assertThat(merchant.store().path("id").asText()).isEqualTo(id);
        assertThat(merchant.must("GET", "/api/widget/settings", "")
                        .path("settings")
                        .path("position")
                        .asText())
                .isEqualTo("left");
        town.awaitHooks(id);
    }

    @Test
    void keysThatAreRefusedForAnHourEndTheConnectionAndTheMerchantIsTold() throws Exception {
        town.stores.woo().revokeSecond();
        ask();
        assertThat(merchant.store().path("status").asText()).isEqualTo("needs_attention");
        town.pass(Duration.ofMinutes(31));
        ask();
        assertThat(merchant.store().path("status").asText()).isEqualTo("needs_attention");

        town.pass(Duration.ofMinutes(31));
        ask();

        merchant.awaitStatus("disconnected");
        assertThat(merchant.told("store_needs_attention")).isTrue();
        assertThat(merchant.told("store_uninstalled")).isTrue();
    }

    @Test
    void webhooksThatWereDeletedDisabledDoubledOrMovedAreMended() throws Exception {
        List<JsonNode> hooks = town.hooks(id);
        String right = hooks.get(0).path("delivery_url").asText();
        town.inShop("DELETE", "/webhooks/" + hooks.get(0).path("id") + "?force=true", "");
        town.inShop("PUT", "/webhooks/" + hooks.get(1).path("id"), "{\"status\":\"disabled\"}");
        town.inShop(
                "PUT",
                "/webhooks/" + hooks.get(2).path("id"),
                "{\"delivery_url\":\"" + right.replace("bot.example", "old.example") + "\"}");
        town.inShop(
                "POST",
                "/webhooks",
                "{\"topic\":\"order.updated\",\"name\":\"double\",\"secret\":\"x\",\"delivery_url\":\"" + right
                        + "\"}");

        town.pass(Duration.ofHours(7));

        town.awaitHooks(id);
    }

    private void ask() throws Exception {
        Client.Answer answer =
                merchant.ask("POST", "/api/integrations/woocommerce/test", "{\"integrationId\":\"" + id + "\"}");
        assertThat(answer.code()).as(answer.body()).isIn("store_credentials_rejected", "integration_not_active");
    }
}
