package com.trulybot.integrations.app.demo;

import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The pages of a shop's admin that a merchant meets: granting access, the app store's link, and the app in its frame. */
final class ShopifyPages {
    private static final Set<String> ASKED = Set.of("client_id", "scope", "redirect_uri", "state");
    private static final String APP = "/admin/apps/" + ShopifyStand.CLIENT_ID;

    private final String shop;
    private final String name;
    private final String admin;
    private final ShopifyTokens tokens;
    private final Trulybot trulybot;

    ShopifyPages(String shop, String name, String admin, ShopifyTokens tokens, Trulybot trulybot) {
        this.shop = shop;
        this.name = name;
        this.admin = admin;
        this.tokens = tokens;
        this.trulybot = trulybot;
    }

    /** Answers a page; empty when it is none. */
    Optional<Answer> answer(Question question) {
        return switch (question.path()) {
            case "/admin/oauth/authorize" -> Optional.of(wrong(question).orElseGet(() -> consent(question)));
            case "/admin/oauth/grant" -> Optional.of(wrong(question).orElseGet(() -> grant(question)));
            case "/install" ->
                Optional.of(Answer.redirect(
                        trulybot.publicUrl() + "/api/integrations/shopify/install?" + signed(Map.of())));
            case APP -> Optional.of(app());
            case "/admin/session-token" ->
                Optional.of(new Answer(
                        200,
                        Map.of("Content-Type", "text/plain", "Access-Control-Allow-Origin", trulybot.publicUrl()),
                        tokens.session(Instant.now())));
            default -> Optional.empty();
        };
    }

    /** What Shopify would show an error page for. */
    private Optional<Answer> wrong(Question question) {
        Map<String, String> query = question.query();
        long given = Arrays.stream(question.rawQuery().split("&", -1)).count();
        if (!query.keySet().equals(ASKED) || given != ASKED.size()) {
            return refused("parameters");
        }
        if (!question.parameter("client_id", "").equals(ShopifyStand.CLIENT_ID)) {
            return refused("Could not find Shopify API application with api_key");
        }
        if (!question.parameter("scope", "").matches("(read|write)_[a-z_]+(,(read|write)_[a-z_]+)*")) {
            return refused("invalid_scope");
        }
        if (!question.parameter("redirect_uri", "")
                .equals(trulybot.publicUrl() + "/api/integrations/shopify/callback")) {
            return refused("The redirect_uri is not whitelisted");
        }
        return question.parameter("state", "").length() < 32 ? refused("state") : Optional.empty();
    }

    private static Optional<Answer> refused(String why) {
        return Optional.of(new Answer(
                400,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                StandPage.html("<h1>Oauth error invalid_request</h1><p>{why}</p>", "Oauth error", Map.of("why", why))));
    }

    private Answer consent(Question question) {
        return Answer.page(StandPage.html(
                """
                <h1>Install TrulyBot in {name}</h1>
                <p>This app asks to see: <strong>{scope}</strong></p>
                <p><a class="button" id="install" href="{grant}">Install</a></p>
                """,
                "Install app · " + name,
                Map.of(
                        "name",
                        name,
                        "scope",
                        question.parameter("scope", "").replace(",", ", ").replace("read_", ""),
                        "grant",
                        admin + "/" + shop + "/admin/oauth/grant?" + question.rawQuery())));
    }

    private Answer grant(Question question) {
        Map<String, String> back = Map.of("code", tokens.code(), "state", question.parameter("state", ""));
        return Answer.redirect(question.parameter("redirect_uri", "") + "?" + signed(back));
    }

    private Answer app() {
        Map<String, String> query = Map.of(
                "embedded", "1", "locale", "en", "session", UUID.randomUUID().toString());
        return Answer.page(StandPage.html(
                """
                <h1>{name} · Apps · TrulyBot</h1>
                <iframe name="app-iframe" title="TrulyBot" src="{frame}"></iframe>
                <form method="post" action="{uninstall}"><p><button>Uninstall</button></p></form>
                """,
                name + " · TrulyBot · Shopify",
                Map.of(
                        "name",
                        name,
                        "frame",
                        trulybot.publicUrl() + "/shopify/app?" + signed(query),
                        "uninstall",
                        admin + "/" + shop + "/admin/uninstall")));
    }

    private String signed(Map<String, String> more) {
        Map<String, String> query = new TreeMap<>(more);
        String store = "admin.shopify.com/store/" + shop.replaceFirst("\\..*", "");
        query.put(
                "host", Base64.getUrlEncoder().withoutPadding().encodeToString(store.getBytes(StandardCharsets.UTF_8)));
        query.put("shop", shop);
        query.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
        String text = query.entrySet().stream()
                .map(each -> each.getKey() + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .collect(Collectors.joining("&"));
        return text + "&hmac=" + Hmac.hex(ShopifyStand.CLIENT_SECRET, text);
    }
}
