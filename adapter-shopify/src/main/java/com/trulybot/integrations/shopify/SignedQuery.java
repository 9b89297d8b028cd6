package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the queries that Shopify signs have in common: lower-case hex, a plain decimal time at most 90 seconds away, and
 * parameters sorted by name. How they are joined to the text that is signed differs.
 */
final class SignedQuery {
    private static final Duration TOLERANCE = Duration.ofSeconds(90);
    private static final int LONGEST = 8192;
    private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<Secret> secrets;
    private final InstantSource clock;

    /**
     * Made once.
     *
     * @param secrets any of which may have signed
     */
    SignedQuery(List<Secret> secrets, InstantSource clock) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    /** The parameters' values by name, decoded, in the order in which they came; none at all when one is malformed. */
    static SortedMap<String, List<String>> parameters(String rawQuery) {
        SortedMap<String, List<String>> parameters = new TreeMap<>();
        if (rawQuery.length() > LONGEST) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = equals < 0 ? "" : decode(pair.substring(0, equals));
                if (name.isEmpty()) {
                    return new TreeMap<>();
                }
                parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException brokenEscape) {
                return new TreeMap<>();
            }
        }
        return parameters;
    }

    /**
     * Whether Shopify signed this, and just now.
     *
     * @param signature as it came; null when there is none
     * @param timestamp as it came; null when there is none
     */
    boolean holds(String text, @Nullable String signature, @Nullable String timestamp) {
        return signature != null
                && HEX_DIGEST.matcher(signature).matches()
                && Signature.made(
                        secrets,
                        text.getBytes(StandardCharsets.UTF_8),
                        HexFormat.of().parseHex(signature))
                && timestamp != null
                && SECONDS.matcher(timestamp).matches()
                && recent(Long.parseLong(timestamp));
    }

    private boolean recent(long seconds) {
        Duration age = Duration.between(Instant.ofEpochSecond(seconds), clock.instant())
                .abs();
        return age.compareTo(TOLERANCE) <= 0;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
