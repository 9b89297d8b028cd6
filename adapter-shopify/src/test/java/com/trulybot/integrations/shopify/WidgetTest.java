package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WidgetPresence.State;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kit's contract on the widget can't know of Shopify. */
class WidgetTest {
    private static final URI SCRIPT = URI.create("https://ours.example/api/widget/shopify.js");

    private static WidgetInstallation widget() {
        return Shops.platform().widgetInstallation().orElseThrow();
    }

    @Test
    void theMerchantSwitchesTheBlockOnInTheThemeEditor() {
        ScriptedHttp nobody = ScriptedHttp.answering(ScriptedHttp.ok(""));
        Map<String, String> ours = Map.of("API_KEY", "4f2c1d7a");

        assertThat(widget().settingsPage(OF_OUR_APP, Shops.context(nobody, ours)))
                .contains(URI.create("https://snowdevil.myshopify.com/admin/themes/current/editor"
                        + "?context=apps&activateAppId=4f2c1d7a/trulybot"));
        assertThat(widget().settingsPage(OF_OUR_APP, Shops.context(nobody, Map.of())))
                .isEmpty();
        assertThat(widget().settingsPage(Shops.access(Shops.token()), Shops.context(nobody, ours)))
                .as("a shop that is connected by its own app, which has no such block")
                .isEmpty();
        assertThat(nobody.requests).isEmpty();
    }

    private static State look(String html, String url) {
        ScriptedHttp http = new ScriptedHttp(request -> request.method().equals("POST")
                ? ScriptedHttp.ok("{\"data\":{\"shop\":{\"primaryDomain\":{\"url\":\"" + url + "\"}}}}")
                : request.uri().toString().equals("https://shop.snowdevil.example/")
                        ? ScriptedHttp.ok(html)
                        : ScriptedHttp.status(404, ""));
        State state = widget().look(Shops.access(Shops.token()), SCRIPT, Shops.context(http, Map.of()), Shops.soon());
        assertThat(http.requests.stream().filter(request -> request.method().equals("GET")))
                .as("a visitor has no token")
                .noneMatch(request -> request.headers().containsKey("X-Shopify-Access-Token"));
        return state;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<script src=\"https://ours.example/api/widget/shopify.js\"></script> | ON",
                "<script src=\"//ours.example/api/widget/shopify.js?user=1&amp;x=2\"></script> | ON",
                "<script>var urls=[\"https:\\/\\/ours.example\\/api\\/widget\\/shopify.js\"]</script> | ON",
                "<script src=\"https://evil.example/api/widget/shopify.js\"></script> | OFF",
                "<script async src=\"https://cdn.shopify.com/extensions/1/assets/trulybot.js\""
                        + " data-loader=\"https://ours.example/api/widget/shopify.js\" data-user=\"u\"></script> | ON",
                "<!-- <script src=\"https://ours.example/api/widget/shopify.js\"></script> --> | OFF",
                "<!-- chat --><SCRIPT src=\"https://ours.example/api/widget/shopify.js\"></SCRIPT><!-- end | ON",
                "<script>a='<!--'</script><script src=\"https://ours.example/api/widget/shopify.js\"></script> | ON",
                "<script src=\"https://ours.example/api/widget/shopify.js\" | ON",
                "<!-- <script src=\"https://ours.example/api/widget/shopify.js\"> | OFF",
                "<h1>Snow Devil</h1> | OFF",
                "<form method=\"post\" action=\"/password\"> | UNKNOWN",
            })
    void theStorefrontItselfTellsWhetherTheWidgetIsOn(String html, State state) {
        assertThat(look(html, "https://shop.snowdevil.example")).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"'', UNKNOWN", "not an address, UNKNOWN", "https://elsewhere.example, UNKNOWN"})
    void aStorefrontThatIsNotToBeSeenIsUnknown(String url, State state) {
        assertThat(look("", url)).isEqualTo(state);
    }

    @Test
    void whoMayNotSeeScriptTagsHasMadeNone() {
        ScriptedHttp http =
                ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("errors/200-gql-access-denied-scope.json")));

        assertThat(widget().clear(
                                Shops.access(Shops.token()),
                                URI.create("https://ours.example/"),
                                Shops.context(http, Map.of()),
                                Shops.soon()))
                .isZero();
        ScriptedHttp frozen = ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("errors/402-frozen.json")));
        assertThatThrownBy(() -> widget().clear(
                                Shops.access(Shops.token()),
                                URI.create("https://ours.example/"),
                                Shops.context(frozen, Map.of()),
                                Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_FROZEN));
    }

    @Test
    void scriptTagsAreReadAndDeletedAndNeverMade() {
        assertThat(Documents.ALL)
                .noneMatch(document -> document.text().contains("scriptTagCreate")
                        || document.text().contains("scriptTagUpdate"));
    }

    private static final UserId USER = UserId.parse("5d3b1c1e-8a52-4f0e-9a44-2f8c3c1b7a10");
    private static final StoreAccess OF_OUR_APP = Shops.access(new Credentials(
            Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_fixture"), Field.REFRESH_TOKEN, Secret.of("shprt_fixture")),
            Shops.NOW));

    private static ScriptedHttp shop(FakeAdmin admin) {
        return new ScriptedHttp(request -> {
            try {
                return ScriptedHttp.ok(admin.graphQl(Answers.JSON.readTree(request.body()), false)
                        .toString());
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void prepare(ScriptedHttp http, StoreAccess access, UserId user) {
        widget().prepare(access, user, SCRIPT, Shops.context(http, Map.of()), Shops.soon());
    }

    @Test
    void theBlockIsToldWhoseChatItIsAndWhereItLoadsFromOnce() {
        FakeAdmin admin = new FakeAdmin("https://shop.snowdevil.example/");
        ScriptedHttp http = shop(admin);

        prepare(http, OF_OUR_APP, USER);

        assertThat(admin.metafields()).isEqualTo(Map.of("user", USER.toString(), "loader", SCRIPT.toString()));
        assertThat(http.requests.get(1).body())
                .contains("{\"metafields\":[{\"ownerId\":\"gid://shopify/AppInstallation/1\","
                        + "\"namespace\":\"trulybot\",\"key\":\"loader\","
                        + "\"type\":\"single_line_text_field\",\"value\":\"" + SCRIPT + "\"},");
        prepare(http, OF_OUR_APP, USER);
        assertThat(http.requests).as("looked at twice, and written once").hasSize(3);
    }

    @Test
    void aShopThatMovedToAnotherAccountIsToldSo() {
        FakeAdmin admin = new FakeAdmin("https://shop.snowdevil.example/");
        UserId other = UserId.parse("00000000-0000-4000-8000-000000000001");
        prepare(shop(admin), OF_OUR_APP, USER);

        prepare(shop(admin), OF_OUR_APP, other);

        assertThat(admin.metafields()).containsEntry("user", other.toString());
    }

    @Test
    void theChatOfADisconnectedShopIsGoneFromItsPages() {
        FakeAdmin admin = new FakeAdmin("https://shop.snowdevil.example/");
        ScriptedHttp http = shop(admin);
        prepare(http, OF_OUR_APP, USER);

        widget().withdraw(OF_OUR_APP, Shops.context(http, Map.of()), Shops.soon());
        widget().withdraw(OF_OUR_APP, Shops.context(http, Map.of()), Shops.soon());

        assertThat(admin.metafields()).isEmpty();
        assertThat(http.requests.stream()
                        .filter(request -> String.valueOf(request.body()).contains("mutation ClearWidget")))
                .hasSize(1);
    }

    @Test
    void aShopsOwnAppHasNoBlockToTell() {
        ScriptedHttp nobody = ScriptedHttp.answering(ScriptedHttp.status(500, ""));

        prepare(nobody, Shops.access(Shops.token()), USER);
        widget().withdraw(Shops.access(Shops.token()), Shops.context(nobody, Map.of()), Shops.soon());

        assertThat(nobody.requests).isEmpty();
    }

    @Test
    void whatTheShopRefusesToKeepIsSaid() {
        ScriptedHttp http = new ScriptedHttp(request -> ScriptedHttp.ok(
                String.valueOf(request.body()).contains("query Widget")
                        ? "{\"data\":{\"currentAppInstallation\":{\"id\":\"gid://shopify/AppInstallation/1\"}}}"
                        : "{\"data\":{\"metafieldsSet\":{\"userErrors\":[{\"message\":\"Value is invalid\"}]}}}"));

        assertThatThrownBy(() -> prepare(http, OF_OUR_APP, USER))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID));
    }
}
