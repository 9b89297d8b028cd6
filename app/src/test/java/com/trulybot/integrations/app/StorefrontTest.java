package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser in the demo's shops. Skipped, with the reason printed, where there is no browser. */
class StorefrontTest {
    @TempDir
    Path data;

    @Test
    void aPageOpensWithoutErrorsAndAsksNobodyButUs() throws Exception {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            System.out.println("Skipped: no browser. Install chromium, or set CHROMIUM to its path.");
        }
        assumeTrue(chromium.isPresent(), "no browser: install chromium, or set CHROMIUM to its path");
        Programs.linkInto(data);
        Demo.Ports ports = FreePorts.forADemo();
        try (Demo demo = Demo.open(ports, data);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium.get())
                                .setArgs(List.of("--no-sandbox")))) {
            for (var shop : demo.stores().shops()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    visit(browser, shop.page(), scheme, ports);
                }
            }
        }
    }

    private static void visit(Browser browser, String address, ColorScheme scheme, Demo.Ports ports) {
        List<String> errors = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        try (Page page = browser.newPage(
                new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(320, 640))) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.onPageError(errors::add);
            page.onRequest(request -> asked.add(request.url()));
            page.navigate(address);
            page.waitForLoadState();

            assertThat(page.locator("main li").count()).isEqualTo(4);
            assertThat(page.locator("aside").textContent()).contains("1001", "alice@example.com");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("nothing sticks out at 320 px")
                    .isEqualTo(true);
            assertThat(errors).isEmpty();
            assertThat(asked)
                    .contains("http://localhost:" + ports.api() + "/api/widget/" + platform(address, ports) + ".js")
                    .allMatch(url -> url.startsWith(address)
                            || url.startsWith("http://localhost:" + ports.api() + "/")
                            || url.startsWith("data:"));
        }
    }

    private static String platform(String address, Demo.Ports ports) {
        return address.endsWith(":" + ports.woo()) ? "woocommerce" : "shopify";
    }

    static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        return Stream.of(
                        named == null ? "" : named,
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
