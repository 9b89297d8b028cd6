package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Decides what may be connected to: https and public addresses, but for what the operator exempts. It is asked three
 * times: for the URL, before anything is looked up; for all the addresses that a name has, of which the connection takes
 * one; and for the address of the connection that is about to carry the request, which may be one from the pool.
 */
final class OutboundGuard implements Interceptor {
    /**
     * A host whose last label is a number is an address, not a name. One that is not written plainly (octal, hexadecimal,
     * too short) means different things to different readers.
     */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern PLAIN_V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private final Set<String> exempt;

    OutboundGuard(Set<String> exempt) {
        this.exempt = exempt;
    }

    /** An address that the guard forbids, in the shape that the HTTP client takes. */
    static final class ForbiddenAddress extends UnknownHostException {
        ForbiddenAddress() {
            super("not a public address");
        }
    }

    boolean exempts(HttpUrl url) {
        return exempt.contains(OutboundSettings.authority(url));
    }

    /**
     * The URL as the client understands it, which is what is judged: two readers of one URL can see two hosts in it.
     *
     * @throws StoreException with {@code STORE_URL_FORBIDDEN}
     */
    HttpUrl check(URI uri) {
        HttpUrl url = uri.getHost() == null ? null : HttpUrl.get(uri);
        if (url == null) {
            throw forbidden("It is no web address.");
        }
        check(url);
        return url;
    }

    void check(HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw forbidden("It holds a user name or a password.");
        }
        if (exempts(url)) {
            return;
        }
        if (!url.isHttps()) {
            throw forbidden("It begins with http://.");
        }
        String host = url.host();
        boolean literalV4 = ENDS_IN_NUMBER.matcher(host).matches();
        if (literalV4 && !PLAIN_V4.matcher(host).matches()) {
            throw forbidden("Its host is a number.");
        }
        if (literalV4 || host.contains(":")) {
            checkLiteral(host);
        }
    }

    private static void checkLiteral(String host) {
        try {
            permit(List.of(InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            throw forbidden("Its host is no public address.");
        }
    }

    /** All of them, or none: a name that has one forbidden address is not trusted with the others. */
    static List<InetAddress> permit(List<InetAddress> addresses) throws ForbiddenAddress {
        for (InetAddress address : addresses) {
            if (!PublicAddresses.contains(address)) {
                throw new ForbiddenAddress();
            }
        }
        return addresses;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!exempts(chain.request().url())) {
            InetSocketAddress peer =
                    Objects.requireNonNull(chain.connection()).route().socketAddress();
            permit(List.of(peer.getAddress()));
        }
        return chain.proceed(chain.request());
    }

    private static StoreException forbidden(String detail) {
        return new StoreException(StoreProblem.STORE_URL_FORBIDDEN, null, detail, null);
    }
}
