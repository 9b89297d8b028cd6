package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.platform.tck.AuthorizationScenario;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fake shop's hand-over of keys. */
final class WooAuthorizationScenario implements AuthorizationScenario {
    private static final Pattern STATE = Pattern.compile("[?&]user_id=([^&]*)");

    private final String address;

    WooAuthorizationScenario(String address) {
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String anothersAddress() {
        return "https://another-shop.invalid";
    }

    @Override
    public AuthorizationCallback granted(URI page) {
        return new AuthorizationCallback("", body(state(page), Shop.KEY, Shop.SECRET));
    }

    @Override
    public boolean signed() {
        return false;
    }

    @Override
    public Map<String, AuthorizationCallback> refused(URI page) {
        String state = state(page);
        return Map.of(
                "without keys", new AuthorizationCallback("", "{\"user_id\":\"" + state + "\"}"),
                "with keys that are none", new AuthorizationCallback("", body(state, "ck_", "cs_")),
                "without a state", new AuthorizationCallback("", body("", Shop.KEY, Shop.SECRET)),
                "of the browser", new AuthorizationCallback("success=1&user_id=" + state, ""));
    }

    /** As the shop posts it. */
    static String body(String state, String key, String secret) {
        return "{\"key_id\":7,\"user_id\":\"" + state + "\",\"consumer_key\":\"" + key + "\",\"consumer_secret\":\""
                + secret + "\",\"key_permissions\":\"read_write\"}";
    }

    private static String state(URI page) {
        Matcher state = STATE.matcher(page.getRawQuery());
        if (!state.find()) {
            throw new AssertionError("no state in " + page);
        }
        return URLDecoder.decode(state.group(1), StandardCharsets.UTF_8);
    }
}
