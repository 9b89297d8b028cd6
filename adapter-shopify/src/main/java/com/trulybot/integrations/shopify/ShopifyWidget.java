package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WidgetPresence.State;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The widget as an app embed block of our app's theme extension, which the merchant switches on in the theme editor. Which
 * account it is for and where it loads from is kept with the app's installation, where nobody but our app can write.
 * Script tags, the way before it, Shopify makes no more: ours are looked for and removed.
 *
 * @see <a href="https://shopify.dev/docs/apps/build/online-store/theme-app-extensions">Theme app extensions</a>
 */
final class ShopifyWidget implements WidgetInstallation {
    /** The block's file in the theme extension, without {@code .liquid}. */
    static final String BLOCK = "trulybot";

    /** What the block reads of our app's installation, in the namespace {@code trulybot}. */
    private static final String USER = "user";

    private static final String LOADER = "loader";
    private static final Pattern COMMENT_OR_SCRIPT = Pattern.compile("<!--|<script\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD_PAGE =
            Pattern.compile("<form[^>]{0,500}action=[\"'][^\"']{0,300}/password[\"'?]");

    private final Memory memory;

    ShopifyWidget(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<URI> settingsPage(StoreAccess access, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        return app.clientId()
                .filter(key -> ofOurApp(access))
                .map(key -> app.admin(
                        ShopDomain.of(access),
                        "/admin/themes/current/editor?context=apps&activateAppId=" + key + "/" + BLOCK));
    }

    @Override
    public State look(StoreAccess access, URI script, PlatformContext context, Deadline deadline) {
        try {
            Response page = context.http()
                    .send(new Request("GET", storefront(access, context, deadline), HTML, null, true), deadline);
            if (page.status() != 200 || PASSWORD_PAGE.matcher(page.body()).find()) {
                return State.UNKNOWN;
            }
            return loads(page.body(), script) ? State.ON : State.OFF;
        } catch (StoreException e) {
            return State.UNKNOWN;
        }
    }

    private static final Map<String, String> HTML = Map.of("Accept", "text/html");

    /** Where visitors see the shop, which is seldom its {@code myshopify.com} address. */
    private URI storefront(StoreAccess access, PlatformContext context, Deadline deadline) {
        JsonNode domain = GraphQl.of(access, context, memory)
                .ask(Documents.STOREFRONT, Answers.JSON.createObjectNode(), "shop", false, deadline)
                .data()
                .path("shop")
                .path("primaryDomain");
        try {
            return URI.create(domain.path("url").asText()).resolve("/");
        } catch (IllegalArgumentException e) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
    }

    /** In HTML, in a script or in JSON; with any scheme, and whatever query. Not what was commented out. */
    private static boolean loads(String html, URI script) {
        String address = "//" + script.getRawAuthority() + script.getRawPath();
        return withoutComments(html).replace("\\/", "/").contains(address);
    }

    /** What a browser reads of it. Within a script, the same characters begin no comment. */
    private static String withoutComments(String html) {
        StringBuilder read = new StringBuilder(html.length());
        Matcher begin = COMMENT_OR_SCRIPT.matcher(html);
        int at = 0;
        while (begin.find(at)) {
            read.append(html, at, begin.start());
            boolean comment = html.charAt(begin.start() + 1) == '!';
            int end = html.indexOf(comment ? "-->" : "</script", begin.end());
            if (!comment) {
                read.append(html, begin.start(), end < 0 ? html.length() : end);
            }
            if (end < 0) {
                return read.toString();
            }
            at = comment ? end + "-->".length() : end;
        }
        return read.append(html, at, html.length()).toString();
    }

    @Override
    public void prepare(StoreAccess access, UserId user, URI script, PlatformContext context, Deadline deadline) {
        if (!ofOurApp(access)) {
            return;
        }
        GraphQl graphQl = GraphQl.of(access, context, memory);
        JsonNode installation = installation(graphQl, deadline);
        ArrayNode wanted = Answers.JSON.createArrayNode();
        Map<String, String> values = new TreeMap<>(Map.of(USER, user.toString(), LOADER, script.toString()));
        values.forEach((key, value) -> {
            if (!value.equals(Fields.text(installation.path(key), "value"))) {
                metafield(wanted, installation, key)
                        .put("type", "single_line_text_field")
                        .put("value", value);
            }
        });
        if (!wanted.isEmpty()) {
            graphQl.order(Documents.SET_WIDGET, metafields(wanted), "metafieldsSet", null, deadline);
        }
    }

    @Override
    public void withdraw(StoreAccess access, PlatformContext context, Deadline deadline) {
        if (!ofOurApp(access)) {
            return;
        }
        GraphQl graphQl = GraphQl.of(access, context, memory);
        JsonNode installation = installation(graphQl, deadline);
        ArrayNode there = Answers.JSON.createArrayNode();
        for (String key : List.of(USER, LOADER)) {
            if (installation.hasNonNull(key)) {
                metafield(there, installation, key);
            }
        }
        if (!there.isEmpty()) {
            graphQl.order(Documents.CLEAR_WIDGET, metafields(there), "metafieldsDelete", null, deadline);
        }
    }

    /** Only our own app's have a refresh token, and only our own app has the theme extension. */
    private static boolean ofOurApp(StoreAccess access) {
        return access.credentials().get(Field.REFRESH_TOKEN).isPresent();
    }

    private static JsonNode installation(GraphQl graphQl, Deadline deadline) {
        return graphQl.ask(Documents.WIDGET, Answers.JSON.createObjectNode(), "currentAppInstallation", false, deadline)
                .data()
                .path("currentAppInstallation");
    }

    private static ObjectNode metafield(ArrayNode metafields, JsonNode installation, String key) {
        return metafields
                .addObject()
                .put("ownerId", installation.path("id").asText())
                .put("namespace", "trulybot")
                .put("key", key);
    }

    private static ObjectNode metafields(ArrayNode metafields) {
        ObjectNode variables = Answers.JSON.createObjectNode();
        variables.set("metafields", metafields);
        return variables;
    }

    @Override
    public int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        GraphQl graphQl = GraphQl.of(access, context, memory);
        JsonNode answer;
        try {
            answer = graphQl.ask(Documents.SCRIPT_TAGS, Answers.JSON.createObjectNode(), "scriptTags", false, deadline)
                    .data();
        } catch (StoreException e) {
            if (e.problem() == StoreProblem.STORE_PERMISSION_MISSING) {
                return 0; // Whoever was never allowed to see them has never made one.
            }
            throw e;
        }
        int removed = 0;
        for (JsonNode tag : answer.path("scriptTags").path("nodes")) {
            if (OurAddress.begins(tag.path("src").asText(), ours)) {
                ObjectNode variables =
                        Answers.JSON.createObjectNode().put("id", tag.path("id").asText());
                graphQl.order(Documents.DELETE_SCRIPT_TAG, variables, "scriptTagDelete", "not exist", deadline);
                removed++;
            }
        }
        return removed;
    }
}
