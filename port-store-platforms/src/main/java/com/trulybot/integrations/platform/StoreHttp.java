package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to stores, guarded: https and public addresses only, judged by the address really connected to; TLS 1.2 or
 * newer; answers limited in size and time; redirects followed within the same host only; a circuit breaker for each
 * store; what may be repeated is repeated within the deadline.
 */
public interface StoreHttp {
    /**
     * Sends a request and reads the whole answer, whatever its status.
     *
     * @throws StoreException when there is no answer: {@code STORE_URL_FORBIDDEN, STORE_UNREACHABLE, STORE_TIMEOUT,
     *     STORE_CERTIFICATE_INVALID, STORE_REDIRECTS}, {@code STORE_ANSWER_INVALID} when it is too large or breaks off,
     *     {@code STORE_UNAVAILABLE} while the store's circuit is open
     */
    Response send(Request request, Deadline deadline);

    /**
     * A request.
     *
     * @param headers by name; {@code Accept-Encoding}, {@code Host} and {@code User-Agent} are set by the client
     * @param body sent as UTF-8; null for none
     * @param repeatable whether sending it twice does no more than sending it once
     * @param store which of the stores at this address it is for, where one address serves many: their limits and faults
     *     are counted apart; null where the address is the store
     */
    record Request(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String body,
            boolean repeatable,
            @Nullable String store) {
        public Request {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(uri, "uri");
            headers = Map.copyOf(headers);
        }

        /** To an address that is the store. */
        public Request(String method, URI uri, Map<String, String> headers, @Nullable String body, boolean repeatable) {
            this(method, uri, headers, body, repeatable, null);
        }

        /** The same, for one of many stores at this address. */
        public Request of(String oneStore) {
            return new Request(method, uri, headers, body, repeatable, Objects.requireNonNull(oneStore, "oneStore"));
        }

        /** A GET that takes JSON. */
        public static Request get(URI uri, Map<String, String> headers) {
            TreeMap<String, String> all = new TreeMap<>(headers);
            all.putIfAbsent("Accept", "application/json");
            return new Request("GET", uri, all, null, true);
        }

        /** A POST of JSON that takes JSON. */
        public static Request postJson(URI uri, Map<String, String> headers, String json, boolean repeatable) {
            TreeMap<String, String> all = new TreeMap<>(headers);
            all.putIfAbsent("Accept", "application/json");
            all.put("Content-Type", "application/json");
            return new Request("POST", uri, all, json, repeatable);
        }

        /** Names the host and nothing else: path, query, headers and body can hold what must not be logged. */
        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getHost();
        }
    }

    /**
     * An answer.
     *
     * @param headers by lower-case name
     * @param body decompressed and read as UTF-8; empty when there is none
     */
    record Response(int status, Map<String, List<String>> headers, String body) {
        public Response {
            TreeMap<String, List<String>> copy = new TreeMap<>();
            headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers = Map.copyOf(copy);
        }

        /** The header's first value, whatever the case of its name. */
        public Optional<String> header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
        }

        @Override
        public String toString() {
            return "Response[" + status + ", " + body.length() + " characters]";
        }
    }
}
