package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * WooCommerce's hand-over of keys as a real shop does it: a page where its owner agrees, a new key that is posted to the
 * callback before the browser goes back, and taken back unless that answers exactly 200. The owner is signed in already.
 */
final class WooHandOver {
    private static final List<String> PARAMETERS =
            List.of("app_name", "user_id", "return_url", "callback_url", "scope");
    private static final Set<String> SCOPES = Set.of("read", "write", "read_write");
    private static final String NONCE = "5e11a4a76c";

    private final String shop;
    private final String home;
    private final WooKeys keys;
    private final Trulybot trulybot;

    WooHandOver(String shop, String home, WooKeys keys, Trulybot trulybot) {
        this.shop = shop;
        this.home = home;
        this.keys = keys;
        this.trulybot = trulybot;
    }

    /** Answers {@code /wc-auth/v1/…}. */
    Answer answer(String step, Question question) {
        for (String parameter : PARAMETERS) {
            if (question.parameter(parameter, "").isBlank()) {
                return denied("Missing parameter " + parameter);
            }
        }
        if (!SCOPES.contains(question.parameter("scope", ""))) {
            return denied("Invalid scope " + question.parameter("scope", ""));
        }
        if (!isAddress(question.parameter("return_url", "")) || !mayBeCalled(question.parameter("callback_url", ""))) {
            return denied("The callback_url needs to be over SSL");
        }
        return switch (step) {
            case "authorize" -> page(question);
            case "access_granted" -> grant(question);
            default -> denied("Unknown step");
        };
    }

    private Answer page(Question question) {
        Map<String, String> granted = new TreeMap<>(question.query());
        granted.put("wc_auth_nonce", NONCE);
        return Answer.page(StandPage.html(
                """
                <h1>{app} would like to connect to your shop</h1>
                <p>This will give “{app}” <strong>{scope}</strong> access to {shop}, which will allow it to view and
                manage orders and webhooks.</p>
                <p>Logged in as <strong>owner</strong></p>
                <p><a class="button" id="approve" href="{approve}">Approve</a> <a href="{deny}">Deny</a></p>
                """,
                "Application authentication request",
                Map.of(
                        "app", question.parameter("app_name", ""),
                        "scope", question.parameter("scope", ""),
                        "shop", shop,
                        "approve", home + "/wc-auth/v1/access_granted/?" + encoded(granted),
                        "deny", back(question, "0"))));
    }

    private Answer grant(Question question) {
        if (!question.parameter("wc_auth_nonce", "").equals(NONCE)) {
            return denied("Invalid nonce verification");
        }
        WooKeys.Key key = keys.make(question.parameter("scope", ""));
        ObjectNode posted = WooOrders.object()
                .put("key_id", key.id())
                .put("user_id", question.parameter("user_id", ""))
                .put("consumer_key", key.key())
                .put("consumer_secret", key.secret())
                .put("key_permissions", key.permissions());
        int status = trulybot.post(
                question.parameter("callback_url", ""),
                Map.of("Content-Type", "application/json;charset=UTF-8"),
                posted.toString().getBytes(StandardCharsets.UTF_8));
        if (status != 200) {
            keys.remove(key);
            return denied("An error occurred in the request and at the time were unable to send the consumer data");
        }
        return Answer.redirect(back(question, "1"));
    }

    private static String back(Question question, String success) {
        String address = question.parameter("return_url", "");
        return address + (address.contains("?") ? "&" : "?") + "success=" + success + "&user_id="
                + URLEncoder.encode(question.parameter("user_id", ""), StandardCharsets.UTF_8);
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static boolean isAddress(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Unlike a real shop, this one calls this machine without TLS: the demo has no certificate. */
    private static boolean mayBeCalled(String text) {
        return text.startsWith("https://") || text.matches("http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?/.*");
    }

    private static Answer denied(String why) {
        return new Answer(
                401,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                StandPage.html("<h1>Access denied</h1><p>Error: {why}.</p>", "Access denied", Map.of("why", why)));
    }
}
