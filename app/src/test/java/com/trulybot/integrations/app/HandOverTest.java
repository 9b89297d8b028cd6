package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A WooCommerce store is connected by its own hand-over of keys, clicked through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandOverTest {
    @TempDir
    static Path data;

    private Town town;

    @BeforeAll
    void open() throws Exception {
        town = Town.open(data);
    }

    @AfterAll
    void close() {
        town.close();
    }

    @Test
    void theOwnerClicksThroughAndTheStoreAnswers() throws Exception {
        Town.Merchant merchant = town.merchant();

        Browser.Shown back = merchant.connect("woocommerce");

        assertThat(back.address()).startsWith(Town.PUBLIC + "/connect/woocommerce/return");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.body()).containsIgnoringCase("connected").doesNotContain("ck_", "cs_");
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
        assertThat(merchant.store().path("storeUrl").asText())
                .isEqualTo(town.stores.woo().secondUrl());
        assertThat(merchant.must("POST", "/api/integrations/woocommerce/orders", "{\"orderNumber\":\"1001\"}")
                        .path("order")
                        .path("number")
                        .asText())
                .isEqualTo("1001");
        assertThat(merchant.told("store_connected")).isTrue();
    }

    @Test
    void whoSaysNoConnectsNothing() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();

        Browser.Shown back =
                browser.follow(merchant.consent(browser, "woocommerce").find("<a href=\"([^\"]+)\">Deny"));

        assertThat(back.status()).isEqualTo(200);
        assertThat(merchant.store().isMissingNode()).isTrue();
    }

    @Test
    void theApproveLinkUsedTwiceMakesNoSecondConnectionAndTheShopTakesThatKeyBack() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        String approve = merchant.consent(browser, "woocommerce").find("id=\"approve\" href=\"([^\"]+)\"");
        browser.follow(approve);
        int keys = town.stores.woo().secondKeys();

        Browser.Shown again = browser.follow(approve);

        assertThat(again.status()).isEqualTo(401);
        assertThat(town.stores.woo().secondKeys()).isEqualTo(keys);
        assertThat(merchant.must("GET", "/api/integrations", "").path("items")).hasSize(1);
    }

    @Test
    void keysThatComeWithoutAStateOfOursAreRefused() throws Exception {
        Client.Answer answer = town.api()
                .ask(
                        "POST",
                        "/api/integrations/woocommerce/callback",
                        "",
                        "{\"key_id\":1,\"user_id\":\"" + "A".repeat(43) + "\",\"consumer_key\":\"ck_" + "0".repeat(40)
                                + "\",\"consumer_secret\":\"cs_" + "0".repeat(40)
                                + "\",\"key_permissions\":\"read_write\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("oauth_state_invalid");
    }

    @Test
    void ourPageIsGoodOnceAndNotWithoutItsForm() throws Exception {
        Town.Merchant merchant = town.merchant();
        String page = merchant.pageFor("woocommerce", town.stores.woo().secondUrl());
        Browser lured = town.browser();
        Browser.Shown seen = lured.open(page);
        Browser stranger = town.browser();

        assertThat(stranger.submit(seen).location()).as("another's form").isEmpty();
        assertThat(lured.submit(seen).status()).isEqualTo(303);
        assertThat(lured.submit(seen).location()).as("the second time").isEmpty();
        assertThat(seen.body()).contains("bot.example".isEmpty() ? "" : "harbour", merchant.user.toString());
    }
}
