package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WidgetPresence.State;
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

        assertThat(widget().settingsPage(
                                Shops.access(Shops.token()), Shops.context(nobody, Map.of("API_KEY", "4f2c1d7a"))))
                .contains(URI.create("https://snowdevil.myshopify.com/admin/themes/current/editor"
                        + "?context=apps&activateAppId=4f2c1d7a/trulybot"));
        assertThat(widget().settingsPage(Shops.access(Shops.token()), Shops.context(nobody, Map.of())))
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
}
