package com.trulybot.integrations.woocommerce;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One-legged OAuth 1.0a (RFC 5849) with HMAC-SHA256, as WooCommerce takes it: a consumer and no token, the protocol's
 * parameters in {@code Authorization} or in the query.
 */
final class OAuth1 {
    private OAuth1() {}

    /**
     * What is to be added to the request. Good for one request within a quarter of an hour.
     *
     * @param address scheme, host and path as the shop itself writes them, which is not always where it was asked
     * @param query all of the request's other parameters
     */
    static Map<String, String> signed(
            String method, String address, Map<String, String> query, Keys keys, Instant now, UUID nonce) {
        Map<String, String> all = new TreeMap<>(query);
        all.put("oauth_consumer_key", keys.consumerKey());
        all.put("oauth_nonce", nonce.toString().replace("-", ""));
        all.put("oauth_signature_method", "HMAC-SHA256");
        all.put("oauth_timestamp", Long.toString(now.getEpochSecond()));
        all.put("oauth_signature", keys.signature(base(method, address, all)));
        all.keySet().removeAll(query.keySet());
        return all;
    }

    /** What stands in {@code Authorization}, of what is to be added to the request. */
    static String header(Map<String, String> signed) {
        return signed.entrySet().stream()
                .map(each -> each.getKey() + "=\"" + Percent.encoded(each.getValue()) + "\"")
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    /** The signature base string of RFC 5849, section 3.4.1, for parameters whose names are plain ASCII. */
    static String base(String method, String address, Map<String, String> parameters) {
        String normalised = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(each -> Percent.encoded(each.getKey()) + "=" + Percent.encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return method + "&" + Percent.encoded(address) + "&" + Percent.encoded(normalised);
    }
}
