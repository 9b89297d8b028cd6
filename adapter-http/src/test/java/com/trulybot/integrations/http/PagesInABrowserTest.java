package com.trulybot.integrations.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our pages in a real browser. Skipped, with the reason printed, where there is no browser. */
class PagesInABrowserTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final PlatformPages PLATFORMS = new PlatformPages();
    private static String ours;
    private static World world;
    private static AdminStand stand;
    private static Playwright playwright;
    private static Browser chromium;
    private final List<String> errors = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            System.out.println("Skipped: no browser. Install chromium, or set CHROMIUM to its path.");
        }
        assumeTrue(program.isPresent(), "no browser: install chromium, or set CHROMIUM to its path");
        ours = "http://127.0.0.1:" + freePort();
        world = new World(URI.create(ours), PLATFORMS);
        stand = new AdminStand(ours);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.get())
                        .setArgs(List.of("--no-sandbox")));
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() {
        Stream.of(chromium, playwright, stand, world).filter(one -> one != null).forEach(PagesInABrowserTest::close);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void forget() {
        world.forget();
        PLATFORMS.forget();
        stand.referrers.clear();
        stand.answersTokens = true;
        PLATFORMS.authorizeAt = stand.at("localhost") + "/authorize";
        PLATFORMS.frame = new EmbeddedFrame(
                URI.create(stand.at("localhost") + "/admin"),
                URI.create(stand.at("localhost") + "/bridge.js"),
                Map.of("shopify-api-key", "client-1"),
                List.of(stand.at("localhost")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> program() {
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

    private static final Merchant ADA = new Merchant(World.ADA, new WorkspaceId(World.ADA.value()));

    private static Ticket offered(String address, String account) {
        Ticket page = Ticket.random();
        world.requests.offer(
                page,
                new ConnectionRequest(
                        ShopOnPaper.SHOPIFY,
                        StoreUrl.parse(address),
                        address,
                        ADA,
                        account,
                        world.now.plus(OfferConnection.GOOD_FOR)));
        return page;
    }

    private static String key() {
        return new CreateConnectionKey(world.keys, () -> world.now)
                .create(ADA, Origin.NONE, "shop")
                .text()
                .whole()
                .expose();
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(60_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refusal of ours is a failed request to the console; what the page blocks or trips over counts.
            if (message.type().equals("error") && !message.text().contains("the server responded with a status")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    private Page page() {
        return page(new Browser.NewContextOptions());
    }

    private static void tabTo(Page page, Locator wanted) {
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(wanted.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not get to " + wanted);
    }

    @Test
    void aMerchantConnectsAShopWithTheKeyboardAlone() {
        Ticket ticket = offered("https://a.myshopify.com", "ada@example.com");
        try (Page page = page()) {
            // From another site, as from an e-mail or a dashboard: the page's own cookie is Strict and must work then.
            page.navigate(stand.at("localhost") + "/link?to=/connect/" + ticket.value());
            tabTo(page, page.locator("a"));
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Connect a.myshopify.com to TrulyBot?");
            tabTo(page, page.locator("button"));
            page.keyboard().press("Enter");
            assertThat(page.locator("a")).hasText("Allow");
            assertThat(page.url()).startsWith(stand.at("accounts.localhost"));
            tabTo(page, page.locator("a"));
            page.keyboard().press("Enter");

            assertThat(page.locator("h1")).hasText("Your store is connected");
            assertThat(page.context().cookies()).isEmpty();
            assertThat(world.integrations.rows.values())
                    .singleElement()
                    .satisfies(row -> assertThat(row.merchant()).isEqualTo(ADA));
            assertThat(stand.referrers).isEmpty();
            assertThat(errors).isEmpty();

            page.navigate(ours + "/connect/" + ticket.value());
            assertThat(page.locator("h1")).hasText("This page is no longer good");
        }
    }

    @Test
    void aPageOfAStrangerCannotPressTheButton() {
        Ticket ticket = offered("https://a.myshopify.com", "eve@example.com");
        try (Page page = page()) {
            page.navigate(ours + "/connect/" + ticket.value());
            String form = page.locator("input[name=form]").inputValue();
            page.navigate(stand.at("localhost") + "/lure?to=/connect/" + ticket.value() + "&form=" + form);
            page.locator("button").click();

            assertThat(page.locator("h1")).hasText("That did not come from our page");
            assertThat(world.requests.offered(ticket, world.now)).isPresent();
        }
    }

    @Test
    void thePageInTheAdminConnectsShowsAndDisconnectsWithTheKeyboardAlone() {
        world.store.widget = new WidgetPresence(
                WidgetPresence.State.OFF, URI.create(stand.at("localhost") + "/admin/themes?a=1&b=2"));
        try (Page page = page()) {
            page.navigate(stand.at("localhost") + "/admin");
            FrameLocator app = page.frameLocator("iframe");
            assertThat(app.locator("#connect-title")).isVisible();
            tabTo(page, app.locator("#user-id"));
            page.keyboard().type("not an id");
            page.keyboard().press("Enter");
            assertThat(app.locator("#user-id-error")).containsText("36 characters");
            assertThat(app.locator("#key-error")).containsText("whole key");
            assertThat(app.locator("#user-id")).isFocused();
            page.keyboard().press("Control+A");
            page.keyboard().type(World.ADA.toString().toUpperCase(Locale.ROOT));
            page.keyboard().press("Tab");
            page.keyboard().type("tbk_" + World.uuid() + "_" + "a".repeat(43));
            page.keyboard().press("Enter");
            assertThat(app.locator("#problem-text")).containsText("no connection key of this user ID");
            page.keyboard().press("Control+A");
            page.keyboard().type(key());
            page.keyboard().press("Enter");

            assertThat(app.locator("#connected-title")).isVisible();
            assertThat(app.locator("#connected-title")).isFocused();
            assertThat(app.locator("#status")).hasText("Your store is connected.");
            assertThat(app.locator("#key")).hasValue("");
            assertThat(app.locator("#problem")).isHidden();
            assertThat(app.locator("#account")).hasText("7f9c…8b61");
            assertThat(app.locator("#widget")).containsText("not on your storefront yet");
            assertThat(app.locator("#widget-settings"))
                    .hasAttribute("href", stand.at("localhost") + "/admin/themes?a=1&b=2");
            world.store.widget = new WidgetPresence(WidgetPresence.State.ON, null);
            tabTo(page, app.locator("#again"));
            page.keyboard().press("Space");
            assertThat(app.locator("#widget")).containsText("The chat is on your storefront");
            assertThat(app.locator("#widget-settings")).isHidden();

            tabTo(page, app.locator("#disconnect"));
            page.keyboard().press("Enter");
            assertThat(app.locator("#disconnect-now")).isFocused();
            tabTo(page, app.locator("#keep"));
            page.keyboard().press("Enter");
            assertThat(app.locator("#really")).isHidden();
            assertThat(world.integrations.rows.values()).allMatch(Integration::connected);
            page.keyboard().press("Enter");
            page.keyboard().press("Enter");
            assertThat(app.locator("#status")).hasText("Your store is disconnected.");
            assertThat(app.locator("#user-id")).isFocused();
            assertThat(world.integrations.rows.values()).noneMatch(Integration::connected);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void noOtherPageCanFrameIt() {
        try (Page page = page()) {
            page.navigate(stand.at("evil.localhost") + "/admin");
            page.waitForLoadState();

            Frame inside = page.frames().get(1);
            assertThat(inside.url()).doesNotStartWith(ours);
            assertThat(errors).anyMatch(error -> error.contains("frame-ancestors"));
        }
    }

    @Test
    void withoutTheAdminThePageSaysWhereToOpenIt() {
        stand.answersTokens = false;
        try (Page page = page()) {
            page.navigate(stand.at("localhost") + "/admin");
            FrameLocator app = page.frameLocator("iframe");

            assertThat(app.locator("#problem-text")).containsText("Open this page from the admin of your store");
            assertThat(app.locator("#connect")).isHidden();
            assertThat(errors).isEmpty();
        }
    }

    private record Look(ColorScheme scheme, int width, String direction) {
        String name(String page) {
            return page + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width + "-" + direction;
        }
    }

    /** Each width with each colour scheme and each direction once. */
    private static final List<Look> LOOKS = List.of(
            new Look(ColorScheme.LIGHT, 320, "ltr"),
            new Look(ColorScheme.LIGHT, 1024, "rtl"),
            new Look(ColorScheme.DARK, 320, "rtl"),
            new Look(ColorScheme.DARK, 1024, "ltr"));

    private void inEveryLook(String name, String address, String ready) throws IOException {
        String axe;
        try (InputStream in = getClass().getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Look look : LOOKS) {
            try (Page page = page(new Browser.NewContextOptions()
                    .setColorScheme(look.scheme())
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setViewportSize(look.width(), 720)
                    // For axe alone: the other tests hold the pages against their policy.
                    .setBypassCSP(true))) {
                page.navigate(address);
                assertThat(page.locator(ready)).isVisible();
                page.evaluate("direction => document.documentElement.dir = direction", look.direction());
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as(look.name(name) + ": nothing sticks out")
                        .isEqualTo(true);
                assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
                page.evaluate(axe);
                Object found = page.evaluate("axe.run().then(all => all.violations.map("
                        + "one => one.id + ' ' + one.nodes.map(node => node.html).join(' ')))");
                assertThat((List<?>) found).as(look.name(name)).isEmpty();
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(look.name(name) + ".png")));
            }
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void thePageThatAsksCanBeUsedByEveryone() throws IOException {
        String account = "a-very-long-account-name-that-nobody-wants-to-read-in-full@mail.example.com";
        String store = "https://a-shop-with-a-very-long-name-indeed-so-long.example/and/a/path/behind/it";
        inEveryLook("consent", ours + "/connect/" + offered(store, account).value(), "button");
    }

    @Test
    void whatIsOnlyToldCanBeReadByEveryone() throws IOException {
        inEveryLook("over", ours + "/connect/" + Ticket.random().value(), "h1");
        inEveryLook("refused", ours + "/api/integrations/shopify/callback?hmac=forged", "h1");
        inEveryLook("denied", ours + "/connect/shopify/return?success=0", "h1");
    }

    @Test
    void thePageInTheAdminCanBeUsedByEveryone() throws IOException {
        String app = ours + "/shopify/app?hmac=signed&shop=a.myshopify.com";
        inEveryLook("embedded-new", app, "#connect");
        world.send(world.to("/api/integrations/shopify/connect")
                .header("Authorization", "Bearer " + PlatformPages.session("a.myshopify.com"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"userId\":\"" + World.ADA + "\",\"connectionKey\":\"" + key() + "\"}")));
        world.store.widget = new WidgetPresence(WidgetPresence.State.OFF, URI.create("https://a.myshopify.com/admin"));
        inEveryLook("embedded-connected", app, "#connected");
        stand.answersTokens = false;
        inEveryLook("embedded-trouble", app, "#problem");
    }
}
