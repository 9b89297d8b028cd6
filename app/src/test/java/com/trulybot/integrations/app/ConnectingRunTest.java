package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.trulybot.integrations.app.demo.ShopifyStand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer connects the demo's second shops with a real browser. Its pictures are those of {@code docs/connecting.md}:
 * with {@code RECORD=1} in the environment they go there, else into {@code target}. Skipped where there is no browser.
 */
class ConnectingRunTest {
    private static final Path PICTURES =
            System.getenv("RECORD") == null ? Path.of("target", "connecting") : Path.of("..", "docs", "images");

    @TempDir
    Path data;

    @Test
    void bothShopsAreConnectedByClicking() throws Exception {
        Optional<Path> chromium = StorefrontTest.chromium();
        assumeTrue(chromium.isPresent(), "no browser: install chromium, or set CHROMIUM to its path");
        Files.createDirectories(PICTURES);
        Programs.linkInto(data);
        Demo.Ports ports = FreePorts.forADemo();
        try (Demo demo = Demo.open(ports, data);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium.get())
                                .setArgs(List.of("--no-sandbox")));
                Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(900, 760))) {
            page.setDefaultTimeout(60_000);

            page.navigate(demo.stores().shopify().url() + "/garden");
            page.locator("#connect").click();
            assertThat(page.locator("main").textContent()).contains(ShopifyStand.SECOND_SHOP, Demo.USER);
            picture(page, "connecting-1-our-page");
            page.locator("form button").click();
            page.locator("#install").waitFor();
            picture(page, "connecting-2-shopify-asks");
            page.locator("#install").click();
            page.waitForURL(url -> url.contains("/connect/shopify/return"));
            assertThat(page.locator("h1").textContent()).containsIgnoringCase("connected");
            picture(page, "connecting-3-back");

            page.navigate(demo.stores().woo().secondUrl() + "/");
            page.locator("#connect").click();
            page.locator("form button").click();
            page.locator("#approve").waitFor();
            picture(page, "connecting-4-woocommerce-asks");
            page.locator("#approve").click();
            page.waitForURL(url -> url.contains("/connect/woocommerce/return"));
            assertThat(page.locator("h1").textContent()).containsIgnoringCase("connected");

            // Shopify's own script is not there on this machine: a session token is all that the page wants of it.
            page.route(
                    "https://cdn.shopify.com/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/javascript")
                            .setBody("window.shopify = { idToken: async () => '"
                                    + demo.stores().shopify().sessionToken() + "' }")));
            page.navigate(demo.stores().shopify().url() + "/" + ShopifyStand.SECOND_SHOP + "/admin/apps/"
                    + ShopifyStand.CLIENT_ID);
            FrameLocator app = page.frameLocator("iframe");
            app.locator("#connected").waitFor();
            assertThat(app.locator("#health").textContent()).doesNotContain("attention");
            assertThat(app.locator("#account").textContent()).startsWith(Demo.USER.substring(0, 4));
            picture(page, "connecting-5-in-shopifys-admin");
        }
    }

    private static void picture(Page page, String name) throws Exception {
        Path file = PICTURES.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(150_000);
    }
}
