package com.trulybot.integrations.app.demo;

import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks what a shop over plain http takes from those with keys: one-legged OAuth 1.0a, RFC 5849, with HMAC-SHA256. */
final class WooSignature {
    private static final Pattern PARAMETER = Pattern.compile("(oauth_[a-z_]+)=\"([^\"]*)\"");
    private static final String KEY = "oauth_consumer_key";
    private static final String SIGNATURE = "oauth_signature";

    private final Map<String, String> parameters = new TreeMap<>();
    private final String method;

    private WooSignature(Question question) {
        this.method = question.method();
        parameters.putAll(question.query());
        Matcher each = PARAMETER.matcher(question.header("Authorization")
                .filter(header -> header.startsWith("OAuth "))
                .orElse(""));
        while (each.find()) {
            parameters.put(each.group(1), URLDecoder.decode(each.group(2), StandardCharsets.UTF_8));
        }
    }

    /** The question's; empty when it is not signed at all. */
    static Optional<WooSignature> of(Question question) {
        WooSignature found = new WooSignature(question);
        return found.parameters.containsKey(SIGNATURE) ? Optional.of(found) : Optional.empty();
    }

    boolean isOf(String key) {
        return key.equals(parameters.get(KEY));
    }

    /** Whether it was made with this secret, for this address. */
    boolean holds(String address, String secret) {
        Map<String, String> rest = new TreeMap<>(parameters);
        String signature = rest.remove(SIGNATURE);
        String joined = rest.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        String base = method + "&" + encoded(address) + "&" + encoded(joined);
        return Hmac.base64(secret + "&", base.getBytes(StandardCharsets.UTF_8)).equals(signature);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
