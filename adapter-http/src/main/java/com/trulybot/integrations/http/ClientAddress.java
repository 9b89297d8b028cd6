package com.trulybot.integrations.http;

import com.trulybot.integrations.core.workspace.Origin;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose network address a request counts for. {@code X-Forwarded-For} is believed only from our own proxies, and only
 * as far back as they go: the rightmost address that is not one of theirs. IPv6 is counted by /64, which is what one
 * customer has.
 */
final class ClientAddress {
    private static final int SITE_BYTES = 8;

    private final List<AddressRange> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    /** Such as {@code 203.0.113.7}, or {@code 20010db800000001/64}. */
    String of(Context ctx) {
        String remote = bare(ctx.req().getRemoteAddr());
        if (trusted.isEmpty() && remote.indexOf(':') < 0) {
            return remote;
        }
        Optional<InetAddress> peer = AddressRange.literal(remote);
        return peer.map(address -> key(origin(address, ctx))).orElse(remote);
    }

    /** Where the request comes from, for the record of what happened. */
    Origin origin(Context ctx) {
        return new Origin(of(ctx), Objects.requireNonNullElse(ctx.userAgent(), ""));
    }

    private InetAddress origin(InetAddress peer, Context ctx) {
        InetAddress client = peer;
        List<String> hops = hops(ctx);
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = AddressRange.literal(bare(hops.get(i).strip()));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }

    private static List<String> hops(Context ctx) {
        List<String> lines = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
        return lines.isEmpty() ? List.of() : List.of(String.join(",", lines).split(","));
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private static String key(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, SITE_BYTES) + "/64"
                : address.getHostAddress();
    }
}
