package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.app.demo.Hindrance;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while a store is being connected, and while an event is being worked. */
class KilledConnectingTest {
    @TempDir
    Path data;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private Town town;
    private Process server;

    @BeforeEach
    void open() throws Exception {
        town = Town.shops(data);
        server = serve();
    }

    @AfterEach
    void close() throws Exception {
        release.countDown();
        server.destroy();
        server.waitFor(60, TimeUnit.SECONDS);
        town.close();
    }

    @Test
    void betweenTheTokenAndItsStorageNothingIsHalfDoneAndStartingAgainConnects() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser browser = town.browser();
        String callback = browser.open(merchant.consent(browser, "shopify").find("id=\"install\" href=\"([^\"]+)\""))
                .location();
        // The token endpoint answers; the check after it hangs.
        town.stores.shopify().hinder(hangingAt("/admin/api/"));
        CompletableFuture<Void> coming = inTheBackground(() -> browser.open(callback));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        kill();
        assertThat(coming).failsWithin(60, TimeUnit.SECONDS);

        server = serve();
        assertThat(merchant.store().isMissingNode()).isTrue();
        assertThat(merchant.must("GET", "/api/activities", "").path("items")).isEmpty();
        Browser.Shown again = browser.open(callback);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("oauth_state_invalid");

        assertThat(merchant.connect("shopify").status()).isEqualTo(200);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
    }

    @Test
    void betweenAWebhooksAnswerAndItsWorkTheWorkIsDoneAfterTheRestart() throws Exception {
        Town.Merchant merchant = town.merchant();
        merchant.connect("shopify");
        // Looked after once, so that only the event makes anyone ask.
        awaitOne("select count(*) from store_integrations where upkeep_at > now() + interval '1 hour'");
        town.stores.shopify().hinder(hangingAt("/admin/"));
        town.stores.shopify().uninstallSecond();
        awaitOne("select count(*) from webhook_events where state = 'waiting'");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        kill();

        server = serve();

        merchant.awaitStatus("disconnected");
        assertThat(merchant.told("store_uninstalled")).isTrue();
    }

    private void awaitOne(String query) throws Exception {
        Await.value(() -> town.sql(query).equals("1") ? true : null);
    }

    private Hindrance hangingAt(String part) {
        return (method, path) -> {
            if (path.contains(part) && release.getCount() > 0) {
                asked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return 0;
        };
    }

    private void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
        release.countDown();
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inTheBackground(Doing doing) {
        return CompletableFuture.runAsync(() -> {
            try {
                doing.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Process serve() throws Exception {
        Process process = OtherJvm.start(Main.class, town.environment(), "serve");
        Await.value(() -> town.api().ask("GET", "/health/ready", "", "").status() == 200 ? true : null);
        return process;
    }
}
