package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationRoutesTest {
    private static final String SHOP = "a.myshopify.com";
    private static final String SHOPIFY = "/api/integrations/shopify/";
    private static final String WOO = "/api/integrations/woocommerce/callback";
    private static final String BROWSER = "__Host-trulybot-browser";
    private static final PlatformPages PLATFORMS = new PlatformPages();
    private static World world;

    @BeforeAll
    static void open() {
        world = new World(URI.create("https://bot.example"), PLATFORMS);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
        PLATFORMS.forget();
    }

    private static Merchant merchant(UserId user) {
        return new Merchant(user, new WorkspaceId(user.value()));
    }

    private static Ticket offered(World here, PlatformId platform, String address, String account) {
        Ticket page = Ticket.random();
        here.requests.offer(
                page,
                new ConnectionRequest(
                        platform,
                        StoreUrl.parse(address),
                        address,
                        merchant(World.ADA),
                        account,
                        here.now.plus(OfferConnection.GOOD_FOR)));
        return page;
    }

    private static Ticket offered(PlatformId platform, String address) {
        return offered(world, platform, address, "ada@example.com");
    }

    /** A browser: keeps cookies, and says that it takes pages. */
    private static final class Browser {
        final Map<String, String> cookies = new java.util.HashMap<>();
        private final World here;

        Browser() {
            this(world);
        }

        Browser(World here) {
            this.here = here;
        }

        HttpRequest.Builder to(String path) {
            HttpRequest.Builder request = here.to(path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            if (!cookies.isEmpty()) {
                List<String> all = new ArrayList<>();
                cookies.forEach((name, value) -> all.add(name + "=" + value));
                request.header("Cookie", String.join("; ", all));
            }
            return request;
        }

        Answer send(HttpRequest.Builder request) {
            Answer answer = here.send(request);
            for (String set : setCookies(answer)) {
                String[] parts = set.split(";", 2)[0].split("=", 2);
                if (set.contains("Max-Age=0")) {
                    cookies.remove(parts[0]);
                } else {
                    cookies.put(parts[0], parts[1]);
                }
            }
            return answer;
        }

        Answer get(String path) {
            return send(to(path));
        }

        Answer submit(String path, String form) {
            return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Origin", "https://bot.example")
                    .POST(BodyPublishers.ofString(form)));
        }

        /** Opens our page, presses the button, and gives the state that the platform is sent. */
        String goThrough(Ticket page) {
            Answer opened = get("/connect/" + page.value());
            return state(submit("/connect/" + page.value(), form(opened)));
        }
    }

    private static List<String> setCookies(Answer answer) {
        return answer.http().headers().allValues("Set-Cookie");
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String form(Answer page) {
        return "form=" + found("name=\"form\" value=\"([^\"]+)\"", page.text());
    }

    private static String state(Answer onward) {
        return found("state(?:=|&#x3D;)([A-Za-z0-9_-]{43})", onward.text());
    }

    private static String granted(String state, String shop, String code) {
        return SHOPIFY + "callback?code=" + code + "&hmac=signed&shop=" + shop + "&state=" + state;
    }

    private static Answer handOver(String state) {
        return world.send(world.to(WOO)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key_id\":1,\"user_id\":\"" + state + "\",\"consumer_key\":\"ck_"
                        + World.uuid() + "\",\"consumer_secret\":\"cs_1\"}")));
    }

    private static void isPage(Answer answer, int status, String title) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(found("<h1>(.*)</h1>", answer.text())).isEqualTo(title);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'self'; img-src data:; form-action ")
                .endsWith("; base-uri 'none'; frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src", "*");
        assertThat(answer.text()).doesNotContain("<script", "<style", " style=", "onclick", "javascript:");
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void ourPageNamesTheStoreAndTheAccountAndMakesNothingHappen() {
        Ticket page = offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example/sub");
        for (int i = 0; i < 3; i++) {
            Answer answer = new Browser().get("/connect/" + page.value());

            isPage(answer, 200, "Connect shop.example/sub to TrulyBot?");
            assertThat(answer.text())
                    .contains("https://shop.example/sub", "ada@example.com", "12:10 UTC")
                    .doesNotContain("not https");
            assertThat(answer.header("Content-Security-Policy")).contains("form-action 'self' https:;");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        }
        assertThat(world.integrations.rows).isEmpty();
    }

    @Test
    void cookiesAreBoundToTheHostWhereTheAddressIsHttps() {
        Ticket page = offered(ShopOnPaper.SHOPIFY, SHOP);
        Browser browser = new Browser();

        Answer opened = browser.get("/connect/" + page.value());
        assertThat(setCookies(opened))
                .singleElement()
                .asString()
                .matches("__Host-trulybot-form-[0-9a-f]{16}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=600; HttpOnly;"
                        + " SameSite=Strict; Secure");
        Answer sent = browser.submit("/connect/" + page.value(), form(opened));
        assertThat(setCookies(sent)).hasSize(2);
        assertThat(setCookies(sent).get(0)).contains("trulybot-form", "=; Path=/; Max-Age=0; ");
        assertThat(setCookies(sent).get(1))
                .matches("__Host-trulybot-browser=[A-Za-z0-9_-]{43}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax;"
                        + " Secure");
    }

    @Test
    void withoutHttpsCookiesAreNotSecureAndThePageWarns() {
        PlatformPages platforms = new PlatformPages();
        try (World plain = new World(URI.create("http://bot.example"), platforms)) {
            Ticket page = offered(plain, ShopOnPaper.WOOCOMMERCE, "https://shop.example", "ada@example.com");
            Browser browser = new Browser(plain);

            Answer opened = browser.get("/connect/" + page.value());
            assertThat(opened.text()).contains("not https", "<code>PUBLIC_URL</code>");
            assertThat(opened.header("Content-Security-Policy")).contains("form-action 'self' https: http:;");
            assertThat(setCookies(opened).get(0))
                    .matches("trulybot-form-[0-9a-f]{16}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=600; HttpOnly;"
                            + " SameSite=Strict");
            Answer sent = plain.send(browser.to("/connect/" + page.value())
                    .header("Origin", "http://bot.example")
                    .POST(BodyPublishers.ofString(form(opened))));
            assertThat(sent.status()).isEqualTo(303);
            assertThat(setCookies(sent).get(1))
                    .matches("trulybot-browser=[A-Za-z0-9_-]{43}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void theButtonSendsTheBrowserOnAndSpendsThePage() {
        Ticket page = offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example");
        Browser browser = new Browser();
        Answer opened = browser.get("/connect/" + page.value());

        Answer sent = browser.submit("/connect/" + page.value(), form(opened));

        isPage(sent, 303, "On to shop.example");
        assertThat(sent.header("Location"))
                .matches("https://shop.example/authorize\\?state=[A-Za-z0-9_-]{43}&callback=https%3A.*");
        assertThat(sent.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(sent.header("Content-Security-Policy")).contains("form-action 'none'");
        assertThat(sent.text().replace("&#x3D;", "=").replace("&amp;", "&"))
                .contains("<a class=\"button\" href=\"https://shop.example/authorize?state=")
                .contains("callback=https%3A%2F%2Fbot.example%2Fapi%2Fintegrations%2Fwoocommerce%2Fcallback")
                .contains("back=https%3A%2F%2Fbot.example%2Fconnect%2Fwoocommerce%2Freturn");
        isPage(browser.get("/connect/" + page.value()), 410, "This page is no longer good");
        isPage(browser.submit("/connect/" + page.value(), form(opened)), 403, "That did not come from our page");
    }

    @Test
    void twoTabsOfThePageWork() {
        Ticket page = offered(ShopOnPaper.SHOPIFY, SHOP);
        Ticket other = offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example");
        Browser browser = new Browser();
        Answer first = browser.get("/connect/" + page.value());
        browser.get("/connect/" + page.value());
        browser.get("/connect/" + other.value());

        isPage(browser.submit("/connect/" + page.value(), form(first)), 303, "On to a.myshopify.com");
    }

    @Test
    void aPageThatIsTooOldSaysHowToBeginAgain() {
        Ticket page = offered(ShopOnPaper.SHOPIFY, SHOP);
        Browser browser = new Browser();
        Answer opened = browser.get("/connect/" + page.value());
        world.now = World.NOW.plus(OfferConnection.GOOD_FOR);

        Answer late = browser.get("/connect/" + page.value());
        isPage(late, 410, "This page is no longer good");
        assertThat(late.text()).contains("To begin again").doesNotContain("If you ask for help");
        isPage(browser.submit("/connect/" + page.value(), form(opened)), 410, "This page is no longer good");
        assertThat(browser.cookies).doesNotContainKey(BROWSER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%3Cscript%3E", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%20", "%00"})
    void whatIsNoTicketIsNoPage(String text) {
        Answer answer = new Browser().get("/connect/" + text);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("<script");
    }

    @Test
    void aTicketNobodyMadeIsOver() {
        isPage(new Browser().get("/connect/" + Ticket.random().value()), 410, "This page is no longer good");
    }

    @Test
    void noOtherPageCanPressTheButton() {
        Ticket page = offered(ShopOnPaper.SHOPIFY, SHOP);
        String path = "/connect/" + page.value();
        Browser browser = new Browser();
        String form = form(browser.get(path));
        List<HttpRequest.Builder> forged = List.of(
                // Another site: its browser leaves a Strict cookie out.
                world.to(path).POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Sec-Fetch-Site", "cross-site").POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Sec-Fetch-Site", "same-site").POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Sec-Fetch-Site", "none").POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Origin", "https://evil.example").POST(BodyPublishers.ofString(form)),
                browser.to(path)
                        .header("Origin", "https://bot.example.evil.example")
                        .POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Origin", "http://bot.example").POST(BodyPublishers.ofString(form)),
                browser.to(path).header("Origin", "null").POST(BodyPublishers.ofString(form)),
                browser.to(path).POST(BodyPublishers.noBody()),
                browser.to(path).POST(BodyPublishers.ofString("form=")),
                browser.to(path).POST(BodyPublishers.ofString(form + "&form=")),
                browser.to(path)
                        .POST(BodyPublishers.ofString("form=" + Ticket.random().value())));
        for (HttpRequest.Builder request : forged) {
            Answer answer = world.send(request.header("Accept", "text/html"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(setCookies(answer)).isEmpty();
        }
        isPage(browser.submit(path, form), 303, "On to a.myshopify.com");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bot.example, https://bot.example",
        "https://bot.example:443, https://bot.example",
        "http://bot.example:80/a, http://bot.example",
        "https://bot.example:80, https://bot.example:80",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void ourOriginIsWrittenAsBrowsersWriteIt(URI address, String origin) {
        assertThat(FormGuard.origin(address)).isEqualTo(origin);
    }

    @Test
    void theFormOfOnePageDoesNotPressTheButtonOfAnother() {
        Ticket own = offered(ShopOnPaper.SHOPIFY, SHOP);
        Ticket others = offered(ShopOnPaper.SHOPIFY, "b.myshopify.com");
        Browser browser = new Browser();
        String form = form(browser.get("/connect/" + own.value()));

        isPage(browser.submit("/connect/" + others.value(), form), 403, "That did not come from our page");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Ticket page = offered(ShopOnPaper.SHOPIFY, SHOP);

        assertThat(new Browser()
                        .submit("/connect/" + page.value(), "form=" + "x".repeat(70_000))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "{{store}} {{{account}}} {{#title}}",
                "'; alert(1); '&lt;b&gt;",
                "\u202eevil\u202c@example.com",
                "a\u0000b\u2028c"
            })
    void whatAnAccountCallsItselfIsTextOnThePage(String account) {
        Ticket page = offered(world, ShopOnPaper.SHOPIFY, SHOP, account);

        Answer answer = new Browser().get("/connect/" + page.value());

        isPage(answer, 200, "Connect a.myshopify.com to TrulyBot?");
        String shown =
                found("account</dt><dd><bdi>(.*?)</bdi></dd>", answer.text().replace("\u2028", " "));
        assertThat(shown).doesNotContain("<", ">", "\"", "'");
    }

    @Test
    void aShopGoesToTheAccountThatWasShown() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        Answer back = browser.get(granted(state, SHOP, "c1"));
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("https://bot.example/connect/shopify/return?state=" + state);
        assertThat(back.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(world.integrations.rows.values()).singleElement().satisfies(row -> {
            assertThat(row.merchant()).isEqualTo(merchant(World.ADA));
            assertThat(row.shopDomain()).isEqualTo(SHOP);
            assertThat(row.status()).isEqualTo(IntegrationStatus.ACTIVE);
        });

        isPage(browser.get("/connect/shopify/return?state=" + state), 200, "Your store is connected");
        assertThat(browser.cookies).isEmpty();
        isPage(browser.get("/connect/shopify/return?state=" + state), 200, "There is nothing to show here any more");
    }

    @Test
    void theStateIsGoodOnce() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        assertThat(browser.get(granted(state, SHOP, "c1")).status()).isEqualTo(303);

        isPage(browser.get(granted(state, SHOP, "c1")), 400, "The store was not connected");
        isPage(browser.get(granted(state, SHOP, "c2")), 400, "The store was not connected");
        assertThat(world.integrations.rows).hasSize(1);
        assertThat(world.activities.all).hasSize(1);
    }

    @Test
    void ofManyCallbacksAtTheSameTimeOneConnects() throws Exception {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        ExecutorService all = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                HttpRequest.Builder request = browser.to(granted(state, SHOP, "c" + i));
                calls.add(() -> world.send(request).status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : all.invokeAll(calls)) {
                statuses.add(one.get());
            }
            assertThat(statuses).containsOnly(303, 400).containsOnlyOnce(303);
        } finally {
            all.shutdownNow();
        }
        assertThat(world.integrations.rows).hasSize(1);
    }

    @Test
    void anotherBrowserGetsNowhereAndHarmsNothing() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        Browser stranger = new Browser();
        Browser third = new Browser();
        third.goThrough(offered(ShopOnPaper.SHOPIFY, "b.myshopify.com"));

        for (Browser other : List.of(stranger, third)) {
            isPage(other.get(granted(state, SHOP, "c1")), 400, "The store was not connected");
        }
        assertThat(world.integrations.rows).isEmpty();

        assertThat(browser.get(granted(state, SHOP, "c1")).status()).isEqualTo(303);
        isPage(third.get("/connect/shopify/return?state=" + state), 200, "Your store has not told us anything yet");
        isPage(stranger.get("/connect/shopify/return?state=" + state), 200, "There is nothing to show here any more");
    }

    @Test
    void anotherStoreThanTheOneThatWasShownIsNotConnected() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        isPage(browser.get(granted(state, "evil.myshopify.com", "c1")), 400, "The store was not connected");
        isPage(browser.get(granted(state, SHOP, "c2")), 400, "The store was not connected");
        assertThat(world.integrations.rows).isEmpty();
    }

    @Test
    void aStateThatIsTooOldIsNotGood() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        world.now = World.NOW.plus(OfferConnection.GOOD_FOR).plus(Duration.ofSeconds(1));

        isPage(browser.get(granted(state, SHOP, "c1")), 400, "The store was not connected");
    }

    @Test
    void aForgedSignatureIsRefusedInTheFormTheClientTakes() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        String forged = granted(state, SHOP, "c1").replace("hmac=signed", "hmac=forged");

        isPage(browser.get(forged), 401, "This didn’t come from your store’s platform");
        isProblem(world.send(browser.to(forged).setHeader("Accept", "application/json")), 401, "signature_invalid");
        isProblem(world.send(world.to(forged)), 401, "signature_invalid");
        isProblem(world.send(world.to(granted(state, SHOP, "c1"))), 400, "oauth_state_invalid");
        assertThat(browser.get(granted(state, SHOP, "c1")).status()).isEqualTo(303);
    }

    @Test
    void aGrantThatIsNoLongerGoodSpendsTheState() {
        Browser browser = new Browser();
        String first = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));
        browser.get(granted(first, SHOP, "c1"));
        String second = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        Answer refused = world.send(browser.to(granted(second, SHOP, "c1")).setHeader("Accept", "*/*"));
        isProblem(refused, 400, "oauth_code_refused");
        assertThat(setCookies(refused)).singleElement().asString().startsWith(BROWSER + "=; Path=/; Max-Age=0");
        isProblem(
                world.send(browser.to(granted(second, SHOP, "c9")).setHeader("Accept", "*/*")),
                400,
                "oauth_state_invalid");
    }

    @ParameterizedTest
    @EnumSource(StoreProblem.class)
    void whatIsWrongWithTheStoreIsToldOnAPage(StoreProblem problem) {
        PLATFORMS.instead = new ConnectionCheck.Refused(problem, "Look <b>here</b>.");
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        Answer answer = browser.get(granted(state, SHOP, "c1"));

        isPage(
                answer,
                Problems.store(problem, null, java.util.Optional.empty()).status(),
                "The store can&#39;t be used as it is");
        assertThat(answer.text()).contains(problem.code(), "Look &lt;b&gt;here&lt;/b&gt;.");
        assertThat(browser.cookies).isEmpty();
        assertThat(world.integrations.rows).isEmpty();
        assertThat(world.activities.all)
                .singleElement()
                .satisfies(
                        activity -> assertThat(activity.type()).isEqualTo(ActivityType.STORE_CONNECT_REFUSED.code()));
    }

    @Test
    void aShopThatComesFirstGoesOnToItsAdmin() {
        Browser browser = new Browser();
        Answer begun = browser.get(SHOPIFY + "install?hmac=signed&shop=" + SHOP + "&timestamp=1");
        assertThat(begun.status()).isEqualTo(302);
        String state = found("state=([A-Za-z0-9_-]{43})", begun.header("Location"));
        assertThat(begun.header("Location")).startsWith("https://" + SHOP + "/authorize?state=");
        assertThat(setCookies(begun)).singleElement().asString().startsWith(BROWSER + "=");

        Answer back = browser.get(granted(state, SHOP, "c1"));

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("https://admin.example/store/a/apps/trulybot");
        assertThat(browser.cookies).isEmpty();
        assertThat(world.integrations.rows).isEmpty();
        assertThat(world.installations.all).containsExactly("shopify " + SHOP);
    }

    @Test
    void aShopThatComesFirstIsToldWhereToGoOnWhenItHasNoPageOfOurs() {
        PLATFORMS.frame = null;
        Browser browser = new Browser();
        Answer begun = browser.get(SHOPIFY + "install?hmac=signed&shop=" + SHOP);
        String state = found("state=([A-Za-z0-9_-]{43})", begun.header("Location"));

        isPage(browser.get(granted(state, SHOP, "c1")), 200, "TrulyBot is installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?shop=a.myshopify.com", "?hmac=forged&shop=a.myshopify.com", "?hmac=signed"})
    void anInstallationThatIsNotSignedIsRefused(String query) {
        isPage(new Browser().get(SHOPIFY + "install" + query), 401, "This didn’t come from your store’s platform");
        isProblem(world.send(world.to(SHOPIFY + "install" + query)), 401, "signature_invalid");
        isProblem(world.send(world.to("/api/integrations/woocommerce/install" + query)), 401, "signature_invalid");
        isProblem(world.send(world.to("/api/integrations/nobody/install" + query)), 404, "not_found");
    }

    @Test
    void aStoresServerBringsItsKeysByTheState() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example"));

        Answer taken = handOver(state);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.text()).isEqualTo("{\"connected\":true}");
        assertThat(setCookies(taken)).isEmpty();
        assertThat(world.integrations.rows.values())
                .singleElement()
                .satisfies(row -> assertThat(row.merchant()).isEqualTo(merchant(World.ADA)));
        isPage(browser.get("/connect/woocommerce/return?success=1&user_id=" + state), 200, "Your store is connected");
        assertThat(browser.cookies).isEmpty();
        isProblem(handOver(state), 400, "oauth_state_invalid");
    }

    @Test
    void theBrowserComesBackToWhatTheStoreWasTold() {
        PLATFORMS.instead = new ConnectionCheck.Refused(StoreProblem.STORE_UNREACHABLE, null);
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example"));
        String back = "/connect/woocommerce/return?success=1&user_id=" + state;

        isPage(browser.get(back), 200, "Your store has not told us anything yet");
        isProblem(handOver(state), 502, "store_unreachable");
        isPage(new Browser().get(back), 200, "There is nothing to show here any more");
        Answer told = browser.get(back);
        isPage(told, 200, "The store could not be connected");
        assertThat(told.text()).contains("could not be reached", "store_unreachable");
    }

    @Test
    void whoDeclinesIsToldThatNothingHappened() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.WOOCOMMERCE, "https://shop.example"));

        isPage(
                browser.get("/connect/woocommerce/return?success=0&user_id=" + state),
                200,
                "The store was not connected");
        assertThat(world.integrations.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?success=1",
                "?success=1&user_id=x",
                "?state=a&state=b",
                "?user_id=%3Cscript%3E",
                "?success=2"
            })
    void aReturnThatSaysNothingIsToldNothing(String query) {
        Answer answer = new Browser().get("/connect/woocommerce/return" + query);

        isPage(answer, 200, "There is nothing to show here any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "\u0000", "{\"user_id\":\"x\",\"consumer_key\":\"ck\"}"})
    void aHandOverThatIsNoneIsRefused(String body) {
        Answer answer = world.send(
                world.to(WOO).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));

        isProblem(answer, 400, "oauth_state_invalid");
    }

    @Test
    void aHandOverThatIsTooLargeIsRefused() {
        isProblem(
                world.send(world.to(WOO).POST(BodyPublishers.ofString(" ".repeat(64 * 1024 + 1)))),
                413,
                "payload_too_large");
    }

    @Test
    void whatMustComeThroughTheBrowserIsNotTakenFromAServer() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        Answer answer = world.send(browser.to(granted(state, SHOP, "c1"))
                .setHeader("Accept", "*/*")
                .POST(BodyPublishers.noBody()));

        isProblem(answer, 400, "oauth_state_invalid");
        assertThat(world.integrations.rows).isEmpty();
        assertThat(browser.get(granted(state, SHOP, "c1")).status()).isEqualTo(303);
    }

    @Test
    void thePlatformOfTheStateIsThePlatformOfTheCallback() {
        Browser browser = new Browser();
        String state = browser.goThrough(offered(ShopOnPaper.SHOPIFY, SHOP));

        isProblem(handOver(state), 400, "oauth_state_invalid");
        assertThat(world.integrations.rows).isEmpty();
    }

    @Test
    void theStyleAndTheScriptAreKeptByTheirTag() {
        for (String file : List.of("/pages/trulybot.css", "/pages/embedded.js")) {
            Answer first = world.send(world.to(file));
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("Content-Type")).startsWith(file.endsWith("css") ? "text/css" : "text/javascript");
            Answer again = world.send(world.to(file).header("If-None-Match", first.header("ETag")));
            assertThat(again.status()).isEqualTo(304);
        }
    }

    @Test
    void whoAsksTooOftenIsToldSoOnAPage() {
        try (World busy = new World(new HttpApiSettings.RateLimits(1, 2, 1, 1, 1), null, List.of(), Duration.ZERO)) {
            Browser browser = new Browser(busy);
            browser.get("/connect/x");
            browser.get("/connect/x");

            Answer refused = browser.get("/connect/x");

            isPage(refused, 429, "Too many requests");
            assertThat(refused.header("Retry-After")).isNotNull();
        }
    }
}
