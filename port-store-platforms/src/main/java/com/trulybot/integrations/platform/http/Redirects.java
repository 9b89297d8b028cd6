package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which redirects are followed: those within the same host and port, and those from http to https of the same host,
 * where http was exempt. Anything else would carry the credentials to someone else.
 */
final class Redirects {
    /** How many are followed at most. */
    static final int HOPS = 3;

    private static final Set<Integer> KEEPS_METHOD = Set.of(307, 308);
    private static final Set<Integer> MAY_CHANGE_METHOD = Set.of(301, 302, 303);
    private static final int LONGEST = 300;

    private Redirects() {}

    static boolean is(int status) {
        return KEEPS_METHOD.contains(status) || MAY_CHANGE_METHOD.contains(status);
    }

    /**
     * The request to send next.
     *
     * @param hops how many redirects were followed before
     * @throws StoreException with {@code STORE_REDIRECTS}, saying where to
     */
    static Request follow(Request from, int status, String location, int hops) {
        HttpUrl target = from.url().resolve(location);
        boolean safe = from.method().equals("GET") || from.method().equals("HEAD");
        if (target == null
                || hops >= HOPS
                || !(safe || KEEPS_METHOD.contains(status))
                || !sameStore(from.url(), target)) {
            throw new StoreException(StoreProblem.STORE_REDIRECTS, null, detail(target), null);
        }
        return from.newBuilder().url(target).build();
    }

    private static boolean sameStore(HttpUrl from, HttpUrl to) {
        if (!from.host().equals(to.host())) {
            return false;
        }
        if (from.scheme().equals(to.scheme())) {
            return from.port() == to.port();
        }
        return to.isHttps() && (to.port() == 443 || to.port() == from.port());
    }

    /** Query, fragment and user are left out: they can hold a secret. */
    private static String detail(@Nullable HttpUrl target) {
        if (target == null) {
            return "It sends us on to something that is no web address.";
        }
        String text = target.scheme() + "://" + OutboundSettings.authority(target) + target.encodedPath();
        if (target.port() == HttpUrl.defaultPort(target.scheme())) {
            text = text.replaceFirst(":" + target.port() + "/", "/");
        }
        return "It sends us on to " + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}
