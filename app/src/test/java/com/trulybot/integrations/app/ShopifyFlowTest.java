package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.app.demo.ShopifyStand;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Shopify shop is connected through its own pages, whichever side the merchant comes from. */
class ShopifyFlowTest {
    @TempDir
    Path data;

    private Town town;

    @BeforeEach
    void open() throws Exception {
        town = Town.open(data);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void byItsDomainAloneAndNoSecretIsPasted() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        String install = merchant.consent(browser, "shopify").find("id=\"install\" href=\"([^\"]+)\"");
        Browser.Shown granted = browser.open(install);
        Browser.Shown back = browser.follow(granted.location());

        assertThat(back.address()).startsWith(Town.PUBLIC + "/connect/shopify/return");
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(merchant.store().path("shopDomain").asText()).isEqualTo(ShopifyStand.SECOND_SHOP);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
        assertThat(merchant.must("POST", "/api/integrations/shopify/orders", "{\"orderNumber\":\"1001\"}")
                        .path("order")
                        .path("number")
                        .asText())
                .isEqualTo("1001");

        Browser.Shown again = browser.open(granted.location());
        assertThat(again.status()).as("the callback hit twice").isEqualTo(400);
        assertThat(again.body()).contains("oauth_state_invalid");
        assertThat(merchant.must("GET", "/api/integrations", "").path("items")).hasSize(1);
    }

    @Test
    void aStateThatAnotherBrowserBringsIsRefusedAndStaysGoodForTheRightOne() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        String callback = browser.open(merchant.consent(browser, "shopify").find("id=\"install\" href=\"([^\"]+)\""))
                .location();

        Browser.Shown stolen = town.browser().open(callback);
        assertThat(stolen.status()).isEqualTo(400);
        assertThat(stolen.body()).contains("oauth_state_invalid");
        assertThat(merchant.store().isMissingNode()).isTrue();

        assertThat(browser.follow(callback).status()).isEqualTo(200);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
    }

    @Test
    void aChangedCallbackIsRefused() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        String callback = browser.open(merchant.consent(browser, "shopify").find("id=\"install\" href=\"([^\"]+)\""))
                .location();

        Browser.Shown forged = browser.open(callback.replace("trulybot-garden", "trulybot-demo"));

        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.body()).contains("signature_invalid");
        assertThat(merchant.store().isMissingNode()).isTrue();
    }

    @Test
    void installedAtShopifyFirstItBelongsToNobodyUntilTheAccountIsProvenOnTheEmbeddedPage() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        Browser.Shown consent =
                browser.follow(town.stores.shopify().url() + "/" + ShopifyStand.SECOND_SHOP + "/install");
        Browser.Shown admin = browser.follow(consent.find("id=\"install\" href=\"([^\"]+)\""));
        assertThat(admin.address()).endsWith("/admin/apps/" + ShopifyStand.CLIENT_ID);
        assertThat(town.sql("select count(*) from store_integrations")).isEqualTo("0");

        Browser.Shown page = browser.open(admin.find("src=\"([^\"]+)\""));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("app-bridge.js", "shopify-api-key");

        JsonNode key = merchant.must("POST", "/api/connection-keys", "{\"name\":\"shop\"}")
                .path("connectionKey");
        String body = "{\"userId\":\"" + merchant.user + "\",\"connectionKey\":\"%s\"}";
        String connect = "/api/integrations/shopify/connect";
        String session = town.stores.shopify().sessionToken();
        Client.Answer wrong = town.api()
                .ask(
                        "POST",
                        connect,
                        session,
                        body.formatted(key.path("key").asText().replaceFirst(".$", "!")));
        assertThat(wrong.code()).isEqualTo("signature_invalid");
        Client.Answer right = town.api()
                .ask("POST", connect, session, body.formatted(key.path("key").asText()));

        assertThat(right.status()).as(right.body()).isEqualTo(201);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
        assertThat(town.api()
                        .ask("GET", "/api/integrations/shopify/embedded", session, "")
                        .json()
                        .path("connected")
                        .asBoolean())
                .isTrue();
        assertThat(town.api().ask("POST", connect, session + "x", body).code()).isEqualTo("token_invalid");
    }

    @Test
    void ofTwoMerchantsWhoFinishAtOnceOneHasTheShopAndTheOtherIsTold() throws Exception {
        List<Town.Merchant> both = List.of(town.merchant(), town.merchant());
        List<CompletableFuture<Integer>> finished = both.stream()
                .map(merchant -> {
                    try {
                        Browser browser = town.browser();
                        String callback = browser.open(
                                        merchant.consent(browser, "shopify").find("id=\"install\" href=\"([^\"]+)\""))
                                .location();
                        return CompletableFuture.supplyAsync(() -> {
                            try {
                                return browser.follow(callback).status();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        for (CompletableFuture<Integer> each : finished) {
            assertThat(each.get()).isEqualTo(200);
        }

        List<String> statuses = List.of(
                both.get(0).store().path("status").asText(),
                both.get(1).store().path("status").asText());
        assertThat(statuses).containsExactlyInAnyOrder("active", "disconnected");
        Town.Merchant former = both.get(statuses.indexOf("disconnected"));
        assertThat(former.told("store_moved")).isTrue();
        assertThat(town.sql("select count(*) from store_integrations where status <> 'disconnected'"))
                .isEqualTo("1");
    }
}
