package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Lets requests in, or not, as WooCommerce's own authentication does. */
final class FakeGate {
    private static final List<String> OAUTH = List.of(
            "oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method");
    private static final Pattern PARAMETER = Pattern.compile("(oauth_[a-z_]+)=\"([^\"]*)\"");
    private static final long WINDOW_SECONDS = 900;

    private final String key;
    private final String secret;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private volatile FakeWooCommerce.Permission permission = FakeWooCommerce.Permission.READ;
    private volatile InstantSource clock = InstantSource.system();
    private volatile boolean headerTakenAway;
    private volatile boolean httpsUnnoticed;
    private volatile boolean httpTakenForHttps;

    FakeGate(String key, String secret) {
        this.key = key;
        this.secret = secret;
    }

    void permit(FakeWooCommerce.Permission what) {
        permission = what;
    }

    void clock(InstantSource time) {
        clock = time;
    }

    Instant now() {
        return clock.instant();
    }

    /** As servers do that run PHP by CGI. */
    void takeHeaderAway() {
        headerTakenAway = true;
    }

    /** As behind a proxy that does not send {@code X-Forwarded-Proto}. */
    void overlookHttps() {
        httpsUnnoticed = true;
    }

    /** As behind a proxy that sends it although it was asked over http. */
    void takeHttpForHttps() {
        httpTakenForHttps = true;
    }

    /** The refusal, if there is one. */
    Optional<Response> refused(Request request, String home, Map<String, String> asked) {
        Map<String, String> query = new TreeMap<>(asked);
        query.putAll(signedInHeader(request));
        boolean ssl = request.uri().getScheme().equals("https") ? !httpsUnnoticed : httpTakenForHttps;
        boolean writing = !request.method().equals("GET");
        if (ssl) {
            Optional<String> pair = pair(request, query);
            if (pair.filter(each -> each.startsWith(key + ":")).isPresent()) {
                return pair.get().equals(key + ":" + secret)
                        ? allowed(writing)
                        : Optional.of(failed("Consumer secret is invalid."));
            }
        }
        if (OAUTH.stream().noneMatch(query::containsKey)) {
            return Optional.of(FakeWooCommerce.error(
                    401, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."));
        }
        return signed(request, home, ssl, query).map(FakeGate::failed).or(() -> allowed(writing));
    }

    private Map<String, String> signedInHeader(Request request) {
        Map<String, String> signed = new TreeMap<>();
        String header = request.headers().getOrDefault("Authorization", "");
        Matcher each = PARAMETER.matcher(header.startsWith("OAuth ") && !headerTakenAway ? header : "");
        while (each.find()) {
            signed.put(each.group(1), URLDecoder.decode(each.group(2), StandardCharsets.UTF_8));
        }
        return signed;
    }

    private Optional<String> pair(Request request, Map<String, String> query) {
        if (query.containsKey("consumer_key") && query.containsKey("consumer_secret")) {
            return Optional.of(query.get("consumer_key") + ":" + query.get("consumer_secret"));
        }
        return Optional.ofNullable(request.headers().get("Authorization"))
                .filter(header -> header.startsWith("Basic ") && !headerTakenAway)
                .map(header -> new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8));
    }

    /** What is wrong with the signature. */
    private Optional<String> signed(Request request, String home, boolean ssl, Map<String, String> query) {
        if (!OAUTH.stream().allMatch(query::containsKey)) {
            return Optional.of("Missing OAuth parameters");
        }
        if (!query.get("oauth_consumer_key").equals(key)) {
            return Optional.of("Consumer key is invalid.");
        }
        Map<String, String> rest = new TreeMap<>(query);
        rest.remove("oauth_signature");
        String folder = home.replaceFirst("https?://[^/]*", "");
        String below = request.uri().getRawPath().substring(folder.length());
        String address = (ssl ? "https" : "http") + home.substring(home.indexOf(':')) + below;
        String joined = rest.entrySet().stream()
                .map(each -> rfc3986(each.getKey()) + "=" + rfc3986(each.getValue()))
                .collect(Collectors.joining("&"));
        String base = request.method() + "&" + rfc3986(address) + "&" + rfc3986(joined);
        if (!hmac(base).equals(query.get("oauth_signature"))) {
            return Optional.of("Invalid signature - provided signature does not match.");
        }
        long sent = Long.parseLong(query.get("oauth_timestamp"));
        if (Math.abs(sent - clock.instant().getEpochSecond()) > WINDOW_SECONDS) {
            return Optional.of("Invalid timestamp.");
        }
        return nonces.add(query.get("oauth_nonce"))
                ? Optional.empty()
                : Optional.of("Invalid nonce - nonce has already been used.");
    }

    private static String rfc3986(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            encoded.append(plain ? Character.toString(c) : String.format("%%%02X", each & 0xff));
        }
        return encoded.toString();
    }

    private String hmac(String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Response> allowed(boolean writing) {
        return switch (permission) {
            case READ ->
                writing
                        ? Optional.of(failed("The API key provided does not have write permissions."))
                        : Optional.empty();
            case WRITE ->
                writing
                        ? Optional.empty()
                        : Optional.of(failed("The API key provided does not have read permissions."));
            case BOTH -> Optional.empty();
            case NOTHING ->
                Optional.of(FakeWooCommerce.error(
                        403, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."));
        };
    }

    private static Response failed(String message) {
        return FakeWooCommerce.error(401, "woocommerce_rest_authentication_error", message);
    }
}
